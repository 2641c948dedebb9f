"""Tables in workbooks."""

import io
import zipfile
from datetime import datetime

import pytest
import xlsxwriter

from coach.transcripts import workbook
from coach.turn import Turn
from tests.coach.transcripts.files import read, read_sample

HEADER = ["通话编号", "角色", "内容", "时间"]
ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="S">{}</table:table></office:spreadsheet></office:body></office:document-content>"""

MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 manifest:version="1.2"><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def xlsx(sheets: dict[str, list[list[object]]], hidden: str = "") -> bytes:
    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw, {"default_date_format": "yyyy-mm-dd hh:mm:ss"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name == hidden:
            sheet.hide()
    book.close()
    return raw.getvalue()


def ods(rows: list[list[str]]) -> bytes:
    raw = io.BytesIO()
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(cells))
    return raw.getvalue()


def test_sample() -> None:
    """A title above the header, numbers as ids, seconds."""
    reading = read_sample("hotel-bookings.xlsx")
    assert [(one.id, one.agent, one.rows) for one in reading.transcripts] == [
        ("2405001", "許雅雯", 4),
        ("2405002", "許雅雯", 3),
    ]
    assert reading.transcripts[0].turns[0] == Turn("您好，翠湖飯店訂房組，請問有什麼可以為您服務？", "agent", 0.5, 5.25)


def test_cells_of_every_kind() -> None:
    """Numbers without a fraction are whole, dates are moments, and what is no text is written out."""
    row = [7.0, "客服", 3.5, datetime(2024, 5, 1, 10, 0, 3)]
    (one,) = read(xlsx({"S": [HEADER, row, [7, "客户", 12, datetime(2024, 5, 1, 10, 0, 9)]]}), "a.xlsx").transcripts
    assert one.turns == (Turn("3.5", "agent", 0.0), Turn("12", "customer", 6.0))
    assert (one.id, one.date) == ("7", "2024-05-01")
    rows = [[*HEADER[:3], "日期"], [1, "客服", "您好", datetime(2024, 5, 2)]]
    assert read(xlsx({"S": rows}), "a.xlsx").transcripts[0].date == "2024-05-02"


def test_each_sheet_is_a_table() -> None:
    """Those with something in them that are not hidden; places name the sheet where there are several."""
    rows = [HEADER[1:3], ["客服", "您好"], ["", "喂"]]
    reading = read(xlsx({"一": rows, "空": [], "二": rows, "藏": rows}, hidden="藏"), "a.xlsx")
    assert [one.id for one in reading.transcripts] == ["a-一", "a-二"]
    assert [place for place, _, _ in reading.seen] == ["sheet 一, row 3", "sheet 二, row 3"]
    assert read(xlsx({"一": rows}), "a.xlsx").seen == [("row 3", "no-speaker", 1)]


def test_rows_are_counted_as_in_the_program() -> None:
    """Empty rows above the header too."""
    assert read(xlsx({"S": [[], [], HEADER[1:3], ["", "喂"]]}), "a.xlsx").seen == [("row 4", "no-speaker", 1)]


def test_libreoffice() -> None:
    """OpenDocument is read alike."""
    assert read(ods([HEADER[:3], ["1", "客服", "您好"]]), "a.ods").turns == [("agent", None, "您好")]


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        (b"PK\x03\x04 broken", "a.xlsx", "bad-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "bad-workbook"),
        (xlsx({"S": []}), "a.xlsx", "empty-file"),
        (xlsx({"S": [["a", "b"], [1, 2]]}), "a.xlsx", "no-header"),
        ("角色,内容".encode(), "a.xls", "no-conversation"),
    ],
)
def test_workbooks_nobody_can_read(raw: bytes, name: str, code: str) -> None:
    """Broken, empty, without a header; a table that only calls itself a workbook is read as what it is."""
    assert [found for _, found, _ in read(raw, name).seen] == [code]


def test_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook is in memory as a whole, so it has a limit."""
    monkeypatch.setattr(workbook, "LARGEST", 100)
    assert [code for _, code, _ in read(xlsx({"S": [HEADER]}), "a.xlsx").seen] == ["file-too-large"]
