"""The tables of a review: their columns, and the rows that a reviewed conversation gives.

A cell is a text, a number, or None where nothing is known. XLSX shows all tables, CSV that of the findings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.finding import Finding
    from coach.reports.labels import Labels
    from coach.reviewed import Quote, Reviewed
    from coach.transcript import Transcript, TranscriptProblem
    from coach.turn import Turn

Cell: TypeAlias = "str | float | None"
Row: TypeAlias = "list[Cell]"
Form: TypeAlias = Literal["text", "number", "decimal", "share", "time"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name among the labels, its width in characters, and how its cells are to be read.

    A share is 0–1; a time is in seconds.
    """

    name: str
    width: int
    form: Form = "text"


FINDINGS = (
    Column("conversation", 22),
    Column("agent", 14),
    Column("date", 12),
    Column("turn", 8, "number"),
    Column("time", 10, "time"),
    Column("severity", 9),
    Column("category", 20),
    Column("rule", 28),
    Column("clause", 14),
    Column("matched", 22),
    Column("utterance", 44),
    Column("message", 50),
    Column("suggestions", 44),
    Column("how", 10),
    Column("confidence", 9, "share"),
    Column("source", 28),
)
DUTIES = (
    Column("conversation", 22),
    Column("agent", 14),
    Column("duty", 26),
    Column("duty_id", 24),
    Column("state", 10),
    Column("severity", 9),
    Column("clause", 14),
    Column("trigger_turn", 8, "number"),
    Column("trigger", 36),
    Column("evidence_turn", 8, "number"),
    Column("evidence", 36),
    Column("reason", 40),
)
CONVERSATIONS = (
    Column("conversation", 22),
    Column("agent", 14),
    Column("date", 12),
    Column("channel", 8),
    Column("score", 8, "decimal"),
    Column("passed", 8),
    Column("pass_mark", 9, "decimal"),
    Column("fatal", 20),
    Column("errors", 8, "number"),
    Column("warnings", 8, "number"),
    Column("advice", 8, "number"),
    Column("kept", 8, "number"),
    Column("missed", 8, "number"),
    Column("not_applicable", 8, "number"),
    Column("turns", 8, "number"),
    Column("duration", 10, "time"),
    Column("agent_share", 10, "share"),
    Column("speech_rate", 10, "number"),
    Column("silence", 10, "share"),
    Column("longest_silence", 10, "decimal"),
    Column("first_response", 10, "decimal"),
    Column("mean_response", 10, "decimal"),
    Column("interruptions", 10, "number"),
    Column("skipped", 40),
    Column("notes", 40),
    Column("source", 28),
)
PROBLEMS = (
    Column("source", 28),
    Column("place", 16),
    Column("code", 18),
    Column("what", 50),
    Column("remedy", 50),
    Column("rows", 10, "number"),
)


def turn_of(finding: Finding, transcript: Transcript) -> Turn | None:
    """Return the turn that a finding is about, None where it is about none."""
    if finding.turn is None or not 0 <= finding.turn < len(transcript.turns):
        return None
    return transcript.turns[finding.turn]


def finding_rows(reviewed: Reviewed, labels: Labels) -> Iterator[Row]:
    """Yield a row for each finding; turns count from 1, as people do."""
    transcript = reviewed.transcript
    for one in reviewed.findings:
        turn = turn_of(one, transcript)
        yield [
            transcript.id,
            transcript.agent,
            transcript.date,
            None if one.turn is None else one.turn + 1,
            turn.start if turn else None,
            labels[f"severity.{one.severity}"],
            one.category,
            one.rule,
            one.clause,
            one.matched,
            turn.text if turn else None,
            one.message,
            "\n".join(dict.fromkeys(suggestion.text for suggestion in one.suggestions)),
            labels[f"how.{one.how}"],
            one.confidence,
            transcript.source,
        ]


def unreadable_row(problem: TranscriptProblem, labels: Labels) -> Row:
    """Return a row of the table of findings that tells what could not be read."""
    row: Row = [None] * len(FINDINGS)
    cells = {
        "severity": labels["severity.unreadable"],
        "rule": problem.code,
        "matched": problem.place,
        "message": problem.message,
        "suggestions": problem.advice,
        "source": problem.source,
    }
    for place, column in enumerate(FINDINGS):
        row[place] = cells.get(column.name)
    return row


def duty_rows(reviewed: Reviewed, labels: Labels) -> Iterator[Row]:
    """Yield a row for each occasion of a duty."""
    transcript = reviewed.transcript
    for one in reviewed.duties:
        yield [
            transcript.id,
            transcript.agent,
            one.title,
            one.duty,
            labels[f"state.{one.state}"],
            labels[f"severity.{one.severity}"],
            one.clause,
            *_quoted(one.trigger),
            *_quoted(one.evidence),
            one.reason,
        ]


def conversation_row(reviewed: Reviewed, labels: Labels) -> Row:
    """Return the row of a conversation."""
    transcript, card, timing = reviewed.transcript, reviewed.scorecard, reviewed.timing
    severities = [one.severity for one in reviewed.findings]
    states = [one.state for one in reviewed.duties]
    colon = labels["words.colon"]
    return [
        transcript.id,
        transcript.agent,
        transcript.date,
        transcript.channel and labels[f"channel.{transcript.channel}"],
        card.score,
        labels["words.yes" if card.passed else "words.no"],
        card.pass_mark,
        card.fatal,
        severities.count("error"),
        severities.count("warning"),
        severities.count("advice"),
        states.count("kept"),
        states.count("missed"),
        states.count("not-applicable"),
        len(transcript.turns),
        timing.duration,
        timing.agent_share,
        timing.speech_rate,
        timing.silence,
        timing.longest_silence,
        timing.first_response,
        timing.mean_response,
        timing.interruptions,
        "\n".join(f"{one.check}{colon}{one.reason}" for one in reviewed.skipped),
        "\n".join(transcript.notes),
        transcript.source,
    ]


def problem_row(problem: TranscriptProblem) -> Row:
    """Return the row of what could not be read."""
    return [problem.source, problem.place, problem.code, problem.message, problem.advice, problem.rows]


def _quoted(quote: Quote | None) -> Row:
    return [quote.turn + 1, quote.text] if quote else [None, None]
