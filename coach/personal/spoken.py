"""Numbers that are spoken digit by digit, as recognisers write them: 零九二八，五一三，六零七."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from coach.personal.number import EDGE, END, Number, hidden_span
from coach.personal.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEWEST = 8  # digits in a row that make a number; shorter ones are years, prices, service numbers
_FEWEST_SPOKEN = 4  # of them in words; the others may be figures: 138零零一三八零零零
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_TOLL_FREE = re.compile("[48]00[0-9]{7}|0800[0-9]{6}")


def spoken_numbers(plain: str) -> Iterator[Number]:
    """Yield the spoken numbers in `plain`, text folded character by character."""
    known = words().digits
    for match in _pattern().finditer(plain):
        said = "".join(known.get(char, char) for char in match[0])
        if not _is_harmless(said):
            yield Number(*match.span(), "spoken", *hidden_span(plain, *match.span(), 0, 3))


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a run of spoken digits with short pauses; figures may stand right before and behind."""
    known = words()
    digit = f"[{''.join(known.digits)}]"
    pause = rf"[ ,、。.·…\-–—~{''.join(known.pauses)}]{{0,3}}"
    run = f"{digit}(?:{pause}{digit}){{{_FEWEST_SPOKEN - 1},}}"
    return re.compile(rf"(?:{EDGE}[0-9]{{1,{_FEWEST}}})?{run}(?:[0-9]{{1,{_FEWEST}}}{END})?")


def _is_harmless(said: str) -> bool:
    """Tell whether it is short, counting, one digit over and over, years, or a toll-free number."""
    digits = re.sub("[^0-9]", "", said)
    if len(digits) < _FEWEST:
        return True
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        return True
    groups = re.findall("[0-9]+", said)
    return bool(_TOLL_FREE.fullmatch(digits)) or all(_YEAR.fullmatch(group) for group in groups)
