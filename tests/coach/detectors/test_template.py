"""Wordings as they stand in the phrasebook."""

from typing import Any

import pytest

from coach.detectors.template import TemplateDetector
from tests.conftest import MakeCoach, forbidden


def _found(make_coach: MakeCoach, rule: dict[str, Any], text: str) -> list[tuple[str, str, float]]:
    compiled = make_coach(forbidden(rule)).compiled
    hits = TemplateDetector(compiled).detect(compiled.matcher.scan(text))
    return [(text[hit.span[0] : hit.span[1]], hit.how, hit.confidence) for hit in hits]


@pytest.mark.parametrize(
    ("wording", "text", "found"),
    [
        ("不知道", "我不知道，不知道", [("不知道", "literal", 1.0)] * 2),
        ("不知道[啊]", "不知道啊", [("不知道啊", "literal", 1.0)]),
        ("不…道", "不太知道", [("不太知道", "pattern", 0.95)]),
        ("不知道", "不，知道", []),
        ("不，知道", "不，知道", [("不，知道", "literal", 1.0)]),
    ],
)
def test_every_wording_is_reported(make_coach: MakeCoach, wording: str, text: str, found: list[Any]) -> None:
    """Words for words are sure; with a gap between, a little less."""
    assert _found(make_coach, {"wordings": [wording]}, text) == found


@pytest.mark.parametrize(
    ("wording", "boundary", "text", "found"),
    [
        # short wordings stand alone, unless told otherwise
        ("等着", None, "专利等著作权", False),
        ("等着", None, "你在那等着我", True),
        ("等着", "word", "专利等著作权", False),
        ("等着", "none", "专利等著作权", True),
        # longer ones need not, unless told otherwise
        ("利等着", None, "专利等著作权", True),
        ("利等着", "none", "专利等著作权", True),
        ("利等着", "word", "专利等著作权", False),
        # how long counts in the text, not in the template
        ("[专利]等着", None, "专利等著作权", True),
    ],
)
def test_word_boundaries(make_coach: MakeCoach, wording: str, boundary: str | None, text: str, found: bool) -> None:
    """Where the rule or the length of what stands there asks for them."""
    rule = {"wordings": [wording], **({"boundary": boundary} if boundary else {})}
    assert bool(_found(make_coach, rule, text)) is found


def test_it_alerts_to_anchors_only(make_coach: MakeCoach) -> None:
    """Words of acts and exceptions alone make no text worth a look."""
    compiled = make_coach(forbidden({"wordings": ["不知道"], "exceptions": ["谁不知"]})).compiled
    detector = TemplateDetector(compiled)
    assert detector.alert(compiled.matcher.scan("我不知道"))
    assert not detector.alert(compiled.matcher.scan("很抱歉，谁不知"))
