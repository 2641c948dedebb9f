"""A conversation, judged turn by turn: live, in bulk and in practice by the same code.

`add` gives what a turn shows at once, `finish` what only the end can show.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.context import ROLES, Context
from coach.duties import Duties
from coach.finding import Finding, Suggestion
from coach.locale import language_of
from coach.observation import Observation
from coach.reviewed import Skipped
from coach.timing import MEASURES, Timeline
from coach.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.checker import Coach
    from coach.duties import Occasion, Settled
    from coach.reviewed import DutyResult, TimingFigures
    from coach.surname import CustomerName
    from coach.turn import Channel, Turn
    from phrasebook import Duty, Language, Locale

_ASKS_ITEM, _ASKS_NAME = "asks-for-item", "ask-surname"
# A turn of the agent that does nothing else has not answered the customer.
_ONLY_OPENS = frozenset({"greeting", "offer-help", "introduces", "back-channel", "thanks", "please"})
# Turns of the customer after a question that may answer it: 等等 · 我找找 · 找到了 · 20388461
_TURNS_TO_ANSWER = {_ASKS_ITEM: 4, _ASKS_NAME: 3}
_GIVES_ITEM, _BACK_CHANNEL = "customer-answers-request", "back-channel"
_LONG_SILENCE = 20.0  # seconds, where no duty says how long


class Conversation:
    """One conversation under judgement.

    Args:
        coach: whose phrasebook and detectors judge.
        channel: call or chat; duties and severities may differ.
        customer: the customer's name as the system knows it (王小明, 陳小姐).
        language: of messages and reasons; that of the agent's words by default.
        locale: of what is suggested; that of the agent's words by default.
    """

    def __init__(
        self,
        coach: Coach,
        *,
        channel: Channel | None = None,
        customer: str | None = None,
        language: Language | None = None,
        locale: Locale | None = None,
    ) -> None:
        self._coach = coach
        self._channel = channel
        self._locale = locale
        self._heard: Locale = coach.default_locale  # the locale of the agent's words so far
        self._language = language
        self._observer = coach.observer
        self._duties = Duties(coach.phrasebook, channel, self.language)
        self._timeline = Timeline()
        self._turns: list[Turn] = []
        self._awaited = {_ASKS_ITEM: 0, _ASKS_NAME: 0}  # customer turns that may still answer
        self._need_told = self._answered = False
        self._given = False  # what was asked for, since the agent last said something
        duties = coach.phrasebook.duties.values()
        long = [moment.silence_over for duty in duties for moment in duty.when if moment.silence_over]
        self._waiting = Waiting(min(long, default=_LONG_SILENCE))
        self.name: CustomerName | None = self._observer.names.given(customer) if customer else None
        self._name_by_system = self.name is not None
        self.courtesy: dict[str, int] = {}
        self.agent_turns = 0

    def add(self, turn: Turn) -> list[Finding]:
        """Take in the next turn and return what it shows: its wording, and duties missed by it.

        Raises:
            ValueError: the turn has no role.
        """
        if turn.role not in ROLES:
            raise ValueError(f"turn {len(self._turns)} has no role; say who is the agent")
        number = len(self._turns)
        self._turns.append(turn)
        silence, overlap = self._timeline.add(turn)
        findings: list[Finding] = []
        acts: dict[str, tuple[int, int] | None] = {}
        if turn.role == "agent":
            self.agent_turns += 1
            self._hear(turn.text)
            acts = self._agent(turn)
            findings = self._wording(turn, number)
        elif turn.role == "customer":
            acts = self._customer(turn)
        waited = silence if turn.role == "agent" and self._waiting.for_agent else None
        if turn.role == "agent" and self._waiting.after_hold:
            acts["after-hold"] = None
        self._waiting.add(turn, acts, waited)
        seen = Observation(number, turn, acts, waited, overlap)
        missed = [self._missed(one) for one in self._duties.add(seen) if one.result.state == "missed"]
        for finding in missed:
            if finding.category == "interruption":
                self._timeline.interrupted()
        return findings + missed

    def finish(self, *, complete: bool = True) -> list[Finding]:
        """End the conversation and return the duties that only now turn out to be missed.

        `complete` is false for an excerpt, which calls for no farewell.
        """
        return [self._missed(one) for one in self._duties.finish(complete=complete) if one.result.state == "missed"]

    @property
    def length(self) -> int:
        """How many turns there were so far."""
        return len(self._turns)

    @property
    def open(self) -> Sequence[Occasion]:
        """The duties that are open now."""
        return self._duties.open

    @property
    def duties(self) -> tuple[DutyResult, ...]:
        """Every occasion of a duty that is settled, and the duties that had none so far."""
        unseen = {skip.check: skip.reason for skip in self.skipped()}
        watched = self._timeline.has_ends
        return (*self._duties.results, *self._duties.not_called_for(unseen, watched=watched))

    @property
    def timing(self) -> TimingFigures:
        """What was measured in time so far."""
        return self._timeline.figures()

    @property
    def language(self) -> Language:
        """The language of messages."""
        return self._language or language_of(self._locale or self._heard)

    def skipped(self, *, complete: bool = True) -> tuple[Skipped, ...]:
        """Return the checks that could not run, and why."""
        reasons: dict[str, str] = {}
        roles = {turn.role for turn in self._turns}
        duties = self._duties.duties
        timed = [duty for duty in duties if any(moment.needs_times for moment in duty.when)]
        if not self._timeline.has_times:
            reasons |= dict.fromkeys([*(duty.id for duty in timed), *MEASURES], "no-times")
        elif not self._timeline.has_ends:
            overlapping = [duty.id for duty in timed if any(moment.overlap_over for moment in duty.when)]
            reasons |= dict.fromkeys([*overlapping, *MEASURES], "no-ends")
        if not complete:
            closing = [duty.id for duty in duties if any(moment.closing for moment in duty.when)]
            reasons |= dict.fromkeys(closing, "excerpt")
        if "agent" not in roles:
            reasons |= dict.fromkeys(["wording", *(duty.id for duty in duties)], "no-agent")
        elif "customer" not in roles:
            reasons |= dict.fromkeys(["conversation"], "no-customer")
        return tuple(Skipped(check, self._duties.reason(reason)) for check, reason in reasons.items())

    def _hear(self, text: str) -> None:
        """Learn from the agent's words in which locale to answer, as long as they have not told."""
        if self._heard == self._coach.default_locale:
            self._heard = self._coach.locale(text)
            self._duties.language = self.language

    def _agent(self, turn: Turn) -> dict[str, tuple[int, int] | None]:
        acts = self._observer.agent(turn, opening=not self._need_told)
        if self._need_told and not (acts and _ONLY_OPENS.issuperset(acts)):
            self._answered = True
        for act in self._coach.phrasebook.acts.keys() & acts:
            self.courtesy[act] = self.courtesy.get(act, 0) + 1
        if self._given and _BACK_CHANNEL not in acts:
            self._awaited[_ASKS_ITEM], self._given = 0, False
        for asked in self._awaited:
            if asked in acts:
                self._awaited[asked] = _TURNS_TO_ANSWER[asked]
        names = self._observer.names
        addressed = names.addressed(turn.text)
        if addressed and (self.name is None or self.name.surname is None):
            self.name = addressed
        if self.name and (span := names.use(turn.text, self.name)):
            acts["uses-name"] = span
            if self.name.honorific is None and addressed and addressed.surname == self.name.surname:
                self.name = replace(self.name, honorific=addressed.honorific)
            if self._name_by_system:  # used at once, before the customer said anything
                acts["customer-tells-name"] = None
                self._name_by_system = False
        return acts

    def _customer(self, turn: Turn) -> dict[str, tuple[int, int] | None]:
        asked_item = self._awaited[_ASKS_ITEM] > 0
        acts = self._observer.customer(turn, asked_item=asked_item, unanswered=not self._answered)
        self._need_told = self._need_told or "customer-tells-need" in acts
        self._given = self._given or _GIVES_ITEM in acts
        told = self._observer.names.told(turn.text, asked=self._awaited[_ASKS_NAME] > 0)
        if told:
            if self.name is None or self.name.surname is None:
                self.name = told
            acts["customer-tells-name"] = told.span
            self._awaited[_ASKS_NAME] = 0
        if self._name_by_system:
            acts.setdefault("customer-tells-name", None)
            self._name_by_system = False
        self._awaited = {asked: max(0, left - 1) for asked, left in self._awaited.items()}
        return acts

    def _wording(self, turn: Turn, number: int) -> list[Finding]:
        verdict = self._coach.check(turn.text, "agent", self._context)
        return [replace(finding, turn=number) for finding in verdict.findings]

    @property
    def _context(self) -> Context:
        name = self.name
        surname = name.said if name and name.surname else None
        return Context(
            surname=surname,
            honorific=name.honorific if name and surname else None,
            locale=self._locale,
            language=self.language,
        )

    def _missed(self, settled: Settled) -> Finding:
        duty, result = settled.duty, settled.result
        fault = duty.title.get(self.language)
        timed = result.trigger is not None and duty.needs_times
        return Finding(
            rule=f"{duty.id}/duty",
            category=duty.id,
            severity=result.severity,
            start=None,
            end=None,
            matched="",
            how="timing" if timed else "duty",
            confidence=1.0,
            message=f"{fault}: {result.reason}" if self.language == "en" else f"{fault}：{result.reason}",
            clause=result.clause,
            phrasebook=self._coach.phrasebook.hash,
            # They stand at the start of the turn, which they do not replace.
            suggestions=tuple(Suggestion(text, (0, 0), "utterance", phrase) for phrase, text in self.say(duty)),
            turn=settled.turn,
            trigger=result.trigger.text if result.trigger else None,
            evidence=result.evidence.text if result.evidence else None,
        )

    def say(self, duty: Duty) -> list[tuple[str, str]]:
        """Return sentences that keep a duty, best first, each with its phrase's id before it."""
        return self._coach.suggester.say(duty.say_instead or (), self._locale or self._heard, self._context.slots)
