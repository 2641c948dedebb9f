"""Findings of reviews as SARIF 2.1.0, for code scanners and editors.

A result names the file and, as a logical location, the conversation and the turn (from 1); `start` and `end` among its
properties are code points of the turn's text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.reports.draft import Draft
from coach.reports.sarif_run import Location, SarifRun
from coach.reports.table import turn_of

if TYPE_CHECKING:
    from pathlib import Path

    from coach.reports.report import Details
    from coach.reviewed import Reviewed
    from coach.summary import Summary
    from coach.transcript import TranscriptProblem


class SarifReport:
    """Writes one run with a result for each finding and a notification for whatever could not be read."""

    def __init__(self, path: Path, details: Details) -> None:
        self._draft = Draft(path)
        self._run = SarifRun(self._draft.file, details.language)

    def add(self, reviewed: Reviewed) -> None:
        """Write a result for each finding."""
        transcript = reviewed.transcript
        for finding in reviewed.findings:
            turn = turn_of(finding, transcript)
            name = transcript.id if finding.turn is None else f"{transcript.id}/{finding.turn + 1}"
            said = turn.text if turn else finding.matched
            self._run.result(finding, said, Location(file=transcript.source, name=name))

    def problem(self, problem: TranscriptProblem) -> None:
        """Keep a notification for the end of the file."""
        place = f"{problem.place}: " if problem.place else ""
        text = f"{place}{problem.message} → {problem.advice}"
        self._run.notification(problem.code, text, Location(file=problem.source))

    def close(self, summary: Summary) -> None:
        """Write notifications and rules, and put the file in its place."""
        try:
            self._run.finish(summary.phrasebooks)
            self._draft.close()
        finally:
            self.discard()

    def discard(self) -> None:
        """Leave no file."""
        self._run.close()
        self._draft.discard()
