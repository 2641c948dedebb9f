"""Canned replies kept in a repository: what scanners and CI servers are told."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.coach.cli.conftest import Run
from tests.coach.reports.test_junit import suite
from tests.coach.reports.test_sarif import run as checked_run

BAD = "我不知道"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with replies."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "replies").mkdir()
    (tmp_path / "replies" / "a.txt").write_bytes(f"\ufeff您好\r\n\n😀{BAD}\r\n".encode() + b"\xff\n")
    lines = [
        {"id": "r1", "text": f"😀{BAD}"},
        {"id": {"n": 2}, "text": BAD, "role": "customer"},
        {"id": "c", "turns": [{"role": "customer", "text": "喂"}, {"role": "agent", "text": BAD}]},
        {"turns": [{"text": BAD}]},
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + '\n{"text": "我\\u4e0d知道"}\n'
    (tmp_path / "replies" / "b.jsonl").write_text(text, "utf-8")
    return tmp_path


def sarif(here: Path, run: Run, *arguments: str, stdin: str = "", code: int = 0) -> dict[str, Any]:
    """Return the SARIF run that the command writes, checked for what the schema requires."""
    result = run("check", "--format", "sarif", *arguments, stdin=stdin)
    assert result.exit_code == code
    file = here / "log.sarif"
    file.write_bytes(result.stdout_bytes)
    return checked_run(file)


def place(result: dict[str, Any]) -> tuple[str, dict[str, int]]:
    """Return the file and the region of a result."""
    (location,) = result["locations"]
    return location["physicalLocation"]["artifactLocation"]["uri"], location["physicalLocation"]["region"]


def test_results_have_their_place_in_the_file(here: Path, run: Run) -> None:
    """Line and columns in code points, the byte order mark left out; the whole line where there are escapes."""
    log = sarif(here, run, "replies/a.txt", "replies/b.jsonl", code=2)
    assert log["columnKind"] == "unicodeCodePoints"
    assert [place(result) for result in log["results"]] == [
        ("replies/a.txt", {"startLine": 3, "startColumn": 3, "endColumn": 6}),
        ("replies/b.jsonl", {"startLine": 1, "startColumn": 25, "endColumn": 28}),
        ("replies/b.jsonl", {"startLine": 3, "startColumn": 86, "endColumn": 89}),
        ("replies/b.jsonl", {"startLine": 4, "startColumn": 23, "endColumn": 26}),
        ("replies/b.jsonl", {"startLine": 5}),
    ]
    text = (here / "replies" / "b.jsonl").read_text("utf-8").splitlines()
    for result in log["results"][1:4]:
        region = place(result)[1]
        assert text[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == "不知道"
    names = [result["locations"][0].get("logicalLocations", [{}])[0] for result in log["results"]]
    assert [name.get("fullyQualifiedName") for name in names] == [None, "r1", "c/2", "b.jsonl/1", None]
    assert [result["properties"]["turn"] for result in log["results"]] == [None, None, 1, 0, None]
    assert {(result["ruleId"], result["level"]) for result in log["results"]} == {("flat-ignorance/bare", "error")}


def test_fixes_mend_the_file(here: Path, run: Run) -> None:
    """Each suggestion, put where it says, makes a line that is fine; without the place there is none."""
    results = sarif(here, run, "replies/b.jsonl")["results"]
    assert "fixes" not in results[-1]
    lines = (here / "replies" / "b.jsonl").read_text("utf-8").splitlines()
    for result in results[:3]:
        assert len(result["fixes"]) > 1
        for number, fix in enumerate(result["fixes"]):
            (change,) = fix["artifactChanges"]
            (replacement,) = change["replacements"]
            region, text = replacement["deletedRegion"], replacement["insertedContent"]["text"]
            line = lines[region["startLine"] - 1]
            mended = f"{line[: region['startColumn'] - 1]}{text}{line[region['endColumn'] - 1 :]}"
            json.loads(mended)
            (here / f"mended-{number}.jsonl").write_text(mended, "utf-8")
            assert sarif(here, run, f"mended-{number}.jsonl")["results"] == []
            assert change["artifactLocation"] == result["locations"][0]["physicalLocation"]["artifactLocation"]
            assert fix["description"]["text"] == text


def test_what_cannot_be_read_is_a_notification(here: Path, run: Run) -> None:
    """With its place; the run is no success."""
    log = sarif(here, run, "replies/a.txt", "missing.txt", code=2)
    (invocation,) = log["invocations"]
    first, second = invocation["toolExecutionNotifications"]
    assert not invocation["executionSuccessful"]
    assert place(first) == ("replies/a.txt", {"startLine": 4})
    assert second["message"]["text"] == "there is no file missing.txt → check the path"
    assert second["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "missing.txt", "uriBaseId": "%SRCROOT%"}}}
    ]


def test_texts_and_standard_input_have_no_file(here: Path, run: Run) -> None:
    """A line of standard input is named; neither can be fixed."""
    (result,) = sarif(here, run, BAD)["results"]
    assert result["locations"] == []
    (result,) = sarif(here, run, "-", stdin=f"您好\n{BAD}\n")["results"]
    assert result["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "stdin:2"}]}]
    assert "fixes" not in result


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["我不知道，您问别人吧"], "zh-CN"),
        (["這個我不知道喔"], "zh-TW"),
        (["--language", "en", BAD], "en"),
        (["--locale", "zh-Hant-HK", BAD], "zh-TW"),
    ],
)
def test_the_language_is_that_of_the_replies(here: Path, run: Run, arguments: list[str], language: str) -> None:
    """Unless told."""
    assert sarif(here, run, *arguments)["tool"]["driver"]["language"] == language


def test_a_case_for_each_reply(here: Path, run: Run) -> None:
    """Of agents only; named by its id or its line, failing by its errors, with what was said; what is broken too."""
    result = run("check", "--format", "junit", "replies/a.txt", "replies/b.jsonl", "missing.txt", BAD, "您好")
    assert result.exit_code == 2
    file = here / "log.xml"
    file.write_bytes(result.stdout_bytes)
    cases = list(suite(file))
    assert [(case.get("classname"), case.get("name"), case.get("line"), len(case)) for case in cases] == [
        ("replies/a.txt", "line 1", "1", 0),
        ("replies/a.txt", "line 3", "3", 2),
        ("replies/b.jsonl", "r1", "1", 2),
        ("replies/b.jsonl", "c/2", "3", 2),
        ("replies/b.jsonl", "b.jsonl/1", "4", 2),
        ("replies/b.jsonl", "line 5", "5", 2),
        ("phrase-coach", BAD, None, 2),
        ("phrase-coach", "您好", None, 0),
        ("replies/a.txt", "line 4", "4", 1),
        ("missing.txt", "no-file", None, 1),
    ]
    assert {case.findtext("system-out") for case in cases[1:6]} == {BAD, f"😀{BAD}"}
    assert cases[-1].find("error") is not None


@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_hostile_replies_are_written(here: Path, run: Run, form: str) -> None:
    """Whatever stands in them or is their name; nothing at all, too."""
    record = {"id": "\ud800\x00]]>", "text": f"\ud800\x00\x1b<]]>{BAD}"}
    Path("\u202e.jsonl").write_text(json.dumps(record), "utf-8")
    Path("empty.txt").touch()
    for name in ("\u202e.jsonl", "empty.txt"):
        result = run("check", "--format", form, name)
        assert result.exit_code == 0
        if form == "sarif":
            json.loads(result.stdout_bytes)
        else:
            ElementTree.fromstring(result.stdout_bytes)


def test_fail_on_holds_for_scanners_too(here: Path, run: Run) -> None:
    """The log is whole all the same."""
    assert len(sarif(here, run, "--fail-on", "error", BAD, code=1)["results"]) == 1
