"""Wordings that were misheard, and words that only sound like them."""

import pytest

from coach import Coach
from tests.conftest import MakeCoach, forbidden

RULE = {"wordings": ["不知道", "^不行[喔]$", "不归我[们]管", "喂"]}


@pytest.mark.parametrize(
    ("text", "matched", "how"),
    [
        ("这个我布知道", "布知道", "homophone"),
        ("加班車有沒有開，布知道耶", "布知道", "homophone"),
        ("水表不規我們管", "不規我們管", "homophone"),
        ("放走道，步行喔", "步行喔", "homophone"),
        ("我bu知道", "bu知道", "evasion"),
        ("我不zhi道", "不zhi道", "evasion"),
    ],
)
def test_misheard(make_coach: MakeCoach, text: str, matched: str, how: str) -> None:
    (finding,) = make_coach(forbidden(RULE)).check(text)
    assert (finding.matched, finding.how) == (matched, how)
    assert 0.5 < finding.confidence < 1


@pytest.mark.parametrize(
    "text", ["步行五分钟就到", "不指导学生写作业", "微信发您", "布置到位了", "这条路不至到那里", "WEI的APP", "不值得"]
)
def test_words_of_their_own(make_coach: MakeCoach, text: str) -> None:
    assert make_coach(forbidden(RULE)).check(text).findings == ()


def test_what_is_written_right_is_literal(make_coach: MakeCoach) -> None:
    assert [finding.how for finding in make_coach(forbidden(RULE)).check("我不知道")] == ["literal"]


def test_exceptions_and_mentions_hold_for_what_is_misheard_too(coach: Coach) -> None:
    assert coach.check("您刚才说“布知道密码”，对吗？").findings == ()


def test_nothing_misheard_is_wrong_without_hesitation(make_coach: MakeCoach) -> None:
    (finding,) = make_coach(forbidden({**RULE, "severity": "error"})).check("放走道，步行喔")
    assert finding.severity == "warning"
