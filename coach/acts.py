"""The acts of a turn: what its speaker does in words, and where."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from coach.mitigation import act_spans
from coach.wording import pattern_set

if TYPE_CHECKING:
    from coach.compiled import CompiledAct, CompiledPhrasebook
    from coach.matcher import Scan, Span
    from coach.wording import Wording


class ActFinder:
    """Finds the acts of one role; one pass over the lines tells which may be there."""

    def __init__(self, compiled: CompiledPhrasebook, by: str) -> None:
        acts = [act for act in compiled.acts.values() if act.act.by == by]
        self._wordings: list[tuple[CompiledAct, Wording]] = [
            (act, wording) for act in acts for wording in act.wordings.wordings
        ]

    @cached_property
    def _patterns(self) -> Any:
        return pattern_set(wording.source for _, wording in self._wordings)

    def find(self, scan: Scan) -> dict[str, Span]:
        """Return the acts done in a text, each with the first place in the folded text where it is done."""
        numbers = self._patterns.Match(scan.lines.strip("\n")) if self._wordings else ()
        acts = dict.fromkeys(self._wordings[number][0] for number in numbers or ())
        return {act.act.id: min(spans) for act in acts if (spans := act_spans(scan, act))}
