"""One table of a workbook: a head that stays in sight, filters, colours, and further sheets when one is full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.reports.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from coach.reports.labels import Labels
    from coach.reports.table import Cell, Column

# Limits of Excel: rows of a sheet; UTF-16 units of a text.
ROWS = 1_048_576
UNITS = 32_767
_LARGEST = 10**11  # a number beyond is no figure of a conversation; as a time, Excel could not show it
_SECONDS_A_DAY = 86_400
_TIME = "[h]:mm:ss"
# By column, the values that get a colour.
_MARKS = {
    "severity": {"severity.error": "#F8CBAD", "severity.warning": "#FFE699", "severity.advice": "#DDEBF7"},
    "state": {"state.missed": "#F8CBAD"},
    "passed": {"words.no": "#F8CBAD"},
}


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of a workbook: of cells by the form of their column, of heads and titles, and of marks."""

    cells: dict[str, Format]
    head: Format
    title: Format
    marks: dict[str, Format]

    @classmethod
    def of(cls, book: Workbook) -> Formats:
        """Add the formats to a workbook."""
        numbers = {"number": "#,##0", "decimal": "0.0", "share": "0%", "time": _TIME}
        cells = {form: book.add_format({"valign": "top", "num_format": shown}) for form, shown in numbers.items()}
        return cls(
            cells | {"text": book.add_format({"valign": "top", "text_wrap": True})},
            book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D9E1F2", "border": 1}),
            book.add_format({"bold": True, "font_size": 14}),
            {
                name: book.add_format({"bg_color": colour})
                for marks in _MARKS.values()
                for name, colour in marks.items()
            },
        )


class Sheet:
    """A table that takes rows one by one, in as many worksheets as they need."""

    def __init__(self, book: Workbook, formats: Formats, labels: Labels, name: str, columns: Sequence[Column]) -> None:
        self._book, self._formats, self._labels, self._columns = book, formats, labels, columns
        self._name = labels[f"sheets.{name}"]
        self._sheets = 0
        self._begin()

    def append(self, row: Sequence[Cell]) -> None:
        """Write one row; a sheet that is full is finished, and another begun."""
        if self._next == ROWS:
            self.finish()
            self._begin()
        for place, (column, cell) in enumerate(zip(self._columns, row, strict=True)):
            write_cell(self._sheet, self._next, place, cell, self._formats.cells[column.form], self._labels)
        self._next += 1

    def finish(self) -> None:
        """Put filters and colours on what has been written since the sheet began."""
        last = self._next - 1
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)
        for place, column in enumerate(self._columns):
            for name in _MARKS.get(column.name, ()):
                rule = {"type": "cell", "criteria": "==", "value": f'"{self._labels[name]}"'}
                self._sheet.conditional_format(
                    1, place, max(1, last), place, rule | {"format": self._formats.marks[name]}
                )

    def _begin(self) -> None:
        self._sheets += 1
        number = "" if self._sheets == 1 else f" {self._sheets}"
        self._sheet = self._book.add_worksheet(f"{self._name}{number}")
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, column.width)
            self._sheet.write_string(0, place, self._labels[f"columns.{column.name}"], self._formats.head)
        self._sheet.freeze_panes(1, 0)
        self._next = 1


def write_cell(sheet: Worksheet, row: int, place: int, cell: Cell, form: Format, labels: Labels) -> None:
    """Write one cell: a text as a text, whatever it begins with; a time, known by its format, in days."""
    if isinstance(cell, str):
        sheet.write_string(row, place, _cut(visible(cell), labels["words.cut"]), form)
    elif cell is not None and -_LARGEST < cell < _LARGEST:
        sheet.write_number(row, place, cell / _SECONDS_A_DAY if form.num_format == _TIME else cell, form)
    elif cell is not None and cell == cell:  # not NaN, which says nothing
        sheet.write_string(row, place, f"≥ {_LARGEST:.0E}" if cell > 0 else f"≤ -{_LARGEST:.0E}", form)


def _cut(text: str, sign: str) -> str:
    """Return `text`, or as much of it as a cell can hold and a sign that there was more."""
    if len(text) * 2 <= UNITS:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= UNITS * 2:
        return text
    return units[: (UNITS - len(sign)) * 2].decode("utf-16-le", "ignore") + sign
