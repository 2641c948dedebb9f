"""What `check` reads: texts, files of lines, JSON lines of utterances or of whole conversations."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from coach.context import ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Iterator


class InputError(ValueError):
    """Something that cannot be checked; `line` is 1-based, `code` short and stable."""

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
    """One thing to check. `source` names where it came from, `turn` its place in a conversation (0-based)."""

    text: str
    role: Role = "agent"
    id: Any = None
    source: str | None = None
    turn: int | None = None


def utterance_of(record: Any, line: int) -> Utterance:
    """Return the utterance of one JSON record `{"id", "text", "role"}`.

    Raises:
        InputError: the record has not that shape.
    """
    if not isinstance(record, dict):
        raise InputError("not-an-object", "the line is not a JSON object", 'write {"id": …, "text": "…"}', line)
    text, role = record.get("text"), record.get("role", "agent")
    if not isinstance(text, str):
        what = "is missing" if "text" not in record else f"is {type(text).__name__}, not a string"
        raise InputError("bad-text", f"“text” {what}", 'write {"id": …, "text": "…"}', line)
    if role not in ROLES:
        raise InputError("bad-role", f"unknown role {json.dumps(role)[:80]}", f"use one of {', '.join(ROLES)}", line)
    return Utterance(text, cast("Role", role), record.get("id"))


def json_record(raw: bytes, line: int) -> Any:
    """Return the JSON value of one raw line.

    Raises:
        InputError: the line is not UTF-8 or not JSON.
    """
    try:
        return json.loads(raw.decode("utf-8-sig" if line == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        raise InputError("not-utf8", f"byte {error.start + 1} is not UTF-8", "save the file as UTF-8", line) from None
    except json.JSONDecodeError as error:
        message = f"not JSON at character {error.pos + 1}: {error.msg}"
        raise InputError("not-json", message, "write one JSON object on each line", line) from None
    except (RecursionError, ValueError) as error:
        raise InputError(
            "not-json", f"JSON that cannot be read: {error}", "write one flat object a line", line
        ) from None


def read_source(argument: str) -> Iterator[Utterance | InputError]:
    """Return what stands behind one argument: `-` for standard input, a file, or a text.

    A .jsonl file holds utterances or conversations, any other file one utterance a line; empty lines are left out.
    """
    if argument == "-":
        yield from _lines(sys.stdin.buffer.read(), "stdin")
        return
    path = Path(argument)
    if _is_file(path):
        try:
            raw = path.read_bytes()
        except OSError as error:
            yield InputError("unreadable", f"{argument}: {error.strerror}", "check the file's permissions")
            return
        yield from _records(raw, path.name) if path.suffix == ".jsonl" else _lines(raw, path.name)
    elif path.suffix in {".jsonl", ".txt", ".csv", ".json"}:
        yield InputError("no-file", f"there is no file {argument}", "check the path")
    else:
        yield Utterance(argument)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a text too long, or with NUL, is no path
        return False


def _lines(raw: bytes, source: str) -> Iterator[Utterance | InputError]:
    for number, line in enumerate(raw.split(b"\n"), start=1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r")
        except UnicodeDecodeError as error:
            message = f"{source}: byte {error.start + 1} is not UTF-8"
            yield InputError("not-utf8", message, "save the file as UTF-8", number)
            continue
        if text.strip():
            yield Utterance(text, source=source)


def _records(raw: bytes, source: str) -> Iterator[Utterance | InputError]:
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json_record(line, number)
            if isinstance(record, dict) and isinstance(record.get("turns"), list):
                name = str(record.get("id", source))
                for turn, item in enumerate(record["turns"]):
                    utterance = utterance_of(item, number)
                    yield Utterance(utterance.text, utterance.role, record.get("id"), name, turn)
            else:
                utterance = utterance_of(record, number)
                yield Utterance(utterance.text, utterance.role, utterance.id, source)
        except InputError as error:
            error.message = f"{source}: {error.message}"
            yield error
