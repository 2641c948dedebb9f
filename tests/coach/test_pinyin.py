"""How characters sound."""

import pytest

from coach.pinyin import initials_of, syllable_of, syllables_of


@pytest.mark.parametrize(
    ("char", "syllable"),
    [
        ("不", "bu"),
        ("知", "zhi"),
        ("我", "wo"),
        ("女", "nv"),
        ("率", "lv"),
        ("略", "lve"),
        ("啊", "a"),
        ("嗯", "n"),
        ("額", "e"),
    ],
)
def test_toneless_syllables(char: str, syllable: str) -> None:
    assert syllable_of(char) == syllable


@pytest.mark.parametrize("char", ["a", "1", "，", "😀", "\ud800", "\x00"])
def test_what_has_no_reading_stands_for_itself(char: str) -> None:
    assert syllable_of(char) == char


def test_syllables_and_initials_of_a_text() -> None:
    assert syllables_of("不知道a") == ["bu", "zhi", "dao", "a"]
    assert initials_of("不知道a") == "bzda"
    assert syllables_of("") == []
    assert initials_of("") == ""
