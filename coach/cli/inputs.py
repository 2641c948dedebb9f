"""What `check` reads: texts, files of lines, JSON lines of utterances or of whole conversations."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from coach.context import ROLES, Role
from coach.jsontext import strict_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NO_PATH = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}
_TEXT = re.compile(r'"text"\s*:\s*"?')


class InputError(ValueError):
    """Something that cannot be checked; `file` as it was named, `line` 1-based, `code` short and stable."""

    file: str | None = None

    def __init__(self, code: str, message: str, advice: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.advice, self.line = code, message, advice, line

    def as_dict(self) -> dict[str, Any]:
        """Return the error as the JSON object of the contract."""
        return {"line": self.line, "code": self.code, "message": self.message, "advice": self.advice}

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.message} → {self.advice}"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing to check. `source` names where it came from, `turn` its place in a conversation (0-based).

    `file` is the file as it was named, `line` the line of it (or of standard input), 1-based. `column` is where on its
    line the text begins, in code points from 1; None where it does not stand there as it is, being written with
    escapes.
    """

    text: str
    role: Role = "agent"
    id: Any = None
    source: str | None = None
    turn: int | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None


def utterance_of(record: Any, line: int, role: Role = "agent") -> Utterance:
    """Return the utterance of one JSON record `{"id", "text", "role"}`; `role` is for one that does not name its own.

    Raises:
        InputError: the record has not that shape.
    """
    if not isinstance(record, dict):
        raise InputError("not-an-object", "this is not a JSON object", 'write {"id": …, "text": "…"}', line)
    text, named = record.get("text"), record.get("role", role)
    if not isinstance(text, str):
        what = "is missing" if "text" not in record else f"is {type(text).__name__}, not a string"
        raise InputError("bad-text", f"“text” {what}", 'write {"id": …, "text": "…"}', line)
    if named not in ROLES:
        raise InputError("bad-role", f"unknown role {json.dumps(named)[:80]}", f"use one of {', '.join(ROLES)}", line)
    return Utterance(text, cast("Role", named), record.get("id"))


def json_record(raw: bytes, line: int) -> Any:
    """Return the JSON value of one raw line.

    Raises:
        InputError: the line is not UTF-8, not JSON, or could not be written as JSON again.
    """
    try:
        return strict_json(_decoded(raw, line))
    except UnicodeDecodeError as error:
        raise InputError("not-utf8", f"byte {error.start + 1} is not UTF-8", "save the file as UTF-8", line) from None
    except json.JSONDecodeError as error:
        message = f"not JSON at character {error.pos + 1}: {error.msg}"
        raise InputError("not-json", message, "write one JSON object on each line", line) from None
    except ValueError as error:
        raise InputError(
            "not-json", f"JSON that cannot be read: {error}", "write one flat object a line", line
        ) from None


def read_source(argument: str, role: Role = "agent") -> Iterator[Utterance | InputError]:
    """Return what stands behind one argument: `-` for standard input, a file, or a text.

    A .jsonl file holds utterances or conversations, any other file one utterance a line; empty lines are left out.
    `role` is for what does not name its own.
    """
    if argument == "-":
        yield from _lines(sys.stdin.buffer.read(), "stdin", role)
        return
    for read in _read(argument, role):
        if isinstance(read, Utterance):
            yield read if read.line is None else replace(read, file=argument)
        else:
            read.file = argument
            yield read


def _read(argument: str, role: Role) -> Iterator[Utterance | InputError]:
    path = Path(argument)
    try:
        mode = _mode(argument)
        raw = path.read_bytes() if stat.S_ISREG(mode) else b""
    except OSError as error:
        yield InputError("unreadable", f"{argument}: {error.strerror}", "check the file's permissions")
        return
    if stat.S_ISREG(mode):
        yield from (_records if path.suffix == ".jsonl" else _lines)(raw, path.name, role)
    elif mode:
        # Taken for a text it would look clean, though nothing of what is in it was checked.
        yield InputError("not-a-file", f"{argument} is there, but is no file", "name a file, or - for standard input")
    elif path.suffix in {".jsonl", ".txt", ".csv", ".json"}:
        yield InputError("no-file", f"there is no file {argument}", "check the path")
    else:
        yield Utterance(argument, role)


def _mode(argument: str) -> int:
    """Return what kind of file stands at a path, 0 for none; a text too long, or with NUL, is no path."""
    try:
        return os.stat(argument).st_mode
    except ValueError:
        return 0
    except OSError as error:
        if error.errno in _NO_PATH:
            return 0
        raise


def _lines(raw: bytes, source: str, role: Role) -> Iterator[Utterance | InputError]:
    for number, line in enumerate(raw.split(b"\n"), start=1):
        try:
            text = _decoded(line, number).rstrip("\r")
        except UnicodeDecodeError as error:
            message = f"{source}: byte {error.start + 1} is not UTF-8"
            yield InputError("not-utf8", message, "save the file as UTF-8", number)
            continue
        if text.strip():
            yield Utterance(text, role, source=source, line=number, column=1)


def _records(raw: bytes, source: str, role: Role) -> Iterator[Utterance | InputError]:
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json_record(line, number)
            if isinstance(record, dict) and isinstance(record.get("turns"), list):
                columns = _columns(_decoded(line, number), record["turns"])
                yield from _turns(record, number, columns, source, role)
            else:
                columns = _columns(_decoded(line, number), [record])
                yield replace(utterance_of(record, number, role), source=source, line=number, column=columns.get(0))
        except InputError as error:
            error.message = f"{source}: {error.message}"
            yield error


def _turns(
    conversation: dict[str, Any], line: int, columns: dict[int, int], source: str, role: Role
) -> Iterator[Utterance | InputError]:
    """Return the turns of a conversation; one that is broken does not hide the others."""
    identifier = conversation.get("id")
    name = source if identifier is None else str(identifier)
    for turn, record in enumerate(conversation["turns"]):
        try:
            utterance = utterance_of(record, line, role)
            yield replace(utterance, id=identifier, source=name, turn=turn, line=line, column=columns.get(turn))
        except InputError as error:
            error.message = f"{source}: turn {turn}: {error.message}"
            yield error


def _columns(line: str, records: Sequence[Any]) -> dict[int, int]:
    """Return where the texts of the records on a line begin, from 1, by the number of the record.

    Left out are texts that are written with escapes, and all of them where other things are called text as well.
    """
    told = {number: one["text"] for number, one in enumerate(records) if isinstance(one, dict) and "text" in one}
    places = [found.end() for found in _TEXT.finditer(line)]
    if len(places) != len(told):
        return {}
    return {
        number: place + 1
        for (number, text), place in zip(told.items(), places, strict=True)
        if isinstance(text, str) and line.startswith(f'{text}"', place)
    }


def _decoded(raw: bytes, line: int) -> str:
    return raw.decode("utf-8-sig" if line == 1 else "utf-8")
