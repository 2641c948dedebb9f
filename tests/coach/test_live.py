"""Conversations as they happen: what each record is answered with."""

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach import Coach
from coach.jsontext import json_bytes
from coach.live import Live, LiveError


def said(role: str, text: str, **more: Any) -> dict[str, Any]:
    return {"conversation": "c", "role": role, "text": text, **more}


END = {"conversation": "c", "end": True}


def test_a_turn_is_answered_with_what_is_open_and_what_to_say(coach: Coach) -> None:
    live = Live(coach)
    assert live.answer(said("agent", "您好，請問有什麼可以幫您？"))["open"] == []
    answer = live.answer(said("customer", "太好了，多謝！"))
    assert (answer["conversation"], answer["turn"], answer["gate"], answer["findings"]) == ("c", 1, "allow", [])
    (due,) = answer["open"]
    assert due["duty"] == "thanks-not-answered"
    assert due["title"] == "回應道謝"
    assert due["since"] == {"turn": 1, "text": "多謝", "start": 4, "end": 6}
    assert due["turns_left"] == 1
    assert due["say"]
    assert live.answer(said("agent", due["say"][0]))["open"] == []


def test_the_gate_is_that_of_the_wording(coach: Coach) -> None:
    """A missed duty blocks no message that is yet to be sent."""
    live = Live(coach)
    live.answer(said("customer", "謝謝"))
    missed = live.answer(said("agent", "好的"))
    assert [finding["start"] for finding in missed["findings"]] != []
    assert {finding["start"] for finding in missed["findings"]} == {None}
    assert missed["gate"] == "allow"
    assert live.answer(said("agent", "這不是我的事"))["gate"] == "block"


def test_an_end_shows_the_rest(coach: Coach) -> None:
    live = Live(coach, language="en")
    live.answer(said("agent", "您好", start=0, end=1))
    live.answer(said("agent", "好的", start=2, end=3))
    answer = live.answer(END)
    assert (answer["conversation"], answer["end"]) == ("c", True)
    assert {"farewell-missing", "further-help-not-offered"} <= {one["category"] for one in answer["findings"]}
    assert {duty["duty"] for duty in answer["duties"]} == coach.phrasebook.duties.keys()
    assert answer["timing"]["duration"] == 3
    assert answer["skipped"] == [{"check": "conversation", "reason": "Nobody in it is the customer"}]
    assert live.running == []


@pytest.mark.parametrize(("complete", "found"), [(True, True), (None, True), (False, False)])
def test_a_conversation_that_broke_off_has_no_closing(coach: Coach, complete: bool | None, found: bool) -> None:
    live = Live(coach)
    live.answer(said("agent", "您好"))
    answer = live.answer({**END, "complete": complete})
    assert ("farewell-missing" in [finding["category"] for finding in answer["findings"]]) is found


def test_the_end_of_what_is_not_running_shows_nothing(coach: Coach) -> None:
    """In the language and for the channel that the conversations have."""
    answer = Live(coach, channel="chat", language="en").answer(END)
    assert answer["findings"] == []
    assert {duty["state"] for duty in answer["duties"]} == {"not-applicable"}
    assert {duty["reason"] for duty in answer["duties"]} == {"Nobody in it is the agent"}
    assert "surname-not-asked" not in {duty["duty"] for duty in answer["duties"]}


def test_conversations_run_side_by_side(coach: Coach) -> None:
    """Names are strings, numbers, or nothing for the only one; after its end a name begins anew."""
    live = Live(coach)
    for name in ("1", 1, None, "b"):
        assert live.answer({**said("agent", "您好"), "conversation": name})["turn"] == 0
    assert live.running == ["1", 1, None, "b"]
    live.answer({"conversation": 1, "end": True})
    assert live.running == ["1", None, "b"]
    assert live.answer({"role": "agent", "text": "好"})["turn"] == 1
    assert live.answer({"conversation": 1, "role": "agent", "text": "好"})["turn"] == 0


@pytest.mark.parametrize(
    ("first", "channel"),
    [({}, "call"), ({"channel": "chat"}, "chat"), ({"channel": "在线客服"}, "chat"), ({"channel": None}, "call")],
)
def test_the_first_turn_says_what_a_conversation_is(coach: Coach, first: dict[str, Any], channel: str) -> None:
    live = Live(coach, channel="call")
    live.answer(said("agent", "您好，請問有什麼可以幫您？", **first))
    live.answer(said("customer", "謝謝"))
    (missed,) = live.answer(said("agent", "好的"))["findings"]
    assert missed["severity"] == ("advice" if channel == "chat" else "warning")


