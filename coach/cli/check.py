"""`phrase-coach check`: judge utterances."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Literal, TypeAlias, get_args

import typer

from coach.checker import Coach
from coach.cli.inputs import InputError, Utterance, json_record, read_source, utterance_of
from coach.cli.options import AnswerLocale, FailOn, Overlays, ReaderLanguage
from coach.cli.printable import complain, printable
from coach.context import Context, Role
from coach.finding import RANK, Verdict
from coach.jsontext import json_bytes
from phrasebook import Severity

Format: TypeAlias = Literal["text", "json", "jsonl", "sarif", "junit"]


def check(
    texts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT|FILE|-]...", help="Texts, files (a .jsonl or lines), or - for stdin."),
    ] = None,
    role: Annotated[Role, typer.Option(help="Who says what names no role itself. Only agents are judged.")] = "agent",
    format: Annotated[
        Format,
        typer.Option(
            "--format",
            help="How to print: for people, one JSON list, a JSON object a line, or for canned replies in a repository "
            "SARIF with places and fixes (code scanners, editors) or JUnit XML (CI servers).",
        ),
    ] = "text",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Read {"id","text","role"} lines from stdin, write a JSON line for each.')
    ] = False,
    fail_on: FailOn = None,
    overlay: Overlays = None,
    locale: AnswerLocale = None,
    language: ReaderLanguage = None,
    color: Annotated[
        bool | None, typer.Option("--color/--no-color", help="Colour always or never; by itself as fits.")
    ] = None,
) -> None:
    """Check what an agent says or types."""
    context = Context(locale=locale, language=language)
    if sys.stdin is None and (jsonl or not texts or "-" in texts):
        raise typer.BadParameter("standard input is closed")
    if jsonl:
        if texts:
            raise typer.BadParameter("--jsonl reads standard input; leave the texts out or use --format jsonl")
        if format in {"sarif", "junit"}:
            raise typer.BadParameter(f"--jsonl answers in JSON lines; name a file instead for --format {format}")
        _exit(_stream(Coach(overlays=overlay or ()), role, context), fail_on, broken=0)
    if not texts:
        if sys.stdin.isatty():
            raise typer.BadParameter("give a text, a file, or - for standard input")
        texts = ["-"]
    read = [item for argument in texts for item in read_source(argument, role)]
    wrong = [item for item in read if isinstance(item, InputError)]
    coach = Coach(overlays=overlay or ())
    checked = [(item, coach.check(item.text, item.role, context)) for item in read if isinstance(item, Utterance)]
    if format == "text":
        _print_text(checked, color)
    elif format in {"sarif", "junit"}:
        from coach.cli.scanned import write_junit, write_sarif

        scanned = write_sarif if format == "sarif" else write_junit
        scanned(sys.stdout.buffer, coach, checked, wrong, context)
        sys.stdout.buffer.flush()
    else:
        records = [_record(utterance, verdict) for utterance, verdict in checked]
        if format == "json":
            _print_json(records, indent=2)
        else:
            for record in records:
                _print_json(record)
    for error in wrong:
        complain(f"phrase-coach: {error}")
    _exit(max((_rank(verdict) for _, verdict in checked), default=-1), fail_on, broken=len(wrong))


def _stream(coach: Coach, role: Role, context: Context) -> int:
    """Answer each line of standard input with a line, in order; return the rank of the worst finding, -1 for none."""
    worst = -1
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        if not raw.strip():
            continue
        try:
            utterance = utterance_of(json_record(raw, number), number, role)
        except InputError as error:
            _print_json({"id": None, "error": error.as_dict()})
            continue
        verdict = coach.check(utterance.text, utterance.role, context)
        worst = max(worst, _rank(verdict))
        _print_json({"id": utterance.id, **verdict.as_dict()})
    return worst


def _rank(verdict: Verdict) -> int:
    return max((RANK[finding.severity] for finding in verdict.findings), default=-1)


def _record(utterance: Utterance, verdict: Verdict) -> dict[str, Any]:
    record: dict[str, Any] = {"id": utterance.id, "text": utterance.text, "role": utterance.role, **verdict.as_dict()}
    if utterance.turn is not None:
        record["turn"] = utterance.turn
        for finding in record["findings"]:
            finding["turn"] = utterance.turn
    return record


def _print_json(value: Any, indent: int | None = None) -> None:
    sys.stdout.buffer.write(json_bytes(value, indent) + b"\n")
    sys.stdout.buffer.flush()


def _print_text(checked: list[tuple[Utterance, Verdict]], color: bool | None) -> None:
    from coach.cli.render import console, print_verdict

    out = console(color=color)
    source: str | None = None
    for utterance, verdict in checked:
        if utterance.source != source:
            source = utterance.source
            if source is not None:
                out.print(f"\n── {printable(source)}", style="bold")
        label = "" if utterance.turn is None else f"{utterance.turn:>2} {utterance.role:<8} "
        print_verdict(out, verdict, label)
    judged = sum(utterance.role == "agent" for utterance, _ in checked)
    counts = dict.fromkeys(get_args(Severity), 0)
    for _, verdict in checked:
        for finding in verdict.findings:
            counts[finding.severity] += 1
    plural = "utterance" if judged == 1 else "utterances"
    out.print(f"\n{judged} {plural} judged: " + ", ".join(f"{number} {name}" for name, number in counts.items()))


def _exit(worst: int, fail_on: Severity | None, *, broken: int) -> None:
    if broken:
        raise typer.Exit(2)
    raise typer.Exit(1 if fail_on is not None and worst >= RANK[fail_on] else 0)
