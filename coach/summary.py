"""The figures over many reviews, which every report shows; they grow with agents and rules, not with conversations."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coach.reviewed import DutyResult, Reviewed
    from coach.transcript import TranscriptProblem
    from phrasebook import Severity

# What a finding weighs when it is asked what to coach first: what recurs counts, but not as much as what is grave.
_WEIGHT = {"error": 5, "warning": 2, "advice": 1}
_BINS = 10


@dataclass(slots=True)
class FindingCount:
    """How many findings of each severity, and in how many conversations."""

    error: int = 0
    warning: int = 0
    advice: int = 0
    conversations: int = 0

    def add(self, severity: Severity) -> None:
        """Count one finding."""
        setattr(self, severity, getattr(self, severity) + 1)

    def merge(self, other: FindingCount) -> None:
        """Add the count of other conversations."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def total(self) -> int:
        """All of them."""
        return self.error + self.warning + self.advice

    @property
    def weight(self) -> int:
        """How urgent they are together: five pieces of advice are as urgent as one error."""
        return sum(weight * getattr(self, severity) for severity, weight in _WEIGHT.items())


@dataclass(slots=True)
class DutyCount:
    """How often a duty was kept, missed, or not applicable; title and clause as the reviews give them."""

    title: str = ""
    clause: str = ""
    kept: int = 0
    missed: int = 0
    not_applicable: int = 0

    def add(self, result: DutyResult) -> None:
        """Count one occasion."""
        self.title, self.clause = result.title, result.clause
        state = result.state.replace("-", "_")
        setattr(self, state, getattr(self, state) + 1)

    def merge(self, other: DutyCount) -> None:
        """Add the occasions of other conversations."""
        self.title, self.clause = other.title, other.clause
        self.kept += other.kept
        self.missed += other.missed
        self.not_applicable += other.not_applicable

    @property
    def share(self) -> float | None:
        """The share kept, 0–1, of the occasions there were; None where there was none."""
        return self.kept / owed if (owed := self.kept + self.missed) else None


@dataclass(slots=True)
class RuleCount:
    """How often a rule was broken; its clause as the reviews give it."""

    clause: str = ""
    findings: FindingCount = field(default_factory=FindingCount)

    def as_dict(self) -> dict[str, Any]:
        """Return the count as a JSON object."""
        return {"clause": self.clause, **asdict(self.findings)}


