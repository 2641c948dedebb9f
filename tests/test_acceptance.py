"""What the project promises, on any text."""

from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach import Coach
from coach.bulk import BulkChecker
from coach.fold import fold, lines, squeeze

HOSTILE = [
    "",
    "😀🎉",
    "\ud800不知道",
    "不\x00知\x00道",
    "不\u200b知\u200b道",
    "ﬁ㍿我不知道",
    "\u202e我不知道\u202c",
    "不̶知̶道̶",
    "我不知道" * 50_000,
    "\u200b" * 100_000,
    "\uffff我不知道",
    "「" * 2000 + "我不知道" + "」" * 2000,
]


@pytest.mark.parametrize(
    ("text", "category", "matched"),
    [
        ("喂，你找誰", "brusque-greeting", "喂"),
        ("這個我不知道喔", "flat-ignorance", "不知道"),
        ("这不是我的事，你找别人", "shirking", "不是我的事"),
        ("不 知 道", "flat-ignorance", "不 知 道"),
        ("bu知道", "flat-ignorance", "bu知道"),
    ],
)
def test_forbidden_wording_is_found(coach: Coach, text: str, category: str, matched: str) -> None:
    """Category, span in the text as written, clause and a suggestion in the same script."""
    found = [finding for finding in coach.check(text) if finding.category == category]
    assert found
    assert matched in found[0].matched
    assert found[0].clause
    assert found[0].suggestions


@pytest.mark.parametrize(
    "text",
    [
        "不知道您方便留个电话吗？",
        "貓咪要餵食嗎",
        "请问还有其他可以帮到您的吗",
        "您刚才说“不知道密码”，对吗？",
    ],
)
def test_courteous_speech_is_left_alone(coach: Coach, text: str) -> None:
    """The same words in harmless use give nothing at all."""
    assert coach.check(text).findings == ()


def test_suggestions_come_in_the_script_of_the_text(coach: Coach) -> None:
    """Traditional for traditional, simplified for simplified, Cantonese for Cantonese."""
    assert "為您" in coach.check("這個我不知道喔").findings[0].suggestions[0].text
    assert "帮您" in coach.check("这个我不知道").findings[0].suggestions[0].text


def test_every_suggestion_passes_the_check(coach: Coach) -> None:
    """The rewritten text of every bad example is free of errors and warnings."""
    for rule in coach.phrasebook.rules.values():
        for text in rule.examples.bad:
            verdict = coach.check(text)
            assert [one for one in coach.judge(verdict.rewritten) if one.severity != "advice"] == [], text


@pytest.mark.parametrize("role", ["customer", "system"])
def test_only_agents_are_judged(coach: Coach, role: str) -> None:
    """What others say yields no findings."""
    assert coach.check("这不是我的事", role).findings == ()  # type: ignore[arg-type]


def test_wrong_arguments_are_named(coach: Coach) -> None:
    """An unknown role and a text that is no string are refused."""
    with pytest.raises(ValueError, match="agent, customer, system"):
        coach.check("好", "boss")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="int"):
        coach.check(5)  # type: ignore[arg-type]


def holds(coach: Coach, text: str) -> None:
    """Check what must hold for the verdict on any text."""
    verdict = coach.check(text)
    for finding in verdict:
        assert finding.start is not None
        assert finding.end is not None
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.matched
        for suggestion in finding.suggestions:
            low, high = suggestion.replace
            assert 0 <= low <= finding.start
            assert finding.end <= high <= len(text)
    assert isinstance(verdict.rewritten, str)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text(coach: Coach, text: str) -> None:
    """Empty, emoji, surrogates, NUL, zero width, combining, expanding, turned around, huge: right spans, no error."""
    holds(coach, text)


PIECES = st.sampled_from(
    ["不知道", "我", "喂", "，", " ", "😀", "\u200b", "ﬁ", "㍿", "這不是我的事", "bu", "zhi", "。", "“", "”"]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("\ud800")
def test_any_text(text: str) -> None:
    """Spans lie inside the text and say what stands there; checking never raises."""
    holds(_coach(), text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_folding(text: str) -> None:
    """Folding is idempotent, its alignment rises and stays inside the text; squeezing agrees with it."""
    folded = fold(text)
    assert folded.text == fold(folded.text).text
    assert len(folded.text) == len(folded.starts)
    assert sorted(folded.starts) == list(folded.starts)
    assert all(0 <= start < len(text) for start in folded.starts)
    assert squeeze(text) == "".join(char for char in folded.text if char.isalnum())
    assert len(lines(text)) == len(folded.text)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=20))
def test_bulk_finds_what_check_finds(texts: list[str]) -> None:
    """Blocks of texts get the verdicts of single ones."""
    expected = [(number, verdict) for number, text in enumerate(texts) if (verdict := _coach().check(text)).findings]
    assert expected == list(_bulk().findings(texts))


def test_bulk_on_every_example(coach: Coach) -> None:
    """The phrasebook's own examples, in bulk."""
    texts = [text for rule in coach.phrasebook.rules.values() for text in (*rule.examples.bad, *rule.examples.good)]
    expected = [number for number, text in enumerate(texts) if coach.check(text).findings]
    assert expected == [number for number, _ in BulkChecker(coach).findings(texts)]


@cache
def _coach() -> Coach:
    return Coach()


@cache
def _bulk() -> BulkChecker:
    return BulkChecker(_coach())
