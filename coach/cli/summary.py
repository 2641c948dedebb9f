"""The summary of a review for the terminal: figures, agents, duties, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from coach.cli.printable import complain, printable

if TYPE_CHECKING:
    from rich.console import Console

    from coach.summary import Figures, Summary
    from coach.transcript import TranscriptProblem

_MOST_AGENTS = 20
_MOST_CATEGORIES = 2


def print_summary(out: Console, summary: Summary) -> None:
    """Print the summary; an agent nobody named is a dash."""
    total = summary.total
    if not out.is_terminal:
        out.width = 1000  # what is piped is searched by the line
    if total.mean_score is not None:
        out.print(
            f"{_number(total.conversations, 'conversation')}, {_number(total.agent_turns, 'agent turn')}: "
            f"mean score {total.mean_score:.1f}, {total.passed} passed, {total.fatal} failed by one item alone"
        )
        findings = total.findings
        out.print(f"{findings.error} errors, {findings.warning} warnings, {findings.advice} advice\n")
        out.print(_agents(summary))
        out.print()
        out.print(_duties(total))
    if summary.problems:
        codes = ", ".join(f"{number} {code}" for code, number in summary.problems.most_common())
        out.print(f"\nnot read: {_number(summary.lost_rows, 'row')} ({codes})", style="bold")


def print_problem(problem: TranscriptProblem) -> None:
    """Say on standard error what could not be read."""
    complain(f"phrase-coach: {problem}")


def _agents(summary: Summary) -> Table:
    table = _table("agent", "conversations", "score", "passed", "errors", "warnings", "duties kept", "coach first")
    ranked = summary.ranked_agents()
    for agent, figures in ranked[:_MOST_AGENTS]:
        worst = [slug for slug, count in figures.worst_categories(_MOST_CATEGORIES) if count.error or count.warning]
        kept = figures.duties_kept
        table.add_row(
            Text(printable(agent or "—")),
            str(figures.conversations),
            f"{figures.mean_score:.1f}",
            str(figures.passed),
            str(figures.findings.error),
            str(figures.findings.warning),
            "—" if kept is None else f"{kept:.0%}",
            ", ".join(worst),
        )
    if len(ranked) > _MOST_AGENTS:
        table.add_row(f"… and {len(ranked) - _MOST_AGENTS} more")
    return table


def _duties(total: Figures) -> Table:
    table = _table("duty", "kept", "missed", "no occasion")
    for slug, count in total.worst_duties():
        table.add_row(slug, str(count.kept), str(count.missed), str(count.not_applicable))
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, justify="left" if heading in {"agent", "duty", "coach first"} else "right")
    return table


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
