"""How often a piece of text turns up in harmless speech, estimated from the phrasebook's own harmless sentences."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from coach.fold import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIZE = 4


class Commonness:
    """Counts of the pieces of up to four characters in a sample of texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        self._total = 1
        for text in texts:
            squeezed = squeeze(text)
            self._total += len(squeezed)
            for size in range(1, _SIZE + 1):
                self._counts.update(squeezed[at : at + size] for at in range(len(squeezed) - size + 1))
        self.of = cache(self._of)

    def _of(self, piece: str) -> float:
        """Return the estimated number of times `piece` begins at a given character of a text."""
        seen = self._counts.get(piece, 0)
        if seen or len(piece) == 1:
            return max(seen, 0.3) / self._total
        if len(piece) > _SIZE:
            return min(self._of(piece[at : at + _SIZE]) for at in range(len(piece) - _SIZE + 1))
        # Never seen together: as if the last character came by chance.
        return self._of(piece[:-1]) * self._of(piece[-1])
