"""Tables as text: CSV, and the same with tabs, semicolons or bars."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from coach.transcripts.options import ReadOptions
from coach.transcripts.problem import ReadingError
from coach.transcripts.records import read_records
from coach.transcripts.table import Row, Table, find_header, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.opened import Head, Opened

_SUFFIXES = {".csv", ".tsv", ".tab"}
_DELIMITERS = (",", "\t", ";", "|", "，")
_NAMED = "sep="  # Excel's own first line, which names the delimiter
_LINES = 10


def looks_like(head: Head) -> bool:
    """Tell whether the name says so, or one of the first lines names columns for who says what."""
    if head.suffix in _SUFFIXES:
        return True
    lines = head.text.splitlines(keepends=True)[:_LINES]
    return any(_columns(lines, delimiter, ReadOptions()) > 1 for delimiter in _DELIMITERS)


def read(file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Return the conversations of a table; see `table`.

    Raises:
        ReadingError: the file ends within a character.
    """
    lines = list(itertools.islice(file.written_lines(), _LINES))
    named = bool(lines) and lines[0].lower().startswith(_NAMED) and len(lines[0].rstrip()) == len(_NAMED) + 1
    if named:
        delimiter = lines[0][len(_NAMED)]
    else:
        usual = "," if file.suffix == ".csv" else "\t"
        delimiter = max(_DELIMITERS, key=lambda one: (_columns(lines, one, options), one == usual))

    def rows() -> Iterator[Row]:
        written = file.written_lines()
        first = len(list(itertools.islice(written, int(named))))
        for record in read_records(written, delimiter):
            place = f"line {record.line + first}"
            error = record.error
            try:
                file.check(record.written, place)
            except ReadingError as undecodable:
                error = undecodable
            if record.error:
                record.error.place = place
            yield Row(place, record.cells, error)

    yield from read_table(Table(file.name, file.stem, rows), options)


def _columns(lines: Iterable[str], delimiter: str, options: ReadOptions) -> int:
    """Return how many columns of use a delimiter makes; 0 for a table in which nobody would speak."""
    rows = [Row("", record.cells) for record in read_records(iter(lines), delimiter)]
    try:
        found = find_header(rows, options)
    except ReadingError:
        return 0
    return 0 if found is None else 1 + found[1].enough * len(found[1].index)
