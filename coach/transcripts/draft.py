"""A conversation while it is read: turns come in one by one, and what is odd about them is noted."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.transcript import Transcript
from coach.transcripts.problem import ReadingError
from coach.turn import Turn

if TYPE_CHECKING:
    from coach.transcript import TranscriptProblem
    from coach.transcripts.labels import Speaker
    from coach.turn import Channel

_NOTHING = re.compile("[\\s\0\u00ad\u034f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2800\u3164\ufeff]*")
_EARLY_END = "ends before it begins; its end is left out"


def is_empty(text: str) -> bool:
    """Tell whether there is nothing to read in a text."""
    return _NOTHING.fullmatch(text) is not None


@dataclass(slots=True)
class Draft:
    """The turns of one conversation so far, and what is known around them.

    `places` of turns without text and of remarks are those of the format (turn 4, row 12).
    """

    turns: list[Turn] = field(default_factory=list)
    agent: str | None = None
    customer: str | None = None
    _rows: int = 0
    _numbers: list[int] = field(default_factory=list)
    _next: int = 0
    _empty: list[str] = field(default_factory=list)
    _remarks: dict[str, list[str]] = field(default_factory=dict)

    def add(
        self,
        text: str,
        speaker: Speaker,
        place: str,
        start: float | None = None,
        end: float | None = None,
        number: int | None = None,
    ) -> None:
        """Take in a turn, its text as it is written; one in which there is nothing to read is only counted.

        `number` is its place among the turns of the source where some of them did not come here.
        """
        number = self._next if number is None else number
        self._next = number + 1
        if is_empty(text):
            self._empty.append(place)
            return
        if start is not None and end is not None and end < start:
            self.remark(_EARLY_END, place)
            end = None
        self._rows += 1
        self._numbers.append(number)
        self.turns.append(Turn(text, speaker.role, start, end, speaker.label))
        if speaker.role == "agent":
            self.agent = self.agent or speaker.name
        elif speaker.role == "customer" and not any(map(str.isdigit, speaker.name or "")):  # 用户8273 has no name
            self.customer = self.customer or speaker.name

    def remark(self, what: str, place: str) -> None:
        """Note something odd about a turn; what is said of many turns becomes one note."""
        self._remarks.setdefault(what, []).append(place)

    def finish(
        self,
        identifier: str,
        source: str,
        place: str,
        *,
        channel: Channel | None = None,
        complete: bool = True,
        date: str | None = None,
        rows: int | None = None,
    ) -> list[Transcript | TranscriptProblem]:
        """Return the conversation, and a problem for its turns without text; only that where no turn has any.

        `rows` is how many records of the file it comes from where these are not its turns.
        """
        if rows is not None and self.turns:
            for empty in self._empty:
                self.remark("no text there", empty)
            self._empty, self._rows = [], rows
        done: list[Transcript | TranscriptProblem] = []
        if self.turns:
            turns, numbers = self._in_order()
            notes = tuple(
                f"{places[0]}: {what}" if len(places) == 1 else f"{len(places)} turns, first {places[0]}: {what}"
                for what, places in self._remarks.items()
            )
            done.append(
                Transcript(
                    identifier,
                    turns,
                    channel,
                    complete,
                    self.agent,
                    self.customer,
                    date,
                    source,
                    self._rows,
                    notes,
                    () if numbers == tuple(range(len(turns))) else numbers,
                )
            )
        if self._empty:
            where = f"{place}, {self._empty[0]}" if place else self._empty[0]
            count = len(self._empty) if rows is None else rows
            message = f"{count} turns have no text, this is the first" if count > 1 else "this turn has no text"
            error = ReadingError("no-text", message, "nothing, if nothing was said there", where)
            done.append(error.problem(source, count))
        return done

    def _in_order(self) -> tuple[tuple[Turn, ...], tuple[int, ...]]:
        """Return the turns as they begin, and their numbers; where only some say when, they stay as written."""
        starts = [turn.start for turn in self.turns if turn.start is not None]
        if all(one <= other for one, other in itertools.pairwise(starts)):
            return tuple(self.turns), tuple(self._numbers)
        if len(starts) < len(self.turns):
            self._remarks["the times go back, and not every turn has one; the order is as written"] = ["order"]
            return tuple(self.turns), tuple(self._numbers)
        self._remarks["the turns were not in the order of their times; they are now"] = ["order"]
        order = sorted(range(len(self.turns)), key=lambda place: self.turns[place].start or 0.0)
        return tuple(self.turns[place] for place in order), tuple(self._numbers[place] for place in order)
