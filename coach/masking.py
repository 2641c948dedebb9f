"""Hide personal data in text: telephone and identity numbers, cards, e-mail addresses, house numbers, licence plates.

Names stay, and so do prices, dates, times, counts, short service numbers (10086, 12315) and 400 or 800 numbers. What
is hidden becomes asterisks, one for each code point, so that a span of the text means the same place afterwards. A
little is left in the clear for whoever compares it with a record: 138****5678, the last four digits of a card.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.fold import FOLD
from coach.personal.kinds import numbers

if TYPE_CHECKING:
    from coach.personal.number import PersonalKind

_MASK = "*"
_UNREADABLE = "\ufffd"  # what folds to more than one character (½, ㏾) is no part of a number


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """Personal data in a text: code points from `start` to `end`, end exclusive, and what they are."""

    start: int
    end: int
    kind: PersonalKind


def personal_spans(text: str) -> list[PersonalSpan]:
    """Return where personal data stands in `text`, in order and without overlaps."""
    spans: list[PersonalSpan] = []
    for span in sorted(_hide(text)[1], key=lambda span: span.start):
        if spans and span.start < spans[-1].end:
            spans[-1] = PersonalSpan(spans[-1].start, max(span.end, spans[-1].end), spans[-1].kind)
        else:
            spans.append(span)
    return spans


def mask(text: str) -> str:
    """Return `text` with its personal data hidden; it keeps its length, and masking it again changes nothing."""
    return _hide(text)[0]


def _hide(text: str) -> tuple[str, list[PersonalSpan]]:
    """Hide what is found until nothing is: a number may show only once the longer one beside it is hidden."""
    spans: list[PersonalSpan] = []
    while True:
        pieces = [FOLD[ord(char)] for char in text]
        starts = [index for index, piece in enumerate(pieces) if piece]
        found = numbers("".join(piece if len(piece) == 1 else _UNREADABLE for piece in pieces if piece))
        if not found:
            return text, spans
        chars = list(text)
        for number in found:
            spans.append(PersonalSpan(starts[number.start], starts[number.end - 1] + 1, number.kind))
            first, last = starts[number.hidden_start], starts[number.hidden_end - 1] + 1
            chars[first:last] = _MASK * (last - first)
        text = "".join(chars)
