"""Millions of utterances: rule out the clean ones a block at a time, look at the rest one by one.

A block of utterances becomes one array of code points, which one table look-up folds and another turns into sound; one
pass of each automaton over the block tells in which utterances a forbidden wording may be. Whatever the tables cannot
express (a character that folds into several, letters, doubled characters, marks that may pull a wording apart) is
looked at one by one, so the verdicts are those of `Coach.check`.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from coach.fold import lines
from coach.learned.model import built_in
from coach.rejoining import MAY_PULL_APART
from coach.sound import sounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from coach.checker import Coach
    from coach.finding import Verdict

    Points: TypeAlias = NDArray[np.uint32]

_BLOCK = 512  # utterances: with 20–40 characters each the arrays stay in the processor's cache
_CODE_POINTS = 0x110000
_PLANES = 0x20000  # above, there are only rare ideographs, which stand for themselves
_LAST_IDEOGRAPH = 0x33480
_SEPARATOR = "\uffff"
_BREAK = ord("\n")
_ROUNDING = 1e-3  # of sums in another order
# Not code points: an invisible character; a mark that may pull a wording apart; what is looked at one by one.
_DROP, _ODD, _SPECIAL = 0x110000, 0x110001, 0x110002


class BulkChecker:
    """Checks many utterances by one coach, which it accelerates."""

    def __init__(self, coach: Coach) -> None:
        coach.accelerate()
        acceleration = coach.compiled.matcher.acceleration
        assert acceleration is not None
        self._coach = coach
        self._lines = acceleration.lines
        self._sound = acceleration.sound
        self._learned = built_in() if coach.phrasebook.learned else None

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
        # Two breaks between utterances: a wording may use up the break behind the one, another that before the next.
        separator = _SEPARATOR * 2
        joined = separator + separator.join(block) + separator
        points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        ends = np.flatnonzero(points == ord(_SEPARATOR))[2::2]
        if len(ends) != len(block):  # a text holds the separator itself
            return list(range(len(block)))
        folded = _table()[points]
        alone = (folded[:-2] == _BREAK) & (folded[1:-1] != _BREAK) & (folded[2:] == _BREAK)
        letters = _in(folded, "az") | _in(folded, "09") | _in(folded, "ㄅㄯ")
        found = np.searchsorted(ends, np.flatnonzero((folded == _ODD) | (folded == _SPECIAL) | letters))
        found_alone = np.searchsorted(ends, np.flatnonzero(alone) + 1)
        folded[folded == _ODD] = _BREAK
        kept = np.flatnonzero(folded < _DROP)
        text = folded[kept]
        characters = np.searchsorted(kept, ends)
        doubled = np.flatnonzero((text[1:] == text[:-1]) & (text[1:] != _BREAK))
        places = [found, found_alone, np.searchsorted(characters, doubled)]
        sound = _sound_table()[text]
        if self._learned:
            weights = self._learned.pair_weights(text) + self._learned.pair_weights(sound)
            weights[[0, *characters]] = 0  # the two breaks between utterances
            totals = np.diff(np.concatenate([[0], np.cumsum(weights)])[np.concatenate([[0], characters])])
            places.append(np.flatnonzero(totals > self._learned.least - _ROUNDING))
        for automaton, points in ((self._lines, text), (self._sound, sound)):
            # Where in the bytes each utterance ends: how many code points before, and how many bytes each takes.
            byte_ends = np.concatenate([[0], np.cumsum(_width(points))])[characters]
            matches = automaton.matches(points.tobytes().decode("utf-32-le").encode())
            # A match may end with the breaks behind its utterance.
            match_ends = np.array([end for _, end in matches], dtype=np.int64) - 1
            places.append(np.searchsorted(byte_ends, np.minimum(match_ends, byte_ends[-1])))
        numbers: list[int] = np.unique(np.concatenate(places)).tolist()
        return numbers


def _in(points: Points, ends: str) -> NDArray[np.bool_]:
    """Tell for each code point whether it is from the first to the last of the two `ends`."""
    return (points >= ord(ends[0])) & (points <= ord(ends[1]))


def _width(points: Points) -> NDArray[np.int64]:
    """Return how many bytes of UTF-8 each code point takes."""
    return 1 + (points >= 0x80).astype(np.int64) + (points >= 0x800) + (points >= 0x10000)


@cache
def _sound_table() -> Points:
    """Return the symbol of the sound of every folded code point."""
    table: Any = np.arange(_CODE_POINTS, dtype="<u4")
    table[:_LAST_IDEOGRAPH] = [ord(sounds(chr(point))) for point in range(_LAST_IDEOGRAPH)]
    return table  # type: ignore[no-any-return]


@cache
def _table() -> Points:
    """Return what every code point becomes in the lines form."""

    def fold(point: int) -> int:
        char = chr(point)
        folded = lines(char)
        if len(folded) != 1:
            return _SPECIAL if folded else _DROP
        return _ODD if folded == "\n" and MAY_PULL_APART.search(char) else ord(folded)

    table: Any = np.arange(_CODE_POINTS, dtype="<u4")
    table[:_PLANES] = [fold(point) for point in range(_PLANES)]
    # Behind them ideographs that fold to others, and compatibility ideographs; then nothing; then invisible tags.
    table[_PLANES:_LAST_IDEOGRAPH] = [fold(point) for point in range(_PLANES, _LAST_IDEOGRAPH)]
    table[0xE0000:] = _DROP
    table[ord(_SEPARATOR)] = _BREAK
    return table  # type: ignore[no-any-return]
