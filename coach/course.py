"""The course that rulings on one finding or one manual item may take.

A finding: open → confirmed or rejected by a reviewer, who may still think better of it → a confirmed one appealed by
the agent → upheld or overturned by an arbiter, which closes it.
An item: open → marked by a reviewer, and again until it is appealed → appealed by the agent → upheld or overturned.
An appeal changes nothing until it is decided. Nobody acts in two capacities in one case.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from coach.scoreline import Mark

if TYPE_CHECKING:
    from coach.ruling import Deed, Ruling, RulingProblem

CaseState: TypeAlias = Literal["open", "confirmed", "rejected", "marked", "appealed", "upheld", "overturned"]

_LEADS_TO: dict[Deed, CaseState] = {
    "confirm": "confirmed",
    "reject": "rejected",
    "mark": "marked",
    "appeal": "appealed",
    "uphold": "upheld",
    "overturn": "overturned",
}
_ALLOWED: dict[CaseState, tuple[Deed, ...]] = {
    "open": ("confirm", "reject", "mark"),
    "confirmed": ("reject", "appeal"),
    "rejected": ("confirm",),
    "marked": ("mark", "appeal"),
    "appealed": ("uphold", "overturn"),
    "upheld": (),
    "overturned": (),
}
_ADVICE: dict[CaseState, str] = {
    "open": "a reviewer rules first",
    "confirmed": "the agent may appeal",
    "rejected": "it does not count against the agent: nothing is left to do",
    "marked": "a reviewer may mark it again, or the agent appeal",
    "appealed": "an arbiter upholds or overturns first",
    "upheld": "an arbiter's word is final",
    "overturned": "an arbiter's word is final",
}


@dataclass(slots=True)
class Case:
    """One finding or item under judgement: the rulings taken so far, and the state that they lead to."""

    rulings: list[Ruling] = field(default_factory=list)
    state: CaseState = "open"

    def take(self, ruling: Ruling) -> RulingProblem | None:
        """Take the next ruling; return what is wrong where it is out of order, and then it does not count."""
        problem = self._problem(ruling)
        if problem is None:
            self.rulings.append(ruling)
            self.state = _LEADS_TO[ruling.do]
        return problem

    @property
    def stands(self) -> bool:
        """Whether the machine's finding counts: it does unless a reviewer rejects it or an arbiter overturns it."""
        return self.state not in {"rejected", "overturned"}

    @property
    def mark(self) -> Mark | None:
        """The points that count for an item; None while there are none, or where they were overturned."""
        given = [ruling for ruling in self.rulings if ruling.do in {"mark", "overturn"}]
        if not given or given[-1].item is None or given[-1].points is None:
            return None
        return Mark(given[-1].item, given[-1].points, given[-1].by, given[-1].reason)

    def _problem(self, ruling: Ruling) -> RulingProblem | None:
        what = f"finding “{ruling.finding}”" if ruling.finding else f"item “{ruling.item}”"
        if ruling.do not in _ALLOWED[self.state]:
            return ruling.problem("out-of-order", f"{what} is {self.state}: cannot {ruling.do} it", _ADVICE[self.state])
        if not self.rulings:
            return None
        last = self.rulings[-1]
        if ruling.at < last.at:
            message = f"{what}: {ruling.at.isoformat()} is before the ruling it follows ({last.at.isoformat()})"
            return ruling.problem("out-of-order", message, "rulings stand in the order of time; mend the time")
        if ruling.do in {"confirm", "reject"} and not _same(ruling.by, last.by):
            message = f"{what} is {self.state} by {last.by} already"
            return ruling.problem("ruled-already", message, f"only {last.by} may change it before an appeal")
        for one in self.rulings:
            if one.as_ != ruling.as_ and _same(one.by, ruling.by):
                message = f"{what}: {ruling.by} was its {one.as_} and cannot {ruling.do} it as {ruling.as_}"
                return ruling.problem("same-person", message, "let somebody else decide")
        return None


def _same(one: str, other: str) -> bool:
    """Tell whether two names are one person's, however they are typed."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
