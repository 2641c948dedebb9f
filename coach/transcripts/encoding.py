"""Tell how a Chinese text file is encoded: UTF-8, UTF-16, GB18030 or Big5.

General detectors judge by statistics of bytes and fail on some three in a hundred short conversations in traditional
characters. Here the candidates are few and what the text is about is known, so each is tried, and the one in which
most characters are common ones is taken: that is right for a single turn already.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import BinaryIO

from coach.transcripts.problem import ReadingError
from phrasebook.locate import data_folder

_SAMPLE_BYTES = 64 * 1024
_ASCII_BYTES = 16 << 20  # how far plain ASCII is followed to see what comes after it
# The longer marks first: that of UTF-32 LE begins with that of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PUNCTUATION = frozenset("，。？！、：；（）「」『』“”‘’…—－《》【】～·　０１２３４５６７８９")
_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | {"\t", "\n", "\r"}
_WIDE_SHARE = 0.5  # of plain or common characters in UTF-16; other text read as UTF-16 has at most a third


def detect_encoding(stream: BinaryIO) -> str:
    """Return the Python codec of the text in `stream`, by its mark, its bytes and the characters they would make.

    What is none of the four is UTF-8 too, so that its bytes are reported where they stand.
    """
    sample = stream.read(_SAMPLE_BYTES)
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return codec
    seen = len(sample)
    while sample.isascii() and b"\0" not in sample:
        sample = stream.read(_SAMPLE_BYTES)
        seen += len(sample)
        if not sample or seen > _ASCII_BYTES:
            return "utf-8"
    sample += stream.read(_SAMPLE_BYTES)  # what tells may have begun at the very end
    whole = not stream.read(1)
    if b"\0" not in sample and _decodes(sample, "utf-8", whole):
        return "utf-8"
    for codec in ("utf-16-le", "utf-16-be"):
        if _common_share(_beginning(sample, codec, whole), of_all=True) >= _WIDE_SHARE:
            return codec
    shares = {codec: _common_share(_beginning(sample, codec, whole)) for codec in ("utf-8", "gb18030", "big5hkscs")}
    best = max(shares, key=shares.__getitem__)
    if shares[best] <= 0:
        return "utf-8"
    # Windows has the euro sign in Big5, where the Hong Kong characters have nothing.
    if best == "big5hkscs" and not _decodes(sample, best, whole) and _decodes(sample, "cp950", whole):
        return "cp950"
    return best


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


def _decodes(sample: bytes, codec: str, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(sample, whole)
    except UnicodeDecodeError:
        return False
    return True


def _beginning(sample: bytes, codec: str, whole: bool) -> str:
    """Decode what can be; a sample that is not the whole file may end within a character."""
    return codecs.getincrementaldecoder(codec)("replace").decode(sample, whole)


def _common_share(text: str, of_all: bool = False) -> float:
    """Return how much of the characters beyond ASCII (or `of_all`) is common; a character that is none counts against.

    Private use is none too: GB18030 finds a place there for nearly all bytes.
    """
    common = _common()
    good = bad = count = 0
    for character in text:
        if character in common:
            good += 1
        elif character == "\ufffd" or "\ue000" <= character <= "\uf8ff":
            bad += 1
        elif character.isascii():
            if not of_all:
                continue
            good += character in _PLAIN
        count += 1
    return (good - bad) / count if count else 0.0


@cache
def _common() -> frozenset[str]:
    """Return the common characters, out of data/transcripts/characters.txt, and the punctuation between them."""
    lines = (data_folder() / "transcripts" / "characters.txt").read_text("utf-8").splitlines()
    return _PUNCTUATION.union(*(line for line in lines if not line.startswith("#")))
