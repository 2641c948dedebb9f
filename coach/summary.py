"""The figures over many reviews, which every report shows; they grow with agents and rules, not with conversations."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        """Add the findings of another count; their conversations may overlap and are left alone."""
        for severity in _WEIGHT:
            setattr(self, severity, getattr(self, severity) + getattr(other, severity))

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

    @property
    def share(self) -> float | None:
        """The share kept, 0–1, of the occasions there were; None where there was none."""
        return self.kept / owed if (owed := self.kept + self.missed) else None


@dataclass(slots=True)
class Figures:
    """The figures of a set of conversations: all of them, or those of one agent.

    `histogram` counts scores by tens, the last bin being 90–100; `fatal` conversations failed by one item alone.
    """

    conversations: int = 0
    agent_turns: int = 0
    passed: int = 0
    fatal: int = 0
    score_sum: float = 0.0
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
        self.score_sum += card.score
        self.histogram[max(0, min(_BINS - 1, int(card.score // (100 / _BINS))))] += 1
        for finding in reviewed.findings:
            self.findings.add(finding.severity)
            self.categories.setdefault(finding.category, FindingCount()).add(finding.severity)
        self.findings.conversations += bool(reviewed.findings)
        for category in {finding.category for finding in reviewed.findings}:
            self.categories[category].conversations += 1
        for duty in reviewed.duties:
            self.duties.setdefault(duty.duty, DutyCount()).add(duty)

    @property
    def mean_score(self) -> float | None:
        """The mean score, 0–100; None where there is no conversation."""
        return self.score_sum / self.conversations if self.conversations else None

    @property
    def duties_kept(self) -> float | None:
        """The share of all owed duties that were kept, 0–1; None where none was owed."""
        kept = sum(duty.kept for duty in self.duties.values())
        owed = kept + sum(duty.missed for duty in self.duties.values())
        return kept / owed if owed else None

    def worst_categories(self, most: int | None = None) -> list[tuple[str, FindingCount]]:
        """Return the categories with their counts, the most urgent first: what to coach first."""
        ranked = sorted(self.categories.items(), key=lambda item: (-item[1].weight, item[0]))
        return ranked[:most]

    def worst_duties(self) -> list[tuple[str, DutyCount]]:
        """Return the duties with their counts: the one missed most often first, those never owed last."""
        return sorted(self.duties.items(), key=lambda item: (-item[1].missed, -item[1].kept, item[0]))

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as a JSON object."""
        return {**asdict(self), "mean_score": self.mean_score, "duties_kept": self.duties_kept}


@dataclass(slots=True)
class Summary:
    """The figures over all reviews, by agent too, and what could not be read.

    `agents` has None for the conversations of which nobody knows who served. `lost_rows` are records of files that
    are in no conversation.
    """

    total: Figures = field(default_factory=Figures)
    agents: dict[str | None, Figures] = field(default_factory=dict)
    rules: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    lost_rows: int = 0

    def add(self, reviewed: Reviewed) -> None:
        """Count one conversation."""
        self.total.add(reviewed)
        self.agents.setdefault(reviewed.transcript.agent or None, Figures()).add(reviewed)
        self.rules.update(finding.rule for finding in reviewed.findings)

    def add_problem(self, problem: TranscriptProblem) -> None:
        """Count what could not be read, by its code."""
        self.problems[problem.code] += 1
        self.lost_rows += problem.rows

    def counting(self, reviews: Iterable[Reviewed]) -> Iterator[Reviewed]:
        """Pass reviews on to whoever writes them, and count each on its way."""
        for reviewed in reviews:
            self.add(reviewed)
            yield reviewed

    def ranked_agents(self) -> list[tuple[str | None, Figures]]:
        """Return the agents with their figures, lowest mean score first; the unnamed ones last."""
        return sorted(
            self.agents.items(),
            key=lambda item: (item[0] is None, item[1].mean_score or 0.0, -item[1].findings.weight, item[0] or ""),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as a JSON object; the agents are a list, lowest mean score first."""
        return {
            **self.total.as_dict(),
            "rules": dict(self.rules.most_common()),
            "agents": [{"agent": agent, **figures.as_dict()} for agent, figures in self.ranked_agents()],
            "problems": dict(self.problems),
            "lost_rows": self.lost_rows,
        }
