"""`phrase-coach bench`: measure speed and accuracy, and print and keep the figures."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from coach.cli.inputs import InputError, Utterance, json_record, read_source
from coach.cli.pipes import sockets
from coach.cli.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.bench.alarms import Alarm, Alarms

app = typer.Typer(
    help="Measure: `bench` or `bench speed` and `bench review` the speed, `bench wording` and `bench dialogues` the "
    "accuracy, `bench alarms` real text."
)

Text = Annotated[Path | None, typer.Option("--text", help="A file of utterances, one a line; else the samples.")]
Out = Annotated[Path, typer.Option("--out", help="Where to write the figures as JSON.")]
Http = Annotated[bool, typer.Option("--http/--no-http", help="Measure the service on loopback, too.")]


@app.callback(invoke_without_command=True)
def bench(context: typer.Context) -> None:
    """Measure the speed when no part is named."""
    if context.invoked_subcommand is None:
        speed()


@app.command()
def speed(text: Text = None, out: Out = Path("bench.json"), http: Http = True) -> None:
    """Measure single messages, bulk, growth, start-up and requests a second, all in this run."""
    from coach.bench import http as http_bench
    from coach.bench import speed as speed_bench
    from coach.bench.texts import sample_texts

    try:
        texts = sample_texts(text)
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"--text {printable(str(text))}: {error}") from None
    figures: dict[str, Any] = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "text": str(text) if text else "bundled samples",
    }
    figures |= speed_bench.measure(texts)
    if http:
        with sockets():
            figures |= http_bench.measure()
    for name, value in figures.items():
        shown = "not installed" if value is None else f"{value:,.3g}" if isinstance(value, float) else str(value)
        sys.stdout.write(f"{name:<58} {printable(shown):>14}\n")
    try:
        out.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise typer.BadParameter(f"--out {printable(str(out))}: {error.strerror}") from None


@app.command()
def wording(
    split: Annotated[Literal["dev", "test"], typer.Option(help="Which of the bundled labelled utterances.")] = "test",
    misses: Annotated[bool, typer.Option("--misses", help="Print what went wrong (only for dev).")] = False,
    without: Annotated[list[str] | None, typer.Option(help="A detector to leave out; may be repeated.")] = None,
) -> None:
    """Measure precision, recall and F1 on labelled utterances, overall and by kind, category and script."""
    from coach.bench import wording as wording_bench
    from coach.checker import Coach
    from coach.detectors import DETECTORS

    for name in without or ():
        if name not in DETECTORS:
            raise typer.BadParameter(f"--without {printable(name)}: there are {', '.join(DETECTORS)}")
    detectors = [name for name in DETECTORS if name not in without] if without else None

    if misses and split == "test":
        raise typer.BadParameter("--misses: test is for totals only, so that it stays unseen; use --split dev")
    report = wording_bench.score(Coach(detectors=detectors), wording_bench.labelled(split))
    if misses:
        for what, utterances in (("missed", report.missed), ("false alarm", report.false)):
            for one in utterances:
                sys.stdout.write(f"{what}  {one['kind']}  {one['category'] or '-'}  {printable(one['text'])}\n")
    sys.stdout.write(f"{'group':<32} {'violations':>10} {'harmless':>8} {'precision':>9} {'recall':>7} {'F1':>6}\n")
    for group, score in sorted(report.scores.items()):
        violations, harmless = score.hits + score.misses, score.false_alarms + score.clean
        rates = f"{score.precision:9.3f} {score.recall:7.3f} {score.f1:6.3f}" if violations else " " * 24
        false = f"  {score.false_alarms} false alarms" if harmless and score.false_alarms else ""
        sys.stdout.write(f"{group:<32} {violations:10} {harmless:8} {rates}{false}\n")


@app.command()
def dialogues(
    split: Annotated[Literal["dev", "test"], typer.Option(help="Which of the bundled conversations.")] = "test",
    misses: Annotated[bool, typer.Option("--misses", help="Print what went wrong (only for dev).")] = False,
) -> None:
    """Measure precision, recall and F1 of the duties on labelled conversations, and how many stay clean."""
    from coach.bench.dialogues import labelled_dialogues, score_dialogues
    from coach.checker import Coach

    if misses and split == "test":
        raise typer.BadParameter("--misses: test is for totals only, so that it stays unseen; use --split dev")
    report = score_dialogues(Coach(), labelled_dialogues(split))
    if misses:
        for one in report.wrong:
            what = "missed" if one.missed else "false alarm"
            sys.stdout.write(f"{what}  {one.category}  {one.dialogue['id']}  {printable(one.dialogue['note'])}\n")
    sys.stdout.write(f"{'duty':<28} {'labelled':>8} {'false':>6} {'precision':>9} {'recall':>7} {'F1':>6}\n")
    rows = [*report.duties.items(), ("all duties", report.all), ("turns with forbidden wording", report.wording)]
    for name, score in rows:
        rates = f"{score.precision:9.3f} {score.recall:7.3f} {score.f1:6.3f}"
        sys.stdout.write(f"{name:<28} {score.hits + score.misses:8} {score.false_alarms:6} {rates}\n")
    sys.stdout.write(f"exemplary conversations left clean: {report.clean} of {report.exemplary}\n")


@app.command()
def review(
    utterances: Annotated[int, typer.Option(min=1, help="How many utterances to make up.")] = 100_000,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    ending: Annotated[str, typer.Option(help="The format of the report.")] = ".jsonl",
) -> None:
    """Measure how fast conversations are reviewed out of a file, with findings written, and the memory it takes."""
    from coach.bench.reviewing import measure

    for name, value in measure(utterances, workers, ending).items():
        shown = f"{value:,}" if isinstance(value, int | float) else str(value)
        sys.stdout.write(f"{name:<32} {shown:>16}\n")


@app.command()
def alarms(
    file: Annotated[Path, typer.Argument(help="JSON lines {text, role}, or a text file with one utterance a line.")],
    sample: Annotated[int, typer.Option(min=0, help="How many alarms to write for judging.")] = 100,
    write: Annotated[Path | None, typer.Option(help="Where to write them: set “right” to true or false.")] = None,
    judged: Annotated[
        Path | None, typer.Option(help="Such a file, judged: print how often each rule is right.")
    ] = None,
    examples: Annotated[int, typer.Option(min=0, help="Alarms to print for each rule.")] = 3,
) -> None:
    """Count the alarms on real utterances of agents, by rule and severity, and how often people find them right."""
    from coach.bench import alarms as alarms_bench
    from coach.checker import Coach

    # Before the long part, so that a mistake in them is known at once.
    judgements = _judgements(judged) if judged else []
    texts = _said_by_agents(file)
    run = alarms_bench.alarms(Coach(), texts)
    sys.stdout.write(f"{run.utterances} utterances of agents\n")
    for what, count in (("alarms", run.alarmed), ("errors", run.errors)):
        sys.stdout.write(f"{what}: {count} utterances, {run.rate(count):.1f} per 10,000\n")
    for rule, severity, found in run.by_rule():
        sys.stdout.write(f"{rule:<44} {severity:<8} {len(found):6} {run.rate(len(found)):7.2f} per 10,000\n")
        for alarm in found[:examples]:
            sys.stdout.write(f"    {printable(alarm.matched)}  ←  {printable(alarm.text)}\n")
    if judged:
        _print_precision(run, judgements)
    if write:
        _write_for_judging(write, run.sample(sample))


def _said_by_agents(file: Path) -> list[str]:
    """Return what agents say in a file; what cannot be read is reported, and nothing is measured without it."""
    if not file.is_file():
        raise typer.BadParameter(f"there is no file {printable(str(file))}")
    read = list(read_source(str(file)))
    broken = [one for one in read if isinstance(one, InputError)]
    if broken:
        more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        raise typer.BadParameter(f"{printable(str(broken[0]))}{more}")
    texts = [one.text for one in read if isinstance(one, Utterance) and one.role == "agent"]
    if not texts:
        raise typer.BadParameter(f"{printable(str(file))} holds no utterance of an agent")
    return texts


def _judgements(file: Path) -> list[tuple[str, str, bool]]:
    """Return the text, the rule and the verdict of each line that was judged."""
    found: list[tuple[str, str, bool]] = []
    try:
        for number, line in enumerate(file.read_bytes().split(b"\n"), start=1):
            if line.strip():
                record = json_record(line, number)
                if not _is_judgement(record):
                    advice = "write {text, rule, right} as --write did"
                    raise InputError(
                        "bad-judgement", "a judgement needs text, rule and right (true, false or null)", advice, number
                    )
                if record["right"] is not None:
                    found.append((record["text"], record["rule"], record["right"]))
    except (OSError, InputError) as error:
        raise typer.BadParameter(f"--judged {printable(str(file))}: {printable(str(error))}") from None
    return found


def _is_judgement(record: object) -> bool:
    if not isinstance(record, dict):
        return False
    words = isinstance(record.get("text"), str) and isinstance(record.get("rule"), str)
    return words and "right" in record and (record["right"] is None or isinstance(record["right"], bool))


def _print_precision(run: Alarms, judgements: list[tuple[str, str, bool]]) -> None:
    rated = run.precision(judgements)
    sys.stdout.write(f"{'judged':<44} {'right':>8} {'of':>6} {'share':>7}\n")
    for rule, (right, of) in sorted(rated.items(), key=lambda one: (one[0] != "all", -one[1][1], one[0])):
        sys.stdout.write(f"{rule:<44} {right:8} {of:6} {right / of:7.2f}\n")
    unknown = len(judgements) - rated.get("all", (0, 0))[1]
    if unknown:
        sys.stdout.write(f"{unknown} judgements are about no alarm of this run\n")


def _write_for_judging(file: Path, chosen: Iterable[Alarm]) -> None:
    lines = [
        json.dumps(
            {
                "text": one.text,
                "rule": one.rule,
                "severity": one.severity,
                "matched": one.matched,
                "how": one.how,
                "right": None,
            },
        )
        for one in chosen
    ]
    try:
        file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    except OSError as error:
        raise typer.BadParameter(f"--write {printable(str(file))}: {error.strerror}") from None
