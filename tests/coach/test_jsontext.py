"""JSON for text that may hold anything."""

import json

import pytest

from coach.jsontext import json_bytes


@pytest.mark.parametrize("value", ["喂", {"文": ["😀", None, 1.5]}, '\u2028\x00\x1b"\\'])
def test_text_stays_readable(value: object) -> None:
    """Chinese is written as such, and what is read back equals what was written."""
    written = json_bytes(value).decode()
    assert value == json.loads(written)
    assert "\\u5582" not in written


@pytest.mark.parametrize("value", ["\ud800不知道", {"\udfff": "喂"}, ["a\udc80"]])
def test_lone_surrogates_are_escaped(value: object) -> None:
    """A lone surrogate makes the whole value ASCII, and it comes back."""
    written = json_bytes(value)
    assert written.isascii()
    assert value == json.loads(written)


@pytest.mark.parametrize("text", ["喂", "\ud800"])
def test_indent_reaches_both_ways_of_writing(text: str) -> None:
    """Indentation holds with and without escapes."""
    assert json_bytes([text], indent=2).startswith(b'[\n  "')
