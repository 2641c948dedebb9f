"""Word boundaries around a candidate."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach import segmenter
from coach.segmenter import boundaries, stands_alone


def alone(lines: str, word: str) -> bool:
    start = lines.index(word)
    return stands_alone(lines, start, start + len(word))


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("等着", "等着"),  # the whole clause
        ("好\n等着\n我来", "等着"),
        ("你在那等着我", "等着"),
        ("其他的不行", "不行"),
        ("他说的", "他"),
    ],
)
def test_words_stand_alone(lines: str, word: str) -> None:
    assert alone(lines, word)


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("专利等著作权", "等著"),
        ("其他问题", "他"),
        ("他们", "他"),
        ("吉他", "他"),
        ("只要步行者走这边", "行"),
    ],
)
def test_parts_of_words_do_not(lines: str, word: str) -> None:
    assert not alone(lines, word)


@pytest.mark.parametrize("far", ["好" * 40, "好的吧" * 40])
def test_only_what_is_near_counts(far: str) -> None:
    """A long clause is cut; the result is that of the neighbourhood."""
    assert alone(f"{far}你在那等着我{far}", "等着")
    assert not alone(f"{far}弹吉他啊{far}", "他")


def test_boundaries_are_offsets_of_words() -> None:
    assert boundaries("你知道吉他") == {0, 1, 3, 5}
    assert boundaries("") == {0}


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("你知道吉他a1 \n\x00\ud800😀\u202e"), min_size=1, max_size=20), st.data())
def test_any_text(lines: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(lines) - 1))
    end = data.draw(st.integers(start + 1, len(lines)))
    assert isinstance(stands_alone(lines, start, end), bool)


def test_the_dictionary_is_loaded_when_it_is_first_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """And only once."""
    monkeypatch.setattr(segmenter, "_tokenizer", None)
    boundaries.cache_clear()
    boundaries("你知道吉他")
    loaded = segmenter._tokenizer
    assert loaded is not None
    segmenter.warm_up()
    assert segmenter._tokenizer is loaded


def test_the_tokenizer_is_our_own() -> None:
    """The shared one of jieba, which reads a cache file from the temp folder, stays unused."""
    segmenter.warm_up()
    jieba = sys.modules["jieba"]
    assert segmenter._tokenizer is not jieba.dt
    assert not jieba.dt.initialized
