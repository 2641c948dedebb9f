"""What one ruling may say."""

from typing import Any

import pytest

from coach.ruling import RulingProblem, RulingRefused, ruling_from

CONFIRM = {
    "at": "2026-01-31T09:30:00+08:00",
    "by": "王組長",
    "as": "reviewer",
    "conversation": "c-1",
    "finding": "shirking/bare@3:0-3~00000000",
    "item": None,
    "do": "confirm",
    "points": None,
    "reason": "",
}
MARK = {**CONFIRM, "finding": None, "item": "tone", "do": "mark", "points": 3}


@pytest.mark.parametrize(
    "data",
    [
        CONFIRM,
        MARK,
        {**CONFIRM, "do": "reject", "reason": "引述客人的話"},
        {**MARK, "do": "appeal", "as": "agent", "points": None, "reason": "聲音清楚"},
        {**MARK, "do": "overturn", "as": "arbiter", "points": 4.5},
        {**CONFIRM, "do": "uphold", "as": "arbiter"},
    ],
)
def test_what_is_read_is_written_again(data: dict[str, Any]) -> None:
    assert ruling_from(data).as_dict() == data


def test_what_may_be_left_out() -> None:
    short = {key: value for key, value in CONFIRM.items() if value and key != "at"} | {"at": "2026-01-31T01:30:00Z"}
    ruling = ruling_from(short, "rulings.jsonl", 7)
    assert ruling == ruling_from(CONFIRM)
    assert (ruling.source, ruling.line, ruling.item, ruling.points, ruling.reason) == (
        "rulings.jsonl",
        7,
        None,
        None,
        "",
    )


@pytest.mark.parametrize(
    ("data", "code", "advice"),
    [
        ([], "not-an-object", "write {…} with at, by"),
        (None, "not-an-object", "write {…} with at, by"),
        ({**CONFIRM, "who": 1}, "unknown-key", "known: at, by, as"),
        ({**CONFIRM, "do": "delete"}, "not-allowed", "use one of confirm, reject, appeal"),
        ({**CONFIRM, "do": ["confirm"]}, "not-allowed", "use one of confirm, reject, appeal"),
        ({**CONFIRM, "do": None}, "not-allowed", "use one of confirm, reject, appeal"),
        ({**CONFIRM, "as": "boss"}, "not-allowed", "use one of reviewer, agent, arbiter"),
        ({**CONFIRM, "as": "agent"}, "wrong-capacity", "only as reviewer"),
        ({**CONFIRM, "do": "uphold"}, "wrong-capacity", "only as arbiter"),
        ({**CONFIRM, "do": "appeal", "reason": "x"}, "wrong-capacity", "only as agent"),
        ({**CONFIRM, "by": " "}, "no-text", "give “by” as a text"),
        ({**CONFIRM, "by": 7}, "no-text", "give “by” as a text"),
        ({**CONFIRM, "conversation": None}, "no-text", "give “conversation” as a text"),
        ({**CONFIRM, "reason": {}}, "no-text", "give “reason” as a text"),
        ({**CONFIRM, "reason": "啊" * 10_001}, "too-long", "at most 10,000 characters"),
        ({**CONFIRM, "at": "yesterday"}, "not-a-time", "write it like 2026-01-31T09:30:00+08:00"),
        ({**CONFIRM, "at": "2026-01-31T09:30:00"}, "not-a-time", "write it like 2026-01-31T09:30:00+08:00"),
        ({**CONFIRM, "finding": None}, "not-one-subject", "give either “finding” or “item”"),
        ({**CONFIRM, "item": "tone"}, "not-one-subject", "give either “finding” or “item”"),
        ({**CONFIRM, "finding": " ", "item": ""}, "not-one-subject", "give either “finding” or “item”"),
        ({**CONFIRM, "do": "mark", "points": 1}, "wrong-subject", "confirm or reject a finding"),
        ({**MARK, "do": "confirm", "points": None}, "wrong-subject", "mark an item"),
        ({**MARK, "points": None}, "no-points", "give “points”: 0 up"),
        ({**CONFIRM, "points": 1}, "points-not-here", "leave “points” out"),
        ({**CONFIRM, "do": "overturn", "as": "arbiter", "points": 1}, "points-not-here", "leave “points” out"),
        ({**CONFIRM, "do": "reject"}, "no-reason", "say why under “reason”"),
        ({**CONFIRM, "do": "reject", "reason": " \n"}, "no-reason", "say why under “reason”"),
        ({**MARK, "do": "appeal", "as": "agent", "points": None}, "no-reason", "say why under “reason”"),
        *[({**MARK, "points": bad}, "not-a-number", "give a number") for bad in ("3", True, -1, float("nan"), 10**400)],
    ],
)
def test_what_is_refused(data: Any, code: str, advice: str) -> None:
    with pytest.raises(RulingRefused) as caught:
        ruling_from(data, "rulings.jsonl", 12)
    problem = caught.value.problem
    assert (problem.source, problem.line, problem.code) == ("rulings.jsonl", 12, code)
    assert problem.advice.startswith(advice)
    assert str(caught.value).startswith(f"rulings.jsonl:12: [{code}] ")


@pytest.mark.parametrize(
    ("source", "line", "place"), [("", 0, "ruling"), ("", 3, "ruling:3"), ("a.jsonl", 0, "a.jsonl"), ("a", 3, "a:3")]
)
def test_a_problem_says_where(source: str, line: int, place: str) -> None:
    problem = RulingProblem(source, line, "code", "what", "do")
    assert str(problem) == f"{place}: [code] what → do"
    assert problem.as_dict() == {"source": source, "line": line, "code": "code", "message": "what", "advice": "do"}
