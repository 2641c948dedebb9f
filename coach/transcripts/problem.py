"""Why a file, or a part of it, cannot be read."""

from __future__ import annotations

from coach.transcript import TranscriptProblem


class ReadingError(ValueError):
    """What stops the reading of a file or of one of its records.

    `code` is short and stable, `advice` says what to do, `place` is as close as the format allows ("line 3").
    """

    def __init__(self, code: str, message: str, advice: str, place: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.advice, self.place = code, message, advice, place

    def problem(self, source: str, rows: int = 1) -> TranscriptProblem:
        """Return it as the problem of a file, with how many of its records are lost by it."""
        return TranscriptProblem(source, self.place, self.code, self.message, self.advice, rows)
