"""`phrase-coach review`: review whole conversations."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.options import (
    AnswerLocale,
    ChannelName,
    Columns,
    Encoding,
    FailOn,
    FileFormat,
    Overlays,
    ReaderLanguage,
    Speakers,
)
from coach.cli.printable import complain, printable
from coach.finding import RANK
from coach.jsontext import json_bytes
from coach.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coach.batch import BatchOptions, Reviewer
    from coach.reports.report import Details
    from coach.summary import Summary
    from coach.transcripts import ReadOptions
    from phrasebook import Language

_FIRST = 20  # conversations that tell the language of the reports
_WORTH_ACCELERATION = 1 << 20  # bytes
_WORTH_PROCESSES = 8 << 20  # bytes; below it starting processes takes longer than it saves


def review(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE|FOLDER|ARCHIVE]...", help="Conversations in any format known.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read a conversation a line from stdin, write a JSON line for each.")
    ] = False,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out",
            help="A report: .html, .xlsx, .csv, .jsonl, .sarif or .xml (JUnit), by the ending. May be repeated.",
        ),
    ] = None,
    fail_on: FailOn = None,
    show_personal: Annotated[
        bool, typer.Option("--show-personal", help="Leave telephone numbers, cards, addresses … readable in reports.")
    ] = False,
    title: Annotated[str, typer.Option(help="The heading of the page.")] = "",
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes to review in; by itself one, or all cores for large files.")
    ] = None,
    speaker: Speakers = None,
    column: Columns = None,
    input_format: FileFormat = None,
    encoding: Encoding = None,
    channel: ChannelName = None,
    overlay: Overlays = None,
    locale: AnswerLocale = None,
    language: ReaderLanguage = None,
) -> None:
    """Review conversations: wording, duties, timing and score of each, and what could not be checked."""
    from coach.batch import BatchOptions, Reviewer
    from coach.cli.reading import reading

    options = BatchOptions(
        reading(speaker, column, input_format, encoding, channel), tuple(overlay or ()), language, locale
    )
    if jsonl:
        if files:
            raise typer.BadParameter("--jsonl reads standard input; leave the files out")
        worst = _stream(Reviewer(replace(options, accelerated=False)), options.reading)
        raise typer.Exit(1 if fail_on is not None and worst >= RANK[fail_on] else 0)
    if not files:
        raise typer.BadParameter("name files, folders or archives of conversations, or use --jsonl")
    from coach.reports.report import Details

    details = Details(language=language or _language(files, options), masked=not show_personal, title=title)
    summary = _review(files, replace(options, language=details.language), out or [], details, workers)
    if summary.problems:
        raise typer.Exit(2)
    found = {severity for severity in RANK if getattr(summary.total.findings, severity)}
    raise typer.Exit(1 if fail_on is not None and any(RANK[one] >= RANK[fail_on] for one in found) else 0)


def _review(
    files: list[Path], options: BatchOptions, out: list[Path], details: Details, workers: int | None
) -> Summary:
    """Review the files into the reports, print the summary, and return it."""
    from coach.batch import WorkerLost, review_files
    from coach.cli.render import console
    from coach.cli.summary import print_problem, print_summary
    from coach.reports.bundle import Bundle
    from coach.reports.report import ReportError
    from coach.verified import load_verified

    size = sum(_size(file) for file in files)
    options = replace(options, accelerated=size > _WORTH_ACCELERATION)
    book = load_verified(options.overlays).book
    hans = details.language == "zh-Hans"
    clauses = {name: clause.text.hans if hans else clause.text.hant for name, clause in book.clauses.items()}
    today = date.today().isoformat()
    try:
        with Bundle(out, replace(details, clauses=clauses, date=today)) as bundle, _progress(size) as advance:
            if workers is None:
                workers = os.cpu_count() or 1 if size > _WORTH_PROCESSES else 1
            for part in review_files(files, options, bundle.preparation, workers=workers):
                bundle.take(part.result)
                for problem in part.result.problems:
                    print_problem(problem)
                advance(part.size)
    except (ReportError, WorkerLost) as error:
        complain(f"phrase-coach: {error}")
        raise typer.Exit(2) from None
    screen = console()
    print_summary(screen, bundle.summary)
    if out:
        screen.print("\nreports: " + printable(", ".join(map(str, out))), highlight=False)
    return bundle.summary


def _language(files: list[Path], options: BatchOptions) -> Language:
    """Return the language of the first conversations: who can read them reads the reports."""
    from coach.locale import LocaleGuess, language_of
    from coach.transcripts import read_paths
    from coach.verified import load_verified

    read = islice(read_paths(files, options.reading), _FIRST)
    said = "".join(turn.text for one in read if isinstance(one, Transcript) for turn in one.turns)
    return language_of(options.locale or LocaleGuess.of(load_verified(options.overlays).book).locale(said))


def _size(path: Path) -> int:
    """Return how many bytes are in a file, or in the files of a folder."""
    try:
        inside = path.rglob("*") if path.is_dir() else [path]
        return sum(file.stat().st_size for file in inside if file.is_file())
    except OSError:
        return 0


@contextmanager
def _progress(size: int) -> Iterator[Callable[[int], None]]:
    """Show a bar on a terminal's standard error while something is under way."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    from coach.cli.render import console

    screen = console(stderr=True)
    columns = (TextColumn("reviewing"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("", total=size or 1)
        yield lambda done: progress.advance(task, done)


def _stream(reviewer: Reviewer, options: ReadOptions) -> int:
    """Answer each line of standard input with a line, in order; return the rank of the worst finding, -1 for none."""
    from coach.transcripts.jsonl import read_record, value_of
    from coach.transcripts.problem import ReadingError

    worst = -1
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        if not raw.strip():
            continue
        place = f"line {number}"
        try:
            record = value_of(raw.decode("utf-8-sig" if number == 1 else "utf-8"), place)
        except UnicodeDecodeError as error:
            _write(_error(ReadingError("not-utf8", f"byte {error.start + 1} is not UTF-8", "save it as UTF-8"), number))
            continue
        except ReadingError as error:
            _write(_error(error, number))
            continue
        answer: dict[str, Any] | None = None
        problems: list[dict[str, Any]] = []
        for read in read_record(record, place, f"{number}", "stdin", options):
            judged = reviewer.with_roles(read) if isinstance(read, Transcript) else read
            if isinstance(judged, Transcript):
                reviewed = reviewer.one(judged)
                answer = reviewed.as_dict()
                worst = max([worst, *(RANK[finding.severity] for finding in reviewed.findings)])
            else:
                problems.append({"line": number, **judged.as_dict()})
        given = record.get("id") if isinstance(record, dict) else None
        if answer is None:
            _write({"id": given, "error": problems[0], "problems": problems})
        else:
            _write({**answer, "id": answer["id"] if given is None else given, "problems": problems})
    return worst


def _error(error: Any, line: int) -> dict[str, Any]:
    return {"id": None, "error": {"line": line, "code": error.code, "message": error.message, "advice": error.advice}}


def _write(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json_bytes(answer) + b"\n")
    sys.stdout.buffer.flush()
