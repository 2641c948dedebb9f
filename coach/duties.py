"""Duties as small state machines, fed turn by turn: what called for them, and whether they were kept.

An occasion is settled as soon as that is possible: kept by the first turn that does what is owed, missed when the range
has run out, and everything still open when the conversation ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coach.history import History, done_in
from coach.reviewed import DutyResult, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coach.observation import Observation
    from coach.reviewed import State
    from coach.turn import Channel
    from phrasebook import Duty, Language, Moment, Phrasebook, Range


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
    """The duties of one conversation in its channel; `language` is that of titles and reasons."""

    def __init__(self, book: Phrasebook, channel: Channel | None, language: Language) -> None:
        self.duties = tuple(duty for duty in book.duties.values() if channel is None or channel in duty.channels)
        self._skips = book.skips
        self._channel = channel
        self.language: Language = language
        self._history = History()
        self._open: list[Occasion] = []
        self._had: set[str] = set()
        self.results: list[DutyResult] = []

    @property
    def open(self) -> Sequence[Occasion]:
        """The occasions not settled yet, the oldest first."""
        return self._open

    def add(self, seen: Observation) -> list[Settled]:
        """Take in a turn and return what it settles."""
        is_first_of_agent = self._history.agent_turns == 0
        self._history.add(seen)
        settled = list(self._continue(seen)) if seen.turn.role != "system" else []
        for duty in self.duties:
            for moment in duty.when:
                trigger = self._trigger(moment, seen, opening=is_first_of_agent)
                if trigger and self._given(moment, seen.number):
                    settled += self._begin(duty, trigger, seen)
                    break
        return self._note(settled)

    def finish(self, *, complete: bool) -> list[Settled]:
        """Settle everything that is open; the end of an excerpt calls for nothing."""
        settled: list[Settled] = []
        last = self._history.last_of_agent
        if complete and last:
            for duty in self.duties:
                if any(moment.closing and self._given(moment, last.number) for moment in duty.when):
                    settled += self._begin(duty, last.quote(), last)
        settled += [self._end(occasion, complete=complete) for occasion in self._open]
        self._open = []
        return self._note(settled)

    def not_called_for(self, unseen: Mapping[str, str], *, watched: bool) -> list[DutyResult]:
        """Return the duties that had no occasion; `unseen` says of some of them why none could be seen.

        One that owes nothing is kept by never giving it, where times were `watched` and it could be seen.
        """
        return [
            self._result(
                duty,
                "kept" if watched and not duty.owed and duty.id not in unseen else "not-applicable",
                unseen.get(duty.id) or duty.no_occasion.get(self.language),
            )
            for duty in self.duties
            if duty.id not in self._had
        ]

    def reason(self, name: str) -> str:
        """Return the phrasebook's words for why something could not be judged; the name where it has none."""
        known = self._skips.get(name)
        return known.text.get(self.language) if known else name

    def _decided(self, duty: Duty) -> bool:
        return any(one.duty == duty.id and one.state != "not-applicable" for one in self.results)

    def _note(self, settled: list[Settled]) -> list[Settled]:
        self.results += [one.result for one in settled]
        return settled

    def _trigger(self, moment: Moment, seen: Observation, *, opening: bool) -> Quote | None:
        """Return the words that make this turn an occasion, the whole turn where none do; None if it is none."""
        if moment.acts:
            act = next((act for act in moment.acts if act in seen.acts), None)
            return seen.quote(act) if act else None
        if moment.turns_from:
            return seen.quote() if seen.number + 1 == moment.turns_from else None
        if seen.turn.role != "agent":
            return None
        is_occasion = (
            (moment.opening and opening)
            or (moment.silence_over and (seen.silence or 0) > moment.silence_over)
            or (moment.overlap_over and (seen.overlap or 0) > moment.overlap_over)
        )
        return seen.quote() if is_occasion else None

    def _given(self, moment: Moment, number: int) -> bool:
        return moment.given is None or self._history.done(moment.given.acts, moment.given.within, number) is not None

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
        # Which turns are the last is known at the end.
        kept = None if within.last else self._kept(duty, trigger)
        if kept:
            return [kept]
        breaks = self._breaks(duty, seen) if within.here else None
        left = self._turns_left(within)
        if left == 0 or breaks:
            return [self._missed(duty, trigger, seen, breaks)]
        self._open.append(Occasion(duty, trigger, left))
        return []

    def _turns_left(self, within: Range) -> int | None:
        """Return how many more turns of the agent can still keep the duty; None for as many as there will be."""
        if within.last or within.after == "all" or within.first == "all":
            return None
        return max(within.after or 0, (within.first or 0) - self._history.agent_turns)

    def _continue(self, seen: Observation) -> Iterator[Settled]:
        """Let a turn settle what is open."""
        still: list[Occasion] = []
        for occasion in self._open:
            settled = self._proceed(occasion, seen)
            if settled:
                yield settled
            else:
                still.append(occasion)
        self._open = still

    def _proceed(self, occasion: Occasion, seen: Observation) -> Settled | None:
        duty, trigger = occasion.duty, occasion.trigger
        assert duty.within is not None
        is_agent = seen.turn.role == "agent"
        occasion.waited |= is_agent
        if duty.within.last:
            return None
        owed = done_in(seen, duty.owed, before=duty.before)
        if owed and seen.number in self._history.reached(duty.within, trigger.turn):
            return self._settle(duty, "kept", trigger, seen.quote(owed), seen)
        if is_agent and (otherwise := self._otherwise(duty, trigger)):
            return otherwise
        breaks = self._breaks(duty, seen)
        if not breaks and any(act in seen.acts for act in duty.lapses):
            return self._settle(duty, "not-applicable", trigger, None, seen, duty.no_occasion.get(self.language))
        if breaks or (is_agent and occasion.left == 1):
            return self._missed(duty, trigger, seen, breaks)
        if is_agent and occasion.left:
            occasion.left -= 1
        return None

    @staticmethod
    def _breaks(duty: Duty, seen: Observation) -> Quote | None:
        """Return what a turn does first that had to wait for what is owed."""
        broken = min((act for act in duty.before if act in seen.acts), key=seen.place, default=None)
        return seen.quote(broken) if broken else None

    def _end(self, occasion: Occasion, *, complete: bool) -> Settled:
        """Settle an occasion at the end of the conversation; what an excerpt cuts off may still have been done."""
        duty, trigger = occasion.duty, occasion.trigger
        last = self._history.last_of_agent
        if last is None:
            return self._nobody_left(duty, trigger, self._history[-1])
        if duty.within and duty.within.last:
            return self._kept(duty, trigger) or self._missed(duty, trigger, last)
        if last.number < trigger.turn and not (duty.within and duty.within.first):
            return self._nobody_left(duty, trigger, last)
        if duty.before or (occasion.left and not complete):
            reason = duty.no_occasion.get(self.language)
            return self._settle(duty, "not-applicable", trigger, None, last, reason)
        return self._missed(duty, trigger, last)

    def _nobody_left(self, duty: Duty, trigger: Quote, seen: Observation) -> Settled:
        return self._settle(duty, "not-applicable", trigger, None, seen, self.reason("nobody-left"))

    def _kept(self, duty: Duty, trigger: Quote) -> Settled | None:
        assert duty.within is not None
        found = self._history.done(duty.owed, duty.within, trigger.turn, before=duty.before)
        if found:
            return self._settle(duty, "kept", trigger, found[1].quote(found[0]), found[1])
        return self._otherwise(duty, trigger)

    def _otherwise(self, duty: Duty, trigger: Quote) -> Settled | None:
        """Return the duty kept by other acts than those first of all owed."""
        for doing in duty.or_owed:
            found = self._history.done(doing.acts, doing.within, trigger.turn)
            if found:
                return self._settle(duty, "kept", trigger, found[1].quote(found[0]), found[1])
        return None

    def _missed(self, duty: Duty, trigger: Quote, seen: Observation, evidence: Quote | None = None) -> Settled:
        for excuse in duty.unless:
            found = self._history.done(excuse.acts, excuse.within, trigger.turn)
            if found:
                reason = (excuse.because or duty.no_occasion).get(self.language)
                return self._settle(duty, "not-applicable", trigger, found[1].quote(found[0]), seen, reason)
        return self._settle(duty, "missed", trigger, evidence, seen, duty.why.get(self.language))

    def _settle(
        self, duty: Duty, state: State, trigger: Quote, evidence: Quote | None, seen: Observation, reason: str = ""
    ) -> Settled:
        result = replace(self._result(duty, state, reason), trigger=trigger, evidence=evidence)
        return Settled(duty, result, seen.number)

    def _result(self, duty: Duty, state: State, reason: str) -> DutyResult:
        return DutyResult(
            duty=duty.id,
            state=state,
            title=duty.owes.get(self.language),
            clause=duty.clause,
            severity=duty.severity_in(self._channel),
            reason=reason,
        )
