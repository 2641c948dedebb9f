"""One reviewed conversation arranged for reading: what the HTML template shows, in its order and marked."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from coach.finding import RANK
from coach.reports.markup import Mark, marked, written

if TYPE_CHECKING:
    from markupsafe import Markup

    from coach.finding import Finding, Suggestion
    from coach.reports.strings import Strings
    from coach.reviewed import DutyResult, Quote, Reviewed, ScoreLine
    from coach.turn import Turn

_LONG_PAUSE = 10.0  # seconds; shorter ones are how people talk
_AROUND = 10  # code points shown on each side of a replaced word
_CALM = {"full", "not-applicable"}
_IN_WORDS = {"person", "span"}  # suggestions that are words, not sentences


@dataclass(frozen=True, slots=True)
class SayInstead:
    """An approved wording, with the words of the turn around it where it is not a sentence of its own."""

    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Note:
    """A finding with its number in the conversation, its anchor on the page, and what to say instead."""

    number: int
    anchor: str
    finding: Finding
    say_instead: tuple[SayInstead, ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn: who, when (m:ss), the words as HTML, the notes on them, and the seconds of silence before."""

    anchor: str
    speaker: str
    role: str
    time: str
    words: Markup
    notes: tuple[Note, ...]
    pause: int


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of a turn, the turn's anchor, and its number counted from 1."""

    text: str
    anchor: str
    number: int


@dataclass(frozen=True, slots=True)
class DutyView:
    """An occasion of a duty with its quotes."""

    result: DutyResult
    trigger: QuoteView | None
    evidence: QuoteView | None


@dataclass(frozen=True, slots=True)
class ScoreLineView:
    """A line of the scorecard, with the notes on the findings that cost the points."""

    line: ScoreLine
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ScoreSections:
    """The scorecard by sections (title, lines): lines that cost or wait for something, and the calm others."""

    costly: tuple[tuple[str, tuple[ScoreLineView, ...]], ...]
    calm: tuple[tuple[str, tuple[ScoreLineView, ...]], ...]

    @property
    def calm_lines(self) -> int:
        """How many lines are calm."""
        return sum(len(lines) for _, lines in self.calm)


