"""What every report can do, and how one is opened.

A format is a class in a module of this package, made with (path, language) and named in `FORMATS` by the ending of its
files. The class need not mask anything nor name the file in its errors: `open_report` sees to both.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from coach.masking import mask as mask_personal
from coach.reports.masked import masked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coach.reports.masked import Mask
    from coach.reviewed import Reviewed
    from coach.transcript import TranscriptProblem
    from phrasebook import Language

# The ending of the file (longest first where one ends another) and the class that writes it, loaded when it is needed.
FORMATS = {
    ".xlsx": "coach.reports.xlsx:XlsxReport",
    ".csv": "coach.reports.csv:CsvReport",
    ".jsonl": "coach.reports.jsonl:JsonlReport",
    ".sarif.json": "coach.reports.sarif:SarifReport",
    ".sarif": "coach.reports.sarif:SarifReport",
    ".xml": "coach.reports.junit:JunitReport",
}


class ReportError(Exception):
    """A report cannot be written; the message says which, why, and what to do."""


class Report(Protocol):
    """Takes reviews one by one and writes them as they come; only sums are kept."""

    def add(self, reviewed: Reviewed) -> None:
        """Write one reviewed conversation."""

    def problem(self, problem: TranscriptProblem) -> None:
        """Write what could not be read."""

    def close(self) -> None:
        """Write what is due at the end, and close the file. A report that is not closed is not whole."""


def open_report(path: Path, *, language: Language, mask: Mask | None = mask_personal) -> Report:
    """Open a report in the format that the ending of `path` names, for readers of `language`; replace what is there.

    `mask` hides personal data and must keep the length of a text; None writes everything as it was said. The report is
    to be closed (`contextlib.closing`).

    Raises:
        ReportError: the ending is unknown, or the file cannot be written; so do the methods of the report.
    """
    ending = next((ending for ending in FORMATS if path.name.lower().endswith(ending)), None)
    if ending is None:
        known = ", ".join(FORMATS)
        raise ReportError(f"{path}: this ending names no format of reports → use one of {known}")
    module, _, name = FORMATS[ending].partition(":")
    writer = getattr(import_module(module), name)
    with _named(path):
        return _Opened(path, writer(path, language), mask)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A report whose texts are masked before they reach it, and whose errors name the file."""

    path: Path
    inner: Report
    mask: Mask | None

    def add(self, reviewed: Reviewed) -> None:
        with _named(self.path):
            self.inner.add(masked(reviewed, self.mask) if self.mask else reviewed)

    def problem(self, problem: TranscriptProblem) -> None:
        with _named(self.path):
            self.inner.problem(replace(problem, message=self.mask(problem.message)) if self.mask else problem)

    def close(self) -> None:
        with _named(self.path):
            self.inner.close()


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise ReportError(f"{path}: {why} → choose a folder that exists, may be written to and has room") from error
