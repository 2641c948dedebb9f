"""Reviews as JSON lines: one conversation or one problem a line (https://jsonlines.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.jsontext import json_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from coach.reviewed import Reviewed
    from coach.transcript import TranscriptProblem
    from phrasebook import Language


class JsonlReport:
    """Writes `Reviewed.as_dict()` a line, and `{"id": null, "error": {…}}` for what could not be read."""

    def __init__(self, path: Path, language: Language) -> None:
        del language  # there is nothing in it but the contract's own words
        self._file = path.open("wb")

    def add(self, reviewed: Reviewed) -> None:
        """Write one line."""
        self._file.write(json_bytes(reviewed.as_dict()) + b"\n")

    def problem(self, problem: TranscriptProblem) -> None:
        """Write one line."""
        self._file.write(json_bytes({"id": None, "error": problem.as_dict()}) + b"\n")

    def close(self) -> None:
        """Close the file."""
        self._file.close()
