"""One file to read: its bytes, text, lines or JSON, whatever it came out of and however it is encoded."""

from __future__ import annotations

import io
import json
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO

from coach.jsontext import strict_json
from coach.transcripts.encoding import detect_encoding, known_encoding, title_of
from coach.transcripts.problem import ReadingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD_BYTES = 64 * 1024
LARGEST_DOCUMENT = 256 << 20  # bytes of a file that is only readable as a whole
LONGEST_LINE = 16 << 20  # characters; a day of talk on one line has less than one million
_ESCAPED = re.compile("[\ud800-\udfff]")
_SAVE = "save the file as UTF-8, or name its encoding"


class Head:
    """What the detection of formats looks at: the name, the first 64 KiB as text, and the JSON document if it is one.

    `raw` are the first bytes as they are; `text` is empty where they are no text (a workbook). `json` is parsed only
    when somebody asks for it, and only for a file that begins as JSON does.
    """

    def __init__(self, file: Opened) -> None:
        self.name, self.suffix = file.name, file.suffix
        self._file = file
        with file.binary() as stream:
            self.raw = stream.read(HEAD_BYTES)

    @cached_property
    def text(self) -> str:
        """The beginning of the file, decoded; what cannot be decoded is a replacement character."""
        if self.raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            return ""
        text = self.raw.decode(self._file.encoding, errors="replace")
        if len(self.raw) == HEAD_BYTES:
            text = text.rstrip("\ufffd")
        return text.removeprefix("\ufeff")

    @cached_property
    def json(self) -> Any:
        """The whole file as JSON; None where it is no JSON document (JSON lines are not)."""
        return None if isinstance(self._parsed, ReadingError) else self._parsed

    @property
    def broken(self) -> ReadingError | None:
        """Why a file that begins as JSON is none."""
        return self._parsed if isinstance(self._parsed, ReadingError) else None

    @cached_property
    def _parsed(self) -> Any:
        if not self.text.lstrip().startswith(("{", "[")) or self.suffix in {".jsonl", ".ndjson"}:
            return None
        try:
            return self._file.json()
        except ReadingError as error:
            return error


class Opened:
    """A file that can be read from its start as often as needed.

    `name` is what to show (a path, or archive.zip/inner.json), `suffix` is in lower case and without a .gz behind it.
    `opening` gives a fresh stream of its bytes; `encoding` is the one the user named, None to detect it; `first` is the
    number of its first line, for a part of a larger file.
    """

    def __init__(
        self, name: str, suffix: str, opening: Callable[[], BinaryIO], encoding: str | None = None, first: int = 1
    ) -> None:
        self.name, self.suffix, self.first = name, suffix, first
        self._opening, self._named = opening, encoding

    @property
    def stem(self) -> str:
        """The name of the file without folders, archive and suffixes: what a lone conversation in it is called."""
        base = self.name.replace("\\", "/").rsplit("/", 1)[-1]
        base = base[:-3] if base.lower().endswith(".gz") else base
        return base[: -len(self.suffix)] if self.suffix and base.lower().endswith(self.suffix) else base

    @cached_property
    def encoding(self) -> str:
        """The Python codec of the text.

        Raises:
            ReadingError: the encoding that the user named is none.
        """
        if self._named is not None:
            return known_encoding(self._named)
        with self.binary() as stream:
            return detect_encoding(stream)

    def binary(self) -> BinaryIO:
        """Return a fresh stream of the bytes, from the start.

        Raises:
            ReadingError: the file cannot be opened.
        """
        try:
            return self._opening()
        except OSError as error:
            message = error.strerror or str(error)
            raise ReadingError("unreadable", message, "check that the file is there and may be read") from None

    def text(self) -> str:
        """Return the whole text, without a byte order mark.

        Raises:
            ReadingError: a byte is not of the encoding, or the file is too large to be read at once.
        """
        with self.binary() as stream:
            raw = stream.read(LARGEST_DOCUMENT + 1)
        if len(raw) > LARGEST_DOCUMENT:
            message = f"more than {LARGEST_DOCUMENT >> 20} MiB in one document"
            raise ReadingError("file-too-large", message, "split the file, or write one conversation a line (JSONL)")
        try:
            return raw.decode(self.encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise self._undecodable(raw[error.start], f"line {line}, byte {error.start + 1} of the file") from None

    def stream(self) -> io.TextIOWrapper:
        """Return the text as a stream with line ends as written; bytes that cannot be decoded come as surrogates.

        It is for readers that go on after a broken record; `check` finds the surrogates.
        """
        errors = "surrogatepass" if self.encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
        return io.TextIOWrapper(self.binary(), self.encoding, errors, newline="")

    def check(self, text: str, place: str) -> None:
        """Refuse text out of `stream` in which a byte could not be decoded.

        Raises:
            ReadingError: there is one; it names the byte.
        """
        if found := _ESCAPED.search(text):
            code = ord(found.group())
            place = f"{place}, character {found.start() + 1}"
            if 0xDC80 <= code <= 0xDCFF and not self.encoding.startswith(("utf-16", "utf-32")):
                raise self._undecodable(code - 0xDC00, place)
            raise ReadingError("undecodable", f"U+{code:04X} is half a character", _SAVE, place)

    def written_lines(self) -> Iterator[str]:
        """Stream the lines with their ends (any of the three), undecodable bytes in them as in `stream`.

        Raises:
            ReadingError: the file ends within a character of two bytes or more.
        """
        with self.stream() as stream:
            number = self.first - 1
            try:
                while line := stream.readline(LONGEST_LINE + 1):
                    number += 1
                    yield line.removeprefix("\ufeff") if number == 1 else line
            except UnicodeDecodeError as error:
                # Only UTF-16 and UTF-32 get here.
                raise self._undecodable(error.object[error.start], f"line {number + 1}") from None

    def each_line(self) -> Iterator[str | ReadingError]:
        """Stream the lines without their ends; one that cannot be decoded is an error, and the others go on."""
        number, goes_on = 0, False
        try:
            for line in self.written_lines():
                was_long, goes_on = goes_on, len(line) > LONGEST_LINE
                number += not was_long
                if was_long:
                    continue
                if goes_on:
                    message = f"more than {LONGEST_LINE:,} characters on one line"
                    yield ReadingError("line-too-long", message, "split the line", f"line {number}")
                    continue
                try:
                    self.check(line, f"line {number}")
                except ReadingError as error:
                    yield error
                else:
                    yield line.rstrip("\r\n")
        except ReadingError as error:
            yield error

    def lines(self) -> Iterator[str]:
        """Stream the lines without their ends.

        Raises:
            ReadingError: a line cannot be decoded, or is longer than 16 million characters.
        """
        for line in self.each_line():
            if isinstance(line, ReadingError):
                raise line
            yield line

    @cached_property
    def _document(self) -> Any:
        text = self.text()
        try:
            return strict_json(text)
        except json.JSONDecodeError as error:
            place = f"line {error.lineno}, column {error.colno}"
            raise ReadingError("not-json", f"not JSON: {error.msg}", "export the file again", place) from None
        except ValueError as error:
            raise ReadingError("not-json", f"JSON that cannot be read: {error}", "export the file again") from None

    def json(self) -> Any:
        """Return the file as one JSON document; it is parsed once.

        Raises:
            ReadingError: it is not JSON, holds NaN or Infinity, or cannot be decoded; the place is line and column.
        """
        return self._document

    def _undecodable(self, byte: int, place: str) -> ReadingError:
        message = f"byte 0x{byte:02X} is not {title_of(self.encoding)}"
        return ReadingError("undecodable", message, _SAVE, place)