def test_the_first_turn_says_whose_it_is(coach: Coach) -> None:
    live = Live(coach)
    live.answer(said("agent", "您好，請問有什麼可以幫您？", customer="王小明"))
    answer = live.answer(said("customer", "嗯"))
    assert [due["duty"] for due in answer["open"]] == ["surname-not-used"]
    assert any("王" in text for text in answer["open"][0]["say"])


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ([], "not-an-object"),
        ("喂", "not-an-object"),
        (None, "not-an-object"),
        (said("agent", "喂", conversation=["c"]), "bad-conversation"),
        (said("agent", "喂", conversation={}), "bad-conversation"),
        (said("agent", "喂", conversation=True), "bad-conversation"),
        ({"role": "agent"}, "bad-text"),
        ({"role": "agent", "text": 5}, "bad-text"),
        ({"role": "agent", "text": None}, "bad-text"),
        ({"text": "喂"}, "bad-role"),
        (said("boss", "喂"), "bad-role"),
        ({"role": ["agent"], "text": "喂"}, "bad-role"),
        (said("agent", "喂", start="0"), "bad-time"),
        (said("agent", "喂", start=-1), "bad-time"),
        (said("agent", "喂", start=True), "bad-time"),
        (said("agent", "喂", end=1e10), "bad-time"),
        (said("agent", "喂", end=10**400), "bad-time"),
        (said("agent", "喂", end=math.nan), "bad-time"),
        # an end of the turn that is no number
        (said("agent", "喂", end=False), "bad-time"),
        (said("agent", "喂", end=True), "text-at-end"),
        (said("agent", "喂", channel="鸽子"), "bad-channel"),
        (said("agent", "喂", channel=1), "bad-channel"),
        (said("agent", "喂", customer=1), "bad-customer"),
    ],
)
def test_a_record_that_cannot_be_answered(coach: Coach, record: Any, code: str) -> None:
    """Says what is wrong and what to do, and begins no conversation."""
    live = Live(coach)
    with pytest.raises(LiveError) as caught:
        live.answer(record)
    assert caught.value.as_dict() == {"code": code, "message": str(caught.value), "advice": caught.value.advice}
    assert caught.value.message
    assert caught.value.advice
    assert live.running == []


def test_a_wrong_turn_does_not_disturb_a_conversation(coach: Coach) -> None:
    live = Live(coach)
    live.answer(said("agent", "您好"))
    with pytest.raises(LiveError):
        live.answer(said("boss", "喂"))
    assert live.answer(said("agent", "好", channel="鸽子"))["turn"] == 1  # only the first turn says what it is


def test_there_is_a_limit_to_what_is_open(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever never ends a conversation does not fill the memory; those that run go on."""
    monkeypatch.setattr("coach.live._MOST_OPEN", 2)
    live = Live(coach)
    for name in (1, 2):
        live.answer({**said("agent", "您好"), "conversation": name})
    with pytest.raises(LiveError, match="2 conversations are open") as caught:
        live.answer({**said("agent", "您好"), "conversation": 3})
    assert caught.value.code == "too-many-conversations"
    live.answer({**said("agent", "您好"), "conversation": 1})
    live.answer({"conversation": 1, "end": True})
    live.answer({**said("agent", "您好"), "conversation": 3})
    assert live.running == [2, 3]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=4),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=3), inside, max_size=2),
    max_leaves=4,
)
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "conversation": JSON,
        "role": st.sampled_from(["agent", "customer", "system"]) | JSON,
        "text": st.sampled_from(["谢谢", "喂\ud800", "您好\x00"]) | JSON,
        "start": st.integers(0, 9) | JSON,
        "end": st.just(True) | JSON,
        "channel": st.just("chat") | JSON,
        "customer": st.just("王小明") | JSON,
        "complete": JSON,
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.lists(RECORDS | JSON, max_size=4))
def test_any_json_is_answered_or_refused(coach: Coach, records: list[Any]) -> None:
    live = Live(coach)
    for record in records:
        try:
            json_bytes(live.answer(record))
        except LiveError as error:
            json_bytes(error.as_dict())
