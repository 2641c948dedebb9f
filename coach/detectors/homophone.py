"""Wordings written with other characters of the same sound, as speech recognition and input methods do: 不值到.

Sound alone says little: 步行 sounds like 不行 and is a word. What is found counts when the wording is likelier as
Chinese than what is written, the more so the shorter it is (a noisy channel: Shannon 1948; Kernighan, Church & Gale
1990).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from coach.detectors import Detector, Hit, register
from coach.mitigation import overlap
from coach.plausibility import gain_of
from coach.respelling import Respeller
from coach.wording import folded_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.compiled import CompiledPhrasebook, CompiledRule
    from coach.finding import How
    from coach.matcher import Scan, Span
    from coach.respelling import Respelling

# How much likelier (natural logarithm) a wording must be than what is written, by the number of its own characters.
_LEAST_GAIN = {2: 3.5, 3: 3.0, 4: 0.5, 5: -0.5}
_LEAST_GAIN_LONG = -3.5
_GAIN_PER_FURTHER_CHANGE = 1.5
_SPELT = 0.9  # confidence where pinyin stands for a character
_GAIN_OF_CLAUSE = 1.5  # a wording that is a whole clause needs less
# Words that are often written for each other without harm: no evidence of misheard wording.
_LOOSE_SPELLINGS = ("在再", "他她它牠", "的得地", "那哪", "做作", "嘛吗", "咱暂")


@register("homophone")
class HomophoneDetector(Detector):
    """Reports wordings that the text sounds like but does not have."""

    doubtful: ClassVar[bool] = True

    def __init__(self, compiled: CompiledPhrasebook) -> None:
        super().__init__(compiled)
        self._respeller = Respeller()
        marks = compiled.book.lists.get("cantonese_marks")
        # Characters of another standard are no mistakes, though the language model does not know them.
        self._meant = frozenset(folded_text("".join(marks.words)) if marks else "")

    def alert(self, scan: Scan) -> bool:
        """Leave it to the template detector, which is alert to the sound of wordings too."""
        return False

    def detect(self, scan: Scan) -> Iterator[Hit]:
        """Return the wordings that are likelier than what is written."""
        heard = scan.spoken.text.strip("\n")
        first = scan.spoken.text.find(heard)
        for rule in self.compiled.rules_in(scan):
            literal = set(scan.matches(rule.wordings))
            for wording in scan.triggers[rule.wordings.slot]:
                if not wording.sound_source:
                    continue
                for match in wording.sound.finditer(heard):
                    place = match.start() + first, match.end() + first
                    span = scan.spoken.span(*place)
                    if (wording, span) in literal or match.end() == match.start():
                        continue
                    respelling = self._respeller.respell(self.compiled.node(wording), scan.lines, scan.spoken, *place)
                    if respelling is None or not self._is_misheard(respelling):
                        continue
                    gain = gain_of(scan.lines, span, respelling.written) - _least_gain(scan.lines, span, respelling)
                    if gain >= 0 and not self._freed(scan, rule, span, respelling):
                        spelt = any(found.isascii() for found, _ in respelling.changes)
                        how: How = "evasion" if spelt else "homophone"
                        confidence = _SPELT if spelt else round(min(0.95, 0.7 + gain / 40), 2)
                        yield Hit(rule, wording, span, how, confidence)

    def _freed(self, scan: Scan, rule: CompiledRule, span: Span, respelling: Respelling) -> bool:
        """Tell whether an exception of the rule overlaps the wording once it is put in."""
        start, end = span
        mended = self.compiled.matcher.scan(f"{scan.lines[:start]}{respelling.written}{scan.lines[end:]}")
        place = start, start + len(respelling.written)
        return any(overlap(place, other) for _, other in mended.matches(rule.exceptions))

    def _is_misheard(self, respelling: Respelling) -> bool:
        """Tell whether characters were changed that are not written for each other anyway, and most were not."""
        real = [
            found
            for found, meant in respelling.changes
            if found not in self._meant and not any(found in loose and meant in loose for loose in _LOOSE_SPELLINGS)
        ]
        return bool(real) and 2 * len(respelling.changes) <= respelling.fixed


def _least_gain(lines: str, span: Span, respelling: Respelling) -> float:
    least = _LEAST_GAIN.get(respelling.fixed, _LEAST_GAIN_LONG)
    least += _GAIN_PER_FURTHER_CHANGE * (len(respelling.changes) - 1)
    start, end = span
    is_clause = (start == 0 or lines[start - 1] == "\n") and (end == len(lines) or lines[end] == "\n")
    return least - _GAIN_OF_CLAUSE if is_clause else least
