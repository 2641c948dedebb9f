"""Reports that are lines of text: what an outcome becomes depends on nothing else, so any process can make it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from coach.reports.draft import Draft

if TYPE_CHECKING:
    from pathlib import Path

    from coach.batch import Outcome
    from coach.reports.report import Details
    from coach.reviewed import Reviewed
    from coach.summary import Summary
    from coach.transcript import TranscriptProblem


class LineReport(ABC):
    """Writes lines as they come, in the order in which they come."""

    def __init__(self, path: Path, details: Details) -> None:
        self._details = details
        self._draft = Draft(path)
        self.write(self.head(details))

    @staticmethod
    def head(details: Details) -> bytes:
        """Return what stands before the first line."""
        return b""

    @staticmethod
    @abstractmethod
    def render(outcome: Outcome, details: Details) -> bytes:
        """Return the lines of one review, or of what could not be read."""

    def write(self, rendered: bytes) -> None:
        """Write lines that are rendered."""
        self._draft.file.write(rendered)

    def add(self, reviewed: Reviewed) -> None:
        """Write the lines of one review."""
        self.write(self.render(reviewed, self._details))

    def problem(self, problem: TranscriptProblem) -> None:
        """Write the lines of what could not be read."""
        self.write(self.render(problem, self._details))

    def close(self, summary: Summary) -> None:
        """Put the file in its place; lines have no sums."""
        self._draft.close()

    def discard(self) -> None:
        """Leave no file."""
        self._draft.discard()
