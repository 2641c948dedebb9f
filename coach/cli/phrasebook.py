"""`phrase-coach phrasebook …`: for the trainer who owns the wording rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from coach.cli.options import Overlays, ReaderLanguage
from coach.cli.printable import complain, printable
from coach.compiled import CompiledPhrasebook
from coach.timing import MEASURES
from phrasebook import Clause, Phrasebook, PhrasebookInvalid, Rule, data_folder
from phrasebook.model import Entry
from phrasebook.nearest import did_you_mean

app = typer.Typer(help="Read, test and look into the phrasebook.", no_args_is_help=True)


def _folders(overlay: Sequence[Path] | None) -> list[Path]:
    return [data_folder() / "phrasebook", *(overlay or ())]


def _verified(overlay: Sequence[Path] | None) -> CompiledPhrasebook:
    """Return the phrasebook after running all of its examples, or print what is wrong and exit with 1."""
    from coach.verified import load_and_verify

    try:
        return load_and_verify(_folders(overlay))
    except PhrasebookInvalid as error:
        complain(f"{error}\n{len(error.problems)} problems")
        raise typer.Exit(1) from None


@app.command()
def lint(overlay: Overlays = None) -> None:
    """Read every file and run every example; name file, line and column of whatever is wrong."""
    book = _verified(overlay).book
    wordings = sum(len(rule.wordings) for rule in book.rules.values())
    examples = sum(len(rule.examples.bad) + len(rule.examples.good) for rule in book.rules.values())
    print_line(
        f"phrasebook {book.hash} is fine: {len(book.rules)} rules with {wordings} wordings and {examples} examples, "
        f"{len(book.acts)} acts, {len(book.phrases)} approved phrases, {len(book.duties)} duties, "
        f"{len(book.scorecards)} scorecard{'s' * (len(book.scorecards) != 1)}, {len(book.clauses)} clauses"
    )


@app.command()
def prepare(overlay: Overlays = None) -> None:
    """Compile the rules for speed and remember it, so that the service starts at once (takes seconds)."""
    from coach.checker import Coach

    coach = Coach(overlays=overlay or ())
    coach.accelerate()
    print_line(f"phrasebook {coach.phrasebook.hash} is ready")


@app.command()
def test(
    overlay: Overlays = None,
    rule: Annotated[str | None, typer.Option(help="Only this rule, or the rules of this category.")] = None,
) -> None:
    """Print what each example of the rules gives, after checking that all hold."""
    from coach.checker import Coach
    from coach.cli.render import console, print_verdict

    coach = Coach(_verified(overlay))
    out = console()
    for chosen in _choose(coach.phrasebook, rule):
        out.print(f"\n── {chosen.id} · {chosen.clause}", style="bold")
        for text in (*chosen.examples.bad, *chosen.examples.good):
            print_verdict(out, coach.check(text))


@app.command(name="list")
def list_rules(
    overlay: Overlays = None, language: ReaderLanguage = None, category: Annotated[str | None, typer.Option()] = None
) -> None:
    """List the rules with severity, clause and title."""
    from coach.verified import load_verified

    book = load_verified(overlay or ()).book
    table = _table("rule", "severity", "clause", "title", "wordings")
    for rule in _choose(book, category):
        table.add_row(
            rule.id,
            rule.severity,
            rule.clause,
            Text(rule.title.get(language or "zh-Hant"), overflow="fold"),
            str(len(rule.wordings)),
        )
    _print_table(table)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A rule, act, situation, duty, word list, scorecard, clause …")],
    overlay: Overlays = None,
) -> None:
    """Show what is called so in the phrasebook, in full: a situation may have the name of an act."""
    import yaml
    from rapidfuzz import fuzz, process

    from coach.verified import load_verified

    book = load_verified(overlay or ()).book
    shelves: tuple[Mapping[str, Entry], ...] = (
        book.rules,
        book.acts,
        book.situations,
        book.duties,
        book.lists,
        book.frames,
        book.skips,
        book.scorecards,
        book.clauses,
    )
    found = [shelf[name] for shelf in shelves if name in shelf]
    if found:
        dumps = [entry.model_dump(mode="json", by_alias=True, exclude_defaults=True) for entry in found]
        print_line(yaml.safe_dump_all(dumps, allow_unicode=True, sort_keys=False, width=110).rstrip())
        return
    known = [key for shelf in shelves for key in shelf]
    best = process.extractOne(name, known, scorer=fuzz.ratio)
    complain(f"phrase-coach: nothing is called “{name}” → did you mean “{best[0]}”?")
    raise typer.Exit(2)


@app.command()
def coverage(overlay: Overlays = None) -> None:
    """Print, for every clause of the service code, what covers it; exit with 1 where that is not there."""
    from coach.verified import load_verified

    book = load_verified(overlay or ()).book
    table = _table("clause", "covered by", "rules", "wordings", "phrases", "text")
    rules_by, phrases_by = _by_clause(book)
    for clause in book.clauses.values():
        rules = rules_by.get(clause.id, [])
        wordings = sum(len(rule.wordings) for rule in rules)
        table.add_row(
            clause.id,
            ", ".join(_cover_names(clause)),
            str(len(rules) or ""),
            str(wordings or ""),
            str(phrases_by.get(clause.id, "")),
            Text(clause.text.hant, no_wrap=True, overflow="ellipsis"),
        )
    _print_table(table)
    kinds: dict[str, int] = {}
    for clause in book.clauses.values():
        for name in _cover_names(clause):
            kinds[name.split(" ")[0]] = kinds.get(name.split(" ")[0], 0) + 1
    summary = ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
    print_line(f"\n{len(book.clauses)} clauses; covered by: {summary} (a clause may have several)")
    missing = [message for clause in book.clauses.values() for message in _not_there(book, clause, rules_by)]
    if missing:
        complain("\n".join(missing))
        raise typer.Exit(1)


def _not_there(book: Phrasebook, clause: Clause, rules_by: Mapping[str, list[Rule]]) -> Iterator[str]:
    """Yield what a clause names as its cover though it is not there."""
    timed = [duty.id for duty in book.duties.values() if any(moment.needs_times for moment in duty.when)]
    for cover in clause.covered_by:
        if isinstance(cover, str):
            if cover == "rule" and clause.id not in rules_by:
                yield f"{clause.id}: covered by rules, but no rule has this clause → give it to one, or remove “rule”"
            continue
        ((kind, name),) = cover.model_dump().items()
        known = list(book.duties) if kind == "duty" else [*MEASURES, *timed]
        if name not in known:
            yield f"{clause.id}: there is no {kind} “{name}” → {did_you_mean(name, known)}"


def _by_clause(book: Phrasebook) -> tuple[dict[str, list[Rule]], dict[str, int]]:
    rules: dict[str, list[Rule]] = {}
    for rule in book.rules.values():
        rules.setdefault(rule.clause, []).append(rule)
    phrases: dict[str, int] = {}
    for situation in book.situations.values():
        if situation.clause:
            phrases[situation.clause] = phrases.get(situation.clause, 0) + len(situation.phrases)
    return rules, phrases


def _cover_names(clause: Clause) -> list[str]:
    names: list[str] = []
    for cover in clause.covered_by:
        if isinstance(cover, str):
            names.append(cover)
        else:
            names += [f"{kind} {name}" for kind, name in cover.model_dump().items()]
    return names


def _choose(book: Phrasebook, name: str | None) -> list[Rule]:
    """Return the rules of a category, the rule of that id, or all."""
    chosen = [rule for rule in book.rules.values() if name in {None, rule.id, rule.category}]
    if not chosen:
        known = ", ".join(sorted({rule.category for rule in book.rules.values()}))
        raise typer.BadParameter(f"there is no rule or category “{printable(str(name))}”; categories: {known}")
    return chosen


def print_line(line: str) -> None:
    """Print plain text to standard output."""
    sys.stdout.write(f"{line}\n")


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, collapse_padding=True)
    for heading in headings:
        table.add_column(heading, justify="right" if heading in {"rules", "wordings", "phrases"} else "left")
    return table


def _print_table(table: Table) -> None:
    """Print a table; where the terminal is too narrow only running text gives way, for an id that is cut is no id."""
    from coach.cli.render import console

    out = console()
    if not out.is_terminal:
        out.width = 1000  # what is piped is searched by the line
    for column in table.columns:
        running = column.header in {"title", "covered by", "text"}
        column.no_wrap = not running
        column.min_width = 8 if running else max(map(cell_len, [str(column.header), *map(str, column.cells)]))
    out.print(table)
