"""Reviews as JUnit XML: a conversation is a test case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.reports.draft import Draft
from coach.reports.junit_suite import JunitSuite
from coach.reports.labels import labels

if TYPE_CHECKING:
    from pathlib import Path

    from coach.reports.report import Details
    from coach.reviewed import Reviewed
    from coach.summary import Summary
    from coach.transcript import TranscriptProblem


class JunitReport:
    """Writes one suite."""

    def __init__(self, path: Path, details: Details) -> None:
        self._labels = labels(details.language)
        self._draft = Draft(path)
        self._suite = JunitSuite(self._draft.file, details.language)

    def add(self, reviewed: Reviewed) -> None:
        """Write a case, with what was not checked in its output."""
        transcript = reviewed.transcript
        skipped = "".join(f"\n{one.check}{self._labels['words.colon']}{one.reason}" for one in reviewed.skipped)
        note = f"{self._labels['columns.skipped']}{skipped}" if skipped else ""
        self._suite.judged(transcript.id, transcript.source, reviewed.findings, note=note)

    def problem(self, problem: TranscriptProblem) -> None:
        """Write a case with an error."""
        self._suite.unreadable(problem.place, problem.source, problem.code, problem.message, str(problem))

    def close(self, summary: Summary) -> None:
        """Write the counts and the cases, and put the file in its place."""
        try:
            self._suite.finish()
            self._draft.close()
        finally:
            self.discard()

    def discard(self) -> None:
        """Leave no file."""
        self._suite.close()
        self._draft.discard()
