"""Wordings with a slip of the finger: one character typed twice, left out, swapped with the next, or wrong.

A doubled character is a slip wherever the text is likelier without it. The other slips make a wording of harmless text
as easily (不能 and 不要能), so they are looked for only where the learned model takes the text for a violation, rather
than not. Candidates come from an index of the wordings with one character left out (symmetric deletion: Garbe 2012).
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from rapidfuzz.distance import OSA

from coach.detectors import Detector, Hit, register
from coach.learned.model import built_in
from coach.mitigation import overlap
from coach.plausibility import gain_of
from coach.sound import sounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.compiled import CompiledPhrasebook
    from coach.matcher import Scan, Span

_DOUBLED = re.compile(r"([㐀-鿿])\1+")
_CLAUSE = re.compile(r"[㐀-鿿]+")
_DOUBLED_CONFIDENCE, _SLIP_CONFIDENCE = 0.85, 0.75
_LEAST_GAIN = 3.1  # how much likelier the text must be without the doubling: 看看 and 妹妹 are words
_LEAST_SLIP_GAIN = 5.0  # without another slip
_LEAST = 2  # characters of a wording that is looked for doubled
_SHORTEST, _LONGEST = 4, 9  # characters of a wording that is looked for with another slip
_LEAST_PROBABLE = 0.5  # a violation, in the eyes of the learned model


@register("typo")
class TypoDetector(Detector):
    """Reports wordings that stand there once one slip is mended."""

    doubtful: ClassVar[bool] = True

    def __init__(self, compiled: CompiledPhrasebook) -> None:
        super().__init__(compiled)
        self._model = built_in() if compiled.book.learned else None

    def alert(self, scan: Scan) -> bool:
        """Tell whether a wording may stand there with doubled characters written once, or with another slip."""
        if _DOUBLED.search(scan.lines):
            once = _DOUBLED.sub(r"\1", scan.lines)
            if self.compiled.matcher.triggers(once, sounds(once)):
                return True
        return self._is_suspect(scan.text, scan.lines, scan.sound) and any(True for _ in self._slips(scan.lines))

    def detect(self, scan: Scan) -> Iterator[Hit]:
        """Return the wordings that need one slip mended."""
        for doubled in _DOUBLED.finditer(scan.lines):
            start, end = doubled.span()
            if gain_of(scan.lines, (start, end), scan.folded.text[start]) >= _LEAST_GAIN:
                yield from self._mended(scan, (start, end), scan.folded.text[start], _LEAST, _DOUBLED_CONFIDENCE)
        if self._is_suspect(scan.text, scan.lines, scan.sound):
            for span, core in self._slips(scan.lines):
                if gain_of(scan.lines, span, core) >= _LEAST_SLIP_GAIN:
                    yield from self._mended(scan, span, core, len(core), _SLIP_CONFIDENCE)

    def _is_suspect(self, text: str, lines: str, sound: str) -> bool:
        if self._model is None or not self._model.suspects(lines, sound):
            return False
        opinion = self._model.opinion(text)
        return opinion is not None and opinion.probability >= _LEAST_PROBABLE

    def _mended(self, scan: Scan, span: Span, written: str, least: int, confidence: float) -> Iterator[Hit]:
        """Return the wordings of `least` characters or more that hold `written`, put in the place of a span."""
        start, end = span
        text, shift = scan.folded.text, end - start - len(written)
        mended = self.compiled.matcher.scan(f"{text[:start]}{written}{text[end:]}")
        for rule in self.compiled.rules_in(mended):
            freed = [place for _, place in mended.matches(rule.exceptions)]
            for wording, (low, high) in mended.matches(rule.wordings):
                within = low <= start and start + len(written) <= high and high - low >= least
                if within and not any(overlap((low, high), place) for place in freed):
                    yield Hit(rule, wording, (low, high + shift), "typo", confidence)

    def _slips(self, lines: str) -> Iterator[tuple[Span, str]]:
        """Return where the lines differ from a wording by one slip, and the wording."""
        for clause in _CLAUSE.finditer(lines):
            for start in range(clause.start(), clause.end()):
                for end in range(start + _SHORTEST - 1, min(start + _LONGEST + 1, clause.end()) + 1):
                    written = lines[start:end]
                    for core in self._near(written):
                        yield (start, end), core

    def _near(self, written: str) -> set[str]:
        """Return the wordings one slip away, with their first and last character as written."""
        keys = [written, *_shortened(written)]
        found = {core for key in keys for core in self._index.get(key, ())}
        return {
            core
            for core in found
            if core != written
            and core[0] == written[0]
            and core[-1] == written[-1]
            and OSA.distance(written, core, score_cutoff=1) == 1
        }

    @cached_property
    def _index(self) -> dict[str, list[str]]:
        """The wordings without gaps by themselves, and by themselves without one of their characters."""
        cores = {
            core for core in self.compiled.cores() if _SHORTEST <= len(core) <= _LONGEST and _CLAUSE.fullmatch(core)
        }
        index: dict[str, list[str]] = {}
        for core in sorted(cores):
            for key in {core, *_shortened(core)}:
                index.setdefault(key, []).append(core)
        return index


def _shortened(text: str) -> set[str]:
    return {text[:place] + text[place + 1 :] for place in range(len(text))}
