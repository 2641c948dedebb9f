"""Duties: what gives an occasion, what keeps it, when it is missed, and what is quoted."""

from typing import Any

import pytest

from coach import Coach
from coach.conversation import Conversation
from coach.duties import Duties
from coach.observation import Observation
from coach.reviewed import DutyResult, Quote
from coach.turn import Turn
from tests.coach.dialogues import agent, customer, duties, duty, held, system, told
from tests.conftest import MakeCoach

THANKS, OK, WELCOME = customer("谢谢"), agent("好"), agent("不客气")
KEPT, MISSED, NONE = "kept", "missed", "not-applicable"


def outcome(make_coach: MakeCoach, turns: list[Turn], complete: bool = True, **changes: Any) -> list[Any]:
    """Return what becomes of the one duty: state, turn of the trigger, turn of the evidence."""
    return told(held(make_coach(duties(duty(**changes))), turns, complete=complete))


# What gives an occasion.


def test_an_act_of_the_customer_is_quoted(make_coach: MakeCoach) -> None:
    """Trigger and evidence are the words, at their code points in the text as written."""
    turns = [customer("😀好的，谢\u200b谢👋！"), agent("\u202a𠮷㍿不\u200d客氣\u202c喔")]
    (result,) = held(make_coach(duties(duty())), turns)
    assert result == DutyResult(
        duty="thanks-not-answered",
        state="kept",
        title="未答謝",
        clause="四.2.(5)",
        severity="warning",
        trigger=Quote(0, "谢\u200b谢", 4, 7),
        evidence=Quote(1, "不\u200d客氣", 3, 7),
    )


def test_the_first_place_of_an_act_is_quoted(make_coach: MakeCoach) -> None:
    (result,) = held(make_coach(duties(duty())), [customer("谢谢，谢谢"), OK])
    assert result.trigger == Quote(0, "谢谢", 0, 2)


def test_the_acts_of_the_other_role_are_none(make_coach: MakeCoach) -> None:
    assert outcome(make_coach, [agent("谢谢"), customer("不客气"), system("谢谢")]) == [(NONE, None, None)]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([customer("喂喂"), system("您好"), agent("您好"), OK], [(KEPT, 2, 2)]),
        ([customer("喂喂"), OK, agent("您好")], [(MISSED, 1, None)]),
        ([customer("喂喂"), system("您好")], [(NONE, None, None)]),
        ([], [(NONE, None, None)]),
    ],
)
def test_the_opening_is_the_first_turn_of_the_agent(make_coach: MakeCoach, turns: list[Turn], expected: object) -> None:
    opening = {"when": [{"opening": True}], "owed": ["greeting"], "within": {"here": True}}
    assert expected == outcome(make_coach, turns, **opening)


@pytest.mark.parametrize(
    ("turns", "complete", "expected"),
    [
        ([OK, agent("再见"), THANKS], True, [(KEPT, 1, 1)]),
        ([agent("再见"), OK, THANKS], True, [(MISSED, 1, None)]),
        ([agent("再见"), OK, THANKS], False, [(NONE, None, None)]),
        ([THANKS], True, [(NONE, None, None)]),
        ([], True, [(NONE, None, None)]),
    ],
)
def test_the_closing_is_the_last_turn_of_the_agent(
    make_coach: MakeCoach, turns: list[Turn], complete: bool, expected: object
) -> None:
    """An excerpt has none."""
    closing = {"when": [{"closing": True}], "owed": ["farewell"], "within": {"last": 1}}
    assert expected == outcome(make_coach, turns, complete, **closing)


