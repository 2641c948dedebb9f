"""What people say of a review, beside what the machine says: the one never overwrites the other."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from coach.agreement import Agreement, Tally
from coach.course import Case
from coach.scorecard import Scorer, mark_fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from coach.course import CaseState
    from coach.finding import Finding
    from coach.reviewed import DutyResult, Reviewed, Scorecard
    from coach.ruling import Ruling, RulingProblem
    from phrasebook import ScorecardForm


@dataclass(frozen=True, slots=True)
class RuledFinding:
    """Where a finding of the review stands: by its index and key; `counts` is whether it costs points."""

    index: int
    key: str
    state: CaseState
    counts: bool
    rulings: tuple[Ruling, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {
            "index": self.index,
            "key": self.key,
            "state": self.state,
            "counts": self.counts,
            "rulings": [ruling.as_dict() for ruling in self.rulings],
        }


@dataclass(frozen=True, slots=True)
class RuledItem:
    """Where a manual item stands; `points` are those that count, None while it waits or where none are left."""

    item: str
    state: CaseState
    points: float | None
    rulings: tuple[Ruling, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {
            "item": self.item,
            "state": self.state,
            "points": self.points,
            "rulings": [ruling.as_dict() for ruling in self.rulings],
        }


@dataclass(frozen=True, slots=True)
class Ruled:
    """A review with people's rulings beside it.

    `reviewed` is the machine's word, untouched; `scorecard` is reckoned from what people left of it. `orphans` are
    rulings on findings that the review does not have (any more: of another phrasebook, or of other words), `problems`
    are rulings that do not count, and why.
    """

    reviewed: Reviewed
    findings: tuple[RuledFinding, ...]
    items: tuple[RuledItem, ...]
    scorecard: Scorecard
    agreement: Agreement
    orphans: tuple[Ruling, ...] = ()
    problems: tuple[RulingProblem, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as a JSON object, the machine's word apart under `machine`."""
        return {
            "id": self.reviewed.transcript.id,
            "machine": self.reviewed.as_dict(),
            "findings": [finding.as_dict() for finding in self.findings],
            "items": [item.as_dict() for item in self.items],
            "scorecard": self.scorecard.as_dict(),
            "agreement": self.agreement.as_dict(),
            "orphans": [ruling.as_dict() for ruling in self.orphans],
            "problems": [problem.as_dict() for problem in self.problems],
        }


def finding_key(conversation_id: str, finding: Finding, occurrence: int = 0) -> str:
    """Return the name by which rulings call a finding: flat-ignorance/bare@3:0-3~1f3a9c02.

    It says the rule, the turn, the span and, behind ~, a sum over these, the words and the conversation: the same text
    gives the same key, whatever else is found. `occurrence` counts findings alike in all of that, from 0.
    """
    span = "" if finding.start is None else f":{finding.start}-{finding.end}"
    again = f"#{occurrence + 1}" if occurrence else ""
    said = [conversation_id, *_identity(finding), occurrence]
    digest = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:8]
    turn = "" if finding.turn is None else finding.turn
    return f"{finding.rule}@{turn}{span}{again}~{digest}"


def finding_keys(conversation_id: str, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the key of each finding of a conversation."""
    seen: Counter[tuple[object, ...]] = Counter()
    keys = []
    for finding in findings:
        identity = _identity(finding)
        keys.append(finding_key(conversation_id, finding, seen[identity]))
        seen[identity] += 1
    return tuple(keys)


def _identity(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.turn, finding.start, finding.end, finding.matched


def apply(reviewed: Reviewed, rulings: Iterable[Ruling], form: ScorecardForm) -> Ruled:
    """Return the review with the rulings on its conversation beside it; those on others are passed over.

    A finding that was rejected or overturned costs nothing, and if it is a missed duty, the duty counts as kept. Marks
    fill the manual items of `form`, by which everything is scored again. A ruling out of order, or on an item that
    cannot be marked so, is told in `problems` and does not count.
    """
    keys = finding_keys(reviewed.transcript.id, reviewed.findings)
    findings = {key: Case() for key in keys}
    items: dict[str, Case] = {}
    orphans: list[Ruling] = []
    problems: list[RulingProblem] = []
    for ruling in rulings:
        if ruling.conversation != reviewed.transcript.id:
            continue
        if ruling.item is not None:
            problem = _take_item(ruling.item, ruling, items, form)
        elif ruling.finding in findings:
            problem = findings[ruling.finding].take(ruling)
        else:
            orphans.append(ruling)
            continue
        if problem:
            problems.append(problem)
    ruled = tuple(
        RuledFinding(index, key, case.state, case.stands, tuple(case.rulings))
        for index, (key, case) in enumerate(findings.items())
    )
    set_aside = frozenset(one.index for one in ruled if not one.counts)
    marks = {item: case.mark for item, case in items.items()}
    scorecard = Scorer(form, reviewed.language).score(
        findings=reviewed.findings,
        duties=_with_kept(reviewed.duties, reviewed.findings, set_aside),
        timing=reviewed.timing,
        courtesy=reviewed.courtesy,
        agent_turns=reviewed.agent_turns,
        marks=[mark for mark in marks.values() if mark],
        set_aside=set_aside,
    )
    return Ruled(
        reviewed=reviewed,
        findings=ruled,
        items=tuple(
            RuledItem(item, case.state, mark.points if (mark := marks[item]) else None, tuple(case.rulings))
            for item, case in items.items()
        ),
        scorecard=scorecard,
        agreement=_agreement(reviewed.findings, ruled),
        orphans=tuple(orphans),
        problems=tuple(problems),
    )


def _take_item(item: str, ruling: Ruling, items: dict[str, Case], form: ScorecardForm) -> RulingProblem | None:
    fault = mark_fault(form, item, ruling.points or 0)
    if fault:
        return ruling.problem("bad-mark", *fault)
    case = items.get(item, Case())
    problem = case.take(ruling)
    if problem is None:
        items[item] = case
    return problem


def _with_kept(
    duties: Sequence[DutyResult], findings: Sequence[Finding], set_aside: Collection[int]
) -> list[DutyResult]:
    """Return the duties, those kept whose finding of having been missed is set aside.

    The findings of a duty belong to its missed occasions in the order of the conversation.
    """
    left = list(duties)
    for duty in {findings[index].category for index in set_aside}:
        found = sorted(
            (-1 if one.turn is None else one.turn, index) for index, one in enumerate(findings) if one.category == duty
        )
        missed = sorted(
            (one.trigger.turn if one.trigger else -1, index)
            for index, one in enumerate(duties)
            if one.duty == duty and one.state == "missed"
        )
        for (_, finding), (_, result) in zip(found, missed, strict=False):
            if finding in set_aside:
                left[result] = replace(duties[result], state="kept")
    return left


def _agreement(findings: Sequence[Finding], ruled: Sequence[RuledFinding]) -> Agreement:
    """Return how the rulings agree with the machine; an appeal leaves the reviewer's word until it is decided."""
    judged = [one for one in ruled if one.state != "open"]
    return Agreement.together(Agreement({findings[one.index].rule: Tally(1, int(one.counts))}) for one in judged)
