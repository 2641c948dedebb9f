"""What the learned model reports, and where it is silent."""

from collections.abc import Callable
from typing import Any

import pytest

import coach.detectors.learned
import coach.detectors.typo
from coach import Coach
from coach.learned.model import Opinion
from coach.learned.reading import read
from tests.conftest import MakeCoach, forbidden

VOICE = """\
id: tiny
version: "1"
title: {zh-Hant: 小本, zh-Hans: 小本, en: Tiny}
learned: {zh-Hant: 聽起來像, zh-Hans: 听起来像, en: Sounds like}
"""


class Model:
    """A model that takes the last clause of every text for a violation, as sure as it is told to be."""

    def __init__(self, probability: float, category: str) -> None:
        self.probability, self.category = probability, category

    def suspects(self, lines: str, sound: str) -> bool:
        """Suspect everything."""
        return True

    def opinion(self, text: str) -> Opinion | None:
        """Blame the last clause."""
        windows = read(text).windows
        return Opinion(self.probability, windows[-1], self.category) if windows else None


MakeLearned = Callable[..., Coach]


@pytest.fixture
def make_learned(make_coach: MakeCoach, monkeypatch: pytest.MonkeyPatch) -> MakeLearned:
    """Make a coach of the tiny phrasebook whose model says what it is told."""

    def make(probability: float = 0.95, category: str = "flat-ignorance", files: dict[str, Any] | None = None) -> Coach:
        for module in (coach.detectors.learned, coach.detectors.typo):
            monkeypatch.setattr(module, "built_in", lambda: Model(probability, category))
        return make_coach({"phrasebook.yaml": VOICE, **(files or {})})

    return make


def test_it_is_put_under_the_rule_it_is_most_like(make_learned: MakeLearned) -> None:
    rules = forbidden(
        {"wordings": ["天晓得"], "severity": "error", "examples": {"bad": ["天晓得是谁"], "good": ["好"]}},
        {"wordings": ["没听过"], "severity": "error", "examples": {"bad": ["这事没听过"], "good": ["好"]}},
    )
    (finding,) = make_learned(files=rules).check("您好請稍等，這事誰聽過")
    assert (finding.rule, finding.how, finding.severity) == ("flat-ignorance/rule-1", "learned", "warning")
    assert (finding.matched, finding.confidence) == ("這事誰聽過", 0.95)
    assert finding.message.startswith("聽起來像不知：")
    assert finding.suggestions


@pytest.mark.parametrize(
    ("probability", "category", "text"),
    [
        (0.5, "flat-ignorance", "您好请稍等，这事谁听过"),
        (0.95, "sarcasm", "您好请稍等，这事谁听过"),
        (0.95, "flat-ignorance", "嗯"),
        (0.95, "flat-ignorance", "这事谁听过"),
        (0.95, "flat-ignorance", "这种事情有谁听说过，嗯"),
    ],
)
def test_unsure_unknown_or_too_short(make_learned: MakeLearned, probability: float, category: str, text: str) -> None:
    assert not make_learned(probability, category).check(text)


def test_less_will_do_where_it_is_only_advice(make_learned: MakeLearned) -> None:
    (finding,) = make_learned(0.7, files=forbidden({"wordings": ["不知"], "severity": "advice"})).check(
        "这种事情有谁听说过呢"
    )
    assert finding.severity == "advice"


def test_the_rules_go_first(make_learned: MakeLearned) -> None:
    (finding,) = make_learned().check("这个我不知道，谁问我都一样")
    assert finding.how == "literal"


def test_what_a_rule_knows_to_be_harmless_or_softens_is_left(make_learned: MakeLearned) -> None:
    assert not make_learned().check("不知道您是否方便")
    (softened,) = make_learned().check("很抱歉不知道我请示我们经理")
    assert (softened.severity, softened.how) == ("advice", "literal")


def test_without_a_voice_it_is_silent(make_learned: MakeLearned) -> None:
    silent = VOICE.replace("learned: {zh-Hant: 聽起來像, zh-Hans: 听起来像, en: Sounds like}", "learned: false")
    assert not make_learned(files={"phrasebook.yaml": silent}).check("您好请稍等，这事谁听过")


@pytest.mark.parametrize(
    ("text", "matched"),
    [("一问三知", "一问三知"), ("真是一问三不", None), ("一问不三知", "一问不三知"), ("一问四不知啊", "一问四不知")],
)
def test_slips_where_the_model_suspects(make_learned: MakeLearned, text: str, matched: str | None) -> None:
    findings = [one for one in make_learned(0.6).check(text) if one.how == "typo"]
    assert [one.matched for one in findings] == ([matched] if matched else [])
    assert not [one for one in make_learned(0.4).check(text) if one.how == "typo"]


@pytest.mark.parametrize("text", ["您以为全公司就伺候您一个人呀", "说了您也听不进去，跟您讲道理比登天还难"])
def test_the_shipped_model_finds_what_no_rule_lists(coach: Coach, text: str) -> None:
    assert Coach(coach.compiled, detectors=["learned"]).check(text)
