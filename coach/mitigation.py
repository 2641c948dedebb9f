"""Acts in an utterance, and whether they make a hit acceptable."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.compiled import CompiledAct, CompiledPhrasebook, CompiledRule
    from coach.matcher import Scan, Span


def act_spans(scan: Scan, act: CompiledAct) -> list[Span]:
    """Return where the act is done in the folded text: its wordings that no exception of it overlaps."""
    spans = [span for _, span in scan.matches(act.wordings)]
    if spans:
        excepted = [span for _, span in scan.matches(act.exceptions)]
        spans = [span for span in spans if not any(overlap(span, other) for other in excepted)]
    return spans


def acts_in(scan: Scan, compiled: CompiledPhrasebook) -> dict[str, list[Span]]:
    """Return every act done in the text, with its places."""
    found = ((name, act_spans(scan, act)) for name, act in compiled.acts.items())
    return {name: spans for name, spans in found if spans}


def mitigating_acts(scan: Scan, rule: CompiledRule, span: Span, compiled: CompiledPhrasebook) -> tuple[str, ...]:
    """Return the first combination of acts of the rule's `mitigated_by` that the text does beside the hit, or ()."""
    for combination in rule.rule.mitigated_by:
        if all(any(not overlap(span, place) for place in act_spans(scan, compiled.acts[act])) for act in combination):
            return combination
    return ()


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
