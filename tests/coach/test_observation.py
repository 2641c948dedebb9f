"""What is observed in a turn: what was handed over, and who waits for whom, in whole conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coach.conversation import Conversation
from coach.observation import Observation
from coach.reviewed import Quote
from coach.turn import Turn

if TYPE_CHECKING:
    from coach import Coach
    from coach.observation import Observer


@pytest.fixture(scope="module")
def observer(coach: Coach) -> Observer:
    return coach.observer


GIVEN = [
    "XD7720981436",
    "一三七，六六零二，四九八一。",
    "二零四七八八一六三三",
    "P三零，七七二，六六一八。",
    "零 九 三 七 五 五",
    "尾号是6620",
    "5530 9917 24",
    "#B55093",
    "苏E·7K259",
    "車牌BKD七七一八",
    "[图片]",
    "【圖片】",
    "(傳送了一張照片)",
    "[Image]",
    "收據.jpg",
    "shih88@xxmail.tw",
    "yuen books at gmail dot com",
    "福星路19号2单元601",
    "第五期，二座A，三十二樓G室",
    "重華路四段九十六巷十二號",
    "民國七十八年五月三號",
    "1988年5月12日",
    "A 0 9 3 3",
]
NOT_GIVEN = [
    "好的",
    "等我找找",
    "张晓明",
    "姓王",
    "A套餐",
    "明天下午",
    "下午三点到五点",
    "二十五号吧",
    "三百块",
    "5000块左右",
    "等了120分钟",
    "要200个",
    "在哪看",
    "[微笑]",
    "[表情]",
    "一百二十八",
    "第一次",
    "",
    "\ud800",
]


@pytest.mark.parametrize("said", GIVEN)
def test_what_was_asked_for_is_given(observer: Observer, said: str) -> None:
    assert "customer-answers-request" in observer.customer(Turn(said, "customer"), asked_item=True, unanswered=False)


@pytest.mark.parametrize("said", NOT_GIVEN)
def test_other_answers_hand_nothing_over(observer: Observer, said: str) -> None:
    acts = observer.customer(Turn(said, "customer"), asked_item=True, unanswered=False)
    assert "customer-answers-request" not in acts


@pytest.mark.parametrize("said", ["[图片]", "XD7720981436"])
def test_what_nobody_asked_for_is_no_answer(observer: Observer, said: str) -> None:
    assert "customer-answers-request" not in observer.customer(
        Turn(said, "customer"), asked_item=False, unanswered=False
    )


def test_long_text_is_read_in_time(observer: Observer) -> None:
    for said in ("a" * 20000, "a " * 10000, "零 " * 10000, "路" * 20000, "[" * 20000):
        observer.customer(Turn(said, "customer"), asked_item=True, unanswered=False)


def _missed(coach: Coach, *lines: tuple[str, str] | tuple[str, str, float], complete: bool = True) -> list[str]:
    """Return the duties of holds and items that a conversation misses; a line is role, words, start in seconds."""
    conversation = Conversation(coach, channel="chat")
    found = []
    for line in lines:
        start = line[2] if len(line) > 2 else None
        found += conversation.add(Turn(line[1], "agent" if line[0] == "A" else "customer", start))
    found += conversation.finish(complete=complete)
    about = ("hold-not-announced", "return-not-apologised", "item-not-thanked")
    return [finding.category for finding in found if finding.category in about]


def test_a_hold_counts_over_small_talk(coach: Coach) -> None:
    assert not _missed(
        coach,
        ("A", "您稍等，我查一下", 0.0),
        ("C", "好", 2.0),
        ("A", "是尾号3316这张对吧", 6.0),
        ("C", "对", 9.0),
        ("A", "嗯嗯", 11.0),
        ("A", "让您久等了，查到了", 60.0),
    )


def test_a_hold_is_over_when_the_agent_is_back(coach: Coach) -> None:
    assert _missed(
        coach,
        ("A", "您稍等，我查一下", 0.0),
        ("A", "让您久等了，查到了", 40.0),
        ("C", "那改到周五行吗", 50.0),
        ("A", "改好了", 90.0),
    ) == ["hold-not-announced"]


def test_the_agent_who_announced_a_wait_is_the_one_who_is_silent(coach: Coach) -> None:
    lines = [("C", "能改吗", 0.0), ("A", "我向同事核對，請您稍候。", 5.0), ("A", "可以改。", 90.0), ("C", "好", 92.0)]

    assert _missed(coach, *lines, ("A", "改好了", 95.0)) == ["return-not-apologised"]


def test_a_word_about_the_wait_may_come_with_the_next_message(coach: Coach) -> None:
    assert not _missed(
        coach, ("C", "能改吗", 0.0), ("A", "请稍等", 5.0), ("A", "在的", 60.0), ("A", "让您久等了，可以改", 62.0)
    )


def test_a_customer_who_asks_for_a_moment_keeps_the_agent_waiting(coach: Coach) -> None:
    assert not _missed(
        coach,
        ("A", "麻烦报一下单号", 0.0),
        ("C", "你等等我找一下", 3.0),
        ("A", "好的不急", 5.0),
        ("A", "您慢慢找", 40.0),
    )


def test_a_customer_who_has_found_it_waits_again(coach: Coach) -> None:
    assert "hold-not-announced" in _missed(
        coach,
        ("A", "麻烦报一下单号", 0.0),
        ("C", "我找找啊，嗯，二零四七八八一六三三", 3.0),
        ("A", "谢谢，查到了", 60.0),
    )


def test_after_a_question_it_is_the_customer_who_is_silent(coach: Coach) -> None:
    assert not _missed(coach, ("C", "在吗", 0.0), ("A", "您要改到哪天呢？", 4.0), ("A", "您还在吗？", 90.0))


def test_a_blunt_wait_is_a_notice_too(coach: Coach) -> None:
    assert not _missed(coach, ("C", "能改吗", 0.0), ("A", "等一下我看看", 4.0), ("A", "不好意思让您等了，可以", 60.0))


def test_an_item_is_thanked_within_two_turns(coach: Coach) -> None:
    ask, give = ("A", "麻煩給我訂單編號"), ("C", "HJ30921")

    assert not _missed(coach, ask, give, ("A", "好的，我看一下"), ("A", "謝謝您，查到了"))
    assert _missed(coach, ask, give, ("A", "好的"), ("A", "查到了"), ("A", "感谢您的来电，再见")) == [
        "item-not-thanked"
    ]


def test_thanks_for_something_else_do_not_count_for_the_item(coach: Coach) -> None:
    ask, give = ("A", "請問您的門號是多少"), ("C", "零九三七五五零二八一")

    assert _missed(coach, ask, give, ("A", "查到了，明天送達"), ("A", "感谢您的来电，再见")) == ["item-not-thanked"]
    assert _missed(coach, ask, give, ("A", "感謝您的耐心等候，查到了"), ("A", "明天送達")) == ["item-not-thanked"]


def test_an_answer_over_several_messages_is_one_item(coach: Coach) -> None:
    lines = [
        ("A", "身份证号和手机号发我一下"),
        ("C", "等等"),
        ("C", "我找找"),
        ("C", "330106198805121234"),
        ("C", "13800138000"),
    ]

    assert not _missed(coach, *lines, ("A", "谢谢，已核对"), ("C", "那订单88123什么时候到"), ("A", "明天"), ("A", "好"))
    assert _missed(coach, *lines, ("A", "已核对"), ("C", "哦"), ("A", "明天到")) == ["item-not-thanked"]


def test_an_excerpt_that_ends_early_does_not_miss_the_thanks(coach: Coach) -> None:
    lines = [("A", "麻烦报一下单号"), ("C", "HJ30921"), ("A", "好的，我看一下")]

    assert not _missed(coach, *lines, complete=False)
    assert _missed(coach, *lines) == ["item-not-thanked"]


def test_quotes() -> None:
    """The words of an act; the whole turn for one that has no place, or for none."""
    seen = Observation(3, Turn("好，感谢您", "agent"), {"thanks": (2, 4), "uses-name": None})
    assert seen.quote("thanks") == Quote(3, "感谢", 2, 4)
    assert seen.quote("uses-name") == seen.quote("hold") == seen.quote() == Quote(3, "好，感谢您")
    assert (seen.place("thanks"), seen.place("uses-name")) == (2, 0)


@pytest.mark.parametrize(
    ("text", "invites"),
    [
        ("您好，城西汽修，修车还是保养", True),
        ("你好，安心牙科，今日想睇邊個醫生呀", True),
        ("您好，請描述您遇到的情況", True),
        ("请问怎么称呼您，想办什么业务", True),
        ("您好，家居客服", False),
        ("您好，请问您贵姓，方便告诉我吗？", False),
        ("喂，听得到吗？", False),
        ("您好，請問您的手機號碼是多少？", False),
    ],
)
def test_a_question_in_the_opening_invites_the_need(coach: Coach, text: str, invites: bool) -> None:
    turn = Turn(text, "agent")
    assert ("opening-question" in coach.observer.agent(turn, opening=True)) is invites
    assert "opening-question" not in coach.observer.agent(turn)