def test_a_closing_may_have_a_condition(make_coach: MakeCoach) -> None:
    closing = {
        "when": [{"closing": True, "given": {"acts": ["hold"], "within": {"before": "all"}}}],
        "owed": ["farewell"],
        "within": {"last": 1},
    }
    assert outcome(make_coach, [OK, OK], **closing) == [(NONE, None, None)]
    assert outcome(make_coach, [agent("请稍候"), OK], **closing) == [(MISSED, 1, None)]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([agent("好", 0, 1), customer("嗯", 1, 2), agent("好", 22.5, 23)], [(MISSED, 2, None)]),
        ([agent("好", 0, 1), customer("嗯", 1, 2), agent("好", 22, 23)], [(KEPT, None, None)]),
        # 130.3 - 110.3 is a little more than 20
        ([customer("嗯", 1, 110.3), agent("好", 130.3, 140)], [(KEPT, None, None)]),
        # the customer's own silence
        ([agent("麻烦您", 0, 1), customer("嗯", 40, 41)], [(KEPT, None, None)]),
        ([agent("麻烦您", 0, 1), agent("好", 40, 41)], [(KEPT, None, None)]),
        ([agent("好", 0, 1), system("喂", 2, 3), agent("好", 40, 41)], [(MISSED, 2, None)]),
        ([customer("嗯"), agent("好", 40, 41)], [(NONE, None, None)]),
    ],
)
def test_a_silence_before_the_agent_speaks(make_coach: MakeCoach, turns: list[Turn], expected: object) -> None:
    """Counted while it is the agent for whom the customer waits; exactly so long is not longer.

    Who never gives an occasion to what owes nothing has kept it, where times could tell.
    """
    silence = {"when": [{"silence_over": 20}], "owed": None, "within": None}
    assert expected == outcome(make_coach, turns, **silence)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([customer("我要", 0, 10), agent("好", 8, 12)], [(MISSED, 1, None)]),
        ([customer("我要", 0, 10), agent("嗯嗯", 8, 12)], [(NONE, 1, 1)]),
        ([customer("我要", 0, 10), agent("好", 9.5, 12)], [(KEPT, None, None)]),
        ([customer("我要", 0, 10), customer("嗯", 8, 12)], [(NONE, None, None)]),
        ([customer("我要", 0), agent("好", 0, 12)], [(KEPT, None, None)]),
        ([customer("我要", 0, 10), system("喂", 5, 6), agent("好", 8, 12)], [(MISSED, 2, None)]),
        # a long turn of the agent, listed after what the customer said meanwhile
        ([customer("对", 4, 5), agent("好", 0, 10)], [(KEPT, None, None)]),
    ],
)
def test_an_overlap_with_the_customer(make_coach: MakeCoach, turns: list[Turn], expected: object) -> None:
    """`unless` excuses it, and what excuses it is quoted."""
    excuse = {"acts": ["back-channel"], "within": {"here": True}}
    overlap = {"when": [{"overlap_over": 0.5}], "owed": None, "within": None, "unless": [excuse]}
    assert expected == outcome(make_coach, turns, **overlap)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([OK, customer("嗯")], [(NONE, None, None)]),
        ([OK, customer("嗯"), OK], [(MISSED, 2, None)]),
        ([agent("贵姓"), customer("嗯"), OK, OK], [(KEPT, 2, 0)]),
        ([OK, customer("嗯"), customer("嗯"), agent("贵姓")], [(KEPT, 2, 3)]),
        # the agent had turns enough before
        ([OK, customer("嗯"), customer("嗯")], [(MISSED, 2, None)]),
        # what is owed may as well be done by the customer
        ([OK, OK, OK, customer("谢谢"), OK], [(KEPT, 2, 3)]),
        ([customer("嗯"), customer("嗯"), customer("嗯")], [(NONE, 2, None)]),
    ],
)
def test_a_number_of_turns(make_coach: MakeCoach, turns: list[Turn], expected: object) -> None:
    long = {"when": [{"turns_from": 3}], "owed": ["ask-surname", "customer-thanks"], "within": {"first": "all"}}
    assert expected == outcome(make_coach, turns, **long)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([agent("请提供"), customer("给你"), OK, OK], [(MISSED, 1, None)]),
        ([OK, customer("给你"), OK], [(NONE, None, None)]),
        ([agent("请提供"), OK, OK, OK, customer("给你"), OK], [(NONE, None, None)]),
        ([agent("请提供"), OK, OK, customer("给你"), agent("感谢")], [(KEPT, 3, 4)]),
    ],
)
def test_given(make_coach: MakeCoach, turns: list[Turn], expected: object) -> None:
    """An act is an occasion only where another was done before."""
    given = {"acts": ["asks-for-item"], "within": {"before": 3}}
    moment = {"acts": ["customer-hands-over"], "given": given}
    assert expected == outcome(make_coach, turns, when=[moment], owed=["thanks"], within={"after": 1})


def test_any_moment_of_several_is_one_occasion(make_coach: MakeCoach) -> None:
    """Two of them in one turn are one occasion, given by the first that is written."""
    moments = [{"acts": ["customer-complains"]}, {"acts": ["customer-hands-over", "customer-thanks"]}]
    turns = [customer("谢谢，给你，投诉"), OK, customer("谢谢，给你"), OK]
    results = held(make_coach(duties(duty(when=moments))), turns)
    assert [result.trigger and result.trigger.text for result in results] == ["投诉", "给你"]


# Ranges.


