"""The one entry point."""

import pytest

from coach import Coach, Context
from tests.conftest import MakeCoach


def test_a_finding_says_what_where_and_why(make_coach: MakeCoach) -> None:
    (finding,) = make_coach().check("這個我不知道")
    assert (finding.rule, finding.category, finding.severity) == ("flat-ignorance/bare", "flat-ignorance", "error")
    assert (finding.start, finding.end, finding.matched) == (3, 6, "不知道")
    assert (finding.how, finding.confidence, finding.clause) == ("literal", 1.0, "四.2.(5)")
    assert finding.message == "不知：無人幫忙"
    assert [suggestion.text for suggestion in finding.suggestions] == ["請讓我請示經理"]


def test_the_context_fills_slots_and_chooses_locale_and_language(make_coach: MakeCoach) -> None:
    context = Context(surname="陈", honorific="先生", locale="zh-Hans", language="en")
    (finding,) = make_coach().check("這個我不知道", context=context)
    assert finding.suggestions[0].text == "请让我请示我们经理，陈先生"
    assert finding.message == "Ignorance: No help"


def test_the_default_locale_answers_where_the_text_does_not_tell(coach: Coach) -> None:
    hong_kong = Coach(coach.compiled, default_locale="zh-Hant-HK")
    assert coach.check("不知道").findings[0].message.startswith("一句“")
    assert hong_kong.check("不知道").findings[0].message.startswith("一句「")


@pytest.mark.parametrize(("detectors", "found"), [(["template"], []), (["evasion"], ["evasion"]), ([], [])])
def test_detectors_can_be_chosen(make_coach: MakeCoach, detectors: list[str], found: list[str]) -> None:
    coach = Coach(make_coach().compiled, detectors=detectors)
    assert [finding.how for finding in coach.check("不 知 道")] == found


@pytest.mark.parametrize("text", ["抱歉，我不知道，我请示一下经理", "你刚才说不知道", "不知道客人方便吗"])
def test_what_speaks_for_a_text(make_coach: MakeCoach, text: str) -> None:
    assert [finding.severity for finding in make_coach().check(text) if finding.severity != "advice"] == []


def test_judging_gives_the_same_without_messages(make_coach: MakeCoach) -> None:
    coach = make_coach()
    assert [one.hit.span for one in coach.judge("这个我不知道")] == [(3, 6)]
    assert coach.judge("您好") == []


def test_acceleration_changes_no_verdict(coach: Coach) -> None:
    texts = [text for rule in coach.phrasebook.rules.values() for text in (*rule.examples.bad, *rule.examples.good)]
    slow = Coach(type(coach.compiled)(coach.phrasebook, coach.compiled.wordings))
    fast = Coach(coach.compiled)
    fast.accelerate()
    assert slow.compiled.matcher.acceleration is None
    assert [fast.check(text).findings for text in texts] == [slow.check(text).findings for text in texts]


def test_what_stands_beside_a_finding_is_not_lost(coach: Coach) -> None:
    """A slip that is not looked for beside a finding is mended in a second step."""
    assert coach.check("喂，我不知知道").rewritten == "您好，我帮您核实一下"


@pytest.mark.parametrize("text", ["zhi" * 3_000, "不知道" + "zhi" * 3_000, "您好，请稍等。" * 6_000 + "讲过。" * 6_000])
def test_no_text_is_too_long(coach: Coach, text: str) -> None:
    assert coach.check(text).text == text
