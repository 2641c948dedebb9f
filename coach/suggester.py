"""What to say instead: approved phrases for a finding, in the script of the text, with the slots filled.

Phrases are shown in the order of the phrasebook: the rule's situations, best first, and the phrases in each. Those that
are for just these words come before the others, and those that say what is known of the customer before all.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from coach.extent import clause_span, sentence_span
from coach.finding import Suggestion
from coach.fold import lines
from coach.naming import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coach.wording import Wording
    from phrasebook import Locale, Phrase, Phrasebook, Rule

_MOST = 3
_SLOT = re.compile(r"\{(\w+)\}")
_QUESTION = re.compile("[吗嗎呢么麼嘛]$|[请請][问問]|哪一?位$|[什甚][么麼]$")
_MARKS = re.compile("[？?！!。～~]+")
_QUESTION_MARKS = re.compile("[？?][？?！!～~]*")
_YOU_YOU = re.compile("([您你妳])[您你妳]")
_AGAIN = re.compile("我我|[您你妳](?:麻烦|麻煩|请|請|唔該|烦请|煩請|请问|請問)?[您你妳]")
_OPTIONAL = re.compile(r"\[([^\]]*)\]")


def fill(form: str, slots: Mapping[str, str]) -> str | None:
    """Return a phrase's form with its slots filled; None when a slot outside brackets is not known.

    A bracketed part goes when one of its slots is not known.
    """

    def optional(match: re.Match[str]) -> str:
        part = match.group(1)
        return part if all(name in slots for name in _SLOT.findall(part)) else ""

    form = _OPTIONAL.sub(optional, form)
    if not all(name in slots for name in _SLOT.findall(form)):
        return None
    return _SLOT.sub(lambda match: slots[match.group(1)], form)


def slot_names(form: str) -> list[str]:
    """Return the names of the slots in a phrase's form."""
    return _SLOT.findall(form)


def _ended(said: str, text: str, replace: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """Return the sentence and what it replaces; a question mark goes with the question it was for."""
    start, end = replace
    if _QUESTION.search(said):
        marks = _MARKS.match(text, end)
        return (f"{said}？", (start, marks.end())) if marks and marks[0][0] not in "？?" else (said, replace)
    behind = _QUESTION_MARKS.match(text, end)
    return (f"{said}。", (start, behind.end())) if behind else (said, replace)


class Suggester:
    """Offers the approved phrases of one phrasebook."""

    def __init__(self, book: Phrasebook, fitting: Mapping[str, Sequence[Wording]] | None = None) -> None:
        self._situations = book.situations
        self._fitting = fitting or {}

    def suggest(
        self, rule: Rule, text: str, span: tuple[int, int], locale: Locale, slots: Mapping[str, str]
    ) -> tuple[Suggestion, ...]:
        """Return up to three suggestions for the words at `span` of `text`, best first."""
        # 陈先生，陈先生，请稍候: whoever is named in the text already is not named once more.
        unsaid = {name: value for name, value in slots.items() if value not in text}
        offers = self._offers(rule, text, span, locale, unsaid)
        if unsaid:
            plain = {(offer.phrase, offer.text) for offer in self._offers(rule, text, span, locale, {})}
            offers = iter(sorted(offers, key=lambda offer: (offer.phrase, offer.text) in plain))
        return tuple(islice(offers, _MOST))

    def say(self, situations: Sequence[str], locale: Locale, slots: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return up to three sentences for the situations, best first, each with its phrase's id."""
        said: dict[str, str] = {}
        for situation in situations:
            for phrase in self._situations[situation].phrases:
                text = None if phrase.when else fill(phrase.forms.get(locale), slots)
                if text is not None and text not in said.values():
                    said[f"{situation}/{phrase.id}"] = text
        return list(islice(said.items(), _MOST))

    def _offers(
        self, rule: Rule, text: str, span: tuple[int, int], locale: Locale, slots: Mapping[str, str]
    ) -> Iterator[Suggestion]:
        """Return a suggestion for every phrase that can be said with these slots, in the order of the phrasebook."""
        start, end = span
        ranges = {
            "span": span,
            "clause": clause_span(text, start, end),
            "sentence": sentence_span(text, start, end),
            "utterance": (0, len(text)),
        }
        known = {**slots, "matched": text[start:end]}
        offered: set[str] = set()
        for name, phrase in self._phrases(rule, lines(text[start:end])):
            said = fill(phrase.forms.get(locale), known)
            if said is None or said in offered:
                continue
            offered.add(said)
            if phrase.replaces == "person":
                put = named(said, text, span, locale)
            else:
                put = _ended(_YOU_YOU.sub(r"\1", said), text, ranges[phrase.replaces])
                if phrase.replaces == "span" and _AGAIN.match(text[:start][-1:] + put[0]):
                    put = put[0], (start - 1, put[1][1])
            if put:
                yield Suggestion(*put, phrase.replaces, name)

    def _phrases(self, rule: Rule, matched: str) -> list[tuple[str, Phrase]]:
        """Return the rule's phrases with their ids: those for just these words, then those for any."""
        exact: list[tuple[str, Phrase]] = []
        general: list[tuple[str, Phrase]] = []
        for situation in rule.say_instead:
            for phrase in self._situations[situation].phrases:
                name = f"{situation}/{phrase.id}"
                if not phrase.when:
                    general.append((name, phrase))
                elif any(wording.pattern.search(matched) for wording in self._fitting.get(name, ())):
                    exact.append((name, phrase))
        return exact + general
