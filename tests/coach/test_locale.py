"""In which script and place a text was written."""

from typing import get_args

import pytest

from coach import Coach
from coach.locale import LocaleGuess, language_of
from phrasebook import Locale, load
from tests.conftest import WriteBook

GUESS = LocaleGuess(cantonese=("唔", "係咪"), hongkong=("閣下", "巴士"), taiwan=("喔", "簡訊"))


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("这个我不知道", "zh-Hans"),
        ("這個我不知道", "zh-Hant-TW"),
        ("好喔", "zh-Hant-TW"),
        ("唔好", "yue-Hant-HK"),
        ("我唔知閣下講乜", "yue-Hant-HK"),
        ("唔好这样说", "zh-Hans"),  # simplified characters outweigh the marks
        ("請閣下上巴士喔", "zh-Hant-HK"),
        ("請閣下等等喔", "zh-Hant-TW"),  # as many marks of one place as of the other
        ("这個", "zh-Hant-TW"),  # as many characters of one script as of the other
        ("你好", "zh-Hans"),
        ("", "zh-Hans"),
        ("ok 😀\ud800\u200b\x00", "zh-Hans"),
    ],
)
def test_guess(text: str, locale: str) -> None:
    """Characters that only one script has come first, then the marks of places."""
    assert GUESS.locale(text) == locale


@pytest.mark.parametrize(
    ("default", "text", "locale"),
    [
        ("zh-Hant-TW", "你好", "zh-Hant-TW"),
        ("zh-Hant-HK", "你好", "zh-Hant-HK"),
        ("yue-Hant-HK", "你好", "yue-Hant-HK"),
        ("zh-Hant-HK", "這個", "zh-Hant-HK"),
        ("zh-Hant-HK", "這個喔", "zh-Hant-TW"),
        ("zh-Hant-HK", "这个", "zh-Hans"),
    ],
)
def test_the_default_decides_what_the_text_does_not(default: Locale, text: str, locale: str) -> None:
    """Where nothing tells, and between the two places that write traditional characters."""
    assert LocaleGuess((), (), ("喔",), default).locale(text) == locale


def test_the_marks_come_from_the_word_lists(coach: Coach, write_book: WriteBook) -> None:
    """The built-in phrasebook has all three lists; a phrasebook without them has no marks."""
    guess = LocaleGuess.of(coach.phrasebook, "zh-Hant-TW")
    assert guess.cantonese == coach.phrasebook.lists["cantonese_marks"].words
    assert guess.hongkong
    assert guess.taiwan
    assert guess.default == "zh-Hant-TW"
    assert LocaleGuess.of(load([write_book()])[0]) == LocaleGuess((), (), ())


@pytest.mark.parametrize("locale", get_args(Locale))
def test_explanations_are_in_the_script_of_the_locale(locale: Locale) -> None:
    """Simplified for zh-Hans, traditional otherwise."""
    assert language_of(locale) == ("zh-Hans" if locale == "zh-Hans" else "zh-Hant")
