"""Text from outside, made harmless for a terminal."""

from __future__ import annotations

import sys
import unicodedata

_TURNS_THE_LINE = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """Return `text` with one visible character for each that would move the cursor, hide, or turn the line around."""
    return "".join(map(_visible, text))


def complain(message: str) -> None:
    """Write a message, which may repeat what came from outside, to standard error."""
    for line in message.split("\n"):
        sys.stderr.write(f"{printable(line)}\n")


def _visible(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if char in _TURNS_THE_LINE or unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}:
        return "�"
    return char
