"""The words that tell what a number beside them is, from data/reports/personal.yaml."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from coach.fold import fold
from phrasebook import data_folder
from phrasebook.yamlfile import read

if TYPE_CHECKING:
    import re

_NEAR = 10  # characters before a number in which a word speaks for it


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of the file, folded; what each is for stands there."""

    pauses: tuple[str, ...]
    phone: tuple[str, ...]
    extension: tuple[str, ...]
    identity: tuple[str, ...]
    passport: tuple[str, ...]
    account: tuple[str, ...]
    plate: tuple[str, ...]
    business: tuple[str, ...]
    counted: tuple[str, ...]
    ways: tuple[str, ...]
    grounds: tuple[str, ...]
    units: tuple[str, ...]
    houses: tuple[str, ...]
    lanes: tuple[str, ...]
    floors: tuple[str, ...]
    buildings: tuple[str, ...]
    rooms: tuple[str, ...]
    bare_after: tuple[str, ...]
    not_units: tuple[str, ...]
    numerals: tuple[str, ...]
    provinces: tuple[str, ...]
    digits: dict[str, str]


@cache
def words() -> Words:
    """Read the file, once."""
    path = data_folder() / "reports" / "personal.yaml"
    data = read(path, path.name).data
    lists = {field.name: tuple(fold(word).text for word in data[field.name]) for field in fields(Words)[:-1]}
    spoken = {fold(word).text: digit for digit, listed in data["digits"].items() for word in listed}
    return Words(**lists, digits=spoken)


def stands_before(match: re.Match[str], listed: tuple[str, ...]) -> bool:
    """Tell whether one of the words stands closely before a number."""
    near = match.string[max(0, match.start() - _NEAR) : match.start()]
    return any(word in near for word in listed)


def stands_after(match: re.Match[str], listed: tuple[str, ...]) -> bool:
    """Tell whether one of the words follows a number at once."""
    return match.string[match.end() : match.end() + _NEAR].lstrip().startswith(listed)
