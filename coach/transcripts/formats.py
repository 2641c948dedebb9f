"""The formats of conversations: one module each, in the order in which a file is tried against them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from coach.transcripts import (
    alibaba,
    alibaba_analysis,
    aws,
    azure,
    delimited,
    jsonl,
    subtitles,
    tencent,
    text,
    whisper,
    workbook,
)
from coach.transcripts.problem import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.opened import Head, Opened
    from coach.transcripts.options import ReadOptions


class Reader(Protocol):
    """What a module of a format offers."""

    def looks_like(self, head: Head) -> bool:
        """Tell whether a file that begins so is of this format."""

    def read(self, file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
        """Return the conversations of a file, and what of it cannot be read.

        Raises:
            ReadingError: the rest of the file cannot be read.
        """


# Formats with marks of their own come first, those that take much for theirs last.
FORMATS: dict[str, Reader] = {
    "subtitles": subtitles,
    "aws": aws,
    "azure": azure,
    "alibaba": alibaba,
    "alibaba-analysis": alibaba_analysis,
    "tencent": tencent,
    "whisper": whisper,
    "jsonl": jsonl,
    "workbook": workbook,
    "delimited": delimited,
    "text": text,
}


def reader_of(head: Head, named: str | None = None) -> Reader:
    """Return the reader of a file: of the format `named`, or else the first that the file looks like.

    Raises:
        ReadingError: there is no such format, or the file looks like none.
    """
    known = ", ".join(FORMATS)
    if named is not None:
        if named not in FORMATS:
            raise ReadingError("unknown-format", f"there is no format “{named}”", f"use one of {known}")
        return FORMATS[named]
    if not head.raw:
        raise ReadingError("empty-file", "the file is empty", "export it again")
    for reader in FORMATS.values():
        if reader.looks_like(head):
            return reader
    if head.broken:
        raise head.broken
    raise ReadingError("unknown-format", "this is none of the formats known", f"convert it to one of {known}")
