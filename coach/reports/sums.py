"""Sums over reviewed conversations, for the sheets before the lists. Memory grows with agents and rules only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.reviewed import Reviewed
    from coach.transcript import TranscriptProblem


@dataclass(slots=True)
class Tally:
    """Counts over some conversations; `scores` is the sum of their scores."""

    conversations: int = 0
    scores: float = 0.0
    passed: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)

    def add(self, reviewed: Reviewed) -> None:
        """Count one more conversation."""
        self.conversations += 1
        self.scores += reviewed.scorecard.score
        self.passed += reviewed.scorecard.passed
        self.severities.update(one.severity for one in reviewed.findings)
        self.states.update(one.state for one in reviewed.duties)

    @property
    def mean_score(self) -> float | None:
        """The mean score, None without conversations."""
        return self.scores / self.conversations if self.conversations else None

    @property
    def pass_share(self) -> float | None:
        """The share of conversations that passed, None without any."""
        return self.passed / self.conversations if self.conversations else None

    @property
    def kept_share(self) -> float | None:
        """The share of duties kept among those that were owed, None where none was."""
        owed = self.states["kept"] + self.states["missed"]
        return self.states["kept"] / owed if owed else None


@dataclass(slots=True)
class RuleCount:
    """How often a rule was broken, and in how many conversations."""

    clause: str
    severities: Counter[str] = field(default_factory=Counter)
    conversations: int = 0


@dataclass(slots=True)
class DutyCount:
    """How often a duty was kept, missed, or not owed."""

    title: str
    clause: str
    states: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Sums:
    """Counts over all, by agent (None where nobody is named), by rule, by duty, and of what was not checked."""

    total: Tally = field(default_factory=Tally)
    agents: dict[str | None, Tally] = field(default_factory=dict)
    rules: dict[str, RuleCount] = field(default_factory=dict)
    duties: dict[str, DutyCount] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    phrasebooks: dict[str, None] = field(default_factory=dict)
    lost: int = 0

    def add(self, reviewed: Reviewed) -> None:
        """Count one more conversation."""
        self.total.add(reviewed)
        self.agents.setdefault(reviewed.transcript.agent, Tally()).add(reviewed)
        self.phrasebooks[reviewed.phrasebook] = None
        self.skipped.update(one.check for one in reviewed.skipped)
        for finding in reviewed.findings:
            self.rules.setdefault(finding.rule, RuleCount(finding.clause)).severities[finding.severity] += 1
        for rule in {finding.rule for finding in reviewed.findings}:
            self.rules[rule].conversations += 1
        for duty in reviewed.duties:
            self.duties.setdefault(duty.duty, DutyCount(duty.title, duty.clause)).states[duty.state] += 1

    def problem(self, problem: TranscriptProblem) -> None:
        """Count records that could not be read."""
        self.lost += problem.rows
