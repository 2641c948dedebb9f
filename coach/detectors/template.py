"""Wordings as written in the phrasebook, in any script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.detectors import Detector, Hit, register
from coach.segmenter import stands_alone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.matcher import Scan

_SHORT = 2  # wordings of up to so many characters are checked against word boundaries


@register("template")
class TemplateDetector(Detector):
    """Reports every verified wording; short ones only where words begin and end."""

    def alert(self, scan: Scan) -> bool:
        """Tell whether a forbidden wording may be in the text."""
        return bool(scan.plain_triggers)

    def detect(self, scan: Scan) -> Iterator[Hit]:
        """Return the hits of all rules."""
        for rule in self.compiled.rules_in(scan):
            boundary = rule.rule.boundary
            for wording, (start, end) in scan.matches(rule.wordings):
                cautious = boundary == "word" or (boundary is None and end - start <= _SHORT)
                if cautious and not stands_alone(scan.lines, start, end):
                    continue
                if wording.gapped:
                    yield Hit(rule, wording, (start, end), "pattern", 0.95)
                else:
                    yield Hit(rule, wording, (start, end), "literal", 1.0)
