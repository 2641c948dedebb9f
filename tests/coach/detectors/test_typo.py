"""Characters typed twice."""

import pytest

from tests.conftest import MakeCoach, forbidden

RULE = {"wordings": ["不知道", "^等一下$", "你妹的", "看什么看"], "exceptions": ["不知道…方便"]}


@pytest.mark.parametrize(
    ("text", "matched"),
    [("不知知道欸", "不知知道"), ("等一一一下", "等一一一下"), ("😀我不\u200b知知道", "不\u200b知知道")],
)
def test_doubled_characters(make_coach: MakeCoach, text: str, matched: str) -> None:
    (finding,) = make_coach(forbidden(RULE)).check(text)
    assert (finding.matched, finding.how, finding.confidence) == (matched, "typo", 0.85)


@pytest.mark.parametrize("text", ["你妹妹的学费", "谢谢", "不知知道您方不方便", "看看什么看", "aa不知", "22"])
def test_doubles_that_are_words_or_free(make_coach: MakeCoach, text: str) -> None:
    assert [finding for finding in make_coach(forbidden(RULE)).check(text) if finding.how == "typo"] == []
