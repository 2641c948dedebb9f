"""Reviews as a workbook, read back by another library."""

import datetime
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from coach.reports import sheet
from coach.reports.labels import labels
from coach.reports.table import CONVERSATIONS, DUTIES, FINDINGS
from coach.reviewed import TimingFigures
from coach.transcript import Transcript
from coach.turn import Turn
from tests.coach.reports.conftest import PROBLEM, SAID, Write, finding, reviewed


def read(path: Path) -> dict[str, list[list[Any]]]:
    """Return the rows of every sheet."""
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def column(rows: list[list[Any]], table: tuple[Any, ...], name: str) -> list[Any]:
    """Return what stands under the head of a column."""
    place = [one.name for one in table].index(name)
    return [row[place] for row in rows[1:]]


def test_sheets(write: Write) -> None:
    """Sheets and heads in the reader's language, a row for each thing, numbers as numbers, times as times."""
    second = reviewed("call-2", None, findings=(finding(severity="warning"), finding(turn=None)))
    book = read(write("report.xlsx", reviewed(), second, PROBLEM, language="zh-Hant", masked=False))
    assert list(book) == ["總覽", "客服人員", "問題明細", "必做事項", "對話清單", "無法讀取"]
    assert book["問題明細"][0] == [labels("zh-Hant")[f"columns.{one.name}"] for one in FINDINGS]
    assert column(book["問題明細"], FINDINGS, "utterance") == [SAID, SAID, ""]
    assert column(book["問題明細"], FINDINGS, "time")[0] == datetime.timedelta(seconds=62)
    assert column(book["問題明細"], FINDINGS, "severity") == ["錯誤", "警告", "錯誤"]
    assert column(book["必做事項"], DUTIES, "state") == ["有做到", "漏做", "不適用"] * 2
    assert column(book["必做事項"], DUTIES, "trigger_turn")[:3] == ["", 2, ""]
    assert column(book["對話清單"], CONVERSATIONS, "score") == [87.5, 87.5]
    assert column(book["對話清單"], CONVERSATIONS, "warnings") == [0, 1]
    assert column(book["對話清單"], CONVERSATIONS, "skipped")[0] == "interruption：没有结束时间"
    assert book["無法讀取"][1] == [PROBLEM.source, PROBLEM.place, PROBLEM.code, PROBLEM.message, PROBLEM.advice, 2]


def test_sums(write: Write) -> None:
    """The first sheets hold what the others add up to."""
    second = reviewed("call-2", None, findings=(finding(severity="warning"), finding(rule="other/rule")))
    book = read(write("report.xlsx", reviewed(), second, PROBLEM, language="en"))
    figures = {row[0]: row[1] for row in book["Summary"]}
    assert (figures["Conversations reviewed"], figures["Mean score"], figures["Share passed"]) == (2, 87.5, 1)
    assert (figures["Errors"], figures["Warnings"], figures["Duties missed"]) == (2, 1, 2)
    assert (figures["Unreadable records"], figures["Phrasebook"], figures["interruption"]) == (2, "abc123", 2)
    assert figures["Personal data masked"] == "yes"
    assert ["flat-ignorance/bare", "四.2.(5)", 1, 1, 0, 2] in book["Summary"]
    assert ["请客人稍候", "篇3.五.1", 0, 2, 0, ""] in book["Summary"]
    assert [row[:2] for row in book["Agents"][1:]] == [["小陈", 1], ["(unknown)", 1]]
    assert book["Agents"][1][-1] == 0.5


def test_nothing_reviewed(write: Write) -> None:
    """Without conversations there are heads, and no mean of nothing."""
    book = read(write("report.xlsx", language="en"))
    assert {row[0]: row[1] for row in book["Summary"]}["Mean score"] == ""
    assert len(book["Findings"]) == 1
    assert "Unreadable" not in book


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "-1", "https://example.org", "_x0041_", "'", "1"])
def test_texts_stay_texts(write: Write, text: str) -> None:
    """Nothing becomes a formula, a link or a number, and nothing is changed."""
    path = write("report.xlsx", reviewed(transcript=Transcript(text, (Turn(text),), agent=text)))
    assert column(read(path)["会话列表"], CONVERSATIONS, "conversation") == [text]
    with zipfile.ZipFile(path) as parts:
        xml = b"".join(parts.read(name) for name in parts.namelist() if "worksheets" in name)
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml


def test_hostile_values(write: Write) -> None:
    """Control characters and lone surrogates are seen, numbers that are none stay away, long texts say they are cut."""
    timing = TimingFigures(duration=float("nan"), silence=float("-inf"), speech_rate=10**400)
    turns = (Turn("长" * 40_000), Turn("😀" * 20_000), Turn("短" * 20_000, start=10**300))
    hostile = reviewed(
        transcript=Transcript("\x00\ud800\uffff", turns),
        findings=tuple(finding(turn=turn, start=None, end=None, matched="") for turn in range(3)),
        timing=timing,
    )
    book = read(write("report.xlsx", hostile, masked=False))
    assert column(book["会话列表"], CONVERSATIONS, "conversation") == ["␀��"]
    assert column(book["会话列表"], CONVERSATIONS, "duration") == [""]
    assert column(book["会话列表"], CONVERSATIONS, "silence") == ["≤ -1E+11"]
    assert column(book["会话列表"], CONVERSATIONS, "speech_rate") == ["≥ 1E+11"]
    assert column(book["问题明细"], FINDINGS, "time")[2] == "≥ 1E+11"
    long, emoji, short = column(book["问题明细"], FINDINGS, "utterance")
    assert re.fullmatch("长{32758}…（过长，已截断）", long)
    assert re.fullmatch("😀{16379}…（过长，已截断）", emoji)
    assert short == "短" * 20_000


def test_a_full_sheet_goes_on_in_another(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row is left out; each sheet has its head and its filter."""
    monkeypatch.setattr(sheet, "ROWS", 4)
    calls = (reviewed(f"call-{number}", duties=()) for number in range(7))
    book = read(write("report.xlsx", *calls, language="en"))
    parts = [book["Conversations"], book["Conversations 2"], book["Conversations 3"]]
    assert [len(part) for part in parts] == [4, 4, 2]
    assert [name for part in parts for name in column(part, CONVERSATIONS, "conversation")] == [
        f"call-{number}" for number in range(7)
    ]
    assert len({tuple(part[0]) for part in parts}) == 1


def test_heads_filters_and_colours(write: Write) -> None:
    """The head stays in sight, columns can be filtered, severities have colours."""
    path = write("report.xlsx", reviewed())
    with zipfile.ZipFile(path) as parts:
        findings = parts.read("xl/worksheets/sheet3.xml").decode()
    assert '<autoFilter ref="A1:P2"/>' in findings
    assert 'state="frozen"' in findings
    assert findings.count("<cfRule") == 3
    assert '<formula>"错误"</formula>' in findings
