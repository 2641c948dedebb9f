"""Back-test: what a changed phrasebook would find in conversations, against what the old one finds.

Findings are the same when rule, turn and span are; one whose severity alone differs has changed. Duties missed twice in
one turn are two findings.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.finding import Finding
    from coach.reviewed import Reviewed

Change: TypeAlias = Literal["added", "removed", "severity"]
_Place: TypeAlias = tuple[int, int, str, int, int]  # turn, start, rule, end, how many of the same before it
_EXAMPLES = 5  # kept for each rule and kind of change


@dataclass(frozen=True, slots=True)
class Difference:
    """One finding that differs: where it stands, and its severity before and after (None where it is not found)."""

    conversation: str
    source: str
    turn: int | None
    rule: str
    change: Change
    before: str | None
    after: str | None
    words: str
    message: str

    def as_dict(self) -> dict[str, Any]:
        """Return the difference as a JSON object."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class RuleChanges:
    """What changed for one rule, with the first few examples of each kind."""

    unchanged: int = 0
    changes: Counter[Change] = field(default_factory=Counter)
    examples: list[Difference] = field(default_factory=list)

    def note(self, difference: Difference) -> None:
        """Count a difference and keep it if there are not enough of its kind."""
        if self.changes[difference.change] < _EXAMPLES:
            self.examples.append(difference)
        self.changes[difference.change] += 1


@dataclass(slots=True)
class AgentScores:
    """The scores of an agent by the old and by the new phrasebook."""

    conversations: int = 0
    before: float = 0.0
    after: float = 0.0
    newly_failed: int = 0
    newly_passed: int = 0

    @property
    def means(self) -> tuple[float, float]:
        """The mean score before and after."""
        return self.before / self.conversations, self.after / self.conversations


@dataclass(slots=True)
class BackTest:
    """The differences over many conversations; memory grows with rules and agents only.

    `changed` counts the conversations whose findings, score or result differ.
    """

    old: str
    new: str
    conversations: int = 0
    changed: int = 0
    rules: dict[str, RuleChanges] = field(default_factory=dict)
    agents: dict[str | None, AgentScores] = field(default_factory=dict)

    def add(self, before: Reviewed, after: Reviewed) -> list[Difference]:
        """Compare two reviews of one conversation and return what differs."""
        differences = compare(before, after)
        self.conversations += 1
        old, new = before.scorecard, after.scorecard
        self.changed += bool(differences) or (old.score, old.passed) != (new.score, new.passed)
        for difference in differences:
            self.rules.setdefault(difference.rule, RuleChanges()).note(difference)
        was, is_now = _placed(before.findings), _placed(after.findings)
        for place in was.keys() & is_now.keys():
            if was[place].severity == is_now[place].severity:
                self.rules.setdefault(was[place].rule, RuleChanges()).unchanged += 1
        scores = self.agents.setdefault(before.transcript.agent, AgentScores())
        scores.conversations += 1
        scores.before += old.score
        scores.after += new.score
        scores.newly_failed += old.passed and not new.passed
        scores.newly_passed += new.passed and not old.passed
        return differences

    @property
    def totals(self) -> dict[str, int]:
        """How many findings were added, removed, changed in severity, and stayed."""
        counts: dict[str, int] = {"added": 0, "removed": 0, "severity": 0, "unchanged": 0}
        for rule in self.rules.values():
            counts["unchanged"] += rule.unchanged
            for change, number in rule.changes.items():
                counts[change] += number
        return counts

    def as_dict(self) -> dict[str, Any]:
        """Return the back-test as a JSON object."""
        return {
            "old": self.old,
            "new": self.new,
            "conversations": self.conversations,
            "changed": self.changed,
            "findings": self.totals,
            "rules": {
                name: {
                    "unchanged": rule.unchanged,
                    **{change: rule.changes[change] for change in ("added", "removed", "severity")},
                    "examples": [example.as_dict() for example in rule.examples],
                }
                for name, rule in sorted(self.rules.items())
            },
            "agents": [
                {
                    "agent": agent,
                    "conversations": scores.conversations,
                    "before": round(scores.means[0], 1),
                    "after": round(scores.means[1], 1),
                    "newly_failed": scores.newly_failed,
                    "newly_passed": scores.newly_passed,
                }
                for agent, scores in self.agents.items()
            ],
        }


def compare(before: Reviewed, after: Reviewed) -> list[Difference]:
    """Return the findings that differ between two reviews of one conversation, in the order of its turns."""
    old, new = _placed(before.findings), _placed(after.findings)
    places = sorted(old.keys() | new.keys())
    differences = []
    for place in places:
        was, is_now = old.get(place), new.get(place)
        if was and is_now and was.severity == is_now.severity:
            continue
        finding = is_now or was
        assert finding is not None
        turn = None if finding.turn is None else before.transcript.number(finding.turn)
        differences.append(
            Difference(
                conversation=before.transcript.id,
                source=before.transcript.source,
                turn=turn,
                rule=finding.rule,
                change="added" if was is None else "removed" if is_now is None else "severity",
                before=was.severity if was else None,
                after=is_now.severity if is_now else None,
                words=finding.matched or finding.trigger or "",
                message=finding.message,
            )
        )
    return differences


def _placed(findings: Iterable[Finding]) -> dict[_Place, Finding]:
    """Return findings by what makes them the same, in an order; what is about no turn or no words comes first."""
    placed: dict[_Place, Finding] = {}
    for finding in findings:
        turn, start, end = (-1 if value is None else value for value in (finding.turn, finding.start, finding.end))
        place, number = (turn, start, finding.rule, end), 0
        while (*place, number) in placed:
            number += 1
        placed[*place, number] = finding
    return placed
