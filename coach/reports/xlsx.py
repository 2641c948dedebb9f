"""Reviews as an Excel workbook (ECMA-376): sums, agents, findings, duties, conversations, and what could not be read.

Rows go to disk as they come. Texts are written as texts whatever they begin with, so that nothing is taken for a
formula or a link. A sheet that is full goes on in another of the same name with a number.
"""

from __future__ import annotations

import shutil
from functools import partial
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from coach.reports.labels import labels
from coach.reports.overview import AGENTS, Overview, agent_rows
from coach.reports.sheet import Formats, Sheet
from coach.reports.sums import Sums
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

    from coach.reviewed import Reviewed
    from coach.transcript import TranscriptProblem
    from phrasebook import Language


class XlsxReport:
    """Writes the workbook. The file is there from the start, and filled when the report is closed."""

    def __init__(self, path: Path, language: Language) -> None:
        self._labels = labels(language)
        self._sums = Sums()
        self._file = path.open("wb")  # at once: a place that cannot be written to is told before the work, not after
        # The library cannot bear that its own file fails, so the workbook is put together elsewhere and copied.
        self._whole: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed by close()
        self._book = xlsxwriter.Workbook(self._whole, {"constant_memory": True})
        formats = Formats.of(self._book)
        self._overview = Overview(self._book, formats, self._labels)
        self._sheet = partial(Sheet, self._book, formats, self._labels)
        self._agents = self._sheet("agents", AGENTS)
        self._findings = self._sheet("findings", FINDINGS)
        self._duties = self._sheet("duties", DUTIES)
        self._conversations = self._sheet("conversations", CONVERSATIONS)
        self._problems: Sheet | None = None

    def add(self, reviewed: Reviewed) -> None:
        """Write the rows of one conversation."""
        self._sums.add(reviewed)
        for row in finding_rows(reviewed, self._labels):
            self._findings.append(row)
        for row in duty_rows(reviewed, self._labels):
            self._duties.append(row)
        self._conversations.append(conversation_row(reviewed, self._labels))

    def problem(self, problem: TranscriptProblem) -> None:
        """Write a row in a sheet that is there only if there are problems."""
        self._sums.problem(problem)
        if self._problems is None:
            self._problems = self._sheet("problems", PROBLEMS)
        self._problems.append(problem_row(problem))

    def close(self) -> None:
        """Write the sums, put the workbook together, and close the file.

        Raises:
            OSError: it cannot be written, or is larger than a workbook may be (4 GB a sheet).
        """
        self._overview.write(self._sums)
        for row in agent_rows(self._sums, self._labels):
            self._agents.append(row)
        for sheet in (self._agents, self._findings, self._duties, self._conversations, self._problems):
            if sheet:
                sheet.finish()
        with self._file, self._whole:
            try:
                self._book.close()
            except XlsxWriterException as error:
                raise OSError(f"the workbook cannot be written: {error}") from error
            self._whole.seek(0)
            shutil.copyfileobj(self._whole, self._file)
