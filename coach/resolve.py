"""What remains of the hits: exceptions free them, mentions are no use, acts soften them, the longest wins."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.finding import RANK
from coach.mention import is_mention
from coach.mitigation import mitigating_acts, overlap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.compiled import CompiledPhrasebook
    from coach.detectors import Hit
    from coach.matcher import Scan, Span
    from phrasebook import Severity


_SURE = 0.8
_DOUBTFUL = {"typo": 1, "learned": 2}


@dataclass(frozen=True, slots=True)
class Judged:
    """A hit that counts, with the severity it has in this text and the acts that soften it."""

    hit: Hit
    severity: Severity
    mitigated_by: tuple[str, ...]


def resolve(scan: Scan, hits: Iterable[Hit], compiled: CompiledPhrasebook) -> list[Judged]:
    """Return the hits that count, in reading order, no two of them overlapping.

    The learned detector has no say about words that a rule knows to be harmless.
    """
    judged: list[Judged] = []
    harmless: list[Span] = []
    for hit in sorted(hits, key=_doubt):
        if _freed(scan, hit) or is_mention(scan, hit.span, compiled.frames):
            harmless.append(hit.span)
            continue
        if hit.how == "learned" and any(overlap(hit.span, span) for span in harmless):
            continue
        acts = mitigating_acts(scan, hit.rule, hit.span, compiled)
        judged.append(Judged(hit, "advice" if acts else _severity(hit), acts))
    judged.sort(key=_precedence)
    kept: list[Judged] = []
    places: list[Span] = []
    for one in judged:
        at = bisect_left(places, one.hit.span)
        if not any(overlap(one.hit.span, place) for place in places[max(0, at - 1) : at + 1]):
            places.insert(at, one.hit.span)
            kept.append(one)
    return sorted(kept, key=lambda one: one.hit.span)


def _doubt(hit: Hit) -> int:
    """Return how far the way of finding is from the words themselves."""
    return _DOUBTFUL.get(hit.how, 0)


def _severity(hit: Hit) -> Severity:
    """Return the severity of the rule; nothing that may be misheard, or is only like it, is an error."""
    severity = hit.rule.rule.severity
    unsure = hit.confidence < _SURE or hit.how == "learned"
    return "warning" if severity == "error" and unsure else severity


def _precedence(one: Judged) -> tuple[int, bool, int, int, float, int, str]:
    """What is doubtful gives way, then what is softened; the longest, most severe, surest and first go first."""
    start, end = one.hit.span
    rule = one.hit.rule.rule
    return (
        _doubt(one.hit),
        one.severity == "advice",
        start - end,
        -RANK[one.severity],
        -one.hit.confidence,
        start,
        rule.id,
    )


def _freed(scan: Scan, hit: Hit) -> bool:
    """Tell whether an exception overlaps the hit, or the text as written has a character the rule does not mean."""
    if any(overlap(span, hit.span) for _, span in scan.matches(hit.rule.exceptions)):
        return True
    if hit.rule.not_written:
        start, end = scan.folded.span(*hit.span)
        return not hit.rule.not_written.isdisjoint(scan.folded.original[start:end])
    return False