@pytest.mark.parametrize(
    ("within", "turns", "expected"),
    [
        ({"here": True}, [agent("我们的错，很抱歉")], [(KEPT, 0, 0)]),
        ({"here": True}, [agent("我们的错"), agent("很抱歉")], [(MISSED, 0, None)]),
        ({"before": 1}, [agent("很抱歉"), customer("嗯"), agent("我们的错")], [(KEPT, 2, 0)]),
        ({"before": 1}, [agent("很抱歉"), OK, agent("我们的错，很抱歉")], [(MISSED, 2, None)]),
        ({"before": "all"}, [agent("很抱歉"), OK, OK, agent("我们的错")], [(KEPT, 3, 0)]),
        ({"after": 2}, [agent("我们的错"), customer("嗯"), OK, system("喂"), agent("很抱歉")], [(KEPT, 0, 4)]),
        ({"after": 2}, [agent("我们的错，很抱歉"), OK, OK, agent("很抱歉")], [(MISSED, 0, None)]),
        ({"after": "all"}, [agent("我们的错"), OK, OK, OK, agent("很抱歉")], [(KEPT, 0, 4)]),
        ({"after": "all"}, [agent("我们的错"), OK, OK], [(MISSED, 0, None)]),
        ({"here": True, "after": 1}, [agent("我们的错"), agent("很抱歉")], [(KEPT, 0, 1)]),
        ({"first": 2}, [agent("我们的错"), agent("很抱歉")], [(KEPT, 0, 1)]),
        ({"first": 2}, [agent("我们的错"), OK, agent("很抱歉")], [(MISSED, 0, None)]),
        ({"first": 2}, [agent("很抱歉"), OK, OK, agent("我们的错")], [(KEPT, 3, 0)]),
        ({"first": 2}, [OK, OK, agent("我们的错"), agent("很抱歉")], [(MISSED, 2, None)]),
        ({"first": 1, "after": 1}, [OK, OK, agent("我们的错"), agent("很抱歉")], [(KEPT, 2, 3)]),
        ({"last": 2}, [agent("我们的错"), OK, agent("很抱歉"), OK], [(KEPT, 0, 2)]),
        ({"last": 2}, [agent("很抱歉"), agent("我们的错"), OK, OK], [(MISSED, 1, None)]),
        ({"last": 1}, [agent("很抱歉，我们的错"), OK], [(MISSED, 0, None)]),
    ],
)
def test_ranges(make_coach: MakeCoach, within: object, turns: list[Turn], expected: object) -> None:
    assert expected == outcome(make_coach, turns, when=[{"acts": ["admits-fault"]}], owed=["apology"], within=within)


@pytest.mark.parametrize(
    ("within", "turns", "expected"),
    [
        ({"first": 2}, [THANKS, OK, customer("嗯"), WELCOME], [(KEPT, 0, 3)]),
        ({"first": 2}, [OK, OK, THANKS, WELCOME], [(MISSED, 2, None)]),
        ({"last": 1}, [WELCOME, THANKS], [(KEPT, 1, 0)]),
        ({"last": 1}, [THANKS], [(NONE, 0, None)]),
        ({"here": True, "after": "all"}, [OK, THANKS], [(NONE, 1, None)]),
        ({"before": 1}, [OK, THANKS, WELCOME], [(MISSED, 1, None)]),
    ],
)
def test_ranges_seen_from_the_customer(
    make_coach: MakeCoach, within: object, turns: list[Turn], expected: object
) -> None:
    assert expected == outcome(make_coach, turns, within=within)


def test_a_miss_is_settled_as_soon_as_its_turns_are_over(make_coach: MakeCoach) -> None:
    conversation = Conversation(make_coach(duties(duty(within={"after": 2}))))
    assert [len(conversation.add(turn)) for turn in (THANKS, OK, customer("嗯"), OK, WELCOME)] == [0, 0, 0, 1, 0]
    assert conversation.finish() == []


def test_a_combination_is_done_in_one_turn(make_coach: MakeCoach) -> None:
    """The first of its acts is quoted."""
    (result,) = held(make_coach(duties(duty())), [THANKS, agent("好，再见，感谢")])
    assert result.evidence == Quote(1, "感谢", 5, 7)
    assert outcome(make_coach, [THANKS, agent("感谢"), agent("再见")]) == [(MISSED, 0, None)]


# Order.

