"""Which wordings stand where."""

from itertools import pairwise

import pytest

from coach.matcher import Matcher, WordingSet, positions
from coach.wording import WordingCompiler
from phrasebook import PhrasebookError
from tests.conftest import MakeCoach, forbidden

TEMPLATES = ["不知道[啊]", "^不行$", "喂，你", "不…行", "不是……意思", "你", "^^喂", "不会$$"]
TEXTS = [
    "",
    "您好",
    "我不知道啊，不行。",
    "喂，你不太行",
    "不是这样。我的意思",
    "不是这样，我的意思",
    "你" * 300 + "不知道",
    "不知道" * 100,
    "不 知 道",
    "😀\u200b不\u200b知道",
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    made = Matcher()
    compiler = WordingCompiler({})
    made.add([compiler.compile(template) for template in TEMPLATES[:4]], trigger=True)
    made.add([compiler.compile("一问三不知")], trigger=False)
    made.add([compiler.compile(template) for template in TEMPLATES[4:]], trigger=True)
    return made


def groups(matcher: Matcher) -> list[WordingSet]:
    return matcher._groups


def everything(matcher: Matcher, text: str) -> set[tuple[str, str]]:
    scan = matcher.scan(text)
    return {
        (wording.template, text[slice(*scan.folded.span(*span))])
        for group in groups(matcher)
        for wording, span in scan.matches(group)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我不知道啊，不行。", {("不知道[啊]", "不知道啊"), ("^不行$", "不行"), ("不…行", "不行")}),
        ("喂，你", {("喂，你", "喂，你"), ("你", "你"), ("^^喂", "喂")}),
        ("不是这样，我的意思", {("不是……意思", "不是这样，我的意思")}),
        ("不是这样。我的意思", set()),
        ("一问三不知", {("一问三不知", "一问三不知")}),
        ("“不会。”", {("不会$$", "不会")}),
    ],
)
def test_matches(matcher: Matcher, text: str, expected: set[tuple[str, str]]) -> None:
    assert everything(matcher, text) == expected


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_acceleration_changes_nothing_that_is_found(matcher: Matcher, text: str) -> None:
    matcher.acceleration = None
    slow = everything(matcher, text)
    matcher.accelerate()
    assert everything(matcher, text) == slow


def test_positions_are_those_of_letters_and_digits() -> None:
    lines = "不\n\n知道\n1"
    assert [lines[at] for at in positions(lines)] == list("不知道1")
    assert all(left < right for left, right in pairwise(positions(lines)))


def test_what_is_derived_from_a_text(matcher: Matcher) -> None:
    scan = matcher.scan("「不」 知道")
    assert scan.lines == "\n不\n\n知道"
    assert scan.squeezed == "不知道"
    assert scan.positions == [1, 4, 5]
    assert scan.quoted == [(1, 2)]


def test_a_wording_too_large_for_the_automata_is_named(make_coach: MakeCoach) -> None:
    """Whoever wrote it can mend it; a bare refusal of the library would say nothing."""
    words = "|".join(chr(code) * 3 for code in range(0x4E00, 0x4E00 + 4000))
    coach = make_coach(forbidden({"wordings": [f"(甲|乙)({words})……({words})……({words})"]}))
    with pytest.raises(PhrasebookError, match="too large"):
        coach.accelerate()
