"""How text sounds, for finding wordings that speech recognition or an input method wrote with other characters.

A character becomes a symbol for its toneless syllable, with the sounds that are often confused joined: zh/z, ch/c,
sh/s, n/l, f/hu, ing/in, eng/en, ang/an. Pinyin that is written in letters becomes the same symbols, so 不知道, 布知到
and bu知道 sound alike. Symbols are code points of two bytes in UTF-8, which scan faster than characters; letters that
have those code points in text are put out of their way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from coach.pinyin import is_syllable, syllable_of

_FIRST = 0x100
_FOREIGN = "\ue000"
_INITIALS = ("", *"bpmfdtlgkhjqxzcsryw")
_FINALS = (
    "", "a", "ai", "an", "ao", "e", "ei", "en", "er", "i", "ia", "ian", "iao", "ie", "in", "iong", "iu",
    "m", "n", "o", "ong", "ou", "u", "ua", "uai", "uan", "ue", "ui", "un", "uo", "v", "ve",
)  # fmt: skip
_RUN = re.compile("[a-z]+")
_LONGEST_SYLLABLE = 6
_LONGEST_RUN = 60  # letters; nobody spells more without a break


def near_sound(syllable: str) -> str:
    """Return the class of a toneless syllable; syllables of one class are often taken for each other."""
    near = re.sub("^([zcs])h", r"\1", syllable)
    near = re.sub("^n(?=.)", "l", near)
    near = re.sub("^hu(?=[aeino])", "f", near)
    near = re.sub("^fi$", "fei", near).replace("fn", "fen")
    near = "fu" if near == "hu" else near
    return re.sub("(?<=[aei])ng$", "n", near)


def _symbol(near: str) -> str:
    initial = near[:1] if near[:1] in _INITIALS[1:] and len(near) > 1 else ""
    return chr(_FIRST + _INITIALS.index(initial) * len(_FINALS) + _FINALS.index(near[len(initial) :]))


class _SoundTable(dict[int, str]):
    """The symbol of each character that has a sound; all others stand for themselves. Used with str.translate."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if _FIRST <= code < _FIRST + len(_INITIALS) * len(_FINALS):
            char = _FOREIGN
        syllable = char if char.isascii() else syllable_of(char)
        self[code] = char if syllable == char else _symbol(near_sound(syllable))
        return self[code]


_SOUND = _SoundTable()


def sounds(text: str) -> str:
    """Return the symbols of folded text, as many as it has characters; letters stand for themselves."""
    return text.translate(_SOUND)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The sound of lines; symbol `i` stands for the characters of the lines from `starts[i]` to `starts[i + 1]`."""

    text: str
    starts: list[int] | range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the lines of the symbols from `start` to `end`."""
        return self.starts[start], self.starts[end]


def spoken(lines: str) -> Spoken:
    """Return the sound of lines, with pinyin in letters read as syllables."""
    if not _RUN.search(lines):
        return Spoken(sounds(lines), range(len(lines) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for run in _RUN.finditer(lines):
        syllables = _read(run.group()) if len(run.group()) <= _LONGEST_RUN else None
        if syllables is None:
            continue
        pieces.append(sounds(lines[at : run.start()]))
        starts += range(at, run.start())
        at = run.start()
        for syllable in syllables:
            pieces.append(_symbol(near_sound(syllable)))
            starts.append(at)
            at += len(syllable)
    pieces.append(sounds(lines[at:]))
    starts += range(at, len(lines) + 1)
    return Spoken("".join(pieces), starts)


@cache
def _read(letters: str) -> tuple[str, ...] | None:
    """Return the syllables that the letters spell, the longest first; None if they spell none."""
    if not letters:
        return ()
    for size in range(min(_LONGEST_SYLLABLE, len(letters)), 0, -1):
        if is_syllable(letters[:size]):
            rest = _read(letters[size:])
            if rest is not None:
                return (letters[:size], *rest)
    return None
