"""`phrase-coach live`: turns in, answers out, line by line."""

import json
from typing import Any

import pytest

from coach import Coach
from tests.coach.cli.conftest import Run, json_lines

GREETING = {"role": "agent", "text": "您好，請問有什麼可以幫您？"}


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes checks faster takes seconds, and changes nothing."""
    monkeypatch.setattr(Coach, "accelerate", lambda _: None)


def lines(*records: Any) -> bytes:
    return b"".join(
        (record if isinstance(record, bytes) else json.dumps(record).encode()) + b"\n" for record in records
    )


def test_each_line_is_answered(run: Run) -> None:
    """Turns, the end, and what is still open when the input ends: an excerpt."""
    given = lines(
        {"conversation": "a", **GREETING},
        b"  ",
        {"conversation": "b", "role": "customer", "text": "謝謝"},
        {"conversation": "a", "end": True},
        {"conversation": "b", "role": "agent", "text": "這不是我的事"},
    )
    result = run("live", stdin=given)
    first, second, end, third, rest = json_lines(result.stdout)
    assert result.exit_code == 0
    assert (first["conversation"], first["gate"]) == ("a", "allow")
    assert [due["duty"] for due in second["open"]] == ["thanks-not-answered"]
    assert (end["conversation"], end["end"]) == ("a", True)
    assert "farewell-missing" in [finding["category"] for finding in end["findings"]]
    assert third["gate"] == "block"
    assert (rest["conversation"], rest["end"]) == ("b", True)
    assert "farewell-missing" not in [finding["category"] for finding in rest["findings"]]


def test_what_cannot_be_answered_is_named_and_the_rest_goes_on(run: Run) -> None:
    """With the line, and the conversation where it can be told."""
    given = lines(
        b"{",
        b"\xff",
        b"[1]",
        b'{"conversation": ["x"], "role": "agent", "text": "x"}',
        {"conversation": 7, "role": "boss", "text": "喂"},
        b'{"text": NaN}',
        {"conversation": 7, **GREETING},
    )
    *errors, answer, end = json_lines(run("live", stdin=given).stdout)
    assert [(one["error"]["line"], one["error"]["code"], one["conversation"]) for one in errors] == [
        (1, "not-json", None),
        (2, "not-utf8", None),
        (3, "not-an-object", None),
        (4, "bad-conversation", ["x"]),
        (5, "bad-role", 7),
        (6, "not-json", None),
    ]
    assert all(one["error"]["message"] and one["error"]["advice"] for one in errors)
    assert (answer["turn"], end["end"]) == (0, True)


def test_options_hold_for_all_conversations(run: Run) -> None:
    given = lines({"role": "customer", "text": "谢谢"}, {"role": "agent", "text": "好"})
    _, answer, _ = json_lines(run("live", "--channel", "chat", "--language", "en", stdin=given).stdout)
    missed = next(finding for finding in answer["findings"] if finding["category"] == "thanks-not-answered")
    assert missed["message"].startswith("Thanks were not answered: ")
    assert missed["severity"] == "advice"
    *_, end = json_lines(run("live", "--locale", "zh-Hant-HK", stdin=given).stdout)
    assert "客人沒有交來物品或資料" in {duty["reason"] for duty in end["duties"]}


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "", "谢\u2028谢"])
def test_odd_texts_come_back_as_json(run: Run, text: str) -> None:
    given = lines({"role": "customer", "text": f"谢谢{text}"}, {"conversation": text, "role": "customer", "text": text})
    first, second, *_ = run("live", stdin=given).stdout.rstrip("\n").split("\n")
    assert json.loads(first)["open"][0]["since"]["text"] == "谢谢"
    assert json.loads(second)["conversation"] == text


def test_nothing_in_nothing_out(run: Run) -> None:
    assert run("live", stdin=b"").stdout == ""
