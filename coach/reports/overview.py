"""The sheets of a workbook that hold sums: the overview, and the agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.reports.sheet import write_cell
from coach.reports.table import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter import Workbook

    from coach.reports.labels import Labels
    from coach.reports.sheet import Formats
    from coach.reports.table import Cell, Row
    from coach.summary import FindingCount, Summary

AGENTS = (
    Column("agent", 20),
    Column("conversations", 12, "number"),
    Column("mean_score", 10, "decimal"),
    Column("pass_share", 10, "share"),
    Column("errors", 10, "number"),
    Column("warnings", 10, "number"),
    Column("advice", 10, "number"),
    Column("kept", 10, "number"),
    Column("missed", 10, "number"),
    Column("kept_share", 10, "share"),
)
_RULES = (
    Column("rule", 34),
    Column("clause", 16),
    Column("errors", 14, "number"),
    Column("warnings", 14, "number"),
    Column("advice", 14, "number"),
    Column("conversations", 14, "number"),
)
_DUTIES = (
    Column("duty", 34),
    Column("clause", 16),
    Column("kept", 14, "number"),
    Column("missed", 14, "number"),
    Column("not_applicable", 14, "number"),
)
_SKIPPED = (Column("check", 34), Column("conversations", 16, "number"))


def agent_rows(summary: Summary, labels: Labels) -> Iterator[Row]:
    """Yield a row for each agent, lowest mean score first, whoever is not named last."""
    for agent, figures in summary.ranked_agents():
        yield [
            labels["words.nobody"] if agent is None else agent,
            figures.conversations,
            figures.mean_score,
            figures.pass_share,
            *_counts(figures.findings),
            figures.kept,
            figures.missed,
            figures.duties_kept,
        ]


def _counts(findings: FindingCount) -> Row:
    return [findings.error, findings.warning, findings.advice]


class Overview:
    """The first sheet: a few figures, then rules, duties and checks that could not run, most frequent first."""

    def __init__(self, book: Workbook, formats: Formats, labels: Labels, *, is_masked: bool) -> None:
        self._formats, self._labels, self._is_masked = formats, labels, is_masked
        self._sheet = book.add_worksheet(labels["sheets.summary"])
        for place, column in enumerate(_RULES):
            self._sheet.set_column(place, place, column.width)
        self._next = 0

    def write(self, summary: Summary) -> None:
        """Write everything; once, at the end."""
        total = summary.total
        self._sheet.write_string(0, 0, self._labels["summary.title"], self._formats.title)
        self._next = 2
        figures: list[tuple[str, Cell, str]] = [
            ("reviewed", total.conversations, "number"),
            ("mean_score", total.mean_score, "decimal"),
            ("pass_share", total.pass_share, "share"),
            ("errors", total.findings.error, "number"),
            ("warnings", total.findings.warning, "number"),
            ("advice", total.findings.advice, "number"),
            ("kept", total.kept, "number"),
            ("missed", total.missed, "number"),
            ("problems", summary.lost_rows, "number"),
            ("phrasebook", "\n".join(summary.phrasebooks), "text"),
            ("masked", self._labels["words.yes" if self._is_masked else "words.no"], "text"),
        ]
        for name, value, form in figures:
            self._sheet.write_string(self._next, 0, self._labels[f"summary.{name}"], self._formats.cells["text"])
            write_cell(self._sheet, self._next, 1, value, self._formats.cells[form], self._labels)
            self._next += 1
        rules: list[Row] = [
            [rule, one.clause, *_counts(one.findings), one.findings.conversations]
            for rule, one in summary.ranked_rules()
        ]
        duties: list[Row] = [
            [one.title, one.clause, one.kept, one.missed, one.not_applicable] for _, one in total.worst_duties()
        ]
        self._table("by_rule", _RULES, rules)
        self._table("by_duty", _DUTIES, duties)
        self._table("not_checked", _SKIPPED, [[check, count] for check, count in summary.skipped.most_common()])

    def _table(self, title: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        if not rows:
            return
        self._sheet.write_string(self._next + 1, 0, self._labels[f"summary.{title}"], self._formats.title)
        for place, column in enumerate(columns):
            label = self._labels[f"columns.{column.name}"]
            self._sheet.write_string(self._next + 2, place, label, self._formats.head)
        self._next += 3
        for row in rows:
            for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
                write_cell(self._sheet, self._next, place, cell, self._formats.cells[column.form], self._labels)
            self._next += 1
