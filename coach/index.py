"""The anchors of many wordings in one Aho–Corasick automaton.

It reports every, also overlapping, hit: leftmost kinds would drop hits before they are verified. Companions are in the
same automaton, so that whether a frequent anchor has company is one set operation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import ahocorasick_rs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coach.wording import Wording

Span: TypeAlias = tuple[int, int]
# slot of a wording set → its wordings with an anchor in the text → the spans of the anchors
Anchored: TypeAlias = "dict[int, dict[Wording, list[Span]]]"


@dataclass(frozen=True, slots=True, eq=False)
class WordingSet:
    """The wordings of one owner (a rule, an act, a frame) under one purpose; `slot` is its place in the matcher."""

    slot: int
    wordings: tuple[Wording, ...]
    trigger: bool


class AnchorIndex:
    """Finds which wordings may stand in a text. Immutable."""

    def __init__(self, anchors: Iterable[tuple[str, WordingSet, Wording]], *, accompanied: bool = True) -> None:
        """Take each anchor with the wording that it announces, and heed companions if `accompanied`."""
        owners: dict[str, list[tuple[WordingSet, Wording]]] = {}
        for anchor, group, wording in anchors:
            owners.setdefault(anchor, []).append((group, wording))
        companions = {
            companion
            for announced in owners.values()
            for _, wording in announced
            for companion in (wording.companions if accompanied else ())
        }
        number = {pattern: at for at, pattern in enumerate(dict.fromkeys([*owners, *sorted(companions)]))}
        self.anchors = tuple(owners)
        self._owners = [
            [(group, wording, _needs(wording, number) if accompanied else frozenset()) for group, wording in announced]
            for announced in (owners.get(pattern, []) for pattern in number)
        ]
        # None: this pattern is enough; else one of the patterns of any of the sets must be there too.
        self._needed = [
            None if any(not needs for *_, needs in announced) else tuple({needs for *_, needs in announced})
            for announced in self._owners
        ]
        self._automaton = ahocorasick_rs.AhoCorasick(
            number, matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
        )

    def any(self, text: str) -> bool:
        """Tell whether any wording may stand in the text."""
        needed = self._needed
        present = {pattern for pattern, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        for pattern in present:
            sets = needed[pattern]
            if sets is None or not all(map(present.isdisjoint, sets)):
                return True
        return False

    def find(self, text: str) -> Anchored:
        """Return the wordings that may stand in the text, with the spans of their anchors."""
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        present = {pattern for pattern, _, _ in hits}
        found: Anchored = {}
        for pattern, start, end in hits:
            for group, wording, needs in self._owners[pattern]:
                if not (needs and present.isdisjoint(needs)):
                    found.setdefault(group.slot, {}).setdefault(wording, []).append((start, end))
        return found

    def spans(self, text: str) -> list[Span]:
        """Return where anchors stand in the text."""
        return [(start, end) for _, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)]


def _needs(wording: Wording, number: Mapping[str, int]) -> frozenset[int]:
    """Return the numbers of the wording's companions, one of which must be in the text; empty if it has none."""
    return frozenset(map(number.__getitem__, wording.companions))
