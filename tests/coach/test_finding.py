"""What the coach says about a text."""

import json
from typing import Any

import pytest

from coach.finding import Finding, Suggestion, Verdict, gate_of


def finding(**changes: Any) -> Finding:
    """Return a finding of 不知道 in 我不知道."""
    given: dict[str, Any] = {
        "rule": "flat-ignorance/bare",
        "category": "flat-ignorance",
        "severity": "error",
        "start": 1,
        "end": 4,
        "matched": "不知道",
        "how": "literal",
        "confidence": 1.0,
        "message": "不知：无人帮忙",
        "clause": "四.2.(5)",
        "phrasebook": "0123",
        "suggestions": (Suggestion("请稍候", (0, 4), "clause", "wait/a"),),
    }
    return Finding(**{**given, **changes})


def test_a_finding_as_json_is_the_contract() -> None:
    """Every key of the design, also those that only conversations fill."""
    assert finding().as_dict() == {
        "rule": "flat-ignorance/bare",
        "category": "flat-ignorance",
        "severity": "error",
        "start": 1,
        "end": 4,
        "matched": "不知道",
        "how": "literal",
        "confidence": 1.0,
        "message": "不知：无人帮忙",
        "clause": "四.2.(5)",
        "suggestions": [{"text": "请稍候", "replace": [0, 4], "kind": "clause", "phrase": "wait/a"}],
        "turn": None,
        "trigger": None,
        "evidence": None,
        "phrasebook": "0123",
    }


def test_a_missed_duty_as_json() -> None:
    """No place in the text, but a turn and a trigger."""
    as_json = finding(start=None, end=None, how="duty", turn=3, trigger="谢谢").as_dict()
    assert [as_json[key] for key in ("start", "end", "how", "turn", "trigger")] == [None, None, "duty", 3, "谢谢"]


@pytest.mark.parametrize(
    ("severities", "gate"),
    [
        ([], "allow"),
        (["advice"], "allow"),
        (["advice", "warning"], "warn"),
        (["error", "advice"], "block"),
        (["warning", "error", "warning"], "block"),
    ],
)
def test_the_worst_finding_decides_the_gate(severities: list[str], gate: str) -> None:
    """Advice lets pass, a warning warns, an error blocks."""
    findings = tuple(finding(severity=severity) for severity in severities)
    assert gate_of(findings) == Verdict("", findings, "0123").gate == gate


def test_a_verdict_holds_its_findings() -> None:
    """It iterates over them and has their number; an empty verdict is falsy."""
    verdict = Verdict("我不知道", (finding(), finding(start=0)), "0123")
    assert [one.start for one in verdict] == [1, 0]
    assert len(verdict) == 2
    assert not Verdict("好", (), "0123")


def test_a_verdict_is_rewritten_when_asked() -> None:
    """Making one costs nothing; without a way to rewrite, the text stays."""
    asked: list[str] = []

    def rewrite() -> str:
        asked.append("once")
        return "请稍候"

    verdict = Verdict("我不知道", (finding(),), "0123", rewrite)
    assert asked == []
    assert verdict.rewritten == "请稍候"
    assert asked == ["once"]
    assert Verdict("好", (), "0123").rewritten == "好"


def test_a_verdict_as_json() -> None:
    """Gate, findings, rewritten: what every delivery returns."""
    one = finding()
    as_json = Verdict("我不知道", (one,), "0123", lambda: "请稍候").as_dict()
    assert as_json == {"gate": "block", "findings": [one.as_dict()], "rewritten": "请稍候"}
    assert json.loads(json.dumps(as_json)) == as_json


def test_verdicts_are_compared_by_what_was_found() -> None:
    """The way to rewrite is not part of it."""
    assert Verdict("好", (), "0123", lambda: "a") == Verdict("好", (), "0123", lambda: "b")
    assert Verdict("好", (), "0123") != Verdict("好", (), "4567")
