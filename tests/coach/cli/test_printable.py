"""No text from outside does harm to a terminal."""

import pytest

from coach.cli.printable import complain, printable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("您好 abc", "您好 abc"),
        ("\x00\x1b[31m\t\r\n", "␀␛[31m␉␍␊"),
        ("\x7f", "␡"),
        ("\x9b31m", "�31m"),
        ("\u202e倒\u202c\u2066\u200f", "�倒���"),
        ("\u061c", "�"),
        ("\u2028\u2029", "��"),
        ("\ud800\udfff", "��"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
    ],
)
def test_printable(text: str, expected: str) -> None:
    """What would move the cursor, hide or turn the line becomes one visible character each."""
    assert expected == printable(text)
    assert len(text) == len(printable(text))


def test_complaints_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    """Line by line, each of them printable."""
    complain("a\x1b[2J\nb\u2028c")
    assert capsys.readouterr() == ("", "a␛[2J\nb�c\n")
