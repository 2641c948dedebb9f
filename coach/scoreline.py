"""One line of a scorecard: what an item gives for what is known of a conversation, and why, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from math import ceil, floor, isfinite
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from coach.finding import RANK
from coach.reviewed import ScoreLine
from phrasebook.scorecard import (
    BonusRule,
    CourtesyRule,
    DutiesRule,
    ManualRule,
    TimingRule,
    WordingRule,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coach.finding import Finding
    from coach.reviewed import DutyResult, TimingFigures
    from phrasebook import Language, ScorecardItem
    from phrasebook.scorecard import Sentences

State: TypeAlias = Literal["full", "partial", "lost", "not-applicable", "to-tick"]
By: TypeAlias = Literal["machine", "person", "nobody"]
_MOST_TURNS = 8  # named in one line


@dataclass(frozen=True, slots=True)
class Mark:
    """The points that a person gives for a manual item."""

    item: str
    points: float
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a conversation when it is scored.

    `courtesy` is how many agent turns do an act, by act; `set_aside` are the indexes of findings that a person found
    to be none.
    """

    findings: Sequence[Finding]
    duties: Sequence[DutyResult]
    timing: TimingFigures
    courtesy: Mapping[str, int]
    agent_turns: int
    marks: Mapping[str, Mark]
    set_aside: frozenset[int]

    def times(self, acts: Iterable[str]) -> int:
        """Return in how many agent turns each of the acts is done, added up."""
        return sum(self.courtesy.get(act, 0) for act in acts)


class Voice:
    """Says the form's sentences in the reader's language."""

    def __init__(self, sentences: Sentences, language: Language) -> None:
        self._sentences = sentences
        self.language = language

    def say(self, name: str, **values: str | int) -> str:
        """Return the sentence of that name with its slots filled."""
        template: str = getattr(self._sentences, name).get(self.language)
        return template.format_map(values)

    def joined(self, parts: Iterable[str]) -> str:
        """Return the parts as an enumeration."""
        return reduce(lambda one, following: self.say("joined", one=one, next=following), parts)


class _Outcome(NamedTuple):
    state: State
    earned: float
    possible: float
    reason: str
    by: By = "machine"
    fatal: bool = False
    findings: tuple[int, ...] = ()


def score_line(item: ScorecardItem, section: str, facts: Facts, voice: Voice) -> ScoreLine:
    """Return what the item gives for the facts; points are rounded half up to one decimal."""
    match item.rule:
        case WordingRule() as rule:
            outcome = _wording(rule, item.points, facts, voice)
        case DutiesRule() as rule:
            outcome = _duties(rule, item.points, facts, voice)
        case TimingRule() as rule:
            outcome = _timing(rule, item.points, facts.timing, voice)
        case CourtesyRule() as rule:
            outcome = _courtesy(rule, item.points, facts, voice)
        case BonusRule() as rule:
            outcome = _bonus(rule, item.points, facts, voice)
        case ManualRule() as rule:
            outcome = _manual(rule, item.points, facts.marks.get(item.id), voice)
    reason = voice.say("fatal", said=outcome.reason) if outcome.fatal else outcome.reason
    return ScoreLine(
        item=item.id,
        section=section,
        title=item.title.get(voice.language),
        clause=item.clause,
        state=outcome.state,
        earned=outcome.earned,
        possible=outcome.possible,
        by=outcome.by,
        reason=reason,
        fatal=outcome.fatal,
        findings=outcome.findings,
    )


def half_up(number: Fraction) -> float:
    """Return the number to one decimal, half rounded up."""
    return floor(number * 10 + Fraction(1, 2)) / 10


@lru_cache(4096)  # points and weights come again and again
def exact(number: float) -> Fraction:
    """Return the number as it is written: 0.1 is a tenth."""
    return Fraction(str(number))


def _plain(number: float) -> str:
    """Return the number to one decimal at most: 3, 2.5."""
    return f"{half_up(exact(number)):.1f}".removesuffix(".0")


