"""Duties as small state machines, fed turn by turn: what called for them, and whether they were kept.

An occasion is settled as soon as that is possible: kept by the first turn that does what is owed, missed when the range
has run out, and everything still open when the conversation ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coach.reviewed import DutyResult, Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coach.observation import Observation
    from coach.turn import Channel
    from phrasebook import Duty, Language, Moment, Range


@dataclass(slots=True)
class Occasion:
    """A duty that is open: what called for it, and how many turns of the agent are left to do it (None: all)."""

    duty: Duty
    trigger: Quote
    left: int | None
    waited: bool = False  # an agent's turn has passed since


@dataclass(frozen=True, slots=True)
class Settled:
    """How an occasion ended, at which turn."""

    duty: Duty
    result: DutyResult
    turn: int


class Duties:
    """The duties of one conversation; `language` is that of titles and reasons."""

    def __init__(self, duties: Iterable[Duty], channel: Channel | None, language: Language) -> None:
        self._duties = [duty for duty in duties if channel is None or channel in duty.channels]
        self._channel = channel
        self.language: Language = language
        self._seen: list[Observation] = []
        self._open: list[Occasion] = []
        self._had: set[str] = set()
        self.results: list[DutyResult] = []

    @property
    def open(self) -> Sequence[Occasion]:
        """The occasions not settled yet, the oldest first."""
        return self._open

    def add(self, seen: Observation) -> list[Settled]:
        """Take in a turn and return what it settles."""
        self._seen.append(seen)
        settled = list(self._continue(seen)) if seen.turn.role == "agent" else []
        for duty in self._duties:
            for moment in duty.when:
                trigger = self._trigger(moment, seen)
                if trigger and self._given(moment, seen.number):
                    settled += self._begin(duty, trigger, seen)
                    break
        return self._note(settled)

    def finish(self, *, complete: bool) -> list[Settled]:
        """Settle everything that is open; the end of an excerpt calls for nothing."""
        settled: list[Settled] = []
        agent = [seen for seen in self._seen if seen.turn.role == "agent"]
        if complete and agent:
            for duty in self._duties:
                if any(moment.closing for moment in duty.when):
                    settled += self._begin(duty, agent[-1].quote(), agent[-1])
        for occasion in self._open:
            settled.append(self._end(occasion, complete=complete))
        self._open = []
        return self._note(settled)

    def not_called_for(self, *, watched: bool) -> list[DutyResult]:
        """Return the duties that had no occasion.

        One that owes nothing is kept by never giving it, where times were `watched`.
        """
        return [
            self._result(
                duty,
                "kept" if watched and not duty.owed else "not-applicable",
                reason=duty.no_occasion.get(self.language),
            )
            for duty in self._duties
            if duty.id not in self._had
        ]

    def _decided(self, duty: Duty) -> bool:
        return any(one.duty == duty.id and one.state != "not-applicable" for one in self.results)

    def _note(self, settled: list[Settled]) -> list[Settled]:
        self.results += [one.result for one in settled]
        return settled

    def _trigger(self, moment: Moment, seen: Observation) -> Quote | None:
        """Return the words that make this turn an occasion, the whole turn where none do; None if it is none."""
        if moment.acts:
            act = next((act for act in moment.acts if act in seen.acts), None)
            return seen.quote(act) if act else None
        if moment.turns_from:
            return seen.quote() if seen.number + 1 == moment.turns_from else None
        if seen.turn.role != "agent":
            return None
        is_occasion = (
            (moment.opening and not any(one.turn.role == "agent" for one in self._seen[:-1]))
            or (moment.silence_over and (seen.silence or 0) > moment.silence_over)
            or (moment.overlap_over and (seen.overlap or 0) > moment.overlap_over)
        )
        return seen.quote() if is_occasion else None

    def _given(self, moment: Moment, number: int) -> bool:
        return moment.given is None or self._done(moment.given.acts, moment.given.within, number) is not None

    def _begin(self, duty: Duty, trigger: Quote, seen: Observation) -> list[Settled]:
        """Open an occasion, and settle it if what came before, or the turn itself, can tell."""
        waiting = [occasion for occasion in self._open if occasion.duty is duty]
        if any(occasion.left is None or not occasion.waited for occasion in waiting) or (
            duty.once and self._decided(duty)
        ):
            return []
        self._had.add(duty.id)
        within = duty.within
        if within is None:
            return [self._missed(duty, trigger, seen)]
        if within.after or within.first or within.last:
            left = self._turns_left(within, seen)
            kept = self._kept(duty, trigger, seen.number)
            if kept:
                return [kept]
            if left != 0:
                self._open.append(Occasion(duty, trigger, left))
                return []
        return [self._kept(duty, trigger, seen.number) or self._missed(duty, trigger, seen)]

    @staticmethod
    def _turns_left(within: Range, seen: Observation) -> int | None:
        """Return how many more turns of the agent can still keep the duty; None for as many as there will be."""
        if within.last or within.after == "all" or within.first == "all":
            return None
        # The agent's first turns are counted with the one that gave the occasion.
        return max(within.after or 0, (within.first or 1) - 1)

    def _continue(self, seen: Observation) -> Iterator[Settled]:
        """Let the agent's turn settle what is open."""
        still: list[Occasion] = []
        for occasion in self._open:
            duty = occasion.duty
            occasion.waited = True
            owed = _first_done(duty.owed, seen)
            breaks = [act for act in duty.before if act in seen.acts]
            if duty.within and duty.within.last:
                still.append(occasion)
            elif owed and not any(seen.place(act) < seen.place(owed) for act in breaks):
                yield self._settle(duty, "kept", occasion.trigger, seen.quote(owed), seen)
            elif otherwise := self._otherwise(duty, occasion.trigger):
                yield otherwise
            elif breaks:
                first = min(breaks, key=seen.place)
                yield self._missed(duty, occasion.trigger, seen, seen.quote(first))
            elif any(act in seen.acts for act in duty.lapses):
                yield self._settle(duty, "not-applicable", occasion.trigger, None, seen)
            elif occasion.left == 1:
                yield self._missed(duty, occasion.trigger, seen)
            else:
                occasion.left = occasion.left - 1 if occasion.left else None
                still.append(occasion)
        self._open = still

    def _end(self, occasion: Occasion, *, complete: bool) -> Settled:
        """Settle an occasion at the end of the conversation; what an excerpt cuts off may still have been done."""
        duty, number = occasion.duty, occasion.trigger.turn
        agent = [seen for seen in self._seen if seen.turn.role == "agent"]
        after = [seen for seen in agent if seen.number > number]
        last = agent[-1] if agent else self._seen[-1]
        if duty.within and duty.within.last:
            kept = self._kept(duty, occasion.trigger, number)
            return kept or self._missed(duty, occasion.trigger, last)
        if not agent or (not after and self._seen[number].turn.role != "agent"):
            return self._settle(duty, "not-applicable", occasion.trigger, None, last)  # nobody was left to do it
        if duty.before or (occasion.left and not complete):
            return self._settle(duty, "not-applicable", occasion.trigger, None, last)
        return self._missed(duty, occasion.trigger, last)

    def _kept(self, duty: Duty, trigger: Quote, number: int) -> Settled | None:
        assert duty.within is not None
        found = self._done(duty.owed, duty.within, number)
        if found:
            return self._settle(duty, "kept", trigger, found[1].quote(found[0]), found[1])
        return self._otherwise(duty, trigger)

    def _otherwise(self, duty: Duty, trigger: Quote) -> Settled | None:
        """Return the duty kept by other acts than those first of all owed."""
        for doing in duty.or_owed:
            found = self._done(doing.acts, doing.within, trigger.turn)
            if found:
                return self._settle(duty, "kept", trigger, found[1].quote(found[0]), found[1])
        return None

    def _missed(self, duty: Duty, trigger: Quote, seen: Observation, evidence: Quote | None = None) -> Settled:
        for excuse in duty.unless:
            if self._done(excuse.acts, excuse.within, trigger.turn):
                reason = excuse.because.get(self.language) if excuse.because else ""
                return self._settle(duty, "not-applicable", trigger, None, seen, reason)
        return self._settle(duty, "missed", trigger, evidence, seen, duty.why.get(self.language))

    def _settle(
        self, duty: Duty, state: str, trigger: Quote, evidence: Quote | None, seen: Observation, reason: str = ""
    ) -> Settled:
        result = replace(self._result(duty, state, reason), trigger=trigger, evidence=evidence)
        return Settled(duty, result, seen.number)

    def _result(self, duty: Duty, state: str, reason: str = "") -> DutyResult:
        return DutyResult(
            duty=duty.id,
            state=state,  # type: ignore[arg-type]
            title=duty.title.get(self.language),
            clause=duty.clause,
            severity=duty.severity_in(self._channel),
            reason=reason,
        )

    def _done(
        self, combinations: Sequence[Sequence[str]], within: Range, number: int
    ) -> tuple[str, Observation] | None:
        """Return the first turn within the range, seen from turn `number`, that does one of the combinations."""
        for seen in self._in_range(within, number):
            act = _first_done(combinations, seen)
            if act:
                return act, seen
        return None

    def _in_range(self, within: Range, number: int) -> list[Observation]:
        """Return the turns of both roles that the range reaches; an act tells by itself whose turns count."""
        chosen: dict[int, Observation] = {}
        for role in ("agent", "customer"):
            turns = [seen for seen in self._seen if seen.turn.role == role]
            earlier = [seen for seen in turns if seen.number < number]
            later = [seen for seen in turns if seen.number > number]
            picked = _some(turns, within.first) + _some(turns[::-1], within.last)
            picked += _some(earlier[::-1], within.before) + _some(later, within.after)
            chosen |= {seen.number: seen for seen in picked}
        if within.here:
            chosen |= {seen.number: seen for seen in self._seen if seen.number == number}
        return [chosen[place] for place in sorted(chosen)]


def _some(turns: list[Observation], count: int | str | None) -> list[Observation]:
    if count is None:
        return []
    return turns if count == "all" else turns[: int(count)]


def _first_done(combinations: Sequence[Sequence[str]], seen: Observation) -> str | None:
    """Return the first act of a combination that the turn does in full."""
    return next((acts[0] for acts in combinations if all(act in seen.acts for act in acts)), None)
