"""Text made visible and writable."""

from xml.sax import parseString
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.reports.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x00\x1b\x7f", "␀␛␡"),
        ("\x85\u202e\u2028\ud800\uffff", "�����"),
        ("a\u202egnp.exe\u2066\u200f", "a�gnp.exe��"),
        ("a\ud83db\udc00\ufffe\ufdd0", "a�b���"),
        ("一\t二\r\n三\u200d😀", "一\t二\r\n三\u200d😀"),
        ("👨‍👩‍👧‍👦🏳️‍🌈é", "👨‍👩‍👧‍👦🏳️‍🌈é"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    """Control characters get their sign; tabs and line breaks stay."""
    assert visible(text) == shown


@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    """It keeps its length and is valid in UTF-8 and in XML."""
    shown = visible(text)
    assert len(shown) == len(text)
    parseString(f"<a>{escape(shown)}</a>".encode(), ContentHandler())
