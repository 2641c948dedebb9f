"""`phrase-coach rulings …`: what people say of the machine's findings, beside them and never over them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.options import Overlays, ReaderLanguage, Speakers
from coach.cli.printable import complain, printable
from coach.jsontext import json_bytes
from coach.ruling import CAPACITY_FOR, Deed, Ruling, RulingRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from coach.batch import Reviewer
    from coach.reviewed import Reviewed
    from coach.rulings import Ruled

app = typer.Typer(
    help="Confirm, reject, appeal and settle findings; mark what only a person sees.", no_args_is_help=True
)

RulingsFile = Annotated[Path, typer.Option("--rulings", help="The file of rulings, JSON lines; only ever appended to.")]
Files = Annotated[list[Path], typer.Argument(help="The conversations that were reviewed.")]


@app.command()
def show(
    files: Files,
    rulings: RulingsFile,
    json_lines: Annotated[bool, typer.Option("--jsonl", help="A JSON line for each conversation.")] = False,
    speaker: Speakers = None,
    overlay: Overlays = None,
    language: ReaderLanguage = None,
) -> None:
    """Review again and show each finding with its key and where it stands, and both scores."""
    from coach.agreement import Agreement
    from coach.cli.render import console
    from coach.rulings import apply
    from coach.rulings_file import Ledger, read_rulings

    reviewer = _reviewer(speaker, overlay, language)
    try:
        ledger = read_rulings(rulings) if rulings.exists() else Ledger()
    except OSError as error:
        raise typer.BadParameter(f"--rulings {printable(str(rulings))}: {error.strerror}") from None
    form = next(iter(reviewer.coach.phrasebook.scorecards.values()))
    problems: list[Any] = list(ledger.problems)
    agreements: list[Agreement] = []
    out = console()
    for reviewed in _reviews(reviewer, files, problems):
        ruled = apply(reviewed, ledger.of(reviewed.transcript.id), form)
        problems += ruled.problems
        agreements.append(ruled.agreement)
        if json_lines:
            sys.stdout.buffer.write(json_bytes(ruled.as_dict()) + b"\n")
        else:
            _print(out, ruled)
    if not json_lines:
        total = Agreement.together(agreements).total
        share = "too few to say how often the machine is right" if total.share is None else f"{total.share:.0%} stand"
        out.print(f"\njudged by people: {total.judged}; {share}")
    for problem in problems:
        complain(f"phrase-coach: {problem}")
    raise typer.Exit(2 if problems else 0)


@app.command()
def add(
    rulings: RulingsFile,
    conversation: Annotated[str, typer.Option(help="The id of the conversation.")],
    do: Annotated[Deed, typer.Option(help="What is done; appeal is the agent's, uphold and overturn the arbiter's.")],
    by: Annotated[str, typer.Option(help="Who does it.")],
    finding: Annotated[str | None, typer.Option(help="The key of the finding, from `rulings show`.")] = None,
    item: Annotated[str | None, typer.Option(help="The manual item of the scorecard that is marked.")] = None,
    points: Annotated[float | None, typer.Option(help="The points of a mark.")] = None,
    reason: Annotated[str, typer.Option(help="Why; needed to reject and to appeal.")] = "",
) -> None:
    """Add a ruling to the file; one that is out of order is refused."""
    from coach.rulings_file import append_ruling

    ruling = Ruling(
        at=datetime.now(UTC).replace(microsecond=0),
        by=by,
        as_=CAPACITY_FOR[do],
        conversation=conversation,
        do=do,
        finding=finding,
        item=item,
        points=points,
        reason=reason,
    )
    try:
        append_ruling(rulings, ruling)
    except RulingRefused as error:
        complain(f"phrase-coach: {error}")
        raise typer.Exit(2) from None
    except OSError as error:
        raise typer.BadParameter(f"--rulings {printable(str(rulings))}: {error.strerror}") from None


def _reviewer(speaker: list[str] | None, overlay: list[Path] | None, language: Any) -> Reviewer:
    from coach.batch import BatchOptions, Reviewer
    from coach.cli.reading import reading

    return Reviewer(BatchOptions(reading(speaker), tuple(overlay or ()), language, accelerated=False))


def _reviews(reviewer: Reviewer, files: list[Path], problems: list[Any]) -> Iterator[Reviewed]:
    """Yield the reviews of the conversations, noting what cannot be read."""
    from coach.reviewed import Reviewed

    for path in files:
        for outcome in reviewer.of(path):
            if isinstance(outcome, Reviewed):
                yield outcome
            else:
                problems.append(outcome)


def _print(out: Console, ruled: Ruled) -> None:
    reviewed = ruled.reviewed
    out.print(
        f"\n── {printable(reviewed.transcript.id)}: {reviewed.scorecard.score:g} by the machine, "
        f"{ruled.scorecard.score:g} as ruled",
        style="bold",
    )
    for one in ruled.findings:
        finding = reviewed.findings[one.index]
        said = finding.matched or finding.trigger or ""
        out.print(f"{one.key}  {finding.severity}  {one.state}  {printable(said)}")
        for ruling in one.rulings:
            why = f": {printable(ruling.reason)}" if ruling.reason else ""
            out.print(f"    {ruling.do} by {printable(ruling.by)}{why}", style="dim")
    for item in ruled.items:
        out.print(f"{item.item}  {item.state}  {item.points if item.points is not None else '—'} points")
