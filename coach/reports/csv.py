"""Findings as CSV for spreadsheets: one a row, and one for whatever could not be read.

UTF-8 with a byte order mark, by which Excel knows Chinese; commas, quotes and line ends as in RFC 4180. A text that a
spreadsheet might take for a formula gets an apostrophe in front, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection): one that begins with = + - @, their full-width forms, a tab or
a line break. A program that reads the file takes the apostrophe off again, or reads JSON lines instead.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from coach.reports.labels import labels
from coach.reports.lines import LineReport
from coach.reports.table import FINDINGS, finding_rows, unreadable_row
from coach.reports.visible import visible
from coach.reviewed import Reviewed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.batch import Outcome
    from coach.reports.report import Details
    from coach.reports.table import Cell, Row

_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


class CsvReport(LineReport):
    """Writes the table of findings; its heads are in the reader's language."""

    @staticmethod
    def head(details: Details) -> bytes:
        """Return the byte order mark and the heads of the columns."""
        words = labels(details.language)
        return b"\xef\xbb\xbf" + _lines([[words[f"columns.{column.name}"] for column in FINDINGS]])

    @staticmethod
    def render(outcome: Outcome, details: Details) -> bytes:
        """Return a row for each finding, or one whose severity says that this could not be read."""
        words = labels(details.language)
        return _lines(
            finding_rows(outcome, words) if isinstance(outcome, Reviewed) else [unreadable_row(outcome, words)]
        )


def _lines(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC).writerows(map(_cell, row) for row in rows)
    return text.getvalue().encode()


def _cell(cell: Cell) -> Cell:
    """Return what to write: a text never begins as a formula does."""
    if not isinstance(cell, str):
        return "" if cell is None else cell
    shown = visible(cell)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
