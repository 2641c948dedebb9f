"""How much of a text a suggestion takes the place of: the clause or the sentence around some words."""

from __future__ import annotations

import re

_CLAUSE = 60  # characters each side: where speech is transcribed without punctuation, a clause must end somewhere
_SENTENCE_END = re.compile("[。！？!?；;…\\n]")
GREETING = re.compile("[您你]好[啊呀]?|早安|早上好|早晨|上午好|中午好|午安|下午好|晚上好|晚安|晚上好")
COMMAS = "，,、 "


def clause_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause of `text` around a span: up to the next punctuation on each side, spaces trimmed."""
    left, right = start, end
    first, last = max(0, start - _CLAUSE), min(len(text), end + _CLAUSE)
    while left > first and not _divides(text[left - 1]):
        left -= 1
    while right < last and not _divides(text[right]):
        right += 1
    return left, right


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence of `text` around a span, without the marks at its end and a greeting at its start."""
    left = max((mark.end() for mark in _SENTENCE_END.finditer(text, 0, start)), default=0)
    ending = _SENTENCE_END.search(text, end)
    right = ending.start() if ending else len(text)
    while left < start and text[left] in COMMAS:
        left += 1
    first, after = clause_span(text, left, left + 1)
    if after < start and GREETING.fullmatch(text[first:after]):
        left = after + 1
    return left, max(end, len(text[:right].rstrip()))


def _divides(char: str) -> bool:
    return not char.isalnum() and char not in "'’-_+%"
