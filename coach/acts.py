"""The acts of a turn: what its speaker does in words, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.mitigation import overlap

if TYPE_CHECKING:
    from coach.compiled import CompiledPhrasebook
    from coach.context import Role
    from coach.matcher import Scan, Span


class ActFinder:
    """Finds the acts of one role; one pass over the lines tells which of their wordings and exceptions may be there."""

    def __init__(self, compiled: CompiledPhrasebook, by: Role) -> None:
        self._matcher = compiled.matcher
        self._by = by
        acts = [act for act in compiled.acts.values() if act.act.by == by]
        self._exceptions = {act.wordings.slot: act.exceptions.slot for act in acts}
        self._names = {act.wordings.slot: act.act.id for act in acts}

    def places(self, scan: Scan) -> dict[str, list[Span]]:
        """Return the acts done in a text, each with every place in the folded text where it is done."""
        telling = self._matcher.telling(scan.lines, self._by) if self._names else {}
        found: dict[str, list[Span]] = {}
        for slot in sorted(telling.keys() & self._names.keys()):
            spans = [span for wording in telling[slot] for span in scan.spans(wording)]
            exceptions = telling.get(self._exceptions[slot]) if spans else None
            if exceptions:
                excepted = [span for wording in exceptions for span in scan.spans(wording)]
                spans = [span for span in spans if not any(overlap(span, other) for other in excepted)]
            if spans:
                found[self._names[slot]] = spans
        return found
