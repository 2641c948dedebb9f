"""Reviews as an Excel workbook (ECMA-376): sums, agents, findings, duties, conversations, and what could not be read.

Rows go to disk as they come. Texts are written as texts whatever they begin with, so that nothing is taken for a
formula or a link. A sheet that is full goes on in another of the same name with a number.
"""

from __future__ import annotations

import shutil
from functools import partial
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from coach.reports.draft import Draft
from coach.reports.labels import labels
from coach.reports.overview import AGENTS, Overview, agent_rows
from coach.reports.sheet import Formats, Sheet
from coach.reports.table import (
    CONVERSATIONS,
    DUTIES,
    FINDINGS,
    PROBLEMS,
    conversation_row,
    duty_rows,
    finding_rows,
    problem_row,
)

if TYPE_CHECKING:
    from pathlib import Path

    from coach.reports.report import Details
    from coach.reviewed import Reviewed
    from coach.summary import Summary
    from coach.transcript import TranscriptProblem


class XlsxReport:
    """Writes the workbook; rows wait in temporary files."""

    def __init__(self, path: Path, details: Details) -> None:
        self._labels = labels(details.language)
        self._draft = Draft(path)
        # The library cannot bear that its own file fails, so the workbook is put together elsewhere and copied.
        self._whole: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed by discard()
        self._folder = TemporaryDirectory()
        self._book = xlsxwriter.Workbook(self._whole, {"constant_memory": True, "tmpdir": self._folder.name})
        formats = Formats.of(self._book)
        self._overview = Overview(self._book, formats, self._labels, is_masked=details.masked)
        self._sheet = partial(Sheet, self._book, formats, self._labels)
        self._agents = self._sheet("agents", AGENTS)
        self._findings = self._sheet("findings", FINDINGS)
        self._duties = self._sheet("duties", DUTIES)
        self._conversations = self._sheet("conversations", CONVERSATIONS)
        self._problems: Sheet | None = None

    def add(self, reviewed: Reviewed) -> None:
        """Write the rows of one conversation."""
        for row in finding_rows(reviewed, self._labels):
            self._findings.append(row)
        for row in duty_rows(reviewed, self._labels):
            self._duties.append(row)
        self._conversations.append(conversation_row(reviewed, self._labels))

    def problem(self, problem: TranscriptProblem) -> None:
        """Write a row in a sheet that is there only if there are problems."""
        if self._problems is None:
            self._problems = self._sheet("problems", PROBLEMS)
        self._problems.append(problem_row(problem))

    def close(self, summary: Summary) -> None:
        """Write the sums, put the workbook together, and put the file in its place.

        Raises:
            OSError: it cannot be written, or is larger than a workbook may be (4 GB a sheet).
        """
        try:
            self._overview.write(summary)
            for row in agent_rows(summary, self._labels):
                self._agents.append(row)
            for sheet in (self._agents, self._findings, self._duties, self._conversations, self._problems):
                if sheet:
                    sheet.finish()
            self._book.close()
            self._whole.seek(0)
            shutil.copyfileobj(self._whole, self._draft.file)
            self._draft.close()
        except XlsxWriterException as error:
            raise OSError(f"the workbook cannot be written: {error}") from error
        finally:
            self.discard()

    def discard(self) -> None:
        """Leave neither the workbook nor rows that wait."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()
        self._whole.close()
        self._folder.cleanup()
        self._draft.discard()
