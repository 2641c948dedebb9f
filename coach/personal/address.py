"""The numbers of an address: those of lane, house, building, floor and room.

A chain of numbers with their units is an address after the name of a street (中山路133巷5號3樓), or where it leads from
a lane to a floor (5號3樓) or from a building to a room (12栋1203室). Names of streets and towns stay.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from coach.personal.number import Number
from coach.personal.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"(?:[0-9]{1,5}(?:[-~之][0-9]{1,4})?[a-z]?|[a-z][0-9]{0,4}|NUMERALS{1,5})"
_MANY = 8  # links of a chain
_ROOM = 3  # digits of a room that stands without its unit


def house_numbers(plain: str) -> Iterator[Number]:
    """Yield each number of each address in `plain`, text folded character by character."""
    chain, link = _patterns()
    for match in chain.finditer(plain):
        links = list(link.finditer(plain, match.start(), match.end()))
        if _is_address(plain, match, links):
            for one in links:
                start, end = one.span("number")
                yield Number(start, end, "address", start, end)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a chain and that of one link of it."""
    known = words()

    def one_of(listed: tuple[str, ...]) -> str:
        return "|".join(map(re.escape, sorted(listed, key=len, reverse=True)))

    number = _NUMBER.replace("NUMERALS", f"[{''.join(known.numerals)}]")
    other = rf"(?!{one_of(known.not_units)}|[0-9] ?(?:{one_of(known.not_units)}))"
    link = rf"{number} ?(?:{one_of(known.units)}){other}(?:之{number})?"
    last = rf" ?[0-9]{{1,5}}(?![0-9.*]|{one_of(known.counted)}|{one_of(known.not_units)})"
    chain = rf"(?<![0-9.*])(?<![a-z]){link}(?:[ ,]?{link}){{0,{_MANY}}}(?P<bare>{last})?"
    return re.compile(chain), re.compile(rf"(?P<number>{number}) ?(?P<unit>{one_of(known.units)})?")


def _is_address(plain: str, match: re.Match[str], links: list[re.Match[str]]) -> bool:
    known = words()
    numbered = [link for link in links if link["unit"]]
    first, last = numbered[0]["unit"], numbered[-1]["unit"]
    before = match.start()
    while before and plain[before - 1] == " ":
        before -= 1
    if plain.endswith(known.ways, 0, before) and (first in known.houses or len(links) > 1):
        return True
    if plain.endswith(known.grounds, 0, before) and len(links) > 1:
        return True
    if match["bare"]:
        return last in known.bare_after and len(match["bare"].strip()) >= _ROOM
    if first in known.lanes and last in known.floors:
        return first != last
    # A room of one digit is one of a flat that has so many: 2楼3室.
    room = numbered[-1]["number"]
    return first in known.buildings and last in known.rooms and (len(room) > 1 or "a" <= room <= "z")