COMPLAINT = {
    "when": [{"acts": ["customer-complains"]}],
    "owed": ["apology", "empathy"],
    "within": {"after": "all"},
    "before": ["defence"],
}


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([agent("很抱歉，是这样的")], [(KEPT, 0, 1)]),
        ([agent("是这样的，很抱歉")], [(MISSED, 0, 1)]),
        ([agent("理解您，是这样的，很抱歉")], [(KEPT, 0, 1)]),
        ([OK, agent("是这样的")], [(MISSED, 0, 2)]),
        ([OK, agent("很抱歉"), agent("是这样的")], [(KEPT, 0, 2)]),
        ([OK, OK], [(NONE, 0, None)]),
        ([], [(NONE, 0, None)]),
    ],
)
def test_what_is_owed_before_something_else(make_coach: MakeCoach, turns: list[Turn], expected: object) -> None:
    """A miss quotes what came too early; a conversation with neither has missed nothing."""
    assert expected == outcome(make_coach, [customer("投诉"), *turns], **COMPLAINT)


def test_neither_done_nor_broken_says_so(make_coach: MakeCoach) -> None:
    (result,) = held(make_coach(duties(duty(**COMPLAINT))), [customer("投诉"), OK])
    assert result.reason == "没有道谢"


def test_a_miss_of_order_quotes_its_words(make_coach: MakeCoach) -> None:
    (result,) = held(make_coach(duties(duty(**COMPLAINT))), [customer("投诉"), agent("呃，是这样的")])
    assert result.evidence == Quote(1, "是这样的", 2, 6)
    assert result.reason == "要回答谢意"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("很抱歉，我们的错，是这样的", [(KEPT, 0, 0)]),
        ("我们的错，是这样的，很抱歉", [(MISSED, 0, 0)]),
        ("我们的错，是这样的", [(MISSED, 0, 0)]),
        ("我们的错", [(KEPT, 0, 1)]),
    ],
)
def test_order_counts_in_the_turn_of_the_occasion_too(make_coach: MakeCoach, text: str, expected: object) -> None:
    within = {"here": True, "after": "all"}
    changes = {**COMPLAINT, "when": [{"acts": ["admits-fault"]}], "within": within}
    assert expected == outcome(make_coach, [agent(text), agent("很抱歉")], **changes)


# Excuses, and what is not applicable.


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([agent("请稍候"), THANKS, OK], [(NONE, 1, 0)]),
        ([THANKS, agent("请稍候")], [(NONE, 0, 1)]),
        ([THANKS, OK, agent("请稍候")], [(MISSED, 0, None)]),
        ([customer("投诉"), THANKS, OK], [(NONE, 1, 0)]),
        ([agent("请稍候"), THANKS, WELCOME], [(KEPT, 1, 2)]),
    ],
)
def test_unless(make_coach: MakeCoach, turns: list[Turn], expected: object) -> None:
    """An excuse counts where what is owed was not done, also in the very turn that would be the miss."""
    excuses = [
        {"acts": ["hold"], "within": {"before": 1, "after": 1}},
        {"acts": ["customer-complains"], "within": {"before": "all"}},
    ]
    assert expected == outcome(make_coach, turns, unless=excuses)


def test_the_reason_of_an_excuse(make_coach: MakeCoach) -> None:
    """`because`, or that there was no occasion where nothing else is written."""
    because = {"zh-Hant": "要等", "zh-Hans": "要等等", "en": "A wait"}
    for change, reason in (({"because": because}, "要等等"), ({}, "没有道谢")):
        excuse = {"acts": ["hold"], "within": {"before": 1}, **change}
        (result,) = held(make_coach(duties(duty(unless=[excuse]))), [agent("请稍候，谢谢"), THANKS, agent("这样")])
        assert (result.reason, result.evidence) == (reason, Quote(0, "请稍候", 0, 3))


def test_the_reasons_of_what_is_not_applicable(coach: Coach) -> None:
    """The duty's own, or the one that says what could not be seen."""

    def reasons(*turns: Turn) -> dict[str, str]:
        results = held(coach, turns)
        assert all(result.reason for result in results if result.state != "kept")
        return {result.duty: result.reason for result in results if result.state == "not-applicable"}

    alone = reasons(agent("你好呀"))
    assert alone["thanks-not-answered"] == "客户没有道谢"
    assert alone["interruption"] == alone["return-not-apologised"] == "没有时间数据"
    started = reasons(agent("你好呀", 0), customer("嗯", 1), agent("好", 2))
    assert started["interruption"] == "只有开始时间，没有结束时间"
    assert started["return-not-apologised"] == "没有让客户久等"
    timed = reasons(agent("你好呀", 0, 1), customer("谢谢", 1, 2))
    assert "interruption" not in timed
    assert timed["thanks-not-answered"] == "之后客服人员没有再说话"
    assert set(reasons(customer("你好")).values()) == {"没有客服人员说的话"}


