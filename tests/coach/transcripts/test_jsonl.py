"""Conversations as JSON lines and JSON documents."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.transcripts.options import ReadOptions
from coach.turn import Turn
from tests.coach.transcripts.files import read, read_sample

TURNS = [{"role": "agent", "text": "您好"}, {"role": "customer", "text": "在吗"}]


def lines(*records: Any) -> str:
    return "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records)


def test_the_contract() -> None:
    """Everything that a conversation may say."""
    turns = [
        {"role": "agent", "text": "您好", "start": 0.5, "end": 2},
        {"role": "customer", "text": "在吗", "start": 3},
    ]
    record = {"id": 7, "channel": "call", "complete": False, "turns": turns, "agent": "小王", "customer": "张三"}
    (one,) = read(lines({**record, "date": "2024-05-01"}), "a.jsonl").transcripts
    assert one.turns == (Turn("您好", "agent", 0.5, 2.0), Turn("在吗", "customer", 3.0))
    assert (one.id, one.channel, one.complete, one.agent, one.customer, one.date, one.source, one.rows) == (
        *("7", "call", False, "小王", "张三", "2024-05-01", "a.jsonl", 2),
    )


def test_only_turns_are_needed() -> None:
    """The rest has a value of its own or comes from the options."""
    (one,) = read(lines("", {"turns": TURNS}), "a.jsonl", ReadOptions(channel="chat")).transcripts
    assert (one.id, one.channel, one.complete, one.agent, one.notes) == ("a-2", "chat", True, None, ())


def test_samples() -> None:
    """Two lines of a courier, one document of a gym."""
    assert [len(one.turns) for one in read_sample("courier-claims.jsonl").transcripts] == [5, 3]
    (gym,) = read_sample("gym-membership.json").transcripts
    assert [turn.role for turn in gym.turns] == ["customer", "agent"] * 2


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("{broken", "not-json", "not JSON at character 2"),
        ('{"turns": NaN}', "not-json", "NaN is no number"),
        ('"text"', "not-an-object", "not a JSON object"),
        ("{}", "bad-turns", "“turns” is missing"),
        ('{"turns": {}}', "bad-turns", "“turns” is an object, not a list"),
        ('{"turns": null}', "bad-turns", "“turns” is null, not a list"),
        ('{"turns": []}', "no-turns", "has no turns"),
    ],
)
def test_a_broken_line_does_not_hide_the_others(line: str, code: str, message: str) -> None:
    """It is one problem, with its line."""
    reading = read(lines({"turns": TURNS}, line, {"turns": TURNS}), "a.jsonl")
    assert reading.seen == [("line 2", code, 1)]
    assert message in reading.problems[0].message
    assert [one.id for one in reading.transcripts] == ["a-1", "a-3"]


@pytest.mark.parametrize(
    ("turn", "code", "message"),
    [
        ("您好", "bad-turn", "this turn is a string, not an object"),
        (7, "bad-turn", "a number"),
        (True, "bad-turn", "a boolean"),
        ({"role": "agent"}, "bad-text", "“text” is missing"),
        ({"role": "agent", "text": None}, "bad-text", "“text” is null, not a string"),
        ({"role": "agent", "text": 7.5}, "bad-text", "“text” is a number"),
        ({"text": "您好"}, "no-speaker", "neither “role” nor “speaker”"),
        ({"role": ["agent"], "text": "您好"}, "no-speaker", "neither"),
    ],
)
def test_a_broken_turn_does_not_hide_the_others(turn: Any, code: str, message: str) -> None:
    """It is one problem, with its line and its place in the list."""
    reading = read(lines({"turns": [TURNS[0], turn, TURNS[1]]}), "a.jsonl")
    assert reading.seen == [("line 1, turns[1]", code, 1)]
    assert message in reading.problems[0].message
    assert [text for _, _, text in reading.turns] == ["您好", "在吗"]


def test_undecodable_line() -> None:
    """The byte is named, the other lines are read."""
    good = lines({"turns": TURNS}).encode()
    reading = read(good + b"\n\xff\n" + good, "a.jsonl")
    assert reading.seen == [("line 2, character 1", "undecodable", 1)]
    assert len(reading.transcripts) == 2


def test_speakers() -> None:
    """A label tells the role, or stays; the options may say it; a name beside a role is that of the agent."""
    turns = [
        {"speaker": "坐席001", "text": "a"},
        {"speaker": 0, "text": "b"},
        {"speaker": "1", "text": "c"},
        {"role": "agent", "speaker": "小王", "text": "d"},
    ]
    reading = read(lines({"turns": turns}), "a.jsonl", ReadOptions(roles={"1": "customer"}))
    assert reading.turns == [("agent", None, "a"), (None, "0", "b"), ("customer", None, "c"), ("agent", None, "d")]
    assert reading.transcripts[0].agent == "001"


@pytest.mark.parametrize("time", ["12", -1, True, [1], 10**400, 1e11, {}])
def test_a_bad_time_is_left_out(time: Any) -> None:
    """The words are kept, and a note says so."""
    (one,) = read(lines({"turns": [{**TURNS[0], "start": time, "end": 3}]}), "a.jsonl").transcripts
    assert one.turns == (Turn("您好", "agent", None, 3.0),)
    assert one.notes == ("turns[0]: its time is not a number of seconds from 0 up; it is left out",)


def test_odd_values_around_the_turns() -> None:
    """They are noted or left out, and never stop the reading."""
    odd = {"id": [1], "channel": "灯塔", "complete": "yes", "agent": {}, "customer": True, "date": 20240501}
    (one,) = read(lines({**odd, "turns": TURNS}), "a.jsonl").transcripts
    assert (one.id, one.channel, one.complete, one.agent, one.customer, one.date) == (
        *("a-1", None, True, None, None, "20240501"),
    )
    assert one.notes == ("channel: “灯塔” is neither call nor chat", "complete: neither true nor false; taken for true")


def test_turns_without_text_are_counted() -> None:
    """They are kept out of the turns."""
    reading = read(lines({"turns": [*TURNS, {"role": "agent", "text": " "}]}), "a.jsonl")
    assert reading.seen == [("line 1, turns[2]", "no-text", 1)]
    assert reading.rows == 3


def test_documents() -> None:
    """One conversation or a list of them, on one line or many; lines of JSON by another name."""
    one = {"id": "x", "turns": TURNS}
    assert len(read(json.dumps(one, indent=1)).transcripts) == 1
    assert len(read(json.dumps([one, one])).transcripts) == 2
    assert len(read(json.dumps([one, one], indent=1), "a").transcripts) == 2
    assert len(read("\n" + lines(one, one, one), "a.txt").transcripts) == 3
    reading = read(json.dumps([{"turns": TURNS}, {}]))
    assert ([one.id for one in reading.transcripts], reading.seen) == (["call-1"], [("$[1]", "bad-turns", 1)])
    assert [one.id for one in read(json.dumps({"turns": TURNS}, indent=1)).transcripts] == ["call"]


def test_broken_document() -> None:
    """Where the first line shows conversations, lines are meant; otherwise the document is broken there."""
    assert read('{"turns": [\n{"role": "agent" "text": ""}]}', options=ReadOptions(format="jsonl")).seen == [
        ("line 2, column 18", "not-json", 1)
    ]
    assert read("[]", options=ReadOptions(format="jsonl")).seen == [("", "no-conversation", 0)]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_KEYS = {"role": st.sampled_from(["agent", "客户", "x"]) | _JSON, "text": st.text(max_size=5) | _JSON}
_TURN = st.fixed_dictionaries({}, optional={**_KEYS, "speaker": _JSON, "start": _JSON, "end": _JSON}) | _JSON
_RECORD = st.fixed_dictionaries(
    {"turns": st.lists(_TURN, max_size=4) | _JSON},
    optional={"id": _JSON, "channel": _JSON, "complete": _JSON, "agent": _JSON, "customer": _JSON, "date": _JSON},
)


def _is_json(value: Any) -> bool:
    try:
        return bool(json.dumps(value, allow_nan=False))
    except ValueError:
        return False


@given(st.lists(_RECORD | _JSON, max_size=4))
def test_all_records_are_accounted_for(records: list[Any]) -> None:
    """Turns read and turns reported are all the turns, whatever is in the file; a line without turns counts as one."""
    expected = 0
    for record in records:
        turns = record.get("turns") if isinstance(record, dict) else None
        expected += len(turns) if isinstance(turns, list) and turns and _is_json(record) else 1
    assert read(lines(*map(json.dumps, records)) + "\n", "a.jsonl").rows == expected
