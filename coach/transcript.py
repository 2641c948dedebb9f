"""A whole conversation as read from a file, and what is said of one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coach.turn import Channel, Turn


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation, in the order in which its turns begin.

    `complete` is false for an excerpt, whose end cannot be judged. `agent` names who served; `customer` is the
    customer's name as far as the system knew it (王小明, 陳小姐). `source` is the file, `rows` how many records of it
    (lines, rows, segments) went into the turns. `notes` say what was inferred, for whoever reads the report.

    `numbers` are the places of the turns in the source where those are not 0, 1, 2 …: a turn without words is left out,
    and turns are put in order.
    """

    id: str
    turns: tuple[Turn, ...]
    channel: Channel | None = None
    complete: bool = True
    agent: str | None = None
    customer: str | None = None
    date: str | None = None
    source: str = ""
    rows: int = 0
    notes: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()

    def number(self, turn: int) -> int:
        """Return the place in the source of a turn of this conversation, 0-based."""
        return self.numbers[turn] if self.numbers else turn


@dataclass(frozen=True, slots=True)
class TranscriptProblem:
    """What could not be read: where, why, and what to do.

    `place` is as close as the format allows (line 3, row 12, byte 5, $.segments[4]); `code` is short and stable; `rows`
    is how many records of the file are lost by it.
    """

    source: str
    place: str
    code: str
    message: str
    advice: str
    rows: int = 1

    def __str__(self) -> str:
        place = f"{self.source}: {self.place}" if self.place else self.source
        return f"{place}: {self.message} → {self.advice}"

    def as_dict(self) -> dict[str, Any]:
        """Return the problem as a JSON object."""
        return {
            "source": self.source,
            "place": self.place,
            "code": self.code,
            "message": self.message,
            "advice": self.advice,
            "rows": self.rows,
        }
