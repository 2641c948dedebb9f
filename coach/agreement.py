"""How often people agree with the machine's findings, rule by rule.

Agreement is about what was found (precision): what the machine overlooked is in no ruling.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST_JUDGED = 20  # a share of fewer says nothing


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings were judged by people, and how many of these stand."""

    judged: int = 0
    confirmed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.judged + other.judged, self.confirmed + other.confirmed)

    @property
    def share(self) -> float | None:
        """The share that stands, 0–1; None where too few were judged to say."""
        return self.confirmed / self.judged if self.judged >= LEAST_JUDGED else None

    def as_dict(self) -> dict[str, Any]:
        """Return the tally as a JSON object."""
        return {"judged": self.judged, "confirmed": self.confirmed, "share": self.share}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Tallies by rule. Those of many conversations are added up by `together`."""

    rules: dict[str, Tally] = field(default_factory=dict)

    @classmethod
    def together(cls, many: Iterable[Agreement]) -> Agreement:
        """Return the agreement over all conversations, rules in the order of their names."""
        rules: dict[str, Tally] = {}
        for one in many:
            for rule, tally in one.rules.items():
                rules[rule] = rules.get(rule, Tally()) + tally
        return cls(dict(sorted(rules.items())))

    @property
    def total(self) -> Tally:
        """The tally of all rules."""
        return sum(self.rules.values(), Tally())

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as a JSON object."""
        rules = {rule: tally.as_dict() for rule, tally in self.rules.items()}
        return {"total": self.total.as_dict(), "rules": rules}
