"""One ruling of a person on a machine's finding or a manual item of the scorecard, and what can be wrong with one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite
from typing import Any, Literal, NoReturn, TypeAlias, cast, get_args

Capacity: TypeAlias = Literal["reviewer", "agent", "arbiter"]
Deed: TypeAlias = Literal["confirm", "reject", "appeal", "uphold", "overturn", "mark"]

# Who may do what.
CAPACITY_FOR: dict[Deed, Capacity] = {
    "confirm": "reviewer",
    "reject": "reviewer",
    "mark": "reviewer",
    "appeal": "agent",
    "uphold": "arbiter",
    "overturn": "arbiter",
}
_NEEDS_REASON = ("reject", "appeal")
_KEYS = ("at", "by", "as", "conversation", "finding", "item", "do", "points", "reason")
_LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class RulingProblem:
    """What is wrong with a ruling: where it stands (file and 1-based line, 0 for none yet), why, and what to do.

    `code` is short and stable.
    """

    source: str
    line: int
    code: str
    message: str
    advice: str

    def __str__(self) -> str:
        place = f"{self.source or 'ruling'}:{self.line}" if self.line else self.source or "ruling"
        return f"{place}: [{self.code}] {self.message} → {self.advice}"

    def as_dict(self) -> dict[str, Any]:
        """Return the problem as a JSON object."""
        return {name: getattr(self, name) for name in self.__slots__}


class RulingRefused(ValueError):
    """A ruling is not well formed or out of order; `problem` says all about it."""

    def __init__(self, problem: RulingProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one person did to one finding (by its key) or one manual item (by its id), and when.

    `as_` is the capacity in which the person acts. `points` come with a mark, and may come with the overturning of one:
    the points given instead. `source` and `line` are where the ruling stands.
    """

    at: datetime
    by: str
    as_: Capacity
    conversation: str
    do: Deed
    finding: str | None = None
    item: str | None = None
    points: float | None = None
    reason: str = ""
    source: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    def as_dict(self) -> dict[str, Any]:
        """Return the ruling as the JSON object of its line in the file."""
        return {
            "at": self.at.isoformat(),
            "by": self.by,
            "as": self.as_,
            "conversation": self.conversation,
            "finding": self.finding,
            "item": self.item,
            "do": self.do,
            "points": self.points,
            "reason": self.reason,
        }

    def problem(self, code: str, message: str, advice: str) -> RulingProblem:
        """Return a problem at the place of this ruling."""
        return RulingProblem(self.source, self.line, code, message, advice)


def ruling_from(data: Any, source: str = "", line: int = 0) -> Ruling:
    """Return the ruling that a JSON object describes.

    Raises:
        RulingRefused: something in it is missing, unknown, of the wrong type, or contradicts the rest.
    """
    return _Reader(data, source, line).ruling()


class _Reader:
    """Reads one JSON object; whatever is wrong first is what is told."""

    def __init__(self, data: Any, source: str, line: int) -> None:
        self._data, self._source, self._line = data, source, line

    def _refuse(self, code: str, message: str, advice: str) -> NoReturn:
        raise RulingRefused(RulingProblem(self._source, self._line, code, message, advice))

    def ruling(self) -> Ruling:
        if not isinstance(self._data, dict):
            self._refuse("not-an-object", "this is no JSON object", f"write {{…}} with {', '.join(_KEYS)}")
        for key in self._data:
            if key not in _KEYS:
                self._refuse("unknown-key", f"“{key}” is not known here", f"known: {', '.join(_KEYS)}")
        do = cast("Deed", self._one_of("do", get_args(Deed)))
        as_ = cast("Capacity", self._one_of("as", get_args(Capacity)))
        if as_ != CAPACITY_FOR[do]:
            self._refuse("wrong-capacity", f"{as_} cannot {do}", f"only as {CAPACITY_FOR[do]}")
        ruling = Ruling(
            at=self._time(),
            by=self._text("by"),
            as_=as_,
            conversation=self._text("conversation"),
            do=do,
            finding=self._text("finding", optional=True) or None,
            item=self._text("item", optional=True) or None,
            points=self._points(),
            reason=self._text("reason", optional=True),
            source=self._source,
            line=self._line,
        )
        self._check(ruling)
        return ruling

    def _check(self, ruling: Ruling) -> None:
        """The parts must fit together."""
        if (ruling.finding is None) == (ruling.item is None):
            self._refuse("not-one-subject", "a ruling is on one thing", "give either “finding” or “item”")
        if ruling.do == "mark" and ruling.item is None:
            self._refuse("wrong-subject", "only an item is marked", "confirm or reject a finding")
        if ruling.do in {"confirm", "reject"} and ruling.finding is None:
            self._refuse("wrong-subject", f"only a finding is {ruling.do}ed", "mark an item")
        if ruling.do == "mark" and ruling.points is None:
            self._refuse("no-points", "a mark needs points", "give “points”: 0 up to those of the item")
        if ruling.points is not None and not (ruling.do == "mark" or (ruling.do == "overturn" and ruling.item)):
            self._refuse("points-not-here", f"{ruling.do} takes no points", "leave “points” out")
        if ruling.do in _NEEDS_REASON and not ruling.reason:
            self._refuse("no-reason", f"{ruling.do} needs a reason", "say why under “reason”")

    def _one_of(self, key: str, choices: tuple[str, ...]) -> str:
        value = self._data.get(key)
        if value not in choices:
            what = f"“{key}” is missing" if value is None else f"“{key}” cannot be {value!r:.60}"
            self._refuse("not-allowed", what, f"use one of {', '.join(choices)}")
        return str(value)

    def _text(self, key: str, optional: bool = False) -> str:
        value = self._data.get(key)
        if value is None and optional:
            return ""
        if not isinstance(value, str) or not (optional or value.strip()):
            self._refuse("no-text", f"“{key}” is missing or no text", f"give “{key}” as a text")
        if len(value) > _LONGEST_TEXT:
            advice = f"at most {_LONGEST_TEXT:,} characters"
            self._refuse("too-long", f"“{key}” has {len(value):,} characters", advice)
        return value.strip()

    def _time(self) -> datetime:
        text = self._text("at")
        advice = "write it like 2026-01-31T09:30:00+08:00"
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            self._refuse("not-a-time", f"“at” is no ISO time: {text:.60}", advice)
        if at.utcoffset() is None:
            self._refuse("not-a-time", "“at” says no time zone", advice)
        return at

    def _points(self) -> float | None:
        value = self._data.get("points")
        if value is None:
            return None
        try:
            good = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and value >= 0
        except OverflowError:  # a whole number too large for a float
            good = False
        if not good:
            self._refuse("not-a-number", f"“points” cannot be {value!r:.60}", "give a number from 0 up")
        return float(value)
