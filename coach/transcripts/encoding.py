"""Tell how a Chinese text file is encoded: UTF-8, UTF-16, GB18030 or Big5."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from coach.transcripts.problem import ReadingError

SAMPLE_BYTES = 64 * 1024
# The longer marks first: that of UTF-32 LE begins with that of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def detect_encoding(stream: BinaryIO) -> str:
    """Return the Python codec of the text in `stream`, by its mark, its bytes and the characters they would make."""
    sample = stream.read(SAMPLE_BYTES)
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return codec
    return "utf-8"


def known_encoding(name: str) -> str:
    """Return the Python codec of an encoding that the user named.

    Raises:
        ReadingError: there is none of that name for text.
    """
    try:
        codec = codecs.lookup(name)
        "".encode(codec.name)
    except (LookupError, ValueError):
        advice = "use utf-8, utf-16, gb18030, big5 or big5hkscs"
        raise ReadingError("unknown-encoding", f"there is no encoding “{name}”", advice) from None
    return codec.name


def title_of(codec: str) -> str:
    """Return the name of a Python codec as people know it."""
    return {"big5hkscs": "Big5", "cp950": "Big5"}.get(codec, codec.upper().removesuffix("-SIG"))
