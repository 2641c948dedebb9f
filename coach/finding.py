"""What the coach says about a text: findings, and the verdict that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from phrasebook import Replaces, Severity

How: TypeAlias = Literal["literal", "pattern", "homophone", "typo", "evasion", "learned", "duty", "timing"]
Gate: TypeAlias = Literal["allow", "warn", "block"]
RANK: dict[str, int] = {"advice": 0, "warning": 1, "error": 2}


_KIND = {"person": "span", "sentence": "clause"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A better wording: put `text` in the place of the code points `replace` of the text as written.

    `kind` says how much is replaced; in JSON a person is a span, and a sentence a clause (contract: design §7).
    `phrase` is the approved phrase's id.
    """

    text: str
    replace: tuple[int, int]
    kind: Replaces
    phrase: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation (contract: design §7). `start` and `end` are code points in the text as written, end exclusive."""

    rule: str
    category: str
    severity: Severity
    start: int | None
    end: int | None
    matched: str
    how: How
    confidence: float
    message: str
    clause: str
    phrasebook: str
    suggestions: tuple[Suggestion, ...] = ()
    turn: int | None = None
    trigger: str | None = None
    evidence: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as the JSON object of the contract."""
        return {
            "rule": self.rule,
            "category": self.category,
            "severity": self.severity,
            "start": self.start,
            "end": self.end,
            "matched": self.matched,
            "how": self.how,
            "confidence": self.confidence,
            "message": self.message,
            "clause": self.clause,
            "suggestions": [
                {"text": s.text, "replace": list(s.replace), "kind": _KIND.get(s.kind, s.kind), "phrase": s.phrase}
                for s in self.suggestions
            ],
            "turn": self.turn,
            "trigger": self.trigger,
            "evidence": self.evidence,
            "phrasebook": self.phrasebook,
        }


def gate_of(findings: tuple[Finding, ...]) -> Gate:
    """Return what a chat tool should do with the text: block on an error, warn on a warning, allow otherwise."""
    worst = max((RANK[finding.severity] for finding in findings), default=0)
    gates: tuple[Gate, ...] = ("allow", "warn", "block")
    return gates[worst]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one utterance. Iterating gives the findings."""

    text: str
    findings: tuple[Finding, ...]
    phrasebook: str
    _rewrite: Callable[[], str] | None = field(default=None, repr=False, compare=False)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def gate(self) -> Gate:
        """Return allow, warn or block."""
        return gate_of(self.findings)

    @property
    def rewritten(self) -> str:
        """The text with the best suggestion of every finding in its place; the text itself when there is none."""
        return self._rewrite() if self._rewrite else self.text

    def as_dict(self) -> dict[str, Any]:
        """Return the verdict as the JSON object of the contract, without the caller's id."""
        return {
            "gate": self.gate,
            "findings": [finding.as_dict() for finding in self.findings],
            "rewritten": self.rewritten,
        }
