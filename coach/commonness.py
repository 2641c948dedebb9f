"""How often a piece of text turns up in harmless speech.

Estimated from the phrasebook's own harmless sentences and, as they are few, from the word counts of jieba's dictionary.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from coach.fold import lines
from coach.segmenter import word_frequency

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIZE = 4
_WORD_LENGTH = 1.6  # characters of an average word


class Commonness:
    """Counts of the pieces of up to four characters in the lines form of a sample of texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        self._total = 1
        for text in texts:
            bounded = f"\n{lines(text)}\n"
            self._total += len(bounded)
            for size in range(1, _SIZE + 1):
                self._counts.update(bounded[at : at + size] for at in range(len(bounded) - size + 1))
        self.of = cache(self._of)

    def _of(self, piece: str) -> float:
        """Return the estimated number of times `piece` begins at a given character of a text."""
        return max(self._in_sample(piece), word_frequency(piece) / _WORD_LENGTH)

    def _in_sample(self, piece: str) -> float:
        seen = self._counts.get(piece, 0)
        if seen or len(piece) == 1:
            return max(seen, 0.3) / self._total
        if len(piece) > _SIZE:
            return min(self._in_sample(piece[at : at + _SIZE]) for at in range(len(piece) - _SIZE + 1))
        # Never seen together: as if the last character came by chance.
        return self._in_sample(piece[:-1]) * self._in_sample(piece[-1])
