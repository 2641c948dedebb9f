"""A text as the learned model reads it: clauses, in characters and in sounds, cut into windows and n-grams.

What was pulled apart is put together first, and pinyin in letters is read as syllables, so that disguises look like
what they hide. Digits are alike. A window is a clause, or, where speech was transcribed without punctuation, a stretch
of one: an offence is short, and what stands around it should not drown it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING

from coach.fold import fold
from coach.fold import lines as fold_lines
from coach.quotation import quoted_spans
from coach.rejoining import MAY_PULL_APART, rejoined
from coach.sound import spoken

if TYPE_CHECKING:
    from coach.matcher import Span

_ENDS = "\r"  # before and behind the whole text; a line break divides clauses
_CLAUSE = re.compile(r"[^\n]+")
_DIGITS = {ord(digit): "0" for digit in "123456789"}
_WINDOW, _STEP = 18, 6  # symbols
_SKIPS = (2, 3, 4)  # how far apart the two characters of a skip-gram stand
_SKIPPED = "\0"


@dataclass(frozen=True, slots=True)
class Window:
    """A clause or a stretch of one, with what divides it from its neighbours; `span` is in the folded text."""

    text: str
    sound: str
    span: Span

    def grams(self) -> set[str]:
        """Return the n-grams of the window."""
        return grams(self.text, self.sound)


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read. Without a letter or digit it has no windows."""

    text: str
    sound: str
    windows: tuple[Window, ...]

    def grams(self) -> set[str]:
        """Return the n-grams of the whole text."""
        return grams(self.text, self.sound)


def read(text: str) -> Reading:
    """Return the reading of a text as written."""
    folded, places = fold(text).text, None
    lines = _without_quotations(folded, fold_lines(text))
    if MAY_PULL_APART.search(text):
        places = rejoined(folded, lines)
        if places is not None:
            lines = "".join(lines[place] for place in places)
    heard = spoken(lines.translate(_DIGITS))
    lines = lines.translate(_DIGITS)
    clauses = [match.span() for match in _CLAUSE.finditer(heard.text)]
    windows: list[Window] = []
    for number, (start, end) in enumerate(clauses):
        before = _ENDS if number == 0 else "\n"
        behind = _ENDS if number == len(clauses) - 1 else "\n"
        for low, high in _cut(start, end):
            left, right = before if low == start else "", behind if high == end else ""
            first, last = heard.span(low, high)
            place = (first, last) if places is None else (places[first], places[last - 1] + 1)
            windows.append(Window(f"{left}{lines[first:last]}{right}", f"{left}{heard.text[low:high]}{right}", place))
    whole = "\n".join(lines[slice(*heard.span(*clause))] for clause in clauses)
    sounds = "\n".join(heard.text[slice(*clause)] for clause in clauses)
    return Reading(f"{_ENDS}{whole}{_ENDS}", f"{_ENDS}{sounds}{_ENDS}", tuple(windows))


def grams(text: str, sound: str) -> set[str]:
    """Return the n-grams by which the model knows a stretch of text.

    Of characters: up to three in a row, and two with others between; of sounds: two and three in a row. The symbols of
    sounds are no characters of any text, so the two never meet, but for letters and digits, which sound as they look.
    """
    found = set(text)
    pairs = list(map(add, text, text[1:]))
    found.update(pairs)
    found.update(map(add, pairs, text[2:]))
    for skip in _SKIPS:
        found.update(map(_skipping, text, text[skip:]))
    pairs = list(map(add, sound, sound[1:]))
    found.update(pairs)
    found.update(map(add, pairs, sound[2:]))
    return found


def _without_quotations(folded: str, lines: str) -> str:
    """Put breaks in the place of what others said, unless there is nothing else."""
    unquoted = lines
    for start, end in quoted_spans(folded):
        unquoted = unquoted[:start] + "\n" * (end - start) + unquoted[end:]
    return unquoted if unquoted.strip("\n") else lines


def _skipping(left: str, right: str) -> str:
    return f"{left}{_SKIPPED}{right}"


def _cut(start: int, end: int) -> list[Span]:
    """Cut a clause into windows that overlap."""
    if end - start <= _WINDOW + _STEP:
        return [(start, end)]
    return [(low, min(low + _WINDOW, end)) for low in range(start, end - _WINDOW + _STEP, _STEP)]
