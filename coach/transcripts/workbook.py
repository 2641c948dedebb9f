"""Tables in workbooks of Excel and LibreOffice: .xlsx, .xlsm, .xlsb, .xls and .ods; each sheet is a table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from coach.transcripts.problem import ReadingError
from coach.transcripts.table import Row, Table, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.opened import Head, Opened
    from coach.transcripts.options import ReadOptions

_SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
LARGEST = 64 << 20  # bytes; all of a workbook is in memory while it is read


def looks_like(head: Head) -> bool:
    """Tell whether the name says so and the bytes do not say otherwise."""
    return head.suffix in _SUFFIXES and head.raw.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def read(file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Return the conversations of all visible sheets that have something in them.

    Raises:
        ReadingError: the workbook is broken, locked with a password, empty, or too large.
    """
    with file.binary() as stream:
        raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        message = f"more than {LARGEST >> 20} MiB in one workbook"
        raise ReadingError("file-too-large", message, "save it as CSV, which is read row by row")
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = [
            workbook.get_sheet_by_name(sheet.name)
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
    except PasswordError:
        raise ReadingError("locked", "it is locked with a password", "save it without one") from None
    except (CalamineError, OSError, ValueError) as error:
        raise ReadingError("bad-workbook", f"it cannot be read: {error}", "save it again, or as CSV") from None
    filled = [sheet for sheet in sheets if sheet.total_height]
    if not filled:
        raise ReadingError("empty-file", "no sheet has anything in it", "export it again")
    for sheet in filled:
        yield from read_table(_table(sheet, file, alone=len(filled) == 1), options)


def _table(sheet: CalamineSheet, file: Opened, alone: bool) -> Table:
    name = file.stem if alone else f"{file.stem}-{sheet.name}"
    before = "" if alone else f"sheet {sheet.name}, "

    def rows() -> Iterator[Row]:
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield Row(f"{before}row {number}", cells)

    return Table(file.name, name, rows)
