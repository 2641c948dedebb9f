"""How characters sound: toneless pinyin from pypinyin's dictionary, loaded when it is first needed."""

from __future__ import annotations

import unicodedata
from functools import cache


@cache
def _readings() -> dict[int, str]:
    from pypinyin.constants import PINYIN_DICT

    return PINYIN_DICT


@cache
def syllable_of(char: str) -> str:
    """Return the commonest reading of a character without its tone, ü as v; the character itself if it has none."""
    reading = _readings().get(ord(char))
    if reading is None:
        return char
    first = (
        reading.split(",")[0].replace("ü", "v").replace("ǖ", "v").replace("ǘ", "v").replace("ǚ", "v").replace("ǜ", "v")
    )
    plain = unicodedata.normalize("NFD", first)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def _syllables() -> frozenset[str]:
    common = (chr(code) for code in range(0x4E00, 0x9FA6))
    return frozenset(syllable for char in common if (syllable := syllable_of(char)).isascii() and len(syllable) > 1)


def is_syllable(letters: str) -> bool:
    """Tell whether the letters spell a toneless syllable of at least two letters."""
    return letters in _syllables()


def syllables_of(text: str) -> list[str]:
    """Return the syllable of every character."""
    return [syllable_of(char) for char in text]


def initials_of(text: str) -> str:
    """Return the first letter of every syllable: 不知道 → bzd."""
    return "".join(syllable[:1] for syllable in syllables_of(text))