def _deducted(points: float, lost: float) -> tuple[State, float]:
    """Return what is left of the points, never less than nothing."""
    left = half_up(max(exact(points) - exact(lost), Fraction(0)))
    return _state(left, points), left


def _state(earned: float, points: float) -> State:
    if earned >= points:
        return "full"
    return "partial" if earned > 0 else "lost"


def _costly(categories: Iterable[str], facts: Facts) -> tuple[list[int], int]:
    """Return the indexes of the findings of these categories that cost points, and how many are set aside."""
    wanted = frozenset(categories)
    indexes = [
        index
        for index, finding in enumerate(facts.findings)
        if finding.category in wanted and finding.severity != "advice"
    ]
    left = [index for index in indexes if index not in facts.set_aside]
    return left, len(indexes) - len(left)


def _reviewed(outcome: _Outcome, set_aside: int, voice: Voice) -> _Outcome:
    """Return the outcome, saying so where a person set findings aside."""
    if not set_aside:
        return outcome
    return outcome._replace(reason=voice.say("set_aside", said=outcome.reason, count=set_aside), by="person")


def _wording(rule: WordingRule, points: float, facts: Facts, voice: Voice) -> _Outcome:
    indexes, set_aside = _costly(rule.categories, facts)
    advised = any(one.category in rule.categories and one.severity == "advice" for one in facts.findings)
    if not indexes:
        if not (facts.agent_turns or advised or set_aside):
            return _Outcome("not-applicable", 0, 0, voice.say("no_agent"))
        return _reviewed(
            _Outcome("full", points, points, voice.say("only_advice" if advised else "clean")), set_aside, voice
        )
    found = [facts.findings[index] for index in indexes]
    costs = {"error": rule.deduct.error, "warning": rule.deduct.warning}
    lost = float(sum(exact(costs[finding.severity]) for finding in found))
    state, left = _deducted(points, lost)
    reason = voice.say("found", what=_counted(found, voice), lost=_plain(min(lost, points)))
    if lost > points:
        reason = voice.say("used_up", said=reason)
    outcome = _Outcome(state, left, points, _with_turns(reason, found, voice), findings=tuple(indexes))
    return _reviewed(outcome._replace(fatal=_is_fatal(rule, found)), set_aside, voice)


def _counted(found: Sequence[Finding], voice: Voice) -> str:
    """Return how many errors and warnings there are, as a text."""
    parts = []
    for severity, sentence in (("error", "errors"), ("warning", "warnings")):
        number = sum(finding.severity == severity for finding in found)
        if number:
            parts.append(voice.say(sentence, count=number))
    return voice.joined(parts)


def _with_turns(said: str, found: Sequence[Finding], voice: Voice) -> str:
    """Return the sentence with the turns of the findings, which a reader counts from 1."""
    turns = [str(turn + 1) for turn in sorted({finding.turn for finding in found if finding.turn is not None})]
    if not turns:
        return said
    more = ["…"] if len(turns) > _MOST_TURNS else []
    return voice.say("in_turns", said=said, turns=voice.joined(turns[:_MOST_TURNS] + more))


def _is_fatal(rule: WordingRule, found: Sequence[Finding]) -> bool:
    fatal = rule.fatal
    return fatal is not None and fatal.count <= sum(
        finding.category in fatal.categories
        and RANK[finding.severity] >= RANK[fatal.severity]
        and finding.confidence >= fatal.confidence
        for finding in found
    )


