"""A review with the personal data in its texts masked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coach.finding import Finding
    from coach.reviewed import DutyResult, Quote, Reviewed
    from coach.turn import Turn

Mask: TypeAlias = "Callable[[str], str]"


def masked(reviewed: Reviewed, mask: Mask) -> Reviewed:
    """Return `reviewed` with `mask` applied to all that repeats what was said; `mask` keeps the length.

    What a finding or a quote repeats is cut from the masked turn, so that half a number is masked like the whole.
    Identifiers (of the conversation, the file, the agent) stay: without them nobody finds the conversation.
    """
    turns = tuple(replace(turn, text=mask(turn.text)) for turn in reviewed.transcript.turns)
    return replace(
        reviewed,
        transcript=replace(reviewed.transcript, turns=turns, notes=tuple(map(mask, reviewed.transcript.notes))),
        findings=tuple(_finding(one, reviewed.transcript.turns, turns, mask) for one in reviewed.findings),
        duties=tuple(_duty(one, reviewed.transcript.turns, turns, mask) for one in reviewed.duties),
        scorecard=replace(
            reviewed.scorecard,
            lines=tuple(replace(line, reason=mask(line.reason)) for line in reviewed.scorecard.lines),
        ),
        skipped=tuple(replace(one, reason=mask(one.reason)) for one in reviewed.skipped),
    )


def _finding(finding: Finding, turns: Sequence[Turn], hidden: Sequence[Turn], mask: Mask) -> Finding:
    return replace(
        finding,
        matched=_said(finding.matched, finding.turn, finding.start, turns, hidden, mask),
        message=mask(finding.message),
        suggestions=tuple(replace(one, text=mask(one.text)) for one in finding.suggestions),
        trigger=finding.trigger and mask(finding.trigger),
        evidence=finding.evidence and mask(finding.evidence),
    )


def _duty(duty: DutyResult, turns: Sequence[Turn], hidden: Sequence[Turn], mask: Mask) -> DutyResult:
    def quote(one: Quote | None) -> Quote | None:
        return one and replace(one, text=_said(one.text, one.turn, one.start or 0, turns, hidden, mask))

    return replace(duty, trigger=quote(duty.trigger), evidence=quote(duty.evidence), reason=mask(duty.reason))


def _said(
    words: str, turn: int | None, start: int | None, turns: Sequence[Turn], hidden: Sequence[Turn], mask: Mask
) -> str:
    """Return the masked form of words said in a turn, or of the words alone where they do not stand there."""
    if turn is not None and start is not None and 0 <= turn < len(turns) and turns[turn].text.startswith(words, start):
        return hidden[turn].text[start : start + len(words)]
    return mask(words)
