"""Findings as CSV for spreadsheets: one a row, and one for whatever could not be read.

UTF-8 with a byte order mark, by which Excel knows Chinese; commas, quotes and line ends as in RFC 4180. A text that a
spreadsheet might take for a formula gets an apostrophe in front, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection): one that begins with = + - @, their full-width forms, a tab or
a line break. A program that reads the file takes the apostrophe off again, or reads JSON lines instead.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from coach.reports.labels import labels
from coach.reports.table import FINDINGS, finding_rows, unreadable_row
from coach.reports.visible import visible

if TYPE_CHECKING:
    from pathlib import Path

    from coach.reports.table import Cell
    from coach.reviewed import Reviewed
    from coach.transcript import TranscriptProblem
    from phrasebook import Language

_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


class CsvReport:
    """Writes the table of findings; its heads are in the reader's language."""

    def __init__(self, path: Path, language: Language) -> None:
        self._labels = labels(language)
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, quoting=csv.QUOTE_NONNUMERIC)
        self._writer.writerow(self._labels[f"columns.{column.name}"] for column in FINDINGS)

    def add(self, reviewed: Reviewed) -> None:
        """Write a row for each finding."""
        for row in finding_rows(reviewed, self._labels):
            self._writer.writerow(map(_cell, row))

    def problem(self, problem: TranscriptProblem) -> None:
        """Write a row whose severity says that this could not be read."""
        self._writer.writerow(map(_cell, unreadable_row(problem, self._labels)))

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _cell(cell: Cell) -> Cell:
    """Return what to write: a text never begins as a formula does."""
    if not isinstance(cell, str):
        return "" if cell is None else cell
    shown = visible(cell)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
