"""Find wordings in text: a scan for their anchors, verification only around what the scan found.

The anchors of all forbidden wordings are in one index that runs once over the lines of a text; one without any is
done. Those of what speaks for a text — exceptions, acts, mention frames — are in another, asked only when a forbidden
wording is really there. Whether a wording is there is decided by its pattern, around its anchor.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from coach.fold import Folded, fold, lines
from coach.index import Anchored, AnchorIndex, Span, WordingSet
from coach.quotation import quoted_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coach.wording import Wording

_WHOLE = 256  # texts up to this length are searched whole instead of window by window
_STOPS = "。！？!?\n"


class Matcher:
    """Every wording of a phrasebook, found by one scan. Safe to share once everything is added."""

    def __init__(self) -> None:
        self._groups: list[WordingSet] = []

    def add(self, wordings: Sequence[Wording], *, trigger: bool = False) -> WordingSet:
        """Add wordings; `trigger` ones are those that make a text worth a closer look."""
        group = WordingSet(len(self._groups), tuple(wordings), trigger)
        self._groups.append(group)
        return group

    @cached_property
    def triggers(self) -> AnchorIndex:
        """The index of the wordings that make a text worth a closer look."""
        return AnchorIndex(self._anchors(trigger=True))

    @cached_property
    def context(self) -> AnchorIndex:
        """The index of all other wordings."""
        return AnchorIndex(self._anchors(trigger=False))

    @cached_property
    def joined(self) -> AnchorIndex:
        """The index of trigger wordings without gaps, for squeezed text."""
        loose = (
            (anchor, group, wording)
            for group in self._groups
            if group.trigger
            for wording in group.wordings
            for anchor in wording.loose_anchors
        )
        return AnchorIndex(loose, accompanied=False)

    def _anchors(self, *, trigger: bool) -> Iterator[tuple[str, WordingSet, Wording]]:
        for group in self._groups:
            if group.trigger is trigger:
                for wording in group.wordings:
                    for anchor in wording.anchors:
                        yield anchor, group, wording

    def prepare(self) -> None:
        """Build the indexes now rather than at the first text."""
        _ = self.triggers, self.context, self.joined

    def worth_a_look(self, lines: str) -> bool:
        """Tell whether any forbidden wording can be in the text with these lines."""
        return self.triggers.any(f"\n{lines}\n")

    def scan(self, text: str) -> Scan:
        """Return what the indexes find in `text`, for verification."""
        return Scan(self, fold(text), lines(text))


class Scan:
    """One text after the scan. Spans are in the folded text unless said otherwise."""

    def __init__(self, matcher: Matcher, folded: Folded, lines: str) -> None:
        self.folded = folded
        self.lines = lines
        self._matcher = matcher
        self._triggers = matcher.triggers.find(f"\n{lines}\n")
        self._matches: dict[int, list[tuple[Wording, Span]]] = {}

    @cached_property
    def _context(self) -> Anchored:
        return self._matcher.context.find(f"\n{self.lines}\n")

    @cached_property
    def squeezed(self) -> str:
        """The text without anything that is no letter or digit."""
        return self.lines.replace("\n", "")

    @cached_property
    def positions(self) -> list[int]:
        """For each squeezed character its place in the folded text."""
        return [index for index, char in enumerate(self.lines) if char != "\n"]

    @cached_property
    def quoted(self) -> list[Span]:
        """Where the folded text stands in quotation marks."""
        return quoted_spans(self.folded.text)

    @property
    def triggered(self) -> Iterable[int]:
        """The slots of the trigger wordings with an anchor in the text."""
        return self._triggers

    def anchored(self, group: WordingSet) -> bool:
        """Tell whether a wording of `group` has an anchor in the text."""
        return group.slot in (self._triggers if group.trigger else self._context)

    def matches(self, group: WordingSet) -> list[tuple[Wording, Span]]:
        """Return where wordings of `group` stand, verified."""
        known = self._matches.get(group.slot)
        if known is None:
            found = (self._triggers if group.trigger else self._context).get(group.slot, {})
            verified = ([(wording, span) for span in self._verify(wording, spans)] for wording, spans in found.items())
            known = self._matches[group.slot] = list(chain.from_iterable(verified))
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
        text, size = self.folded.text, len(self.lines)
        low = high = -1
        for start, end in anchors:
            # The anchors were found with a line break put before and behind the text.
            first, last = max(0, start - 1), min(size, end - 1)
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
