"""How the learned model reads a text."""

from itertools import pairwise

import pytest

from coach.learned.reading import read


def test_clauses_are_windows_with_their_places() -> None:
    text = "喂，您找誰？"
    reading = read(text)
    assert reading.text == "\r喂\n你找谁\r"
    assert [(window.text, text[slice(*window.span)]) for window in reading.windows] == [
        ("\r喂\n", "喂"),
        ("\n你找谁\r", "您找誰"),
    ]


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("不 知 道", "不知道"),
        ("急💢什么💢急", "急什么急"),
        ("打123转4", "打000转0"),
        ("布知到", None),
        ("bu知道", None),
    ],
)
def test_disguises_look_or_sound_like_what_they_hide(disguised: str, plain: str | None) -> None:
    assert read(disguised).sound == read(plain or "不知道").sound
    if plain:
        assert read(disguised).text == read(plain).text


def test_places_are_in_the_text_as_folded_though_it_was_pulled_apart() -> None:
    text = "您好，不 知 道啊"
    assert [text[slice(*window.span)] for window in read(text).windows] == ["您好", "不 知 道啊"]


def test_long_clauses_are_cut_into_windows_that_overlap() -> None:
    text = "今天下午两点以后师傅才有空过来您家里看热水器的问题请您留个人在家等他"
    windows = read(text).windows
    assert len(windows) > 2
    assert windows[0].span[0] == 0
    assert windows[-1].span[1] == len(text)
    assert all(one.span[1] > other.span[0] for one, other in pairwise(windows))
    assert max(window.span[1] - window.span[0] for window in windows) <= 24


def test_what_others_said_is_not_read() -> None:
    assert read("您说的“关我什么事”我们会核实").text == "\r你说的\n我们会核实\r"
    assert read("「不知道」").text == "\r不知道\r"


@pytest.mark.parametrize("text", ["", "，。", "\u200b", "😀"])
def test_nothing_to_read(text: str) -> None:
    assert read(text).windows == ()


def test_grams_are_of_characters_and_sounds() -> None:
    grams = read("不知道").grams()
    assert {"不", "不知", "不知道", "\r不知", "不\0道"} <= grams
    assert read("布之到").grams() & grams == {gram for gram in grams if not any("一" <= char <= "鿿" for char in gram)}
