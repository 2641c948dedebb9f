"""An explanation in the place of an apology: what calls for one, what ends the occasion, what only states something."""

import pytest

from coach import Coach
from coach.review import review
from coach.transcript import Transcript
from coach.turn import Turn

_EXCUSE = "excuse-before-apology"


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach(detectors=[])


def _states(coach: Coach, *turns: str) -> list[str]:
    """Return the states of the occasions; `客：` begins a customer's turn, all others are the agent's."""
    spoken = tuple(
        Turn(text.removeprefix("客："), "customer" if text.startswith("客：") else "agent") for text in turns
    )
    verdict = review(Transcript("x", spoken, channel="chat", complete=False), coach)
    return [duty.state for duty in verdict.duties if duty.duty == _EXCUSE and duty.trigger]


def test_a_new_complaint_is_a_new_occasion_after_one_that_has_lapsed(coach: Coach) -> None:
    turns = (
        "客：我要投诉，等了三天都没人来",
        "请问您的单号是多少？",
        "客：123456，你们太离谱了",
        "这是公司规定的流程。",
    )
    assert _states(coach, *turns) == ["not-applicable", "missed"]


def test_only_one_miss_is_reported(coach: Coach) -> None:
    turns = ("客：我要投诉，等了三天都没人来", "这几天单量比较大。", "客：太离谱了吧", "高峰期都是这样的。")
    assert _states(coach, *turns) == ["missed"]


def test_giving_the_name_of_the_desk_ends_nothing(coach: Coach) -> None:
    assert _states(coach, "客：電梯又壞了", "這裡是中和社區服務中心", "那部電梯的板子要從日本寄來。") == ["missed"]


@pytest.mark.parametrize("unasked", ["窗帘一拉就掉杆子", "碗麵有隻烏蠅"])
def test_a_mishap_counts_only_before_the_agent_has_answered(coach: Coach, unasked: str) -> None:
    answer = "轨道拉的时候不能太用力。"
    assert _states(coach, f"客：{unasked}", answer) == ["missed"]
    assert _states(coach, "客：请问几点关门？", "晚上十点关门。", f"客：{unasked}", answer) == []


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("楼上一直没有人住", True),
        ("这台机器本来就比较旧", True),
        ("您什么时候在家？", False),
        ("我帮您转给主管", False),
        ("好的", False),
        ("我帮您转给主管。楼上一直没有人住。", True),
    ],
)
def test_a_sentence_that_only_states_something(coach: Coach, text: str, states: bool) -> None:
    assert ("only-states" in coach.observer.agent(Turn(text, "agent"))) is states
