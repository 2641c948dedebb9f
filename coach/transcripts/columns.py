"""Which column of a table holds what, by its header or as the user says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from coach.fold import squeeze
from coach.transcripts.problem import ReadingError
from phrasebook.locate import data_folder
from phrasebook.yamlfile import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIELDS = ("text", "role", "speaker", "start", "end", "time", "id", "agent", "customer", "channel", "date")
_UNIT = re.compile(r"[\(\[（【［](.*?)[\)\]）】］]")
_MILLISECONDS = re.compile(r"毫秒|milli|(?<![a-z])ms(?![a-z])")
_SECONDS = re.compile(r"(?<!毫)秒|(?<!milli)sec|(?<![a-z])s(?![a-z])")


@dataclass(frozen=True, slots=True)
class Columns:
    """Index of the column for each field that is there; `milliseconds` where a header tells the unit, else None."""

    index: Mapping[str, int]
    milliseconds: bool | None

    @property
    def enough(self) -> bool:
        """Whether they tell who says what."""
        return "text" in self.index and bool({"role", "speaker"} & self.index.keys())


def find_columns(header: Sequence[str], given: Mapping[str, str]) -> Columns:
    """Return the columns of a table with that header; `given` are those that the user named (field → header).

    Raises:
        ReadingError: the user named a column that is not there, or a field that is none.
    """
    index: dict[str, int] = {}
    names = [_plain(name) for name in header]
    for field, wanted in given.items():
        if field not in FIELDS:
            raise ReadingError("unknown-field", f"no field is called “{field}”", f"use {', '.join(FIELDS)}")
        if _plain(wanted) not in names:
            there = ", ".join(f"“{name}”" for name in header if name) or "none"
            raise ReadingError("no-column", f"there is no column “{wanted}”", f"use one of {there}")
        index[field] = names.index(_plain(wanted))
    for field in FIELDS:
        ranks = _ranks()[field]
        free = [(ranks[name], at) for at, name in enumerate(names) if name in ranks and at not in index.values()]
        if field not in index and free:
            index[field] = min(free)[1]
    nobody = not {"role", "speaker"} & index.keys()
    # Without a speaker beside it, “channel” is the one of the recording; 渠道 never is.
    if nobody and "channel" not in given and "channel" in index and names[index["channel"]] == "channel":
        index["speaker"] = index.pop("channel")
    return Columns(index, _unit(header, index))


def _plain(name: str) -> str:
    """Return a header without what is in brackets, which is a unit or a hint."""
    return squeeze(_UNIT.sub("", name)) or squeeze(name)


@cache
def _ranks() -> dict[str, dict[str, int]]:
    """Return for each field how well a header fits, 0 best, out of data/transcripts/columns.yaml.

    Raises:
        PhrasebookInvalid: the file is broken.
    """
    path = data_folder() / "transcripts" / "columns.yaml"
    data = read(path, path.name).data
    return {field: {squeeze(name): rank for rank, name in enumerate(data[field])} for field in FIELDS}


def _unit(header: Sequence[str], index: Mapping[str, int]) -> bool | None:
    """Tell whether the header of the times says milliseconds, or seconds."""
    for field in ("start", "end"):
        if field in index:
            name = unicodedata.normalize("NFKC", header[index[field]]).casefold()
            if _MILLISECONDS.search(name):
                return True
            if _SECONDS.search(name):
                return False
    return None
