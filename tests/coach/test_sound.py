"""What sounds alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.fold import lines
from coach.sound import near_sound, sounds, spoken


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("不知道", "布值到"),
        ("不归我管", "不规我管"),
        ("发", "花"),
        ("女人", "旅人"),
        ("清楚", "亲楚"),
        ("是", "四"),
        ("上", "三"),
        ("飞", "灰"),
    ],
)
def test_confused_sounds_are_one(one: str, other: str) -> None:
    assert sounds(one) == sounds(other)


@pytest.mark.parametrize(("one", "other"), [("不", "知"), ("你", "泥是"), ("他", "大"), ("行", "想"), ("a", "啊")])
def test_different_sounds_are_not(one: str, other: str) -> None:
    assert sounds(one) != sounds(other)


@pytest.mark.parametrize(
    ("syllable", "near"), [("zhang", "zan"), ("ning", "lin"), ("hui", "fei"), ("hu", "fu"), ("nv", "lv"), ("n", "n")]
)
def test_classes(syllable: str, near: str) -> None:
    assert near_sound(syllable) == near


@pytest.mark.parametrize(
    ("lines", "pieces"),
    [
        ("我bu知道", ["我", "bu", "知", "道"]),
        ("buzhidao啊", ["bu", "zhi", "dao", "啊"]),
        ("下载app", ["下", "载", "a", "p", "p"]),
        ("", []),
    ],
)
def test_pinyin_in_letters_is_heard_as_syllables(lines: str, pieces: list[str]) -> None:
    heard = spoken(lines)
    assert [lines[slice(*heard.span(at, at + 1))] for at in range(len(heard.text))] == pieces


def test_letters_and_characters_sound_alike() -> None:
    assert spoken("bu知道").text == spoken("不zhidao").text == spoken("布值到").text


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=40))
def test_any_text_has_a_sound_as_long_as_its_lines(text: str) -> None:
    folded = lines(text)
    assert len(sounds(folded)) == len(folded)
    heard = spoken(folded)
    assert list(heard.starts) == sorted(set(heard.starts))
    assert heard.starts[0] == 0
    assert heard.starts[-1] == len(folded) == heard.starts[len(heard.text)]
