"""`phrase-coach review`: review whole conversations."""

from __future__ import annotations

import sys
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
from coach.finding import RANK
from coach.jsontext import json_bytes

if TYPE_CHECKING:
    from coach.batch import Reviewer
    from coach.transcripts import ReadOptions


def review(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE|FOLDER|ARCHIVE]...", help="Conversations in any format known.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read a conversation a line from stdin, write a JSON line for each.")
    ] = False,
    fail_on: FailOn = None,
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
        worst = _stream(Reviewer(options), options.reading)
        raise typer.Exit(1 if fail_on is not None and worst >= RANK[fail_on] else 0)


def _stream(reviewer: Reviewer, options: ReadOptions) -> int:
    """Answer each line of standard input with a line, in order; return the rank of the worst finding, -1 for none."""
    from coach.transcript import Transcript
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
