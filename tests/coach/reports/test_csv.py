"""Findings as CSV."""

import csv
from pathlib import Path

import pytest

from coach.reports.labels import labels
from coach.reports.table import FINDINGS
from coach.transcript import Transcript
from coach.turn import Turn
from tests.coach.reports.conftest import PROBLEM, SAID, Write, finding, reviewed


def rows(path: Path) -> list[dict[str, str]]:
    """Read the file back, by the names of the columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *body = csv.reader(file)
    assert head == [labels("zh-Hans")[f"columns.{column.name}"] for column in FINDINGS]
    return [dict(zip((column.name for column in FINDINGS), row, strict=True)) for row in body]


def test_findings(write: Write) -> None:
    """A row a finding and one a problem; Excel sees from the first bytes that it is UTF-8."""
    path = write("report.csv", reviewed(), PROBLEM, reviewed(findings=()), masked=False)
    assert path.read_bytes().startswith(b'\xef\xbb\xbf"')
    first, second = rows(path)
    assert (first["conversation"], first["turn"], first["time"]) == ("call-1", "2", "62.0")
    assert (first["severity"], first["how"], first["utterance"]) == ("错误", "原词", SAID)
    assert first["suggestions"] == "我帮您核实一下\n我帮您问一下相关部门"
    assert (second["severity"], second["rule"], second["message"]) == ("无法读取", PROBLEM.code, PROBLEM.message)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_is_a_formula(write: Write, start: str) -> None:
    """Whatever begins like one gets an apostrophe, and stays in its cell."""
    text = f"{start}cmd|' /C calc'!A0,\";\"\n"
    transcript = Transcript(text, (Turn(text),), agent=text)
    (row,) = rows(write("report.csv", reviewed(transcript=transcript, findings=(finding(turn=0, matched=text),))))
    assert [row["conversation"], row["agent"], row["utterance"], row["matched"]] == [f"'{text}"] * 4


def test_hostile_text(write: Write) -> None:
    """NUL and lone surrogates are seen, and the file is read to its end."""
    findings = (finding(turn=7, matched="\x00\ud800", confidence=0.5), finding(turn=None))
    first, second = rows(write("report.csv", reviewed(findings=findings)))
    assert (first["matched"], first["utterance"], first["turn"]) == ("␀�", "", "8")
    assert (second["turn"], second["time"]) == ("", "")
