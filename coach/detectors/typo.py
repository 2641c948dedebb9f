"""Wordings with a slip of the finger: a character typed twice, as in 不知知道 or 等一一下."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.detectors import Detector, Hit, register
from coach.mitigation import overlap
from coach.plausibility import gain_of
from coach.sound import sounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.matcher import Scan

_DOUBLED = re.compile(r"([㐀-鿿])\1+")
_CONFIDENCE = 0.85
_LEAST_GAIN = 3.1  # how much likelier the text must be without the doubling: 看看 and 妹妹 are words
_LEAST = 2  # characters of a wording that is looked for


@register("typo")
class TypoDetector(Detector):
    """Reports wordings that stand there when doubled characters are written once."""

    def alert(self, text: str, lines: str, sound: str) -> bool:
        """Tell whether a wording may stand there with doubled characters written once."""
        if not _DOUBLED.search(lines):
            return False
        once = _DOUBLED.sub(r"\1", lines)
        return bool(self.compiled.matcher.triggers(once, sounds(once)))

    def detect(self, scan: Scan) -> Iterator[Hit]:
        """Return the wordings that need one doubled character written once."""
        for doubled in _DOUBLED.finditer(scan.lines):
            text, (start, end) = scan.folded.text, doubled.span()
            if gain_of(scan.lines, (start, end), text[start]) < _LEAST_GAIN:
                continue
            shift = end - start - 1
            mended = self.compiled.matcher.scan(text[: start + 1] + text[end:])
            for rule in self.compiled.rules_in(mended):
                freed = [span for _, span in mended.matches(rule.exceptions)]
                for wording, (low, high) in mended.matches(rule.wordings):
                    within = low <= start < high and high - low >= _LEAST
                    if within and not any(overlap((low, high), span) for span in freed):
                        yield Hit(rule, wording, (low, high + shift), "typo", _CONFIDENCE)
