"""Text from outside as HTML: escaped, with whatever hides or turns the line around made visible, and spans marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from coach.finding import RANK
from coach.reports.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phrasebook import Severity

# Nothing to see, but they part words: how evasion is done. U+200D belongs into emoji and is one only behind a word.
_UNSEEN = re.compile("[\u00ad\u180e\u200b\u200c\u2060\ufeff]|(?<=\\w)\u200d")


@dataclass(frozen=True, slots=True)
class Mark:
    """The code points of a text that a finding is about; `number` and `anchor` lead to the finding."""

    start: int
    end: int
    severity: Severity
    number: int
    anchor: str


def written(text: str) -> Markup:
    """Return `text` as HTML, invisible characters that part words shown by their numbers."""
    return Markup(_UNSEEN.sub(_unseen, str(escape(visible(text)))))


def _unseen(found: re.Match[str]) -> str:
    name = f"U+{ord(found.group()):04X}"
    return f'<i class="unseen" title="{name}">{found.group()}</i>'


def marked(text: str, marks: Sequence[Mark], label: str) -> Markup:
    """Return `text` as HTML with `marks`, which may overlap: each stretch has the worst severity over it.

    Behind the last code point of a finding stands the link to it, read out as `label` and its number.
    """
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))})
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    over: list[Mark] = []
    parts = []
    for start, end in pairwise(edges):
        over = [mark for mark in over if mark.end > start]
        while waiting and waiting[-1].start == start:
            over.append(waiting.pop())
        words = written(text[start:end])
        if over:
            worst = max(over, key=lambda mark: RANK[mark.severity])
            words = Markup('<mark class="{}">{}</mark>').format(worst.severity, words)
        parts.append(words)
        parts += [
            Markup('<a class="ref {0}" href="#{1}" aria-label="{2}">{3}</a>').format(
                mark.severity, mark.anchor, label.format(n=mark.number), mark.number
            )
            for mark in over
            if mark.end == end
        ]
    return Markup("").join(parts)
