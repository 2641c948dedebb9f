"""Conversations as JSON lines, one conversation a line, or as one JSON document of one or a list of them.

The shape is the one that `review --jsonl` takes:
`{"id", "channel", "complete", "turns": [{"role" | "speaker", "text", "start", "end"}], "agent", "customer", "date"}`;
all but `turns`, and in them `text` and who speaks, may be left out. A turn is the record that is counted; a line that
is no conversation counts as one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coach.jsontext import strict_json
from coach.transcripts.channels import read_channel
from coach.transcripts.draft import Draft
from coach.transcripts.labels import who_speaks
from coach.transcripts.problem import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.labels import Speaker
    from coach.transcripts.opened import Head, Opened
    from coach.transcripts.options import ReadOptions

_SHAPE = 'write {"id": "…", "turns": [{"role": "agent", "text": "…"}]}'
_TURN = 'write {"role": "agent", "text": "…"}'
_LINES = {".jsonl", ".ndjson"}
_LATEST = 10_000_000_000.0  # seconds; what is later is a mistake, and would be rounded
_KINDS = {str: "a string", bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "an object"}
_BAD_TIME = "its time is not a number of seconds from 0 up; it is left out"


def looks_like(head: Head) -> bool:
    """Tell whether the name says JSON lines, or the JSON has turns."""
    if head.suffix in _LINES:
        return True
    if not head.text.lstrip().startswith(("{", "[")):
        return False
    if _has_turns(_first_line(head.text)):
        return True
    document = head.json
    return _has_turns(document[0] if isinstance(document, list) and document else document)


def read(file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Return the conversations line by line; a document that spans lines is read as a whole.

    Raises:
        ReadingError: the document is not JSON.
    """
    if file.suffix not in _LINES and (items := _document(file)) is not None:
        for number, item in enumerate(items):
            place = f"$[{number}]" if len(items) > 1 else ""
            yield from read_record(item, place, f"{file.stem}-{number + 1}" if place else file.stem, file.name, options)
        return
    for number, line in enumerate(file.each_line(), start=file.first):
        place = f"line {number}"
        if isinstance(line, ReadingError):
            yield line.problem(file.name)
        elif line.strip():
            try:
                yield from read_record(value_of(line, place), place, f"{file.stem}-{number}", file.name, options)
            except ReadingError as error:
                yield error.problem(file.name)


def _first_line(text: str) -> Any:
    """Return the JSON of the first line, None where it is none or not whole."""
    try:
        return strict_json(text.lstrip().split("\n", 1)[0])
    except ValueError:
        return None


def _has_turns(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("turns"), list)


def _document(file: Opened) -> list[Any] | None:
    """Return the conversations of one JSON document; None where the file has one a line.

    Raises:
        ReadingError: it is neither.
    """
    first = next((line for line in file.each_line() if isinstance(line, ReadingError) or line.strip()), "")
    if isinstance(first, str) and _has_turns(_first_line(first)):
        return None
    document = file.json()
    return document if isinstance(document, list) else [document]


def value_of(line: str, place: str) -> Any:
    """Return the JSON of a line.

    Raises:
        ReadingError: it is none.
    """
    try:
        return strict_json(line)
    except json.JSONDecodeError as error:
        message = f"not JSON at character {error.pos + 1}: {error.msg}"
        raise ReadingError("not-json", message, "write one JSON object on each line", place) from None
    except ValueError as error:
        message = f"JSON that cannot be read: {error}"
        raise ReadingError("not-json", message, "write one JSON object on each line", place) from None


def read_record(
    record: Any, place: str, name: str, source: str, options: ReadOptions
) -> Iterator[Transcript | TranscriptProblem]:
    """Return the conversation of one record, called `name` if it has no id, and a problem for each broken turn."""
    try:
        turns = _turns(record, place)
    except ReadingError as error:
        yield error.problem(source)
        return
    draft = Draft(agent=_word(record, "agent"), customer=_word(record, "customer"))
    for index, turn in enumerate(turns):
        where = f"turns[{index}]"
        try:
            text, speaker = _text(turn), _speaker(turn, options)
        except ReadingError as error:
            error.place = f"{place}, {where}" if place else where
            yield error.problem(source)
            continue
        start, end = _seconds(turn.get("start")), _seconds(turn.get("end"))
        if (start is None and turn.get("start") is not None) or (end is None and turn.get("end") is not None):
            draft.remark(_BAD_TIME, where)
        draft.add(text, speaker, where, start, end, index)
    channel = _word(record, "channel")
    known = options.channel if channel is None else read_channel(channel)
    if channel is not None and known is None:
        draft.remark(f"“{channel[:40]}” is neither call nor chat", "channel")
    complete = record.get("complete", True)
    if not isinstance(complete, bool):
        draft.remark("neither true nor false; taken for true", "complete")
    identifier = _word(record, "id")
    yield from draft.finish(
        name if identifier is None else identifier,
        source,
        place,
        channel=known,
        complete=complete is not False,
        date=_word(record, "date"),
    )


def _turns(record: Any, place: str) -> list[Any]:
    """Return the turns of a conversation.

    Raises:
        ReadingError: it has none.
    """
    if not isinstance(record, dict):
        raise ReadingError("not-an-object", "this is not a JSON object", _SHAPE, place)
    turns = record.get("turns")
    if not isinstance(turns, list):
        what = "is missing" if "turns" not in record else f"is {_kind(turns)}, not a list"
        raise ReadingError("bad-turns", f"“turns” {what}", _SHAPE, place)
    if not turns:
        raise ReadingError("no-turns", "this conversation has no turns", "leave it out", place)
    return turns


def _text(turn: Any) -> str:
    """Return the words of a turn.

    Raises:
        ReadingError: it has none, or is no turn at all.
    """
    if not isinstance(turn, dict):
        raise ReadingError("bad-turn", f"this turn is {_kind(turn)}, not an object", _TURN)
    text = turn.get("text")
    if not isinstance(text, str):
        what = "is missing" if "text" not in turn else f"is {_kind(text)}, not a string"
        raise ReadingError("bad-text", f"“text” {what}", _TURN)
    return text


def _speaker(turn: dict[str, Any], options: ReadOptions) -> Speaker:
    """Return who speaks: by the role, and by the speaker where that says nothing.

    Raises:
        ReadingError: neither is there.
    """
    role, label = _word(turn, "role"), _word(turn, "speaker")
    if not role and not label:
        raise ReadingError("no-speaker", "neither “role” nor “speaker” says who speaks", _TURN)
    return who_speaks(role, label, options.roles)


def _word(record: dict[str, Any], key: str) -> str | None:
    """Return a name or an id, which some write as a number; None where there is none."""
    value = record.get(key)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else None


def _seconds(value: Any) -> float | None:
    """Return a time that is a number from 0 up, otherwise None; a number without end was refused before."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LATEST:
        return None
    return float(value)


def _kind(value: Any) -> str:
    """Return what JSON calls a value."""
    return "null" if value is None else _KINDS[type(value)]
