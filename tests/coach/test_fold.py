"""Folding: one key form for all spellings, with the way back to the text as written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.fold import fold, lines, squeeze

LETTERS = "不知道這這个嗎您妳著﹐，。 \u3000\n\t"
HOSTILE = (
    "\ud800\udfff\x00\x7f\u200b\u200d\u2060\ufeff\u202e\u2066\u00ad\u034f\u3164\uffa0\u115f\u2800\ufe0f\u0301\u20e3"
    "\u2028\u2029\x85\xa0ﬁ㍿㏕ßİẞſΣ①½㊙🈚😀👨🏽Ａｂ１㌢ﷺ\uf900\U0002f800\U000e0001\uffff\ue000"
)
TEXTS = st.one_of(st.text(max_size=40), st.text(st.sampled_from(LETTERS + HOSTILE), max_size=25))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("這不是我的問題", "这不是我的问题"),
        ("您妳", "你你"),
        ("著甚麼瞭解回覆", "着什么了解回复"),
        ("祂牠畀喫", "它它俾吃"),
        ("ＡｂＣ１２！？", "abc12!?"),
        ("ﬁ㍿", "fi株式会社"),
        ("İ", "i"),
        ("不\u200b知\u2060道\ufeff", "不知道"),
        ("\u202e不知道\u202c", "不知道"),
        ("不\x00知\x07道", "不知道"),
        ("不̶知̶道̶", "不知道"),
        ("不\u3164知\uffa0道\u115f", "不知道"),
        ("不\ue000知\U000e0001道", "不知道"),
        ("\ud800不", "\ufffd不"),
        ("\ufffd", "\ufffd"),
        ("😀\ufe0f", "😀"),
        ("不\u3000知\t道\u2800", "不 知 道 "),
        ("不\n知\r\n道\u2028\x85", "不\n知 \n道\n\n"),
        ("\uf900", "岂"),  # a compatibility form of 豈
        ("", ""),
    ],
)
def test_folded_form(written: str, folded: str) -> None:
    assert fold(written).text == folded


@pytest.mark.parametrize(
    "pair", ["什麼|什么", "裏面|里面", "甚麼|什麼", "隻|只", "妳|您", "ＱＱ|qq", "㈱|(株)", "臺|台"]
)
def test_spellings_of_one_word_fold_alike(pair: str) -> None:
    one, other = pair.split("|")
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("written", "start", "end", "expected"),
    [
        ("我不知道", 1, 4, "不知道"),
        ("我不\u200b知\u200b道\u200b呢", 1, 4, "不\u200b知\u200b道"),
        ("\u200b\u200b不", 0, 1, "不"),
        ("㍿不知道", 4, 7, "不知道"),
        ("㍿不知道", 3, 5, "㍿不"),
        ("㍿", 1, 2, "㍿"),
        ("\ud800不知道", 1, 4, "不知道"),
        ("😀不知道", 1, 4, "不知道"),
    ],
)
def test_a_span_leads_back_to_the_text_as_written(written: str, start: int, end: int, expected: str) -> None:
    low, high = fold(written).span(start, end)
    assert written[low:high] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("好的，我不知道。", "好的\n我不知道\n"),
        ("A-1 ﬁ", "a\n1\nfi"),
        ("不😀知\u200b道", "不\n知道"),
        ("\ud800不", "\n不"),
    ],
)
def test_lines_are_broken_at_what_is_no_letter_or_digit(written: str, expected: str) -> None:
    assert lines(written) == expected
    assert squeeze(written) == expected.replace("\n", "")


def test_every_character_folds_once_for_all() -> None:
    """All of the planes in use: what one folds to folds to itself."""
    for first, last in ((0, 0x32400), (0xE0000, 0xE0200)):
        once = fold("".join(map(chr, range(first, last)))).text
        assert fold(once).text == once


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
    assert lines(once) == lines(text)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_every_folded_character_comes_from_one_written(text: str) -> None:
    folded = fold(text)
    starts = list(folded.starts)
    assert len(starts) == len(folded.text)
    assert starts == sorted(starts)
    assert all(char in fold(text[start]).text for char, start in zip(folded.text, starts, strict=True))


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_lines_are_as_long_as_the_folded_text_and_have_its_letters(text: str) -> None:
    folded = fold(text).text
    assert lines(text) == "".join(char if char.isalnum() else "\n" for char in folded)
    assert squeeze(text) == "".join(filter(str.isalnum, folded))


@settings(deadline=None, max_examples=100)
@given(TEXTS, TEXTS)
def test_texts_are_folded_piece_by_piece(one: str, other: str) -> None:
    assert fold(one + other).text == fold(one).text + fold(other).text
