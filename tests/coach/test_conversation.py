"""A conversation turn by turn: findings, names, courtesy, what could not be checked."""

from typing import Any

import pytest

from coach import Coach
from coach.conversation import Conversation
from coach.finding import Finding
from coach.turn import Channel, Turn
from tests.coach.dialogues import agent, customer, duties, duty, held, system
from tests.conftest import MakeCoach


def found(coach: Coach, *turns: Turn, complete: bool = True, **about: Any) -> list[Finding]:
    conversation = Conversation(coach, **about)
    findings = [finding for turn in turns for finding in conversation.add(turn)]
    return findings + conversation.finish(complete=complete)


def states(coach: Coach, name: str, *turns: Turn, customer: str | None = None) -> list[str]:
    """Return what became of one duty."""
    conversation = Conversation(coach, customer=customer)
    for turn in turns:
        conversation.add(turn)
    conversation.finish()
    return [result.state for result in conversation.duties if result.duty == name]


def test_wording_is_that_of_a_check_with_the_number_of_the_turn(coach: Coach) -> None:
    """Only what the agent says is judged."""
    text = "😀你問我，我問誰"
    findings = found(coach, customer(text), system(text), agent(text), complete=False)
    wording = [finding for finding in findings if finding.start is not None]
    assert wording
    assert {finding.turn for finding in wording} == {2}
    assert [(one.rule, one.start, one.matched) for one in coach.check(text)] == [
        (one.rule, one.start, one.matched) for one in wording
    ]


def test_a_missed_duty(coach: Coach) -> None:
    """The turn that shows it, the trigger in words, and a sentence to say."""
    findings = found(coach, customer("太好了，多謝！"), agent("延期之後帳單日不變。"))
    (finding,) = [finding for finding in findings if finding.category == "thanks-not-answered"]
    assert (finding.rule, finding.how) == ("thanks-not-answered/duty", "duty")
    assert (finding.start, finding.end, finding.matched, finding.turn) == (None, None, "", 1)
    assert (finding.trigger, finding.evidence) == ("多謝", None)
    assert finding.message == "客人道謝沒有回應：客人說「謝謝」時，要回答「不客氣」「這是我應該做的」。"
    assert finding.clause == "四.2.(4)"
    assert finding.phrasebook == coach.phrasebook.hash
    assert finding.suggestions
    assert {(one.replace, one.kind) for one in finding.suggestions} == {((0, 0), "utterance")}
    assert all(coach.phrasebook.phrases[one.phrase] for one in finding.suggestions)


@pytest.mark.parametrize(("language", "colon"), [("en", ": "), ("zh-Hans", "："), ("zh-Hant", "：")])
def test_the_language_of_messages(coach: Coach, language: Any, colon: str) -> None:
    (finding, *_) = found(coach, agent("好的"), language=language)
    title = coach.phrasebook.duties["greeting-missing"].title.get(language)
    assert finding.message.startswith(f"{title}{colon}")


@pytest.mark.parametrize(
    ("turns", "language"),
    [((agent("您好，請問"), agent("这样")), "zh-Hant"), ((agent("您好"), agent("請問")), "zh-Hant"), ((), "zh-Hans")],
)
def test_the_language_is_that_of_the_agent(coach: Coach, turns: tuple[Turn, ...], language: str) -> None:
    """As soon as the words tell."""
    conversation = Conversation(coach)
    conversation.add(customer("這樣"))
    for turn in turns:
        conversation.add(turn)
    assert language == conversation.language
    assert Conversation(coach, locale="zh-Hant-HK").language == "zh-Hant"


def test_an_interruption_is_timing_and_counted(coach: Coach) -> None:
    """A back-channel is none."""
    conversation = Conversation(coach)
    turns = [customer("司機放了就走，我", 0, 10), agent("嗯，是的。", 5, 6), customer("根本來不及", 11, 20)]
    findings = [finding for turn in [*turns, agent("請問單號？", 17, 19)] for finding in conversation.add(turn)]
    (interruption,) = [finding for finding in findings if finding.category == "interruption"]
    assert (interruption.how, interruption.turn, interruption.trigger) == ("timing", 3, "請問單號？")
    assert interruption.suggestions == ()
    assert conversation.timing.interruptions == 1


def test_without_a_phrase_to_say_nothing_is_suggested(make_coach: MakeCoach) -> None:
    conversation = Conversation(make_coach(duties(duty())))
    conversation.add(customer("谢谢"))
    (finding,) = conversation.add(agent("好"))
    assert finding.suggestions == ()


@pytest.mark.parametrize("role", [None, "", "boss", "Agent", 1, ["agent"], {}])
def test_a_turn_without_a_role_is_refused(coach: Coach, role: Any) -> None:
    """It leaves no trace."""
    conversation = Conversation(coach)
    conversation.add(agent("您好"))
    with pytest.raises(ValueError, match="turn 1 has no role"):
        conversation.add(Turn("您好", role))
    assert (conversation.length, conversation.agent_turns) == (1, 1)


# Names.


def test_a_name_that_the_system_knows_and_the_agent_uses(coach: Coach) -> None:
    """At once or later; nobody has to ask for it."""
    filler = [customer("嗯"), agent("好的")] * 4
    for turns in (
        [agent("王小明先生您好"), *filler],
        [agent("您好"), customer("我要退貨"), agent("王先生，請稍候"), *filler],
    ):
        assert states(coach, "surname-not-used", *turns, customer="王小明") == ["kept"]
        assert states(coach, "surname-not-asked", *turns, customer="王小明") == ["kept"]
    assert states(coach, "surname-not-used", agent("您好"), *filler, customer="王小明") == ["missed"]
    assert states(coach, "surname-not-used", agent("您好"), *filler) == ["not-applicable"]


