"""The acts of a turn: what its speaker does in words, and where."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from coach.mitigation import overlap
from coach.wording import pattern_set

if TYPE_CHECKING:
    from coach.compiled import CompiledPhrasebook
    from coach.matcher import Scan, Span
    from coach.wording import Wording


class ActFinder:
    """Finds the acts of one role; one pass over the lines tells which of their wordings and exceptions are there."""

    def __init__(self, compiled: CompiledPhrasebook, by: str) -> None:
        acts = [act for act in compiled.acts.values() if act.act.by == by]
        self._wordings: list[tuple[str, Wording, bool]] = [
            (act.act.id, wording, excepts)
            for act in acts
            for excepts, group in ((False, act.wordings), (True, act.exceptions))
            for wording in group.wordings
        ]

    @cached_property
    def _patterns(self) -> Any:
        return pattern_set(wording.source for _, wording, _ in self._wordings)

    def places(self, scan: Scan) -> dict[str, list[Span]]:
        """Return the acts done in a text, each with every place in the folded text where it is done."""
        numbers = self._patterns.Match(scan.lines.strip("\n")) if self._wordings else ()
        present: dict[str, tuple[list[Wording], list[Wording]]] = {}
        for number in numbers or ():
            act, wording, excepts = self._wordings[number]
            present.setdefault(act, ([], []))[excepts].append(wording)
        found: dict[str, list[Span]] = {}
        for act, (wordings, exceptions) in present.items():
            spans = [span for wording in wordings for span in scan.spans(wording)]
            if spans and exceptions:
                excepted = [span for wording in exceptions for span in scan.spans(wording)]
                spans = [span for span in spans if not any(overlap(span, other) for other in excepted)]
            if spans:
                found[act] = spans
        return found
