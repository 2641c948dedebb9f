"""What to say instead: approved phrases for a finding, in the script of the text, with the slots filled.

Phrases are shown in the order of the phrasebook: the rule's situations, best first, and the phrases in each. Those that
say what is known of the customer come before the others.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from coach.finding import RANK, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from coach.finding import Finding
    from phrasebook import Locale, Phrasebook, Rule

_MOST = 3
_CLAUSE = 60  # characters each side: where speech is transcribed without punctuation, a clause must end somewhere
_SLOT = re.compile(r"\{(\w+)\}")
_QUESTION = re.compile("[吗嗎呢么麼嘛]$|[请請][问問]|哪一?位$|[什甚][么麼]$")
_QUESTION_MARKS = re.compile("[？?][？?！!～~]*")
_FULL_STOP = "。"
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


def clause_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause of `text` around a span: up to the next punctuation on each side, spaces trimmed."""
    left, right = start, end
    first, last = max(0, start - _CLAUSE), min(len(text), end + _CLAUSE)
    while left > first and not _divides(text[left - 1]):
        left -= 1
    while right < last and not _divides(text[right]):
        right += 1
    return left, right


def _divides(char: str) -> bool:
    return not char.isalnum() and char not in "'’-_+%"


def _ended(said: str, text: str, replace: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """Return the sentence and what it replaces; a question mark goes with the question it was for."""
    start, end = replace
    if _QUESTION.search(said):
        return said, replace
    behind = _QUESTION_MARKS.match(text, end)
    return (f"{said}{_FULL_STOP}", (start, behind.end())) if behind else (said, replace)


class Suggester:
    """Offers the approved phrases of one phrasebook."""

    def __init__(self, book: Phrasebook) -> None:
        self._situations = book.situations

    def suggest(
        self, rule: Rule, text: str, span: tuple[int, int], locale: Locale, slots: Mapping[str, str]
    ) -> tuple[Suggestion, ...]:
        """Return up to three suggestions for the words at `span` of `text`, best first."""
        # 陈先生，陈先生，请稍候: whoever is named in the text already is not named once more.
        unsaid = {name: value for name, value in slots.items() if value not in text}
        offers = self._offers(rule, text, span, locale, unsaid)
        if unsaid:
            plain = {offer.text for offer in self._offers(rule, text, span, locale, {})}
            offers = iter(sorted(offers, key=lambda offer: offer.text in plain))
        return tuple(islice(offers, _MOST))

    def _offers(
        self, rule: Rule, text: str, span: tuple[int, int], locale: Locale, slots: Mapping[str, str]
    ) -> Iterator[Suggestion]:
        """Return a suggestion for every phrase that can be said with these slots, in the order of the phrasebook."""
        start, end = span
        ranges = {"span": span, "clause": clause_span(text, start, end), "utterance": (0, len(text))}
        known = {**slots, "matched": text[start:end]}
        offered: set[str] = set()
        for name in rule.say_instead:
            for phrase in self._situations[name].phrases:
                said = fill(phrase.forms.get(locale), known)
                if said is None or said in offered:
                    continue
                offered.add(said)
                placed, replace = _ended(said, text, ranges[phrase.replaces])
                yield Suggestion(placed, replace, phrase.replaces, f"{name}/{phrase.id}")


def rewrite(text: str, findings: Sequence[Finding], is_clean: Callable[[str], bool]) -> str:
    """Return `text` with the best suggestion of every finding in place.

    The result passes `is_clean`; where the pieces together would not, the best phrase alone is the answer.
    """
    wanted = [
        (finding, finding.suggestions[0])
        for finding in findings
        if finding.suggestions and (finding.severity != "advice" or finding.category == "bare-command")
    ]
    if not wanted:
        return text
    wanted.sort(key=lambda pair: (-RANK[pair[0].severity], pair[1].replace))
    chosen: list[Suggestion] = []
    for _, suggestion in wanted:
        start, end = suggestion.replace
        if not any(start < other.replace[1] and other.replace[0] < end for other in chosen):
            chosen.append(suggestion)
    pieces: list[str] = []
    at = 0
    said: set[str] = set()
    for suggestion in sorted(chosen, key=lambda one: one.replace):
        start, end = suggestion.replace
        pieces.append(text[at:start])
        opening, _, rest = suggestion.text.partition("，")
        if suggestion.kind == "span":
            pieces.append(suggestion.text)
        elif suggestion.text in said:
            # The same sentence twice helps nobody: its clause goes, with the comma before it.
            pieces[-1] = pieces[-1].rstrip("，,、 ")
        else:
            # Nor does the same address or apology before two sentences.
            pieces.append(rest if rest and opening in said else suggestion.text)
        said |= {suggestion.text, opening}
        at = end
    rewritten = "".join(pieces) + text[at:]
    return rewritten if is_clean(rewritten) else wanted[0][1].text
