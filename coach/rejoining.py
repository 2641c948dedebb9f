"""Put together what was pulled apart: 不 知 道, 不.知.道, 急💢什么💢急.

Only what hardly divides a sentence is taken out: a mark that is no punctuation between characters; a space, or the same
punctuation on both sides, where a character stands alone.
"""

from __future__ import annotations

import re
from itertools import pairwise

# What divides sentences and clauses; between two characters it is punctuation before it is a disguise.
PUNCTUATION = frozenset('。！？，、；：!?,;:\n"“”‘’「」『』()（）《》')
_MARKS = re.escape("".join(sorted(PUNCTUATION)))
# What may pull a wording apart: anything that is no letter, digit or punctuation, or one character between two marks.
MAY_PULL_APART = re.compile(rf"[^\w{_MARKS}]|_|[{_MARKS}][^\W_][{_MARKS}]")
_ISLAND = re.compile(r"[^\n]+")
_LONGEST = 4  # marks that are taken for one


def rejoined(text: str, lines: str) -> list[int] | None:
    """Return the places of the folded characters that remain when what pulls apart is gone; None if nothing does."""
    islands = [match.span() for match in _ISLAND.finditer(lines)]
    marks = [text[one[1] : other[0]] for one, other in pairwise(islands)]
    dropped: set[int] = set()
    for number, (one, other) in enumerate(pairwise(islands)):
        mark = marks[number]
        alone = [
            # The marks on both sides of a character that stands alone on this side.
            (marks[number - 1] if number else "") if one[1] - one[0] == 1 else None,
            (marks[number + 1] if number + 1 < len(marks) else "") if other[1] - other[0] == 1 else None,
        ]
        if len(mark) <= _LONGEST and _pulls_apart(mark, alone) and not _is_number(lines[one[1] - 1], lines[other[0]]):
            dropped.update(range(one[1], other[0]))
    return [place for place in range(len(text)) if place not in dropped] if dropped else None


def _pulls_apart(mark: str, alone: list[str | None]) -> bool:
    """Tell whether the mark rather pulls a word apart than ends a clause."""
    if mark.isspace():
        return any(other is not None for other in alone)
    if PUNCTUATION.isdisjoint(mark):
        return True
    return mark in alone


def _is_number(left: str, right: str) -> bool:
    """Tell whether the mark belongs to a number or a name in letters: 3.5, app.com."""
    return left.isascii() and right.isascii()
