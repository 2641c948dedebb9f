"""What the review of one conversation says: findings, duties, timing, score, and what could not be checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.finding import Finding
    from coach.transcript import Transcript
    from phrasebook import Language, Severity

State: TypeAlias = Literal["kept", "missed", "not-applicable"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a turn; `start` and `end` are code points in its text, both None where the whole turn is meant."""

    turn: int
    text: str
    start: int | None = None
    end: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the quote as a JSON object."""
        return {"turn": self.turn, "text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class DutyResult:
    """One occasion of a duty: what called for it, and what kept it or broke it.

    A duty without occasion stands once as not-applicable, and `reason` says why; so it does where it was missed.
    """

    duty: str
    state: State
    title: str
    clause: str
    severity: Severity
    trigger: Quote | None = None
    evidence: Quote | None = None
    reason: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the result as a JSON object."""
        return {
            "duty": self.duty,
            "state": self.state,
            "title": self.title,
            "clause": self.clause,
            "severity": self.severity,
            "trigger": self.trigger and self.trigger.as_dict(),
            "evidence": self.evidence and self.evidence.as_dict(),
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Skipped:
    """A check that could not run, and why."""

    check: str
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {"check": self.check, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class TimingFigures:
    """How the conversation went in time; None where times are missing. Seconds, shares 0–1, characters a minute."""

    duration: float | None = None
    agent_share: float | None = None
    speech_rate: float | None = None
    silence: float | None = None
    longest_silence: float | None = None
    first_response: float | None = None
    mean_response: float | None = None
    interruptions: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as a JSON object."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """What one item of the scorecard gave, and why.

    `earned` of `possible` points; both 0 where the item is not applicable. A bonus earns without being possible.
    `by` says who judged: the machine, a person, or nobody yet (a manual item that waits to be ticked).
    """

    item: str
    section: str
    title: str
    clause: str
    state: Literal["full", "partial", "lost", "not-applicable", "to-tick"]
    earned: float
    possible: float
    by: Literal["machine", "person", "nobody"]
    reason: str
    fatal: bool = False
    findings: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the line as a JSON object; `findings` are indexes into those of the review."""
        return {
            name: list(value) if isinstance(value := getattr(self, name), tuple) else value for name in self.__slots__
        }


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The score of one conversation, 0–100, with the lines it comes from. `fatal` names the item that failed it."""

    id: str
    title: str
    score: float
    passed: bool
    pass_mark: float
    fatal: str | None
    sections: tuple[tuple[str, str], ...]
    lines: tuple[ScoreLine, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the scorecard as a JSON object."""
        return {
            "id": self.id,
            "title": self.title,
            "score": self.score,
            "passed": self.passed,
            "pass_mark": self.pass_mark,
            "fatal": self.fatal,
            "sections": [{"id": name, "title": title} for name, title in self.sections],
            "lines": [line.as_dict() for line in self.lines],
        }


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A conversation after its review; `phrasebook` is the hash of the one it was judged by.

    `courtesy` (act → agent turns that do it), `agent_turns` and `language` are what the score was reckoned from beside
    the rest: people's rulings are scored from them again.
    """

    transcript: Transcript
    findings: tuple[Finding, ...]
    duties: tuple[DutyResult, ...]
    timing: TimingFigures
    scorecard: Scorecard
    skipped: tuple[Skipped, ...]
    phrasebook: str
    courtesy: Mapping[str, int] = field(default_factory=dict)
    agent_turns: int = 0
    language: Language = "zh-Hant"

    def as_dict(self) -> dict[str, Any]:
        """Return the review as the JSON object of the contract (design §7); turns are numbered as in the source."""
        findings = [finding.as_dict() for finding in self.findings]
        duties = [duty.as_dict() for duty in self.duties]
        if self.transcript.numbers:
            quotes = [quote for duty in duties for quote in (duty["trigger"], duty["evidence"]) if quote]
            for numbered in (*findings, *quotes):
                if numbered["turn"] is not None:
                    numbered["turn"] = self.transcript.number(numbered["turn"])
        return {
            "id": self.transcript.id,
            "findings": findings,
            "duties": duties,
            "timing": self.timing.as_dict(),
            "scorecard": self.scorecard.as_dict(),
            "skipped": [one.as_dict() for one in self.skipped],
            "notes": list(self.transcript.notes),
            "phrasebook": self.phrasebook,
        }
