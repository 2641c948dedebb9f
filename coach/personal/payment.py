"""Numbers of cards and accounts.

What tells a card from an order number: 13 to 19 digits, the first of them 2 to 6 or 9 (the industries of ISO/IEC 7812
that issue bank cards, and the mainland's own), written in one piece or in the groups of a card, and the check digit
right (Luhn). Of order numbers that begin so, one in ten looks like a card by chance. After a word like 卡號 the check
digit is not asked, because recognisers mishear.
"""

from __future__ import annotations

import re
from functools import cache

from coach.personal.checksum import is_luhn
from coach.personal.number import WORD_EDGE, WORD_END, Pattern
from coach.personal.words import stands_after, stands_before, words

_S = "[ -]{1,2}"
_GROUPS = (
    "[0-9]{13,19}",
    f"[0-9]{{4}}{_S}[0-9]{{4}}{_S}[0-9]{{4}}{_S}[0-9]{{1,4}}(?:{_S}[0-9]{{1,3}})?",
    f"[0-9]{{4}}{_S}[0-9]{{6}}{_S}[0-9]{{4,5}}",
    f"[0-9]{{6}}{_S}[0-9]{{7,13}}",
    "[0-9](?: [0-9]){12,18}",
)
_CARD = re.compile(rf"{WORD_EDGE}(?=[2-69])(?P<number>{'|'.join(_GROUPS)}){WORD_END}")
_ACCOUNT = re.compile(rf"{WORD_EDGE}(?P<number>[0-9](?:[ -]?[0-9]){{7,18}}){WORD_END}")
_SHORTEST, _LONGEST = 13, 19


@cache
def payments() -> tuple[Pattern, ...]:
    """Return the patterns of cards and accounts."""
    return (
        Pattern("card", _CARD, head=0, tail=4, told=_is_card),
        Pattern("account", _ACCOUNT, head=0, tail=4, told=_is_account),
    )


def _is_card(match: re.Match[str]) -> bool:
    digits = re.sub("[^0-9]", "", match["number"])
    return _SHORTEST <= len(digits) <= _LONGEST and is_luhn(digits)


def _is_account(match: re.Match[str]) -> bool:
    return stands_before(match, words().account) and not stands_after(match, words().counted)
