"""Fold text to one key form and keep the way back to the text as written.

Three forms of a text are used:

* **folded**: simplified, half width, lower case, variants joined, invisible characters gone; with an alignment
* **lines**: folded, with everything that is no letter or digit turned into a line break; a clause is then a line.
  This form is scanned and matched
* **squeezed**: folded, with everything that is no letter or digit removed, for words that were pulled apart

The character table comes from OpenCC's t2s dictionary (tw2s would break 什么), used as data: conversion character by
character keeps every position, which phrase conversion does not promise. NFKC may expand a character (ﬁ, ㍿).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

# Characters that OpenCC's t2s leaves apart but which are the same word in our field. 您 is politeness, not meaning:
# a wording for 你 is meant for 您 too. 著 and 甚 are the traditional spellings of 着 and of the first half of 什么.
_VARIANTS = dict(
    zip(
        "您妳著甚瞭覆藉彷祇衹麽舖擡喫祂牠畀",
        "你你着什了复借仿只只么铺抬吃它它俾",
        strict=True,
    )
)
# Letters by category, invisible on screen: Hangul fillers.
_INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0"
_INVISIBLE_CATEGORIES = {"Mn", "Me", "Cf", "Cc", "Co", "Cn"}
_REPLACEMENT = "\ufffd"


def _simplified() -> dict[str, str]:
    """Return OpenCC's table from traditional to simplified characters."""
    spec = find_spec("opencc")
    if spec is None or spec.origin is None:  # pragma: no cover - a broken installation
        raise ModuleNotFoundError("opencc-python-reimplemented is not installed")
    lines = (Path(spec.origin).parent / "dictionary" / "TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return {source: target.split(" ")[0] for source, target in pairs}


class _FoldTable(dict[int, str]):
    """What each character folds to, worked out when it is first met; used with str.translate."""

    def __init__(self) -> None:
        self._simplified = _simplified()

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._fold(code)
        return folded

    def _fold(self, code: int) -> str:
        if 0xD800 <= code <= 0xDFFF:
            return _REPLACEMENT
        text = chr(code)
        for _ in range(4):  # one step may enable the next: compatibility form → lower case → simplified
            step = "".join(map(self._step, unicodedata.normalize("NFKC", text).lower()))
            if step == text:
                break
            text = step
        return text

    def _step(self, char: str) -> str:
        if char == "\n" or char in "\u2028\u2029\x85":
            return "\n"
        if char.isspace() or char == "\u2800":
            return " "
        if char == _REPLACEMENT:
            return char
        if char in _INVISIBLE_LETTERS or unicodedata.category(char) in _INVISIBLE_CATEGORIES:
            return ""
        char = self._simplified.get(char, char)
        return _VARIANTS.get(char, char)


class _LinesTable(dict[int, str]):
    """Fold, with a line break for everything that is no letter or digit: most of what clean text costs."""

    def __missing__(self, code: int) -> str:
        self[code] = "".join(char if char.isalnum() else "\n" for char in FOLD[code])
        return self[code]


FOLD = _FoldTable()
_LINES = _LinesTable()


def lines(text: str) -> str:
    """Return the lines form of `text`; it is as long as the folded form."""
    return text.translate(_LINES)


def squeeze(text: str) -> str:
    """Return the squeezed form of `text`."""
    return lines(text).replace("\n", "")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `starts[i]` is the index in `original` of the character that `text[i]` came from."""

    original: str
    text: str
    starts: list[int] | range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original of the folded characters from `start` to `end` (not empty)."""
        return self.starts[start], self.starts[end - 1] + 1


def fold(text: str) -> Folded:
    """Return `text` folded, with its alignment. Folding what is folded changes nothing."""
    pieces = [FOLD[ord(char)] for char in text]
    folded = "".join(pieces)
    if len(folded) == len(text) and "" not in pieces:
        return Folded(text, folded, range(len(text)))
    starts = [index for index, piece in enumerate(pieces) for _ in piece]
    return Folded(text, folded, starts)
