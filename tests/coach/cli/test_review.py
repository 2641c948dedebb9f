"""`phrase-coach review`: conversations in, reports out."""

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from phrasebook import data_folder
from tests.coach.cli.conftest import Run, json_lines

SAMPLES = data_folder() / "samples"
OFFICE, HOTEL = SAMPLES / "property-office.jsonl", SAMPLES / "taiwan-hotel.jsonl"


def test_a_line_is_answered_by_a_line(run: Run) -> None:
    """With the id as given, whatever kind of value it is, and turns numbered as they came."""
    turns = [
        {"role": "agent", "text": "  "},
        {"role": "agent", "text": "喂，你找誰"},
        {"role": "customer", "text": "我要報修"},
    ]
    given = json.dumps({"id": 7, "channel": "call", "complete": False, "turns": turns}).encode()
    result = run("review", "--jsonl", stdin=given + b"\n\n" + given.replace(b"7", b'"x"', 1))
    first, second = json_lines(result.stdout)
    assert result.exit_code == 0
    assert (first["id"], second["id"]) == (7, "x")
    wording = [finding for finding in first["findings"] if finding["start"] is not None]
    assert {finding["turn"] for finding in wording} == {1}
    assert [problem["code"] for problem in first["problems"]] == ["no-text"]
    assert {skip["check"] for skip in first["skipped"]} >= {"interruption", "farewell-missing"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"oops", "not-json"),
        (b"\xff", "not-utf8"),
        (b"[]", "not-an-object"),
        (b'{"id": 3}', "bad-turns"),
        (b'{"id": 3, "turns": [{"speaker": "x", "text": "y"}]}', "no-roles"),
    ],
)
def test_a_line_that_cannot_be_judged_does_not_stop_the_run(run: Run, line: bytes, code: str) -> None:
    """It is answered with what is wrong and where."""
    result = run("review", "--jsonl", stdin=line + b"\n" + OFFICE.read_bytes())
    wrong, right = json_lines(result.stdout)
    assert (wrong["error"]["code"], wrong["error"]["line"]) == (code, 1)
    assert right["id"] == "property-office"


def test_reports_and_summary(run: Run, tmp_path: Path) -> None:
    """One run writes every report; the summary names agents, duties and where the reports lie."""
    reports = [tmp_path / name for name in ("r.html", "r.xlsx", "r.jsonl", "r.csv", "r.sarif", "r.xml")]
    result = run("review", str(OFFICE), str(HOTEL), *(part for path in reports for part in ("--out", str(path))))
    assert result.exit_code == 0
    assert "2 conversations" in result.stdout
    assert "greeting-missing" in result.stdout
    assert str(reports[0]) in result.stdout
    lines = [json.loads(line) for line in reports[2].read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["property-office", "taiwan-hotel"]
    assert len(CalamineWorkbook.from_path(reports[1]).sheet_names) >= 5
    page = reports[0].read_text("utf-8")
    assert '<html lang="zh-' in page
    assert "property-office" in page


def test_the_reader_may_choose_the_language(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "r.html"
    run("review", str(HOTEL), "--out", str(page), "--language", "en", "--title", "Tuesday")
    assert "Tuesday" in page.read_text("utf-8")
    assert '<html lang="en"' in page.read_text("utf-8")


@pytest.mark.parametrize(("hidden", "arguments"), [(True, []), (False, ["--show-personal"])])
def test_personal_data_is_masked_unless_wanted(run: Run, tmp_path: Path, hidden: bool, arguments: list[str]) -> None:
    calls, report = tmp_path / "calls.txt", tmp_path / "r.html"
    calls.write_text("客服：您好，請問電話幾號？\n客戶：我的手機是13800138000\n客服：謝謝您。\n", "utf-8")
    run("review", str(calls), "--out", str(report), *arguments)
    assert ("13800138000" not in report.read_text("utf-8")) is hidden


def test_exit_codes(run: Run, tmp_path: Path) -> None:
    """Findings as severe as asked for give 1; what could not be read 2, and the rest is reviewed all the same."""
    assert run("review", str(OFFICE), "--fail-on", "error").exit_code == 1
    assert run("review", str(HOTEL), "--fail-on", "error").exit_code == 0
    broken = tmp_path / "broken.json"
    broken.write_text("{", "utf-8")
    result = run("review", str(broken), str(HOTEL))
    assert result.exit_code == 2
    assert "1 conversation" in result.stdout
    assert "broken.json" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--jsonl", str(HOTEL)],
        [str(HOTEL), "--out", "report.pdf"],
        [str(HOTEL), "--speaker", "x"],
        [str(HOTEL), "--speaker", "x=boss"],
        [str(HOTEL), "--input-format", "morse"],
    ],
)
def test_wrong_usage_is_told(run: Run, arguments: list[str]) -> None:
    result = run("review", *arguments, stdin=b"")
    assert result.exit_code == 2
    assert result.stderr.strip()
