"""Mention is not use: words that are quoted or reported are not said by the agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.matcher import Scan, Span, WordingSet

_FULL_STOPS = "。！？!?\n"
_NEAR = 4  # marks between a frame and the words it reports


def is_mention(scan: Scan, span: Span, frames: Mapping[str, WordingSet]) -> bool:
    """Tell whether the words at `span` of the folded text are quoted or reported.

    `frames` are the wordings of mention frames by where they stand to the words: before or after.
    """
    start, end = span
    text = scan.folded.text
    for opening, closing in scan.quoted:
        # A wording with a gap may run on behind the mark.
        if opening <= start < closing:
            outside = text[:opening] + text[closing:]
            # A text that is all quotation marks and quotation reports nobody: it is the agent's own sentence.
            if any(char.isalnum() for char in outside):
                return True
    for place, wordings in frames.items():
        for _, (first, last) in scan.matches(wordings):
            low, high = (last, start) if place == "before" else (end, first)
            # Only a pause or a quotation mark may stand between: 您说的那个我不知道 reports nothing.
            if 0 <= high - low <= _NEAR and not any(char.isalnum() or char in _FULL_STOPS for char in text[low:high]):
                return True
    return False
