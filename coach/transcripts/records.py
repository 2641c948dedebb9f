"""The records of a delimited text file, with the line each begins on; a broken one does not take the rest along.

Quoting is that of RFC 4180, read leniently. A quote that is never closed would swallow the file: its line is given up,
and those after it are read anew.
"""

from __future__ import annotations

import csv
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.transcripts.problem import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_LINES = 2000  # of one record: a whole dialogue in a cell has fewer
_CLOSE = "close the quote, or write a quote within a cell twice"


@dataclass(frozen=True, slots=True)
class Record:
    """A record: the 1-based line it begins on, its cells and its text as written, or why it is none."""

    line: int
    cells: list[str]
    written: str
    error: ReadingError | None = None


def read_records(lines: Iterator[str], delimiter: str) -> Iterator[Record]:
    """Return the records in `lines`, which have their ends."""
    return _Records(lines, delimiter).read()


class _TooLong(Exception):
    """A record has more lines than any has."""


class _Records:
    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines, self._delimiter = lines, delimiter
        self._again: deque[str] = deque()  # lines to read anew
        self._taken: list[str] = []  # lines of the record that is being read
        self._ended = False

    def read(self) -> Iterator[Record]:
        number = 1
        reader = self._reader()
        while True:
            self._taken.clear()
            reason = ""
            try:
                cells = next(reader)
            except StopIteration:
                return
            except _TooLong:
                reason = "a quote is not closed"
            except csv.Error as error:
                reason = "a quote is not closed" if len(self._taken) > 1 else str(error)
            else:
                if self._ended and len(self._taken) > 1 and sum(line.count('"') for line in self._taken) % 2:
                    reason = "a quote is not closed"
            if reason:
                self._again.extendleft(reversed(self._taken[1:]))
                yield Record(number, [], self._taken[0], ReadingError("bad-record", reason, _CLOSE, f"line {number}"))
                reader, self._ended = self._reader(), False
                number += 1
            else:
                yield Record(number, cells, "".join(self._taken))
                number += len(self._taken)

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self._delimiter)

    def _feed(self) -> Iterator[str]:
        while True:
            if len(self._taken) >= _MOST_LINES:
                raise _TooLong
            line = self._again.popleft() if self._again else next(self._lines, None)
            if line is None:
                self._ended = True
                return
            self._taken.append(line)
            yield line
