"""Findings as SARIF: what the standard demands, and what viewers show.

The published schema (OASIS, not free to copy here) was used to validate these files; the tests check what it requires.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from coach.transcript import Transcript, TranscriptProblem
from coach.turn import Turn
from tests.coach.reports.conftest import PROBLEM, Write, finding, reviewed


def run(path: Path) -> dict[str, Any]:
    """Return the run of a file, after checking all that the schema requires of what is in it."""
    log = json.loads(path.read_bytes())
    assert log.keys() == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    assert only.keys() == {"columnKind", "results", "invocations", "tool"}
    driver = only["tool"]["driver"]
    assert driver["name"] == "phrase-coach"
    assert re.fullmatch("[a-z]{2}(-[A-Z]{2})?", driver["language"])
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    for rule in driver["rules"]:
        assert all(rule[name]["text"] for name in ("shortDescription", "help"))
    for result in only["results"]:
        assert result["message"]["text"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    for invocation in only["invocations"]:
        assert isinstance(invocation["executionSuccessful"], bool)
        assert all(one["message"]["text"] for one in invocation["toolExecutionNotifications"])
    return only


def test_results(write: Write) -> None:
    """A result names its rule, level, words, file, turn and what to say instead; rules have help and clause."""
    path = write(
        "report.sarif",
        reviewed(findings=(finding(), finding(severity="advice", rule="b/b", turn=None, suggestions=()))),
        reviewed("call-2", findings=(finding(severity="warning", matched="", turn=5),)),
        masked=False,
    )
    log = run(path)
    first, second, third = log["results"]
    assert first["message"]["text"] == (
        "「不知道」一句“不知道”：客人会觉得没有人愿意帮忙\n可以改说：我帮您核实一下；我帮您问一下相关部门"
    )
    assert first["locations"] == [
        {
            "logicalLocations": [{"fullyQualifiedName": "call-1/2"}],
            "physicalLocation": {"artifactLocation": {"uri": "calls/a%20b.jsonl", "uriBaseId": "%SRCROOT%"}},
        }
    ]
    assert first["properties"]["turn"] == 1
    assert [one["level"] for one in (first, second, third)] == ["error", "note", "warning"]
    assert [one["ruleIndex"] for one in (first, second, third)] == [0, 1, 0]
    assert second["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "call-1"
    assert third["message"]["text"].startswith("一句")
    rules = log["tool"]["driver"]["rules"]
    assert rules[0]["help"]["text"].endswith("规范条款：四.2.(5)")
    assert log["tool"]["driver"]["language"] == "zh-CN"
    assert log["tool"]["driver"]["properties"] == {"phrasebooks": ["abc123"]}
    assert log["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_problems(write: Write) -> None:
    """What could not be read is a notification, and the run is not called a success."""
    path = write("report.sarif.json", PROBLEM, TranscriptProblem("", "", "no-files", "no file was given", "name one"))
    (invocation,) = run(path)["invocations"]
    first, second = invocation["toolExecutionNotifications"]
    assert not invocation["executionSuccessful"]
    assert first["message"]["text"] == "line 3: this line is no JSON: 138****8000 → quote the text"
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "calls/b.jsonl"
    assert "locations" not in second


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("/data/a:b.txt", "file:///data/a%3Ab.txt"),
        ("a:b#c.txt", "a%3Ab%23c.txt"),
        ("通话.csv", "%E9%80%9A%E8%AF%9D.csv"),
        ("\udcff.csv", "%FF.csv"),  # a byte of a file name that is no UTF-8
        ("\ud800\x00.csv", "%EF%BF%BD%E2%90%80.csv"),
    ],
)
def test_any_file_name_is_a_uri(write: Write, source: str, uri: str) -> None:
    """Percent-encoded, absolute or relative to the root of the sources."""
    transcript = Transcript("\ud800", (Turn(""), Turn("\ud800")), source=source)
    (result,) = run(write("report.sarif", reviewed(transcript=transcript)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_the_same_utterance_keeps_its_fingerprint(write: Write) -> None:
    """By it a viewer knows an old finding in a new run."""
    path = write("report.sarif", reviewed("a", findings=(finding(), finding(rule="b/b"))), reviewed("b"))
    prints = [result["partialFingerprints"]["utterance/v1"] for result in run(path)["results"]]
    assert prints[0] == prints[2] != prints[1]