def test_a_name_told_late_need_not_be_asked_for(coach: Coach) -> None:
    turns = [agent("您好"), customer("嗯"), agent("好的"), customer("對")] * 2
    assert states(coach, "surname-not-asked", *turns, agent("好的")) == ["missed"]
    assert states(coach, "surname-not-asked", *turns, customer("我姓翟"), agent("翟先生好")) == ["kept"]


@pytest.mark.parametrize(
    ("turns", "known"),
    [
        ([], None),
        ([customer("我姓翟")], ("翟", None)),
        ([agent("請問您貴姓？"), customer("陳")], ("陈", None)),
        ([customer("陳")], None),
        ([agent("陳小姐您好")], ("陈", "小姐")),
        ([customer("我姓陳"), agent("陳小姐您好")], ("陈", "小姐")),
        ([customer("我姓陳"), agent("王小姐您好")], ("陈", None)),
        ([customer("我姓陳"), customer("我姓王")], ("陈", None)),
    ],
)
def test_what_is_known_of_the_name(coach: Coach, turns: list[Turn], known: object) -> None:
    """The first name that is told, or by which the agent addresses the customer."""
    conversation = Conversation(coach)
    for turn in turns:
        conversation.add(turn)
    name = conversation.name
    assert known == (name and (name.surname, name.honorific))


def test_suggestions_use_the_name(coach: Coach) -> None:
    findings = found(coach, agent("请问您贵姓？"), customer("我姓翟"), agent("翟先生，你好"), agent("你找谁"))
    assert any("翟先生" in one.text for finding in findings for one in finding.suggestions)


@pytest.mark.parametrize(("later", "given"), [(0, True), (1, True), (3, True), (4, False)])
def test_an_answer_is_one_of_the_next_four_turns(coach: Coach, later: int, given: bool) -> None:
    turns = [agent("麻煩您提供一下訂單編號。"), *[customer("等等")] * later, customer("HJ30921"), agent("好的。")]
    assert ("missed" in states(coach, "item-not-thanked", *turns, agent("查到了"))) is given


# Around it.


def test_courtesy_counts_turns(coach: Coach) -> None:
    conversation = Conversation(coach)
    for turn in (agent("您好，謝謝，謝謝"), customer("謝謝"), agent("謝謝您"), system("謝謝")):
        conversation.add(turn)
    assert (conversation.courtesy["thanks"], conversation.courtesy["greeting"]) == (2, 1)
    assert (conversation.agent_turns, conversation.length) == (2, 4)


TIMED = {"hold-not-announced", "return-not-apologised", "interruption"}
MEASURED = {"silence", "speech-rate", "talk-share"}
CLOSING = {"farewell-missing", "further-help-not-offered"}


@pytest.mark.parametrize(
    ("turns", "complete", "skipped"),
    [
        ([agent("好"), customer("好")], True, {"沒有時間資料": TIMED | MEASURED}),
        ([agent("好", 0), customer("好", 1)], True, {"只有開始時間，沒有結束時間": {"interruption"} | MEASURED}),
        ([agent("好", 0, 1), customer("好", 1, 2)], True, {}),
        ([agent("好", 0, 1), customer("好", 1, 2)], False, {"這是節錄，沒有結尾": CLOSING}),
        ([agent("好", 0, 1), agent("好", 1, 2)], True, {"沒有客人說的話": {"conversation"}}),
    ],
)
def test_what_could_not_be_checked(coach: Coach, turns: list[Turn], complete: bool, skipped: object) -> None:
    conversation = Conversation(coach, language="zh-Hant")
    for turn in turns:
        conversation.add(turn)
    by_reason: dict[str, set[str]] = {}
    for skip in conversation.skipped(complete=complete):
        by_reason.setdefault(skip.reason, set()).add(skip.check)
    assert skipped == by_reason


@pytest.mark.parametrize("channel", ["call", "chat", None])
@pytest.mark.parametrize("turns", [[], [customer("好", 0, 1), system("好", 1, 2)]])
def test_without_an_agent_nothing_is_checked(coach: Coach, turns: list[Turn], channel: Channel | None) -> None:
    """Duties of another channel are not spoken of."""
    conversation = Conversation(coach, channel=channel)
    for turn in turns:
        conversation.add(turn)
    unseen = {skip.check for skip in conversation.skipped() if skip.reason == "没有客服人员说的话"}
    owed = {duty.id for duty in coach.phrasebook.duties.values() if channel is None or channel in duty.channels}
    assert unseen == owed | {"wording"}
    assert {result.state for result in held(coach, turns)} == {"not-applicable"}


HOSTILE = [
    "",
    "\x00",
    "\ud800",
    "谢谢\udfff",
    "\u200b" * 50,
    "\u202e再见\u202c",
    "㍿ﷺ" * 20,
    "谢谢" * 50_000,
    "{surname}[{x}]",
    "1e999",
    "👨‍👩‍👧‍👦",
    "\n\n\r\n",
]


@pytest.mark.parametrize("role", ["agent", "customer", "system"])
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:12])
def test_no_text_is_too_odd(coach: Coach, text: str, role: Any) -> None:
    """Quotes are the words at their place, whatever stands around them."""
    conversation = Conversation(coach, customer=text)
    turns = [
        agent("您好，请问您贵姓？麻烦您提供单号", 0, 1),
        Turn(text, role, 1, 2),
        customer("谢谢"),
        Turn(text, role),
    ]
    for turn in turns:
        conversation.add(turn)
    conversation.finish()
    for result in conversation.duties:
        for quote in filter(None, (result.trigger, result.evidence)):
            assert quote.text == turns[quote.turn].text[quote.start : quote.end]
