"""Numbers of identity documents: the mainland's, Taiwan's, Hong Kong's, and passports."""

from __future__ import annotations

import re
from functools import cache

from coach.personal.checksum import is_hongkong_id, is_mainland_id, is_taiwan_id
from coach.personal.number import WORD_EDGE, WORD_END, Pattern
from coach.personal.words import stands_before, words

_MAINLAND = re.compile(rf"{WORD_EDGE}(?P<number>[1-9](?:[ -]?[0-9]){{13,16}}[ -]?[0-9x]){WORD_END}")
_TAIWAN = re.compile(rf"{WORD_EDGE}(?P<number>[a-z][ -]?[1289a-d](?:[ -]?[0-9]){{8}}){WORD_END}")
_HONGKONG = re.compile(rf"{WORD_EDGE}(?P<number>[a-z]{{1,2}} ?[0-9]{{3}} ?[0-9]{{3}} ?\(?[0-9a]\)?){WORD_END}")
_PASSPORT = re.compile(rf"{WORD_EDGE}(?P<number>[a-z]{{0,2}} ?[0-9]{{7,10}}){WORD_END}")
# Of the mainland (E, G; E with a second letter since 2017), of Hong Kong (K, H) and permits to return home (H, M).
_OWN_LETTERS = re.compile(r"[eghkm][0-9]{8}|e[a-hj-np-z][0-9]{7}|[hm][0-9]{10}|k[a-z][0-9]{7}")


@cache
def documents() -> tuple[Pattern, ...]:
    """Return the patterns of identity numbers. After a word like 身分證 a wrong check digit is no objection."""
    return (
        Pattern("identity", _MAINLAND, head=1, tail=2, told=_is_mainland),
        Pattern("identity", _TAIWAN, head=1, tail=2, told=lambda match: _called(match) or is_taiwan_id(_bare(match))),
        Pattern(
            "identity", _HONGKONG, head=1, tail=0, told=lambda match: _called(match) or is_hongkong_id(_bare(match))
        ),
        Pattern("passport", _PASSPORT, head=1, tail=2, told=_is_passport),
    )


def _bare(match: re.Match[str]) -> str:
    return re.sub("[^0-9A-Z]", "", match["number"].upper())


def _called(match: re.Match[str]) -> bool:
    return stands_before(match, words().identity)


def _is_mainland(match: re.Match[str]) -> bool:
    number = _bare(match)
    return len(number) in {15, 18} and (_called(match) or is_mainland_id(number))


def _is_passport(match: re.Match[str]) -> bool:
    if stands_before(match, words().passport):
        return True
    return bool(_OWN_LETTERS.fullmatch(match["number"])) and not stands_before(match, words().business)
