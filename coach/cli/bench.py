"""`phrase-coach bench`: measure speed and accuracy, and print and keep the figures."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from coach.cli.pipes import sockets
from coach.cli.printable import printable

app = typer.Typer(help="Measure: `bench` or `bench speed` the speed, `bench wording` the accuracy.")

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
) -> None:
    """Measure precision, recall and F1 on labelled utterances, overall and by kind, category and script."""
    from coach.bench import wording as wording_bench
    from coach.checker import Coach

    if misses and split == "test":
        raise typer.BadParameter("--misses: test is for totals only, so that it stays unseen; use --split dev")
    report = wording_bench.score(Coach(), wording_bench.labelled(split))
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
