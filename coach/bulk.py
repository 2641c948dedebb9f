"""Millions of utterances: rule out the clean ones a block at a time, look at the rest one by one.

A block of utterances becomes one array of code points; one table look-up folds every character, drops invisible ones,
and recodes the characters of the phrasebook into two bytes each; an automaton on those bytes finds the anchors. Low
bytes are below 128 and high bytes above, so no anchor is found across two characters. Whatever the table cannot express
(a character that folds into several, letters beside Chinese characters, marks that may pull a wording apart) is looked
at one by one, so the verdicts are those of `Coach.check`.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

import ahocorasick_rs
import numpy as np

from coach.detectors.evasion import MAY_PULL_APART
from coach.fold import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from coach.checker import Coach
    from coach.finding import Verdict

    Codes: TypeAlias = NDArray[np.uint16]

_BLOCK = 512  # utterances: with 20–40 characters each the arrays stay in the processor's cache
_CODE_POINTS = 0x110000
_PLANES = 0x20000  # above, there are only rare ideographs, which stand for themselves
_LAST_IDEOGRAPH = 0x33480
_SEPARATOR = "\uffff"
_BREAK = _SEPARATOR * 2
_DROP, _ODD, _SPECIAL = 0, 0xFFFE, 0xFFFF


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
        anchors = coach.compiled.matcher.triggers.anchors
        alphabet = sorted({char for anchor in anchors for char in anchor} - {"\n"})
        codes = {char: _code(number) for number, char in enumerate(alphabet, start=_FIRST)}
        codes["\n"] = _END
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
        # Two breaks between utterances: one hit may use up the break behind the one, another that before the next.
        joined = _BREAK + _BREAK.join(block) + _BREAK
        points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        codes = self._table[points]
        ends = np.flatnonzero(points == ord(_SEPARATOR))[2::2]
        if len(ends) != len(block):  # a text holds the separator itself
            return list(range(len(block)))
        kept = np.flatnonzero(codes != _DROP)
        squeezed = codes[kept]
        odd = squeezed == _ODD
        squeezed[odd] = _END
        latin = self._is_latin[squeezed]
        places = [np.flatnonzero(odd | (squeezed == _SPECIAL) | latin), _alone(squeezed == _END)]
        hits = self._automaton.find_matches_as_indexes(squeezed.view(np.uint8))
        if hits:
            places.append(np.array([start for _, start, _ in hits]) >> 1)
        found = kept[np.concatenate(places)]
        numbers: list[int] = np.unique(np.searchsorted(ends, found)).tolist()
        return numbers


def _alone(breaks: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the places of single characters between two breaks."""
    return np.flatnonzero(breaks[:-2] & ~breaks[1:-1] & breaks[2:]) + 1


def _table(codes: dict[str, int]) -> Codes:
    """Return the code of every code point."""

    def code(point: int) -> int:
        char = chr(point)
        folded = lines(char)
        if len(folded) != 1:
            return _SPECIAL if folded else _DROP
        if folded == "\n":
            return _ODD if MAY_PULL_APART.search(char) else _END
        return codes.get(folded, _LATIN if "a" <= folded <= "z" else _OTHER)

    table: Any = np.full(_CODE_POINTS, _OTHER, dtype="<u2")
    table[:_PLANES] = [code(point) for point in range(_PLANES)]
    # Behind them ideographs that fold to one of ours, and compatibility ideographs; then nothing; then invisible tags.
    table[_PLANES:_LAST_IDEOGRAPH] = [code(point) for point in range(_PLANES, _LAST_IDEOGRAPH)]
    table[0xE0000:] = _DROP
    table[ord(_SEPARATOR)] = _END
    return table  # type: ignore[no-any-return]