def _duties(rule: DutiesRule, points: float, facts: Facts, voice: Voice) -> _Outcome:
    results = [result for result in facts.duties if result.duty in rule.missed]
    due = [result for result in results if result.state != "not-applicable"]
    if not due:
        why = next((result.reason for result in results if result.reason), voice.say("no_occasion"))
        return _Outcome("not-applicable", 0, 0, why)
    all_missed = [result for result in due if result.state == "missed"]
    missed = [result for result in all_missed if result.severity != "advice"]
    indexes, set_aside = _costly(rule.missed, facts)
    if not missed:
        reason = voice.say("only_advice") if all_missed else voice.say("kept", count=len(due))
        return _reviewed(_Outcome("full", points, points, reason), set_aside, voice)
    state, left = _deducted(points, float(exact(rule.deduct) * len(missed)))
    parts = []
    for duty, said in rule.missed.items():
        number = sum(result.duty == duty for result in missed)
        if number:
            parts.append(voice.say("missed_one", what=said.get(voice.language), count=number))
    reason = voice.say("missed", what=voice.joined(parts), each=_plain(rule.deduct))
    if rule.deduct * len(missed) > points:
        reason = voice.say("used_up", said=reason)
    fatal = rule.fatal is not None and len(missed) >= rule.fatal
    outcome = _Outcome(state, left, points, reason, fatal=fatal, findings=tuple(indexes))
    return _reviewed(outcome, set_aside, voice)


def _timing(rule: TimingRule, points: float, timing: TimingFigures, voice: Voice) -> _Outcome:
    value: float | None = getattr(timing, rule.figure)
    if value is None or not isfinite(value):
        return _Outcome("not-applicable", 0, 0, voice.say("not_measured"))
    figure = rule.said.get(voice.language).format_map(_figure_slots(value))
    bands = [
        band
        for band in rule.bands
        if (band.above is not None and value > band.above) or (band.below is not None and value < band.below)
    ]
    worst = max(bands, key=lambda band: band.lose, default=None)
    if worst is None or not worst.lose:
        return _Outcome("full", points, points, voice.say("within", figure=figure))
    side, limit = ("below", worst.below) if worst.above is None else ("above", worst.above)
    assert limit is not None
    named = rule.limit.get(voice.language).format_map(_figure_slots(limit))
    state, left = _deducted(points, worst.lose)
    return _Outcome(state, left, points, voice.say(side, figure=figure, limit=named, lost=_plain(worst.lose)))


def _figure_slots(value: float) -> dict[str, str]:
    return {"value": _plain(value), "percent": _plain(value * 100)}


def _courtesy(rule: CourtesyRule, points: float, facts: Facts, voice: Voice) -> _Outcome:
    turns = facts.agent_turns
    if turns < rule.from_turns:
        return _Outcome("not-applicable", 0, 0, voice.say("too_few_turns", turns=turns))
    count, wanted = facts.times(rule.acts), exact(rule.target) * turns
    if count >= wanted:
        return _Outcome("full", points, points, voice.say("courteous", count=count, turns=turns))
    earned = half_up(exact(points) * count / wanted)
    reason = voice.say("seldom_courteous", count=count, turns=turns, wanted=ceil(wanted))
    return _Outcome(_state(earned, points), earned, points, reason)


def _bonus(rule: BonusRule, points: float, facts: Facts, voice: Voice) -> _Outcome:
    count = facts.times(rule.acts)
    if count < rule.at_least:
        return _Outcome("not-applicable", 0, 0, voice.say("no_bonus"))
    return _Outcome("full", points, 0, voice.say("bonus", count=count, points=_plain(points)))


def _manual(rule: ManualRule, points: float, mark: Mark | None, voice: Voice) -> _Outcome:
    if mark is None:
        return _Outcome("to-tick", 0, 0, voice.say("to_tick"), by="nobody")
    earned, reason = half_up(exact(mark.points)), " ".join(mark.reason.split())
    said = voice.say(
        "ticked_why" if reason else "ticked",
        by=" ".join(mark.by.split()),
        points=_plain(earned),
        possible=_plain(points),
        **({"reason": reason} if reason else {}),
    )
    state = "not-applicable" if rule.bonus and not earned else _state(earned, points)
    return _Outcome(state, earned, 0 if rule.bonus else points, said, by="person", fatal=rule.fatal and not earned)