class Dialogue:
    """A review as the page shows it; `number` makes its anchors unique on the page."""

    def __init__(self, reviewed: Reviewed, number: int, strings: Strings) -> None:
        self.reviewed = reviewed
        self.anchor = f"c{number}"
        self._strings = strings
        self.notes = [self._note(index, finding) for index, finding in enumerate(reviewed.findings)]
        self.score_lines = [self._score_line(line) for line in reviewed.scorecard.lines]

    @property
    def categories(self) -> list[str]:
        """The categories of the findings, the gravest first."""
        worst: dict[str, int] = {}
        for finding in self.reviewed.findings:
            worst[finding.category] = max(worst.get(finding.category, 0), RANK[finding.severity])
        return sorted(worst, key=lambda category: -worst[category])

    def category(self, slug: str) -> str:
        """Return the name of a finding's category, which may be a duty that was missed."""
        titles = {duty.duty: duty.title for duty in self.reviewed.duties}
        return self._strings.category(slug, titles.get(slug, ""))

    @property
    def severities(self) -> list[str]:
        """The severities of the findings, gravest first."""
        return sorted({finding.severity for finding in self.reviewed.findings}, key=RANK.__getitem__, reverse=True)

    @property
    def counts(self) -> dict[str, int]:
        """The number of findings of each severity."""
        severities: list[str] = [finding.severity for finding in self.reviewed.findings]
        return {severity: severities.count(severity) for severity in RANK}

    @property
    def missed(self) -> list[str]:
        """The duties that were missed."""
        return list(dict.fromkeys(duty.duty for duty in self.reviewed.duties if duty.state == "missed"))

    @property
    def general(self) -> list[Note]:
        """The notes that belong to no turn."""
        return [note for note in self.notes if self._turn_of(note.finding) is None]

    def turns(self) -> list[TurnView]:
        """Return the turns in order."""
        by_turn: dict[int, list[Note]] = {}
        for note in self.notes:
            index = self._turn_of(note.finding)
            if index is not None:
                by_turn.setdefault(index, []).append(note)
        views = []
        before: Turn | None = None
        for index, turn in enumerate(self.reviewed.transcript.turns):
            views.append(self._turn(index, turn, tuple(by_turn.get(index, ())), _pause(before, turn)))
            before = turn
        return views

    def duties(self) -> list[DutyView]:
        """Return the occasions of duties, missed ones first."""
        order = {"missed": 0, "kept": 1, "not-applicable": 2}
        return [
            DutyView(duty, self._quote(duty.trigger), self._quote(duty.evidence))
            for duty in sorted(self.reviewed.duties, key=lambda duty: order[duty.state])
        ]

    def score_sections(self) -> ScoreSections:
        """Return the lines of the scorecard in the order of its sections; those of none come last, without title."""
        titles = dict(self.reviewed.scorecard.sections)
        order = [*titles, *(line.line.section for line in self.score_lines if line.line.section not in titles)]

        def sections(calm: bool) -> tuple[tuple[str, tuple[ScoreLineView, ...]], ...]:
            lines = [view for view in self.score_lines if (view.line.state in _CALM) == calm]
            grouped = {name: tuple(view for view in lines if view.line.section == name) for name in order}
            return tuple((titles.get(name, ""), views) for name, views in grouped.items() if views)

        return ScoreSections(sections(calm=False), sections(calm=True))

    def _turn_of(self, finding: Finding) -> int | None:
        turns = self.reviewed.transcript.turns
        return finding.turn if finding.turn is not None and 0 <= finding.turn < len(turns) else None

    def _note(self, index: int, finding: Finding) -> Note:
        turn = self._turn_of(finding)
        text = self.reviewed.transcript.turns[turn].text if turn is not None else ""
        say_instead = tuple(self._say_instead(text, suggestion) for suggestion in finding.suggestions)
        return Note(index + 1, f"{self.anchor}f{index + 1}", finding, say_instead)

    def _say_instead(self, text: str, suggestion: Suggestion) -> SayInstead:
        start, end = suggestion.replace
        if suggestion.kind not in _IN_WORDS or not text:
            return SayInstead("", suggestion.text, "")
        before, after = text[:start], text[end:]
        head = before if len(before) <= _AROUND else f"…{before[-_AROUND:]}"
        tail = after if len(after) <= _AROUND else f"{after[:_AROUND]}…"
        return SayInstead(head, suggestion.text, tail)

    def _turn(self, index: int, turn: Turn, notes: tuple[Note, ...], pause: int) -> TurnView:
        text = turn.text
        marks = [
            Mark(note.finding.start, min(note.finding.end, len(text)), note.finding.severity, note.number, note.anchor)
            for note in notes
            if note.finding.start is not None
            and note.finding.end is not None
            and 0 <= note.finding.start < min(note.finding.end, len(text))
        ]
        role = turn.role or "unknown"
        name = self._strings("dialogue", role)
        return TurnView(
            anchor=f"{self.anchor}t{index + 1}",
            speaker=f"{name} {turn.speaker}" if turn.speaker and not turn.role else name,
            role=role,
            time=clock(turn.start),
            words=marked(text, marks, self._strings("finding", "label")) if marks else written(text),
            notes=notes,
            pause=pause,
        )

    def _quote(self, quote: Quote | None) -> QuoteView | None:
        if quote is None:
            return None
        there = 0 <= quote.turn < len(self.reviewed.transcript.turns)
        return QuoteView(quote.text, f"{self.anchor}t{quote.turn + 1}" if there else self.anchor, quote.turn + 1)

    def _score_line(self, line: ScoreLine) -> ScoreLineView:
        return ScoreLineView(line, tuple(self.notes[index] for index in line.findings if 0 <= index < len(self.notes)))


def clock(seconds: float | None) -> str:
    """Return a time of a conversation as m:ss or h:mm:ss; nothing where it is not known."""
    if seconds is None or not isfinite(seconds) or seconds < 0:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _pause(before: Turn | None, turn: Turn) -> int:
    """Return the whole seconds of silence between two turns, 0 where it is short or not known."""
    if before is None or before.end is None or turn.start is None:
        return 0
    pause = turn.start - before.end
    return int(pause) if isfinite(pause) and pause >= _LONG_PAUSE else 0
