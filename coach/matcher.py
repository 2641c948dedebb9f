"""Find wordings in text: one scan for everything, verification only around what the scan found.

All anchors of all wordings — forbidden ones, exceptions, acts, mention frames — are in one Aho–Corasick automaton that
runs once over the squeezed text and reports every, also overlapping, hit (leftmost kinds would drop hits before they
are verified). Whether a wording is really there is decided by its pattern, on the folded text around its anchor.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import ahocorasick_rs

from coach.fold import Folded, fold, squeeze
from coach.quotation import quoted_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.wording import Wording

Span: TypeAlias = tuple[int, int]
_WHOLE = 256  # texts up to this length are searched whole instead of window by window
_STOPS = "。！？!?\n"


@dataclass(frozen=True, slots=True, eq=False)
class WordingSet:
    """The wordings of one owner (a rule, an act, a frame) under one purpose; `slot` is its place in the matcher."""

    slot: int
    wordings: tuple[Wording, ...]


class Matcher:
    """Every wording of a phrasebook in one automaton. Immutable after construction; safe to share."""

    def __init__(self) -> None:
        self._anchors: dict[str, list[tuple[WordingSet, Wording]]] = {}
        self._trigger_anchors: set[str] = set()
        self._slots = 0

    def add(self, wordings: Sequence[Wording], *, trigger: bool = False) -> WordingSet:
        """Add wordings; `trigger` ones are those whose anchors make a text worth a closer look."""
        group = WordingSet(self._slots, tuple(wordings))
        self._slots += 1
        for wording in group.wordings:
            for anchor in wording.anchors:
                self._anchors.setdefault(anchor, []).append((group, wording))
            if trigger:
                self._trigger_anchors.update(wording.anchors)
        return group

    @cached_property
    def trigger_anchors(self) -> tuple[str, ...]:
        """Every anchor that makes a text worth a closer look, each once."""
        return tuple(sorted(self._trigger_anchors))

    @cached_property
    def _prefilter(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(
            self.trigger_anchors, matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
        )

    @cached_property
    def _automaton(self) -> tuple[ahocorasick_rs.AhoCorasick, list[list[tuple[WordingSet, Wording]]]]:
        automaton = ahocorasick_rs.AhoCorasick(
            list(self._anchors), matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
        )
        return automaton, list(self._anchors.values())

    def prepare(self) -> None:
        """Build the automata now rather than at the first text."""
        _ = self._prefilter, self._automaton

    def worth_a_look(self, squeezed: str) -> bool:
        """Tell whether any forbidden wording can be in the squeezed text."""
        return bool(self._prefilter.find_matches_as_indexes(squeezed))

    def scan(self, text: str) -> Scan:
        """Return everything the automaton finds in `text`, for verification."""
        folded = fold(text)
        squeezed = squeeze(text)
        automaton, owners = self._automaton
        found: dict[int, dict[Wording, list[Span]]] = {}
        for pattern, start, end in automaton.find_matches_as_indexes(squeezed, overlapping=True):
            for group, wording in owners[pattern]:
                found.setdefault(group.slot, {}).setdefault(wording, []).append((start, end))
        return Scan(folded, squeezed, found)


class Scan:
    """One text after the scan. Spans are in the folded text unless said otherwise."""

    def __init__(self, folded: Folded, squeezed: str, found: dict[int, dict[Wording, list[Span]]]) -> None:
        self.folded = folded
        self.squeezed = squeezed
        self._found = found
        self._matches: dict[int, list[tuple[Wording, Span]]] = {}

    @cached_property
    def lines(self) -> str:
        """The folded text with line breaks for everything that is no letter or digit."""
        return self.folded.lines

    @cached_property
    def positions(self) -> list[int]:
        """For each squeezed character its place in the folded text."""
        return [index for index, char in enumerate(self.lines) if char != "\n"]

    @cached_property
    def quoted(self) -> list[Span]:
        """Where the folded text stands in quotation marks."""
        return quoted_spans(self.folded.text)

    @property
    def slots(self) -> Iterable[int]:
        """The slots of all wording sets with an anchor in the text."""
        return self._found

    def anchored(self, group: WordingSet) -> dict[Wording, list[Span]]:
        """Return the wordings of `group` with an anchor in the text, and the anchors' spans in the squeezed text."""
        return self._found.get(group.slot, {})

    def matches(self, group: WordingSet) -> list[tuple[Wording, Span]]:
        """Return where wordings of `group` stand, verified."""
        known = self._matches.get(group.slot)
        if known is None:
            known = self._matches[group.slot] = [
                (wording, span)
                for wording, anchors in self.anchored(group).items()
                for span in self._verify(wording, anchors)
            ]
        return known

    def _verify(self, wording: Wording, anchors: list[Span]) -> list[Span]:
        lines = self.lines
        if len(lines) <= _WHOLE and not wording.long:
            return [match.span() for match in wording.pattern.finditer(lines) if match.end() > match.start()]
        spans: dict[Span, None] = {}
        for low, high in self._windows(wording, anchors):
            for match in wording.pattern.finditer(lines[low:high]):
                if match.end() > match.start():
                    spans[match.start() + low, match.end() + low] = None
        return list(spans)

    def _windows(self, wording: Wording, anchors: list[Span]) -> Iterable[Span]:
        """Return the stretches around anchors that can hold a match, joined where they overlap.

        A window ends more than a match's length away from its anchor, or where the text does, so that an edge
        (`^`, `$`) which the cut itself makes cannot be part of a match with that anchor.
        """
        text, size, positions = self.folded.text, len(self.lines), self.positions
        low = high = -1
        for start, end in anchors:
            first, last = positions[start], positions[end - 1] + 1
            left, right = max(0, first - wording.reach), min(size, last + wording.reach)
            if wording.long:
                left = max([left, *(text.rfind(stop, left, first) + 1 for stop in _STOPS)])
                right = min([right, *(at for stop in _STOPS if (at := text.find(stop, last, right)) >= 0)])
            if left > high or wording.long:
                if high > low:
                    yield low, high
                low, high = left, right
            else:
                high = max(high, right)
        if high > low:
            yield low, high
