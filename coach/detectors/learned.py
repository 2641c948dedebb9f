"""Rudeness in words that nobody listed, known by its likeness to labelled utterances.

What the model finds is put under the rule whose examples are most like it, so that it carries a clause and something to
say instead. It speaks only where the phrasebook gives it a voice, and is never more than a warning.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from rapidfuzz import fuzz, process

from coach.detectors import Detector, Hit, register
from coach.learned.model import REPORTED, REPORTED_AS_ADVICE, built_in
from coach.wording import folded_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.compiled import CompiledPhrasebook, CompiledRule
    from coach.learned.model import Opinion
    from coach.matcher import Scan

# Characters of the offending words and of the whole text. What is shorter says too little: of what the model reported
# in short real turns nearly nothing was rude.
_SHORTEST, _SHORTEST_TEXT = 4, 10


@register("learned")
class LearnedDetector(Detector):
    """Reports the part of a text that the learned model takes for a violation."""

    doubtful: ClassVar[bool] = True

    def __init__(self, compiled: CompiledPhrasebook) -> None:
        super().__init__(compiled)
        self._model = built_in() if compiled.book.learned else None

    def alert(self, scan: Scan) -> bool:
        """Tell whether the model would report something."""
        if self._model is None or _is_short(scan.lines) or not self._model.suspects(scan.lines, scan.sound):
            return False
        opinion = self._model.opinion(scan.text)
        return opinion is not None and bool(self._rules(opinion))

    def detect(self, scan: Scan) -> Iterator[Hit]:
        """Return what the model reports, if anything."""
        if self._model is None or _is_short(scan.lines) or not self._model.suspects(scan.lines, scan.sound):
            return
        opinion = self._model.opinion(scan.text)
        rules = self._rules(opinion) if opinion else {}
        if opinion and rules:
            example, _, _ = process.extractOne(opinion.window.text, rules.keys(), scorer=fuzz.partial_ratio)
            yield Hit(rules[example], None, opinion.window.span, "learned", round(opinion.probability, 2))

    def _rules(self, opinion: Opinion) -> dict[str, CompiledRule]:
        """Return the rules that an opinion may be put under, by their examples; none where it is not sure enough."""
        start, end = opinion.window.span
        rules = self._examples.get(opinion.category, {})
        advice = all(rule.rule.severity == "advice" for rule in rules.values())
        sure = opinion.probability >= (REPORTED_AS_ADVICE if advice else REPORTED)
        return rules if sure and end - start >= _SHORTEST else {}

    @cached_property
    def _examples(self) -> dict[str, dict[str, CompiledRule]]:
        """The folded bad examples of the rules of each category."""
        examples: dict[str, dict[str, CompiledRule]] = {}
        for rule in self.compiled.rules:
            for text in rule.rule.examples.bad:
                examples.setdefault(rule.rule.category, {}).setdefault(folded_text(text), rule)
        return examples


def _is_short(lines: str) -> bool:
    return len(lines) - lines.count("\n") < _SHORTEST_TEXT
