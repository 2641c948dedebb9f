"""Every kind of personal data, in the order in which they are asked."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from coach.personal.address import house_numbers
from coach.personal.identity import documents
from coach.personal.number import Pattern
from coach.personal.payment import payments
from coach.personal.phone import phones
from coach.personal.spoken import spoken_numbers
from coach.personal.words import stands_before, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coach.personal.number import Number

# Only what stands before the @ is hidden: the domain tells a company's address from a private one.
_EMAIL = re.compile(r"(?<![a-z0-9._%+*-])(?P<number>[a-z0-9._%+-]{1,64})(?=@[a-z0-9-]{1,63}\.[a-z0-9])")
# Cheap to find; without one of them only what is in words can be there.
_SIGN = re.compile("[0-9@]")
_IN_WORDS = (spoken_numbers, house_numbers)


def numbers(plain: str) -> list[Number]:
    """Return the personal numbers in `plain`, text folded character by character; none overlaps another."""
    found: list[Number] = []
    taken = bytearray(len(plain))
    finders = _finders() if _SIGN.search(plain) else _IN_WORDS
    for find in finders:
        for number in find(plain):
            if taken.find(1, number.start, number.end) < 0:
                taken[number.start : number.end] = b"\1" * (number.end - number.start)
                found.append(number)
    return found


@cache
def _finders() -> tuple[Callable[[str], Iterable[Number]], ...]:
    patterns = (Pattern("email", _EMAIL, head=1, tail=0), *documents(), *payments(), *phones(), *_plates())
    return (*(pattern.find for pattern in patterns), *_IN_WORDS)


def _plates() -> tuple[Pattern, Pattern]:
    """Return the patterns of licence plates: the mainland's have a province, others need to be called so."""
    provinces = "".join(words().provinces)
    mainland = re.compile(
        rf"(?P<number>[{provinces}][a-hj-np-z][ ·.•-]?(?=[a-z]{{0,2}}[0-9])[0-9a-hj-np-z]{{5,6}})(?![0-9a-z*])"
    )
    others = re.compile(r"(?<![0-9a-z*])(?P<number>(?=[a-z -]{0,4}[0-9])[0-9a-z]{2,4}[ -]?[0-9a-z]{2,4})(?![0-9a-z*])")
    called = words().plate
    return (
        Pattern("plate", mainland, head=2, tail=1),
        Pattern("plate", others, head=1, tail=1, told=lambda match: stands_before(match, called)),
    )
