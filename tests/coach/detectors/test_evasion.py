"""Wordings that are hidden: pulled apart, or written in letters."""

from typing import Any

import pytest

from coach import Coach
from coach.detectors.evasion import EvasionDetector
from tests.conftest import MakeCoach, forbidden


@pytest.mark.parametrize(
    ("text", "matched", "confidence"),
    [
        # every character by itself
        ("不 知 道", "不 知 道", 0.95),
        ("不.知.道", "不.知.道", 0.95),
        ("不_知_道", "不_知_道", 0.95),
        ("不*知-道", "不*知-道", 0.95),
        ("我不😀知😀道", "不😀知😀道", 0.95),
        ("不。知。道", "不。知。道", 0.95),  # the same punctuation mark throughout
        ("不\u3000知\u2800道", "不\u3000知\u2800道", 0.95),
        ("不.\u200b知.\u0301道", "不.\u200b知.\u0301道", 0.95),
        # some of them
        ("我不*知道", "不*知道", 0.85),
        ("不 知道", "不 知道", 0.75),
        # two characters only
        ("滚.蛋", "滚.蛋", 0.8),
        ("（滚 蛋）", "滚 蛋", 0.8),
        # pinyin and initials
        ("bu知道", "bu知道", 0.9),
        ("不zhi道", "不zhi道", 0.9),
        ("這個我不知DAO", "不知DAO", 0.9),
        ("ｂｕ知道", "ｂｕ知道", 0.9),
        ("b知道", "b知道", 0.8),
        ("不z道", "不z道", 0.8),
        ("buzhidao", "buzhidao", 0.85),
        ("bu zhi dao", "bu zhi dao", 0.85),
    ],
)
def test_hidden_wordings(make_coach: MakeCoach, text: str, matched: str, confidence: float) -> None:
    """The span is what stands in the text as written; the less is hidden, the less sure it is."""
    coach = make_coach(forbidden({"wordings": ["不知道", "滚蛋"]}))
    (found,) = coach.check(text)
    assert (found.matched, found.how, found.confidence) == (matched, "evasion", confidence)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "好",
        "不，知道",  # a clause ends between
        "不!知，道",  # two different punctuation marks
        "不1知1道",  # letters and digits are text
        "（不）知（道）",
        "不，知 道",
        "滚，蛋",
        "让它滚 蛋要煮熟",  # glued to other words
        "bzd",  # initials alone may be anything
        "bu",
        "b u",
        "zhidao",
        "bu知",
        "知道bu",
        "iPhone 14 Pro",
        "您的order已发出，单号 ab12",
    ],
)
def test_what_is_not_hidden_wording(make_coach: MakeCoach, text: str) -> None:
    """Ordinary punctuation, ordinary letters."""
    assert make_coach(forbidden({"wordings": ["不知道", "滚蛋"]})).check(text).findings == ()


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        # exceptions and mentions hold for hidden wordings too
        ({"wordings": ["不知道"], "exceptions": ["不知道你"]}, "bu知道你在哪", False),
        ({"wordings": ["不知道"], "exceptions": ["不知道你"]}, "bu知道他在哪", True),
        ({"wordings": ["不知道"]}, "你刚才说bu知道", False),
        # a space counts beside a character that stands alone
        ({"wordings": ["利等着"]}, "专利 等着作权", False),
        ({"wordings": ["在那等"]}, "你在 那 等着我", True),
        # edges
        ({"wordings": ["^不知道"]}, "不.知.道", True),
        ({"wordings": ["^不知道"]}, "我不.知.道", False),
        ({"wordings": ["不知道$"]}, "我不.知.道", True),
        ({"wordings": ["不知道$"]}, "不.知.道吗", False),
        ({"wordings": ["不知道$$"]}, "不.知.道。", True),
        # pauses and gaps
        ({"wordings": ["不，知道"]}, "不.知.道", True),
        ({"wordings": ["不…知道"]}, "不.会.知.道", True),
        # advice is not worth the trouble in letters
        ({"wordings": ["不知道"], "severity": "advice"}, "bu知道", False),
        # short and long wordings, and those with letters of their own, are not looked for in letters
        ({"wordings": ["不管"]}, "bu管", False),
        ({"wordings": ["我们什么都不知道"]}, "我们什么都bu知道", False),
        ({"wordings": ["不ok的"]}, "bu ok的", False),
        # two characters in letters at most, and two must stay
        ({"wordings": ["谁都不知道"]}, "谁都bz道", True),
        ({"wordings": ["谁都不知道"]}, "谁dbz道", False),
        ({"wordings": ["不知道"]}, "bzhi道", False),
    ],
)
def test_what_is_looked_for(make_coach: MakeCoach, rule: dict[str, Any], text: str, found: bool) -> None:
    """Which wordings of a rule, and where."""
    assert bool(make_coach(forbidden(rule)).check(text).findings) is found


def test_advice_in_letters_gives_way(make_coach: MakeCoach) -> None:
    """A rule that only advises says nothing of the letters in which another one finds its wording."""
    advice = {"wordings": ["不知道吗"], "severity": "advice"}
    (found,) = make_coach(forbidden(advice, {"wordings": ["不知道"]})).check("bu知道吗")
    assert (found.rule, found.matched) == ("flat-ignorance/rule-1", "bu知道")


def test_one_hit_for_each_place(make_coach: MakeCoach) -> None:
    """Plain and hidden ones in one long text."""
    text = "好的，" * 100 + "不知道，不.知.道，" + "好的，" * 100 + "bu知道。不 知 道"
    found = make_coach(forbidden({"wordings": ["不知道"]})).check(text)
    assert [(one.matched, one.how) for one in found] == [
        ("不知道", "literal"),
        ("不.知.道", "evasion"),
        ("bu知道", "evasion"),
        ("不 知 道", "evasion"),
    ]


@pytest.mark.parametrize(
    ("text", "alert"),
    [
        ("您好，请问有什么可以帮您？", False),
        ("不知道", False),  # in plain sight, for others to find
        ("ok，好的", False),
        ("不.知.道", True),
        ("bu知道", True),
    ],
)
def test_it_alerts_to_what_may_be_hidden(make_coach: MakeCoach, text: str, alert: bool) -> None:
    """Not to plain text, nor to letters that stand for nothing."""
    coach = make_coach(forbidden({"wordings": ["不知道"]}))
    assert bool(Coach(coach.compiled, detectors=["evasion"]).check(text)) is alert


def test_in_the_built_in_phrasebook(coach: Coach) -> None:
    """With all of its wordings and exceptions."""
    assert EvasionDetector(coach.compiled).compiled is coach.compiled
    for text in ("急💢什么💢急", "这不.是.我.的.事", "不*行", "不知dao", "不\u200b知\u200b道"):
        assert coach.check(text).findings, text
    for text in ("bu知道您方便吗", "您刚才说bu知道", "不，知道", "iPhone 14 Pro 已到货"):
        assert coach.check(text).findings == (), text
