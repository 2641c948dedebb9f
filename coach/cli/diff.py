"""`phrase-coach phrasebook diff`: what a change of the phrasebook would do to conversations, before it is published."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer
import yaml
from rich.table import Table
from rich.text import Text

from coach.cli.options import FileFormat, ReaderLanguage, Speakers
from coach.cli.printable import complain, printable
from coach.jsontext import json_bytes
from phrasebook import data_folder

if TYPE_CHECKING:
    from rich.console import Console

    from coach.backtest import BackTest, Difference
    from coach.checker import Coach

BUILT_IN = "built-in"
_SIGNS = {"added": "+", "removed": "−", "severity": "~"}
_STYLES = {"added": "green", "removed": "red", "severity": "yellow"}
Format: TypeAlias = Literal["text", "json", "jsonl"]


def diff(
    old: Annotated[str, typer.Argument(help="The phrasebook now: built-in, an overlay, or a whole phrasebook.")],
    new: Annotated[str, typer.Argument(help="The phrasebook to be published, likewise.")],
    on: Annotated[list[Path], typer.Option("--on", help="Conversations to try both on: files or folders. Repeatable.")],
    format: Annotated[Format, typer.Option("--format", help="How to print; jsonl gives every difference.")] = "text",
    speaker: Speakers = None,
    input_format: FileFormat = None,
    language: ReaderLanguage = None,
) -> None:
    """Review conversations by two phrasebooks and show which findings and scores would change."""
    from coach.backtest import BackTest
    from coach.batch import BatchOptions, Reviewer
    from coach.cli.reading import reading
    from coach.cli.render import console
    from coach.transcript import TranscriptProblem

    options = BatchOptions(reading(speaker, format=input_format), language=language, accelerated=False)
    before, after = (Reviewer(options, _coach(name)) for name in (old, new))
    test = BackTest(before.coach.phrasebook.hash, after.coach.phrasebook.hash)
    broken = 0
    for path in on:
        for read in before.read(path):
            if isinstance(read, TranscriptProblem):
                complain(f"phrase-coach: {read}")
                broken += 1
                continue
            for difference in test.add(before.one(read), after.one(read)):
                if format == "jsonl":
                    sys.stdout.buffer.write(json_bytes(difference.as_dict()) + b"\n")
    if format == "json":
        sys.stdout.buffer.write(json_bytes(test.as_dict(), 2) + b"\n")
    elif format == "text":
        _print(test, console())
    raise typer.Exit(2 if broken else 0)


def _coach(name: str) -> Coach:
    """Return the coach of a phrasebook: a folder with the built-in one's id is another version of the whole."""
    from coach.checker import Coach
    from coach.verified import load_verified

    if name == BUILT_IN:
        return Coach()
    folder = Path(name)
    whole = data_folder() / "phrasebook"
    if _id(folder) is not None and _id(folder) == _id(whole):
        return Coach(load_verified(base=folder))
    return Coach(overlays=[folder])


def _id(folder: Path) -> object:
    try:
        manifest = yaml.safe_load((folder / "phrasebook.yaml").read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return None  # loading it says what is wrong
    return manifest.get("id") if isinstance(manifest, dict) else None


def _print(test: BackTest, out: Console) -> None:
    totals = test.totals
    out.print(
        f"phrasebook {test.old} → {test.new} on {test.conversations} conversations, {test.changed} of them change"
    )
    out.print(
        f"findings: {totals['added']} added, {totals['removed']} removed, "
        f"{totals['severity']} with another severity, {totals['unchanged']} unchanged\n"
    )
    for name, rule in sorted(test.rules.items()):
        if rule.changes:
            counts = ", ".join(f"{number} {change}" for change, number in rule.changes.items())
            out.print(Text(f"{name}: {counts}, {rule.unchanged} unchanged", style="bold"))
            for example in rule.examples:
                out.print(_line(example))
    if test.agents:
        out.print(_agents(test))


def _line(example: Difference) -> Text:
    place = f"{example.conversation}" + ("" if example.turn is None else f", turn {example.turn}")
    severity = (
        f"{example.before} → {example.after}" if example.change == "severity" else example.after or example.before
    )
    line = Text(f"  {_SIGNS[example.change]} ", style=_STYLES[example.change])
    line.append(printable(f"{example.words or '—'}"))
    return line.append(printable(f"  ({severity}; {place})"), style="dim")


def _agents(test: BackTest) -> Table:
    table = Table("agent", "conversations", "before", "after", "change", "newly failed", "newly passed", box=None)
    ranked = sorted(test.agents.items(), key=lambda item: item[1].means[1] - item[1].means[0])
    for agent, scores in ranked:
        before, after = scores.means
        table.add_row(
            printable(agent or "—"),
            str(scores.conversations),
            f"{before:.1f}",
            f"{after:.1f}",
            f"{after - before:+.1f}",
            str(scores.newly_failed or ""),
            str(scores.newly_passed or ""),
        )
    return table
