"""Conversations in a table: one row a turn, or one row a call with the whole dialogue in a cell.

Rows of one conversation usually follow one another, and then each is passed on when the next begins. Those whose rows
lie apart are put together: the table is gone through twice, and only they, and the ids of all, are kept in memory.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from coach.transcripts.channels import read_channel
from coach.transcripts.columns import Columns, find_columns
from coach.transcripts.draft import Draft, is_empty
from coach.transcripts.labels import Speaker, who_speaks
from coach.transcripts.moments import read_moment
from coach.transcripts.problem import ReadingError
from coach.transcripts.text import read_dialogue
from coach.transcripts.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coach.context import Role
    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.moments import Moment
    from coach.transcripts.options import ReadOptions

_HEADER_ROWS = 10  # how far down a header is looked for, below titles
_SAMPLE = 20  # rows in which there must be a dialogue where no column says who speaks
_BAD_TIME = "its time cannot be read; it is left out"
_NO_HEADER = "name them in the first row (会话ID, 角色, 内容, 开始时间), or say which column is which"
_NO_SPEAKER = "fill in the speaker, or leave the row out"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and where it stands; an `error` stands for a row that could not be read."""

    place: str
    cells: Sequence[object] = ()
    error: ReadingError | None = None

    def __bool__(self) -> bool:
        return self.error is not None or any(map(shown, self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be gone through as often as needed. `name` is what a lone conversation in it is called."""

    source: str
    name: str
    rows: Callable[[], Iterator[Row]]


def shown(cell: object) -> str:
    """Return a cell as text; a whole number has no fraction in it, though workbooks keep all numbers as such."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    return str(cell)


def read_table(table: Table, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Return the conversations of a table, and the rows that belong to none.

    Raises:
        ReadingError: the user named a column that is not there.
    """
    found = _find_header(table, options)
    if isinstance(found, ReadingError):
        yield found.problem(table.source, sum(1 for row in table.rows() if row))
        return
    skipped, columns = found
    if columns.enough:
        yield from _Turns(table, columns, options).read(skipped)
    else:
        yield from _dialogues(table, columns, options, skipped)


def find_header(rows: Sequence[Row], options: ReadOptions) -> tuple[int, Columns] | None:
    """Return how many rows come before the data, and the columns; None where no row names any that are of use.

    Raises:
        ReadingError: the user named a column that is in none of the rows.
    """
    found, missing = None, None
    for number, row in enumerate(rows[:_HEADER_ROWS], start=1):
        if row.error or not row:
            continue
        try:
            columns = find_columns([shown(cell) for cell in row.cells], options.columns)
        except ReadingError as error:
            missing = missing or error
            continue
        if columns.enough:
            return number, columns
        if "text" in columns.index and not found:
            found = number, columns
    if missing and not found:
        raise missing
    return found


def _find_header(table: Table, options: ReadOptions) -> tuple[int, Columns] | ReadingError:
    """Return how many rows come before the data, and the columns; the reason why not where nothing can be read."""
    first = list(itertools.islice(table.rows(), _HEADER_ROWS + _SAMPLE))
    place = next((row.place for row in first if row), "")
    try:
        found = find_header(first, options)
    except ReadingError as error:
        error.place = place
        return error
    if not found:
        return ReadingError("no-header", "no row names the column of the words", _NO_HEADER, place)
    skipped, columns = found
    cells = [row.cells for row in first[skipped:] if row and not row.error]
    if not columns.enough and cells and not any(_is_dialogue(_cell(row, columns, "text"), options) for row in cells):
        return ReadingError("no-speaker-column", "no column says who speaks", _NO_HEADER, place)
    return found


def _cell(cells: Sequence[object], columns: Columns, field: str) -> str:
    """Return the text of a field, empty where its column is missing or the row is too short."""
    return shown(_value(cells, columns, field))


def _value(cells: Sequence[object], columns: Columns, field: str) -> object:
    at = columns.index.get(field)
    return cells[at] if at is not None and at < len(cells) else None


def _is_dialogue(text: str, options: ReadOptions) -> bool:
    try:
        return bool(read_dialogue(text, options.roles))
    except ReadingError:
        return False


def _date(cell: str) -> str | None:
    moment = read_moment(cell)
    return (moment and moment.date) or cell or None


def _dialogues(
    table: Table, columns: Columns, options: ReadOptions, skipped: int
) -> Iterator[Transcript | TranscriptProblem]:
    """Return the conversation of each row whose cell holds a whole dialogue."""
    number = 0
    for row in itertools.islice(table.rows(), skipped, None):
        if not row:
            continue
        number += 1
        if row.error:
            yield row.error.problem(table.source)
            continue
        try:
            draft, date = read_dialogue(_cell(row.cells, columns, "text"), options.roles)
        except ReadingError as error:
            error.place = row.place
            yield error.problem(table.source)
            continue
        draft.agent = _cell(row.cells, columns, "agent") or draft.agent
        draft.customer = _cell(row.cells, columns, "customer") or draft.customer
        yield from draft.finish(
            _cell(row.cells, columns, "id") or f"{table.name}-{number}",
            table.source,
            row.place,
            channel=read_channel(_cell(row.cells, columns, "channel")) or options.channel,
            date=_date(_cell(row.cells, columns, "date") or _cell(row.cells, columns, "time")) or date,
            rows=1,
        )


@dataclass(slots=True)
class _Gathered:
    """The rows of one conversation so far: words, speaker, place and moments of each, and what is said around them."""

    spoken: list[tuple[str, Speaker, str]] = field(default_factory=list)
    moments: list[tuple[Moment | None, Moment | None]] = field(default_factory=list)
    draft: Draft = field(default_factory=Draft)
    channel: str = ""
    date: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class _Turns:
    """A table with one row a turn."""

    table: Table
    columns: Columns
    options: ReadOptions

    def read(self, skipped: int) -> Iterator[Transcript | TranscriptProblem]:
        counts, apart = self._ids(skipped)
        timeline = Timeline(self.columns.milliseconds)
        open_ones: dict[str, _Gathered] = {}
        last = ""
        for identifier, row in self._rows(skipped):
            if identifier != last and last in open_ones and last not in apart:
                yield from self._finished(last, open_ones.pop(last), timeline)
            last = identifier
            one = open_ones.setdefault(identifier, _Gathered())
            one.rows += 1
            if problem := self._take(one, row):
                yield problem
            if identifier in apart and one.rows == counts[identifier]:
                yield from self._finished(identifier, open_ones.pop(identifier), timeline)
        for identifier, one in open_ones.items():
            yield from self._finished(identifier, one, timeline)

    def _rows(self, skipped: int) -> Iterator[tuple[str, Row]]:
        """Return the rows with their ids; one without an id belongs to the row above, as merged cells do."""
        last = "" if "id" in self.columns.index else self.table.name
        for row in itertools.islice(self.table.rows(), skipped, None):
            if row:
                last = _cell(row.cells, self.columns, "id") or last
                yield last or self.table.name, row

    def _ids(self, skipped: int) -> tuple[Counter[str], set[str]]:
        """Return how many rows each conversation has, and those whose rows lie apart."""
        counts: Counter[str] = Counter()
        apart: set[str] = set()
        if "id" in self.columns.index:
            last = ""
            for identifier, _ in self._rows(skipped):
                if identifier != last and identifier in counts:
                    apart.add(identifier)
                counts[identifier] += 1
                last = identifier
        return counts, apart

    def _take(self, one: _Gathered, row: Row) -> TranscriptProblem | None:
        """Take in a row; return a problem where it cannot be."""
        if row.error:
            return row.error.problem(self.table.source)
        cells, columns = row.cells, self.columns
        text, role, label = (_cell(cells, columns, name) for name in ("text", "role", "speaker"))
        agent, customer = _cell(cells, columns, "agent"), _cell(cells, columns, "customer")
        one.draft.agent, one.draft.customer = one.draft.agent or agent or None, one.draft.customer or customer or None
        one.channel = one.channel or _cell(cells, columns, "channel")
        one.date = one.date or _cell(cells, columns, "date")
        if not role and not label and not is_empty(text):
            message = "nobody is named who says this"
            return ReadingError("no-speaker", message, _NO_SPEAKER, row.place).problem(self.table.source)
        speaker = who_speaks(role, label, self.options.roles)
        if speaker.role is None and speaker.label:
            sides: dict[str, Role] = {customer: "customer", agent: "agent"}
            named = sides.get(speaker.label)
            speaker = Speaker(named, None if named else speaker.label)
        one.spoken.append((text, speaker, row.place))
        started = "start" if "start" in columns.index else "time"
        one.moments.append((self._moment(one, row, started), self._moment(one, row, "end")))
        if started == "start" and not one.date and (moment := read_moment(_value(cells, columns, "time"))):
            one.date = moment.date or ""
        return None

    def _moment(self, one: _Gathered, row: Row, name: str) -> Moment | None:
        value = _value(row.cells, self.columns, name)
        moment = read_moment(value)
        if moment is None and shown(value):
            one.draft.remark(_BAD_TIME, row.place)
        return moment

    def _finished(self, identifier: str, one: _Gathered, timeline: Timeline) -> list[Transcript | TranscriptProblem]:
        times = timeline.seconds(one.moments, sum(len(text) for text, _, _ in one.spoken))
        for (text, speaker, place), (start, end) in zip(one.spoken, times, strict=True):
            one.draft.add(text.strip(), speaker, place, start, end)
        channel = read_channel(one.channel) if one.channel else None
        if one.channel and channel is None:
            one.draft.remark(f"“{one.channel[:40]}” is neither call nor chat", "channel")
        day = next((start.date for start, _ in one.moments if start and start.date), None)
        return one.draft.finish(
            identifier, self.table.source, "", channel=channel or self.options.channel, date=_date(one.date) or day
        )
