"""Which acts a turn does, and where."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach import Coach
from coach.acts import ActFinder
from coach.mitigation import acts_in
from tests.coach.dialogues import acts
from tests.conftest import MakeCoach


@pytest.mark.parametrize(
    ("by", "text", "found"),
    [
        ("agent", "很抱歉，我请示我们经理", {"apology": (0, 3), "escalation": (5, 11)}),
        ("agent", "抱歉，很抱歉", {"apology": (0, 2)}),
        ("agent", "抱歉什么？", {}),
        ("agent", "抱歉什么？真的抱歉", {"apology": (7, 9)}),
        ("agent", "谢谢", {}),
        ("agent", "", {}),
        ("agent", "，。！\x00\u200b", {}),
        ("customer", "謝謝，很抱歉", {"customer-thanks": (0, 2)}),
        ("system", "谢谢，很抱歉", {}),
    ],
)
def test_acts(make_coach: MakeCoach, by: str, text: str, found: dict[str, tuple[int, int]]) -> None:
    """Each with its places in the folded text that no exception of it overlaps; only acts of that role."""
    compiled = make_coach(acts()).compiled
    places = ActFinder(compiled, by).places(compiled.matcher.scan(text))
    assert found == {act: min(spans) for act, spans in places.items()}


PIECES = [
    "很抱歉",
    "抱歉什么",
    "請問",
    "謝謝您",
    "感謝您的來電",
    "，",
    "。",
    "\u200b",
    "😀",
    "請稍候",
    "不客氣",
    "㍿",
    "?",
    "再見",
    "我姓王",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_they_are_the_acts_that_soften_a_finding(coach: Coach, text: str) -> None:
    """One pass over all acts of a role finds what looking for each act finds."""
    scan = coach.compiled.matcher.scan(text)
    both = ActFinder(coach.compiled, "agent").places(scan) | ActFinder(coach.compiled, "customer").places(scan)
    wanted = acts_in(scan, coach.compiled)
    assert {act: set(spans) for act, spans in wanted.items()} == {act: set(spans) for act, spans in both.items()}
