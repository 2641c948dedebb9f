"""Millions of utterances: rule out the clean ones a block at a time, look at the rest one by one.

A block of utterances becomes one array of code points; one table look-up folds every character, drops what is no
letter or digit, and recodes the characters of the phrasebook into two bytes each; an automaton on those bytes finds
the anchors. Low bytes are below 128 and high bytes above, so no anchor is found across two characters.
Whatever the table cannot express (a character that folds into several, letters beside Chinese characters) is looked
at one by one, so the verdicts are those of `Coach.check`.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

import ahocorasick_rs
import numpy as np

from coach.fold import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from coach.checker import Coach
    from coach.finding import Verdict

    Codes: TypeAlias = NDArray[np.uint16]

_BLOCK = 512  # utterances: with 20–40 characters each the arrays stay in the processor's cache
_CODE_POINTS = 0x110000
_PLANES = 0x20000  # above, there are only rare ideographs, which stand for themselves
_SEPARATOR = "\uffff"
_DROP, _SPECIAL = 0, 0xFFFF


def _code(number: int) -> int:
    """Return the `number`-th two-byte code: high byte 128…255, low byte 1…127."""
    high, low = divmod(number, 127)
    if high > 127:
        raise OverflowError("the phrasebook has more than 16,256 different characters")
    return (128 + high) << 8 | (1 + low)


_OTHER, _LATIN, _END = _code(0), _code(1), _code(2)
_FIRST = 3


class BulkChecker:
    """Checks many utterances by one coach; takes about half a second to make."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        anchors = coach.compiled.matcher.trigger_anchors
        alphabet = sorted({char for anchor in anchors for char in anchor})
        codes = {char: _code(number) for number, char in enumerate(alphabet, start=_FIRST)}
        self._table = _table(codes)
        patterns = [np.array([codes[char] for char in anchor], dtype="<u2").tobytes() for anchor in anchors]
        self._automaton = ahocorasick_rs.BytesAhoCorasick(patterns, implementation=ahocorasick_rs.Implementation.DFA)
        latin = [codes[char] for char in alphabet if char.isascii() and char.isalpha()]
        self._is_latin = np.zeros(0x10000, dtype=bool)
        self._is_latin[[_LATIN, *latin]] = True

    def findings(self, texts: Iterable[str]) -> Iterator[tuple[int, Verdict]]:
        """Return the number (from 0) and the verdict of every utterance of an agent in which something is found."""
        source = iter(texts)
        first = 0
        while block := list(islice(source, _BLOCK)):
            for number in self._worth_a_look(block):
                verdict = self._coach.check(block[number])
                if verdict.findings:
                    yield first + number, verdict
            first += len(block)

    def _worth_a_look(self, block: list[str]) -> list[int]:
        """Return the numbers of the utterances that cannot be ruled out, ascending."""
        joined = _SEPARATOR.join(block)
        points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        codes = self._table[points]
        ends = np.flatnonzero(points == ord(_SEPARATOR))
        if len(ends) != len(block) - 1:  # a text holds the separator itself
            return list(range(len(block)))
        kept = np.flatnonzero(codes != _DROP)
        squeezed = codes[kept]
        special = squeezed == _SPECIAL
        latin = self._is_latin[squeezed]
        han = ~latin & (squeezed != _END) & ~special
        mixed = (latin[1:] & (han[:-1] | latin[:-1])) | (han[1:] & latin[:-1])
        places = [np.flatnonzero(special), np.flatnonzero(mixed)]
        hits = self._automaton.find_matches_as_indexes(squeezed.view(np.uint8))
        if hits:
            places.append(np.array([start for _, start, _ in hits]) >> 1)
        found = kept[np.concatenate(places)]
        numbers: list[int] = np.unique(np.searchsorted(ends, found)).tolist()
        return numbers


def _table(codes: dict[str, int]) -> Codes:
    """Return the code of every code point."""
    table: Any = np.full(_CODE_POINTS, _OTHER, dtype="<u2")
    for point in range(_PLANES):
        squeezed = squeeze(chr(point))
        if len(squeezed) == 1:
            default = _LATIN if "a" <= squeezed <= "z" else _OTHER
            table[point] = codes.get(squeezed, default)
        else:
            table[point] = _SPECIAL if squeezed else _DROP
    for point in range(_PLANES, 0x33480):  # ideographs that fold to one of ours, and compatibility ideographs
        squeezed = squeeze(chr(point))
        table[point] = codes.get(squeezed, _OTHER) if len(squeezed) == 1 else _DROP
    table[0xE0000:] = _DROP
    table[ord(_SEPARATOR)] = _END
    return table  # type: ignore[no-any-return]
