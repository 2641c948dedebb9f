"""A review with the personal data in its texts masked: the one place where reports lose it, before they are written."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from coach.masking import mask
from coach.reviewed import Reviewed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.batch import Outcome
    from coach.finding import Finding
    from coach.reviewed import DutyResult, Quote, ScoreLine
    from coach.transcript import TranscriptProblem
    from coach.turn import Turn


def masked(outcome: Outcome) -> Outcome:
    """Return a review, or what could not be read, with all masked that repeats what was said.

    What a finding or a quote repeats is cut from the masked turn, so that half a number is masked like the whole.
    Identifiers (of the conversation, the file, the agent) stay: without them nobody finds the conversation.
    """
    return _review(outcome) if isinstance(outcome, Reviewed) else _problem(outcome)


def _problem(problem: TranscriptProblem) -> TranscriptProblem:
    return replace(problem, message=mask(problem.message), advice=mask(problem.advice))


def _review(reviewed: Reviewed) -> Reviewed:
    transcript = reviewed.transcript
    turns = tuple(
        replace(turn, text=mask(turn.text), speaker=turn.speaker and mask(turn.speaker)) for turn in transcript.turns
    )
    return replace(
        reviewed,
        transcript=replace(
            transcript,
            turns=turns,
            customer=transcript.customer and mask(transcript.customer),
            notes=tuple(map(mask, transcript.notes)),
        ),
        findings=tuple(_finding(one, transcript.turns, turns) for one in reviewed.findings),
        duties=tuple(_duty(one, transcript.turns, turns) for one in reviewed.duties),
        scorecard=replace(
            reviewed.scorecard,
            lines=tuple(map(_line, reviewed.scorecard.lines)),
        ),
    )


def _line(line: ScoreLine) -> ScoreLine:
    reason = _reason(line.reason)
    return line if reason == line.reason else replace(line, reason=reason)


# The machine's reasons are few and come again with every conversation.
_reason = lru_cache(maxsize=4096)(mask)


def _finding(finding: Finding, turns: Sequence[Turn], hidden: Sequence[Turn]) -> Finding:
    return replace(
        finding,
        matched=_said(finding.matched, finding.turn, finding.start, turns, hidden),
        message=_reason(finding.message),
        suggestions=tuple(replace(one, text=mask(one.text)) for one in finding.suggestions),
        trigger=finding.trigger and mask(finding.trigger),
        evidence=finding.evidence and mask(finding.evidence),
    )


def _duty(duty: DutyResult, turns: Sequence[Turn], hidden: Sequence[Turn]) -> DutyResult:
    def quote(one: Quote | None) -> Quote | None:
        return one and replace(one, text=_said(one.text, one.turn, one.start or 0, turns, hidden))

    return replace(duty, trigger=quote(duty.trigger), evidence=quote(duty.evidence), reason=_reason(duty.reason))


def _said(words: str, turn: int | None, start: int | None, turns: Sequence[Turn], hidden: Sequence[Turn]) -> str:
    """Return the masked form of words said in a turn, or of the words alone where they do not stand there."""
    if turn is not None and start is not None and 0 <= turn < len(turns) and turns[turn].text.startswith(words, start):
        return hidden[turn].text[start : start + len(words)]
    return mask(words)