def test_what_nobody_was_left_to_do(make_coach: MakeCoach) -> None:
    """A phrasebook that has no words for it gives the name of the reason."""
    (result,) = held(make_coach(duties(duty())), [OK, THANKS])
    assert (result.state, result.reason) == ("not-applicable", "nobody-left")


# Several occasions.


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        # nobody could answer in between: one occasion
        ([THANKS, THANKS, OK], [(MISSED, 0, None)]),
        ([THANKS, OK, THANKS, WELCOME], [(MISSED, 0, None), (KEPT, 2, 3)]),
        ([THANKS, WELCOME, WELCOME, THANKS, OK], [(KEPT, 0, 1), (MISSED, 3, None)]),
    ],
)
def test_occasions_before_the_agent_speaks_are_one(make_coach: MakeCoach, turns: list[Turn], expected: object) -> None:
    assert expected == outcome(make_coach, turns)


def test_occasions_may_overlap(make_coach: MakeCoach) -> None:
    """What one turn does keeps both; the end settles what is open."""
    two = {"within": {"after": 2}}
    assert outcome(make_coach, [THANKS, OK, THANKS, WELCOME], **two) == [(KEPT, 0, 3), (KEPT, 2, 3)]
    assert outcome(make_coach, [THANKS, OK, THANKS, OK], **two) == [(MISSED, 0, None), (MISSED, 2, None)]


def test_an_occasion_that_stays_open_takes_in_the_others(make_coach: MakeCoach) -> None:
    always = {"within": {"after": "all"}}
    assert outcome(make_coach, [THANKS, OK, THANKS, OK], **always) == [(MISSED, 0, None)]
    assert outcome(make_coach, [THANKS, WELCOME, THANKS, OK], **always) == [(KEPT, 0, 1), (MISSED, 2, None)]


def test_once_means_the_first_occasion(make_coach: MakeCoach) -> None:
    assert outcome(make_coach, [THANKS, WELCOME, THANKS, OK], once=True) == [(KEPT, 0, 1)]
    assert outcome(make_coach, [THANKS, OK, THANKS, OK], once=True) == [(MISSED, 0, None)]


# The end, the channel, the language.


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize(
    ("turns", "expected"),
    [([OK, THANKS], [(NONE, 1, None)]), ([THANKS, OK, THANKS], [(MISSED, 0, None), (NONE, 2, None)])],
)
def test_what_is_open_at_the_end(make_coach: MakeCoach, complete: bool, turns: list[Turn], expected: object) -> None:
    """What nobody was left to do is not missed."""
    assert expected == outcome(make_coach, turns, complete)


def test_open_occasions_and_the_turns_left(make_coach: MakeCoach) -> None:
    conversation = Conversation(make_coach(duties(duty(within={"after": 2}))))
    left = []
    for turn in (THANKS, OK, THANKS, OK):
        conversation.add(turn)
        left.append([(one.trigger.turn, one.left) for one in conversation.open])
    assert left == [[(0, 2)], [(0, 1)], [(0, 1), (2, 2)], [(2, 1)]]
    conversation.finish()
    assert conversation.open == []


def test_a_duty_of_one_channel(make_coach: MakeCoach) -> None:
    """Where the channel is not known, the duties of all apply."""
    coach = make_coach(duties(duty(channels=["call"], severity_in_chat="advice")))
    assert told(held(coach, [THANKS, OK], channel="call")) == [(MISSED, 0, None)]
    assert told(held(coach, [THANKS, OK], channel=None)) == [(MISSED, 0, None)]
    assert held(coach, [THANKS, OK], channel="chat") == ()


def test_a_miss_may_be_less_serious_in_a_chat(make_coach: MakeCoach) -> None:
    coach = make_coach(duties(duty(severity_in_chat="advice")))
    severities = [held(coach, [THANKS, OK], channel=channel)[0].severity for channel in ("call", "chat", None)]
    assert severities == ["warning", "advice", "warning"]


def test_the_language_of_titles_and_reasons(make_coach: MakeCoach) -> None:
    book = make_coach(duties(duty())).phrasebook
    machine = Duties(book, None, "en")
    machine.add(Observation(0, THANKS, {"customer-thanks": (0, 2)}))
    (settled,) = machine.add(Observation(1, OK, {}))
    assert (settled.turn, settled.result.title, settled.result.reason) == (1, "Thanks unanswered", "Answer")
    assert machine.not_called_for({}, watched=True) == []
    assert [result.reason for result in Duties(book, None, "en").not_called_for({}, watched=True)] == ["No thanks"]
