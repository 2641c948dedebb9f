"""Text from outside, made such that every format can hold it and a reader can see it."""

from __future__ import annotations

import re

# What XML 1.0 forbids (§2.2) or HTML cannot hold (https://infra.spec.whatwg.org/#noncharacter), and what hides or turns
# a line around (https://www.unicode.org/reports/tr9/); tabs and line breaks stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def visible(text: str) -> str:
    """Return `text` with a visible sign for each control character, and � for what is no character or turns the line.

    The result has as many code points, and is valid in XML 1.0, in HTML and in UTF-8.
    """
    return _UNSEEN.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"
