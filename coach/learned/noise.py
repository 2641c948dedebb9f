"""Lessons in disguise: what recognition errors, slips of the finger and evasion would make of an utterance.

Disguises are given to harmless utterances as well, so that noise itself is no sign of rudeness.
"""

from __future__ import annotations

import random
import zlib
from collections import Counter
from typing import TYPE_CHECKING

from coach.pinyin import syllable_of
from coach.sound import near_sound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.learned.corpus import Lesson

_SHARE = 0.5  # of the utterances are disguised, each once
_SPREAD = 6  # characters for each that is misheard


class Disguises:
    """Makes disguises with the characters that the lessons use, each as often as they do."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        counts = Counter(char for text, _, _ in lessons for char in text if "一" <= char <= "鿿")
        self._alike: dict[str, list[tuple[str, int]]] = {}
        for char, count in sorted(counts.items()):
            self._alike.setdefault(near_sound(syllable_of(char)), []).append((char, count))

    def of(self, lesson: Lesson) -> list[Lesson]:
        """Return the lesson in disguise, or nothing; the same lesson always gives the same."""
        text, category, span = lesson
        chance = random.Random(zlib.crc32(text.encode(errors="replace")))
        if chance.random() >= _SHARE:
            return []
        start = text.find(span) if span else 0
        words = span or text
        if start < 0 or len(words) < 2:
            return []
        disguise = chance.choices((self._misheard, _slipped, _spelt), (6, 2, 2))[0]
        hidden = disguise(words, chance)
        changed = f"{text[:start]}{hidden}{text[start + len(words) :]}"
        return [(changed, category, hidden if span else None)]

    def _misheard(self, words: str, chance: random.Random) -> str:
        """Write some characters as others of the same or nearly the same sound."""
        places = [place for place, char in enumerate(words) if "一" <= char <= "鿿"]
        if not places:
            return words
        characters = list(words)
        for place in chance.sample(places, max(1, len(places) // _SPREAD)):
            others = [one for one in self._alike[near_sound(syllable_of(words[place]))] if one[0] != words[place]]
            if others:
                characters[place] = chance.choices(*zip(*others, strict=True))[0]
        return "".join(characters)


def _slipped(words: str, chance: random.Random) -> str:
    """Leave out a character, type it twice, or swap it with the next."""
    place = chance.randrange(len(words) - 1)
    here, there = words[place], words[place + 1]
    return words[:place] + chance.choice((there, here + here + there, there + here)) + words[place + 2 :]


def _spelt(words: str, chance: random.Random) -> str:
    """Write a character in pinyin."""
    place = chance.randrange(len(words))
    return words[:place] + syllable_of(words[place]) + words[place + 1 :]
