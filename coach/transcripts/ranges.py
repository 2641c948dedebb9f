"""Parts of a large file of lines, so that several processes can read it without anybody handing lines around."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class LineRange:
    """Whole lines of a file: the bytes from `start` to `end`; the first of them is line `first` of the file."""

    path: Path
    start: int
    end: int
    first: int

    def open(self) -> BinaryIO:
        """Return a stream of the bytes of the range.

        Raises:
            OSError: the file cannot be opened.
        """
        return io.BufferedReader(_Part(self))


class _Part(io.RawIOBase):
    def __init__(self, part: LineRange) -> None:
        self._file = part.path.open("rb", buffering=0)
        self._file.seek(part.start)
        self._left = part.end - part.start

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)[: self._left]
        read = self._file.readinto(view) or 0
        self._left -= read
        return read

    def close(self) -> None:
        self._file.close()
        super().close()


def line_ranges(path: Path, size: int) -> Iterator[LineRange]:
    """Yield the file in ranges of whole lines, each of about `size` bytes.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        start, first = 0, 1
        position, lines = 0, 0
        while chunk := file.read(min(_CHUNK, size)):
            lines += chunk.count(b"\n")
            position += len(chunk)
            if position - start < size:
                continue
            if not chunk.endswith(b"\n"):
                rest = file.readline()
                position += len(rest)
                lines += rest.endswith(b"\n")
            yield LineRange(path, start, position, first)
            start, first = position, 1 + lines
        if position > start:
            yield LineRange(path, start, position, first)
