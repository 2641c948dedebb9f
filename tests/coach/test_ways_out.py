"""Ways out of what cannot be done: which turns keep the duty, and how long."""

from typing import Any

import pytest
from pydantic import ValidationError

from coach import Coach
from coach.conversation import Conversation
from coach.duties import Duties
from coach.observation import Observation
from coach.turn import Turn
from phrasebook import Phrasebook
from phrasebook.duty import Duty

TEXT = {"zh-Hant": "題", "zh-Hans": "题", "en": "T"}
WAY_OUT: dict[str, Any] = {
    "id": "no-escalation-offer",
    "title": TEXT,
    "why": TEXT,
    "clause": "四.2.(5)",
    "severity": "warning",
    "when": [{"acts": ["cannot"]}],
    "owed": ["manager"],
    "within": {"here": True, "after": "all"},
    "or_owed": [{"acts": ["other", "both+of"], "within": {"here": True, "after": 2}}],
    "no_occasion": TEXT,
    "examples": {"missed": ["客服：不行"]},
}


def states(*turns: str, **changes: Any) -> list[tuple[str, int | None]]:
    """Return each occasion's state and the turn that kept it; turns are written as acts, `?` before a customer's."""
    duty = Duty.model_validate({**WAY_OUT, **changes})
    duties = Duties(Phrasebook.model_construct(duties={duty.id: duty}, skips={}), "chat", "en")
    for number, written in enumerate(turns):
        turn = Turn(written, "customer" if written.startswith("?") else "agent")
        duties.add(Observation(number, turn, dict.fromkeys(written.lstrip("?").split())))
    duties.finish(complete=True)
    return [(one.state, one.evidence.turn if one.evidence else None) for one in duties.results]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (["cannot"], [("missed", None)]),
        (["cannot manager"], [("kept", 0)]),
        (["cannot other"], [("kept", 0)]),
        (["cannot", "?", "other"], [("kept", 2)]),
        (["cannot", "", "?", "other"], [("kept", 3)]),
        (["cannot", "", "", "other"], [("missed", None)]),
        (["cannot", "", "", "", "manager"], [("kept", 4)]),
        (["other", "cannot"], [("missed", None)]),
        (["cannot", "both"], [("missed", None)]),
        (["cannot", "both of"], [("kept", 1)]),
        # a second time, after the first was kept
        (["cannot other", "?", "cannot"], [("kept", 0), ("missed", None)]),
    ],
)
def test_other_acts_keep_a_duty_within_their_own_range(turns: list[str], expected: list[Any]) -> None:
    assert states(*turns) == expected


def test_a_customer_may_call_for_it() -> None:
    """Where the answer before was a negative one."""
    when = [{"acts": ["asks"], "given": {"acts": ["negative"], "within": {"before": 1}}}]
    assert states("negative", "?asks", "", when=when) == [("missed", None)]
    assert states("negative", "?asks", "other", when=when) == [("kept", 2)]
    assert states("negative", "", "?asks", "", when=when) == []


@pytest.mark.parametrize("changes", [{"before": ["defence"]}, {"owed": [], "within": None}])
def test_other_acts_need_something_owed_and_no_order(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="or_owed"):
        Duty.model_validate({**WAY_OUT, **changes})


def lines(*written: str) -> list[Turn]:
    """Return turns written as `客：…` and `服：…`."""
    return [Turn(line[2:], "customer" if line[0] == "客" else "agent") for line in written]


@pytest.mark.parametrize(
    ("turns", "missed"),
    [
        # nothing offered: not known, not possible, against a rule, not our business
        (lines("客：积分怎么少了", "服：扣减明细我这里查不了", "客：那去哪查", "服：这个我也不清楚"), True),
        (lines("客：能退吗", "服：特价票是不能退的", "客：一点办法都没有？", "服：是的先生"), True),
        (lines("客：我想換貨", "服：依規定超過七天不得換貨", "客：好吧", "服：謝謝您的來電，再見"), True),
        (lines("客：有人喺樓梯食煙", "服：呢方面我處理唔到", "客：咁點算", "服：你自己打保安隊嘅電話"), True),
        (lines("客：多久能好", "服：这个说不好", "客：我就这么干等着？", "服：目前是需要等的"), True),
        (
            lines("客：能退吗", "服：到账了退不了", "服：请问还有什么可以帮您", "客：没", "服：有事您可以随时联系我们"),
            True,
        ),
        # a negative answer becomes a refusal when the customer asks what now
        (lines("客：钱转错人了", "服：这笔已经到账，没有追回一说", "客：那怎么办", "服：就是这样"), True),
        (
            lines("客：钱转错人了", "服：这笔已经到账，没有追回一说", "客：那怎么办", "服：您可以报警，凭回执冻结"),
            False,
        ),
        # a way out
        (lines("客：多久能好", "服：这个我不知道，六点前给您回电话"), False),
        (lines("客：能退吗", "服：到账了退不了", "客：那怎么办", "服：我跟运营商沟通一下，下午给您信儿"), False),
        (lines("客：我想改期", "服：特價票不能改期", "客：是喔", "服：不然我幫您退稅，再買明天的票好嗎"), False),
        (lines("客：聽日唔喺屋企", "服：出咗貨改唔到期", "客：咁點呀", "服：可以叫司機放喺管理處"), False),
        # no refusal
        (lines("客：有蓝色吗", "服：没有蓝色了，还有黑色和白色", "客：那黑色吧", "服：好的"), False),
        (lines("客：周日开门吗", "服：周日不营业", "客：哦好的", "服：请问还有其他需要吗"), False),
        (lines("客：喂", "服：不好意思刚才没听清，不知道您方便再说一遍吗", "客：查快递", "服：好的"), False),
    ],
)
def test_a_way_out(coach: Coach, turns: list[Turn], missed: bool) -> None:
    """What counts as cannot, and as an alternative."""
    conversation = review_of(coach, turns)
    assert ("no-escalation-offer" in conversation) == missed


def review_of(coach: Coach, turns: list[Turn]) -> set[str]:
    """Return the duties missed in a conversation."""
    conversation = Conversation(coach, channel="chat")
    for turn in turns:
        conversation.add(turn)
    conversation.finish()
    return {one.duty for one in conversation.duties if one.state == "missed"}


@pytest.mark.parametrize(
    ("text", "apologised"),
    [
        ("不好意思，请问您的单号是多少", False),
        ("唔好意思，想問下你幾時買㗎", False),
        ("不好意思让您跑了两趟，请问您的单号是多少", True),
        ("真的很抱歉，请问您的单号是多少", True),
        ("是我们没做好", True),
        ("不是我们的错", False),
    ],
)
def test_an_apology_is_for_something(coach: Coach, text: str, apologised: bool) -> None:
    """A way into a question apologises for nothing."""
    turns = lines("客：快递都晚了三天了", f"服：{text}")
    assert ("no-inconvenience-apology" not in review_of(coach, turns)) == apologised
