"""Rulings as JSON Lines (https://jsonlines.org), one JSON object a line, only ever appended to.

What was ruled stays: a wrong ruling is answered by another, not rubbed out.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coach.course import Case
from coach.jsontext import json_bytes
from coach.ruling import Ruling, RulingProblem, RulingRefused, ruling_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rulings of a file by conversation, in the order of the file, and what of it could not be read."""

    conversations: dict[str, list[Ruling]] = field(default_factory=dict)
    problems: list[RulingProblem] = field(default_factory=list)

    def of(self, conversation: str) -> list[Ruling]:
        """Return the rulings on a conversation."""
        return self.conversations.get(conversation, [])


def read_rulings(path: Path) -> Ledger:
    """Read a file of rulings; a line that is no ruling is a problem and does not keep the others from being read.

    Raises:
        OSError: the file cannot be read.
    """
    ledger = Ledger()
    with path.open("rb") as lines:
        for one in rulings_in(lines, path.name):
            if isinstance(one, Ruling):
                ledger.conversations.setdefault(one.conversation, []).append(one)
            else:
                ledger.problems.append(one)
    return ledger


def rulings_in(lines: Iterable[bytes], source: str = "") -> Iterator[Ruling | RulingProblem]:
    """Yield what each line holds, reading no further than asked; blank lines hold nothing."""
    for number, raw in enumerate(lines, 1):
        content = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not content.strip():
            continue
        try:
            yield ruling_from(_json(content, source, number), source, number)
        except RulingRefused as error:
            yield error.problem


def append_ruling(path: Path, ruling: Ruling) -> None:
    """Write a ruling to the end of the file, which is made if it is not there.

    Raises:
        RulingRefused: the ruling is not well formed, or out of order after those in the file.
        OSError: the file cannot be read or written.
    """
    ruling = ruling_from(ruling.as_dict(), path.name)
    case = Case()
    for earlier in read_rulings(path).of(ruling.conversation) if path.exists() else ():
        if (earlier.finding, earlier.item) == (ruling.finding, ruling.item):
            case.take(earlier)
    problem = case.take(ruling)
    if problem:
        raise RulingRefused(problem)
    line = json_bytes(ruling.as_dict()) + b"\n"
    with path.open("ab+") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":  # a line that was cut off must not spoil this one
                line = b"\n" + line
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _json(content: bytes, source: str, number: int) -> Any:
    """Return what a line of JSON says, strictly: no key twice, no NaN."""

    def refuse(code: str, message: str, advice: str) -> RulingRefused:
        return RulingRefused(RulingProblem(source, number, code, message, advice))

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise refuse("duplicate-key", "a key stands twice", "remove one of them")
        return found

    def no_number(name: str) -> Any:
        raise refuse("not-json", f"{name} is no JSON", "give a number")

    try:
        return json.loads(content.decode(), object_pairs_hook=once, parse_constant=no_number)
    except UnicodeDecodeError:
        raise refuse("not-utf8", "this line is not UTF-8", "save the file as UTF-8") from None
    except RulingRefused:
        raise
    except (ValueError, RecursionError):
        cut = "" if content.endswith(b"\n") else ", and it breaks off"
        advice = "write one JSON object on one line, or remove the line"
        raise refuse("not-json", f"this line is no JSON{cut}", advice) from None
