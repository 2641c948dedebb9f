"""What to say instead: approved phrases for a finding, in the script of the text, with the slots filled.

Phrases are shown in the order of the phrasebook: the rule's situations, best first, and the phrases in each. Those that
are for just these words come before the others, and those that say what is known of the customer before all.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from coach.finding import RANK, Suggestion
from coach.fold import lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from coach.finding import Finding
    from coach.wording import Wording
    from phrasebook import Locale, Phrase, Phrasebook, Rule

_MOST = 3
_CLAUSE = 60  # characters each side: where speech is transcribed without punctuation, a clause must end somewhere
_SLOT = re.compile(r"\{(\w+)\}")
_QUESTION = re.compile("[吗嗎呢么麼嘛]$|[请請][问問]|哪一?位$|[什甚][么麼]$")
_MARKS = re.compile("[？?！!。～~]+")
_QUESTION_MARKS = re.compile("[？?][？?！!～~]*")
_SENTENCE_END = re.compile("[。！？!?；;…\\n]")
_GREETING = re.compile("[您你]好[啊呀]?|早安|早上好|早晨|上午好|中午好|午安|下午好|晚上好|晚安|晚上好")
_WORDS = {"span", "person"}  # what is put in is part of a sentence
_YOU_YOU = re.compile("([您你妳])[您你妳]")
_AGAIN = re.compile("我我|[您你妳](?:麻烦|麻煩|请|請|唔該|烦请|煩請|请问|請問)?[您你妳]")
_COMMAS = "，,、 "
# Words for somebody who is not spoken to. The 的 of 穿红衣服的 is one where nothing that it belongs to follows.
_PERSON = re.compile(
    r"[那这這嗰果内][个個]?[女男][的得滴人]?|[那这這嗰]一?[个個]\w{0,4}[的嘅]|那老[爷爺][们們][儿兒]?"
    r"|那[帮幫群伙对對两兩几幾][^，,\s]{0,4}的|[那呢嗰][条條只隻舊件][嘢友仔]+"
    r"|[那这這嗰呢][个個]?[人谁誰]|[那这這嗰呢]一?[个個]|[那嗰]一?位(?![先小女客顾顧])|[他她佢伊它牠祂][们們哋]?"
    r"|[的嘅](?=[，, 先又要])"
)
_THAT = re.compile(r"[那这這嗰呢果内]\w{1,4}?(?=[又要唔冇没沒不话話]|$)")
_WAIT = re.compile("稍候|稍等|等等|等一等")
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


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence of `text` around a span, without the marks at its end and a greeting at its start."""
    left = max((mark.end() for mark in _SENTENCE_END.finditer(text, 0, start)), default=0)
    ending = _SENTENCE_END.search(text, end)
    right = ending.start() if ending else len(text)
    while left < start and text[left] in _COMMAS:
        left += 1
    first, after = clause_span(text, left, left + 1)
    if after < start and _GREETING.fullmatch(text[first:after]):
        left = after + 1
    return left, max(end, len(text[:right].rstrip()))


def _divides(char: str) -> bool:
    return not char.isalnum() and char not in "'’-_+%"


def _named(said: str, text: str, span: tuple[int, int], locale: Locale) -> tuple[str, tuple[int, int]] | None:
    """Return how somebody is named and where: in the place of the first word for a person; None if there is none.

    Further words for a person in the same clause go; in another clause it is 对方.
    """
    words = text[slice(*span)]
    person = _PERSON.search(words) or _THAT.match(words)
    if not person:
        return None
    if person.group() in {"的", "嘅"}:
        said = person.group() + said
    behind = words[person.end() :]
    if not _PERSON.search(behind):
        return said, (span[0] + person.start(), span[0] + person.end())
    clause = clause_span(behind, 0, 0)[1]
    other = "对方" if locale == "zh-Hans" else "對方"
    rest = _PERSON.sub("", behind[:clause]) + _PERSON.sub(other, behind[clause:])
    return said + rest, (span[0] + person.start(), span[1])


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
                put = _named(said, text, span, locale)
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


def rewrite(text: str, findings: Sequence[Finding], is_clean: Callable[[str], bool]) -> str:
    """Return `text` with the best suggestion of every finding in place.

    The result passes `is_clean`. Where the pieces together would not, the best phrase stands for the whole of each
    sentence, and where that would not either, it alone is the answer.
    """
    wanted = [
        (finding, finding.suggestions[0])
        for finding in findings
        if finding.suggestions and (finding.severity != "advice" or finding.category == "bare-command")
    ]
    if not wanted:
        return text
    wanted.sort(key=lambda pair: (-RANK[pair[0].severity], pair[1].replace))
    offers = [suggestion for _, suggestion in wanted]
    rewritten = _put_in(text, offers)
    if is_clean(rewritten):
        return rewritten
    # Words in the place of words are no answer by themselves.
    whole = [one for finding, _ in wanted for one in finding.suggestions if one.kind not in _WORDS]
    best = {sentence_span(text, *one.replace): one for one in reversed(whole)}
    widened = [replace(one, kind="sentence", replace=span) for span, one in sorted(best.items())]
    rewritten = _put_in(text, widened)
    return rewritten if whole and is_clean(rewritten) else (whole or offers)[0].text


def _put_in(text: str, offers: Sequence[Suggestion]) -> str:
    """Return `text` with these suggestions in place, of overlapping ones the first; a sentence swallows its parts."""
    chosen: list[Suggestion] = []
    for suggestion in offers:
        start, end = suggestion.replace
        inside = [one for one in chosen if start < one.replace[1] and one.replace[0] < end]
        if suggestion.kind == "sentence" and inside:
            best = next((one for one in inside if one.kind not in _WORDS), suggestion)
            ranges = [suggestion.replace, *(one.replace for one in inside)]
            suggestion = replace(best, replace=(min(ranges)[0], max(end for _, end in ranges)))
            chosen = [one for one in chosen if one not in inside]
            inside = []
        if not inside:
            chosen.append(suggestion)
    chosen.sort(key=lambda one: one.replace)
    kept, at = [], 0
    for suggestion in chosen:
        kept.append(text[at : suggestion.replace[0]])
        at = suggestion.replace[1]
    kept.append(text[at:])
    said = {"您好"} if any(_greets(clause) for part in kept for clause in _clauses(part)) else set()
    out = kept[0]
    for suggestion, after in zip(chosen, kept[1:], strict=True):
        piece = suggestion.text
        bare = piece.rstrip("。？")
        opening, _, rest = piece.partition("，")
        opening = "您好" if _greets(opening.rstrip("。？")) else opening
        if suggestion.kind not in _WORDS or opening == "您好":
            if opening in said or bare in said:
                # The same sentence, or the same greeting, address or apology before two, helps nobody.
                piece = "" if bare in said else rest
            if _WAIT.search(bare):
                piece = "" if "稍候" in said else piece
                said.add("稍候")
            said |= {bare, opening}
        if not piece:
            # Its clause goes, with the comma before it or, where nothing is before it, the mark behind it.
            out = out.rstrip(_COMMAS)
            after = after.lstrip(_COMMAS + "。？！?!") if not out or not out[-1].isalnum() else after
        elif _greets(piece) and after[:1].isalnum():
            piece += "，"
        out += piece + after
    return out


def _clauses(text: str) -> list[str]:
    return re.split(r"[^\w]+", text)


def _greets(clause: str) -> bool:
    return bool(_GREETING.fullmatch(clause))
