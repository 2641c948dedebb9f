"""JSON for text that may hold anything."""

import json

import pytest

from coach.jsontext import json_bytes, strict_json


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


@pytest.mark.parametrize("text", ["NaN", "[-Infinity]", '{"a": 1e999}', "9" * 5000, "[" * 101 + "]" * 101, "[" * 99999])
def test_what_could_not_be_written_again_is_not_read(text: str) -> None:
    """No number of JSON, endless or infinite numbers, and bottomless nesting are refused."""
    with pytest.raises(ValueError, match=r"no number|too large|integer string|levels deep"):
        strict_json(text)


def test_json_is_read() -> None:
    """Everything else is what the standard library reads, up to a hundred levels."""
    assert strict_json('{"文": [1, 2.5, null, "\\ud800"]}') == {"文": [1, 2.5, None, "\ud800"]}
    assert strict_json("[" * 100 + "]" * 100)
