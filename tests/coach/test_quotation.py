"""What stands in quotation marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.quotation import quoted_spans


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("您说“不知道”吗", ["不知道"]),
        ('「甲」『乙』《丙》〈丁〉‘戊’"己"', ["甲", "乙", "丙", "丁", "戊", "己"]),
        ("「甲『乙』丙」", ["乙", "甲『乙』丙"]),
        ("“甲", []),
        ("甲”", []),
        ("”甲“", []),
        ("”甲“乙”", ["乙"]),
        ("“甲「乙”丙", ["甲「乙"]),  # the unpaired mark inside quotes nothing
        ("“甲」乙”", ["甲」乙"]),
        ('"甲"乙"丙"', ["甲", "丙"]),
        ('"甲"乙"', ["甲"]),
        ("“”", [""]),
        ("", []),
        ("\ud800“\u202e\x00”", ["\u202e\x00"]),
    ],
)
def test_quoted(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text)] == quoted


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from('“”「」‘’"《》甲')))
def test_spans_are_between_marks_that_pair(text: str) -> None:
    pairs = {"“": "”", "「": "」", "‘": "’", '"': '"', "《": "》"}
    for start, end in quoted_spans(text):
        assert pairs[text[start - 1]] == text[end]


def test_many_marks_cost_little() -> None:
    """An opening mark that waits for ever does not make every later character slow."""
    assert len(quoted_spans("「" * 50_000 + "」" * 50_000)) == 50_000


def test_brackets_quote_nothing() -> None:
    """Else an insult in brackets would be nobody's."""
    assert quoted_spans("好的[关我什么事]") == []
