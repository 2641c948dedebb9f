"""What every report can do, and how one is opened.

A format is a class in a module of this package, made with (path, details) and named in `FORMATS` by the ending of its
files. What reaches it is masked already if it is to be (`coach.reports.preparation`), and the file is named in its
errors by whoever opens it (`coach.reports.bundle`).
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from coach.reviewed import Reviewed
    from coach.summary import Summary
    from coach.transcript import TranscriptProblem
    from phrasebook import Language

# The ending of the file (longest first where one ends another) and the class that writes it, loaded when it is needed.
FORMATS = {
    ".html": "coach.reports.html:HtmlReport",
    ".xlsx": "coach.reports.xlsx:XlsxReport",
    ".csv": "coach.reports.csv:CsvReport",
    ".jsonl": "coach.reports.jsonl:JsonlReport",
    ".sarif.json": "coach.reports.sarif:SarifReport",
    ".sarif": "coach.reports.sarif:SarifReport",
    ".xml": "coach.reports.junit:JunitReport",
}


class ReportError(Exception):
    """A report cannot be written; the message says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Details:
    """What a report has to know beside the reviews.

    Args:
        language: The language of everything that is not quoted from the reviews.
        masked: Whether personal data is masked before it reaches the report, so that the report can say so.
        clauses: The texts of clauses by their ids, for a page to print those that are referred to.
        elsewhere: The files that hold all conversations, to be named where some are left out.
        title: The heading of a page; a common one unless given.
        date: When the reviews were made, in the form in which it is to be read.
    """

    language: Language
    masked: bool = True
    clauses: Mapping[str, str] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    title: str = ""
    date: str = ""


class Report(Protocol):
    """Takes reviews one by one and writes them as they come; memory does not grow with them."""

    def __init__(self, path: Path, details: Details) -> None:
        """Open the file, so that a place that cannot be written to is told before the work.

        Raises:
            OSError: it cannot be written to; so do the methods.
        """

    def add(self, reviewed: Reviewed) -> None:
        """Write one reviewed conversation."""

    def problem(self, problem: TranscriptProblem) -> None:
        """Write what could not be read."""

    def close(self, summary: Summary) -> None:
        """Write what is due at the end, given the figures over all, and put the file in its place."""

    def discard(self) -> None:
        """Break off and leave no half file, where that is possible; after `close`, do nothing."""


def ending_of(path: Path) -> str:
    """Return the ending that names the format of a report.

    Raises:
        ReportError: it names none.
    """
    for ending in FORMATS:
        if path.name.lower().endswith(ending):
            return ending
    raise ReportError(f"{path}: this ending names no format of reports → use one of {', '.join(FORMATS)}")


def format_of(ending: str) -> type[Report]:
    """Return the class that writes reports of an ending."""
    module, _, name = FORMATS[ending].partition(":")
    writer: type[Report] = getattr(import_module(module), name)
    return writer


def open_report(path: Path, details: Details) -> Report:
    """Open a report in the format that the ending of `path` names.

    Raises:
        ReportError: the ending is unknown, or the file cannot be written.
    """
    writer = format_of(ending_of(path))
    with naming(path):
        return writer(path, details)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name the report in what goes wrong with its file.

    Raises:
        ReportError: instead of an OSError.
    """
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise ReportError(f"{path}: {why} → choose a folder that exists, may be written to and has room") from error