@dataclass(slots=True)
class Figures:
    """The figures of a set of conversations: all of them, or those of one agent.

    `histogram` counts scores by tens, the last bin being 90–100; `fatal` conversations failed by one item alone. The
    sum of the scores is exact, so that it is the same however the conversations were parted.
    """

    conversations: int = 0
    agent_turns: int = 0
    passed: int = 0
    fatal: int = 0
    score_sum: Fraction = Fraction(0)
    histogram: list[int] = field(default_factory=lambda: [0] * _BINS)
    findings: FindingCount = field(default_factory=FindingCount)
    categories: dict[str, FindingCount] = field(default_factory=dict)
    duties: dict[str, DutyCount] = field(default_factory=dict)

    def add(self, reviewed: Reviewed) -> None:
        """Count one conversation."""
        card = reviewed.scorecard
        self.conversations += 1
        self.agent_turns += sum(turn.role == "agent" for turn in reviewed.transcript.turns)
        self.passed += card.passed
        self.fatal += card.fatal is not None
        self.score_sum += Fraction(card.score)
        self.histogram[max(0, min(_BINS - 1, int(card.score // (100 / _BINS))))] += 1
        for finding in reviewed.findings:
            self.findings.add(finding.severity)
            self.categories.setdefault(finding.category, FindingCount()).add(finding.severity)
        self.findings.conversations += bool(reviewed.findings)
        for category in {finding.category for finding in reviewed.findings}:
            self.categories[category].conversations += 1
        for duty in reviewed.duties:
            self.duties.setdefault(duty.duty, DutyCount()).add(duty)

    def merge(self, other: Figures) -> None:
        """Add the figures of other conversations."""
        self.conversations += other.conversations
        self.agent_turns += other.agent_turns
        self.passed += other.passed
        self.fatal += other.fatal
        self.score_sum += other.score_sum
        self.histogram = [one + more for one, more in zip(self.histogram, other.histogram, strict=True)]
        self.findings.merge(other.findings)
        for category, findings in other.categories.items():
            self.categories.setdefault(category, FindingCount()).merge(findings)
        for duty, count in other.duties.items():
            self.duties.setdefault(duty, DutyCount()).merge(count)

    @property
    def mean_score(self) -> float | None:
        """The mean score, 0–100; None where there is no conversation."""
        return float(self.score_sum / self.conversations) if self.conversations else None

    @property
    def pass_share(self) -> float | None:
        """The share of conversations that passed, 0–1; None where there is no conversation."""
        return self.passed / self.conversations if self.conversations else None

    @property
    def kept(self) -> int:
        """How often any duty was kept."""
        return sum(duty.kept for duty in self.duties.values())

    @property
    def missed(self) -> int:
        """How often any duty was missed."""
        return sum(duty.missed for duty in self.duties.values())

    @property
    def duties_kept(self) -> float | None:
        """The share of all owed duties that were kept, 0–1; None where none was owed."""
        return self.kept / owed if (owed := self.kept + self.missed) else None

    def worst_categories(self, most: int | None = None) -> list[tuple[str, FindingCount]]:
        """Return the categories with their counts, the most urgent first: what to coach first."""
        ranked = sorted(self.categories.items(), key=lambda item: (-item[1].weight, item[0]))
        return ranked[:most]

    def worst_duties(self) -> list[tuple[str, DutyCount]]:
        """Return the duties with their counts: the one missed most often first, those never owed last."""
        return sorted(self.duties.items(), key=lambda item: (-item[1].missed, -item[1].kept, item[0]))

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as a JSON object."""
        figures = asdict(self)
        del figures["score_sum"]
        shares = {"mean_score": self.mean_score, "pass_share": self.pass_share, "duties_kept": self.duties_kept}
        return figures | shares


@dataclass(slots=True)
class Summary:
    """The figures over all reviews, by agent and by rule too, and what could not be read or checked.

    `agents` has None for the conversations of which nobody knows who served. `skipped` counts, by check, the
    conversations in which it could not run; `phrasebooks`, by hash, those judged by it. `lost_rows` are records of
    files that are in no conversation.
    """

    total: Figures = field(default_factory=Figures)
    agents: dict[str | None, Figures] = field(default_factory=dict)
    rules: dict[str, RuleCount] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    phrasebooks: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    lost_rows: int = 0

    def add(self, reviewed: Reviewed) -> None:
        """Count one conversation."""
        self.total.add(reviewed)
        self.agents.setdefault(reviewed.transcript.agent or None, Figures()).add(reviewed)
        for finding in reviewed.findings:
            self.rules.setdefault(finding.rule, RuleCount(finding.clause)).findings.add(finding.severity)
        for rule in {finding.rule for finding in reviewed.findings}:
            self.rules[rule].findings.conversations += 1
        self.skipped.update(dict.fromkeys((one.check for one in reviewed.skipped), 1))
        self.phrasebooks[reviewed.phrasebook] += 1

    def add_problem(self, problem: TranscriptProblem) -> None:
        """Count what could not be read, by its code."""
        self.problems[problem.code] += 1
        self.lost_rows += problem.rows

    def merge(self, other: Summary) -> None:
        """Add the figures of what comes after: the summary of each part, one after the other, is that of the whole."""
        self.total.merge(other.total)
        for agent, figures in other.agents.items():
            self.agents.setdefault(agent, Figures()).merge(figures)
        for rule, count in other.rules.items():
            self.rules.setdefault(rule, RuleCount(count.clause)).findings.merge(count.findings)
        self.skipped.update(other.skipped)
        self.phrasebooks.update(other.phrasebooks)
        self.problems.update(other.problems)
        self.lost_rows += other.lost_rows

    def ranked_agents(self) -> list[tuple[str | None, Figures]]:
        """Return the agents with their figures, lowest mean score first; the unnamed ones last."""
        return sorted(
            self.agents.items(),
            key=lambda item: (item[0] is None, item[1].mean_score or 0.0, -item[1].findings.weight, item[0] or ""),
        )

    def ranked_rules(self, most: int | None = None) -> list[tuple[str, RuleCount]]:
        """Return the rules with their counts, the one broken most often first."""
        return sorted(self.rules.items(), key=lambda item: (-item[1].findings.total, item[0]))[:most]

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as a JSON object; the agents are a list, lowest mean score first."""
        return {
            **self.total.as_dict(),
            "rules": {rule: count.as_dict() for rule, count in self.ranked_rules()},
            "agents": [{"agent": agent, **figures.as_dict()} for agent, figures in self.ranked_agents()],
            "skipped": dict(self.skipped),
            "phrasebooks": dict(self.phrasebooks),
            "problems": dict(self.problems),
            "lost_rows": self.lost_rows,
        }
