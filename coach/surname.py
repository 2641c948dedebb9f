"""The customer's name: learned from the customer's words, from how the agent addresses them, or from the system.

Names are read from folded text, so that 陳 and 陈 are one surname, and compared by sound, because a recogniser that
hears 邱 may write 秋 the next time. Many surnames are ordinary words (单, 路, 祝, 那): what makes a character a name is
that it is told as one (我姓单) or said to somebody (单女士您好), not that it stands in the text (订单生成).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from coach.fold import Folded, fold
from coach.segmenter import tokenizer
from coach.sound import sounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from phrasebook import Phrasebook

_LATIN = r"(?<![a-z])[a-z][a-z'’-]{1,19}(?:[ /][a-z][a-z'’-]{1,19}){0,2}(?![a-z])"
_HAN = "\u3400-\u9fff"
_END = rf"(?![{_HAN}a-z0-9])"
_END_OF_WORD = rf"(?![{_HAN}a-z])"  # a number may follow: 王小明13800138000
_SHORT_NAME = 2
_COMMON = 500  # how often the dictionary has seen a word that no name begins with
_LONGEST_NAME = 4  # characters before a title: 欧阳小明先生
_NEARBY = 8  # characters in which somebody else is named: 那个师傅姓张
_SHORT_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,4} ?$")
_MAIL = re.compile(r"@|\bdot\b|\.com\b|www\.|http")
_VOWEL = re.compile(r"[aeiouy]|\bng\b")
_MOST_AROUND = 6  # Chinese characters around a name in letters, 我叫 … 就可以了


@dataclass(frozen=True, slots=True)
class CustomerName:
    """What is known of the customer's name, in folded text, and where it was said (in the text as written).

    `surname` is None for a name without one (阿明, Kelly); `honorific` is 先生, 小姐 … as far as anybody used one.
    """

    surname: str | None
    full: str | None = None
    honorific: str | None = None
    span: tuple[int, int] | None = None
    written: str = ""

    @property
    def said(self) -> str:
        """The surname as it was written."""
        return self.written or self.surname or ""

    @property
    def called(self) -> str | None:
        """The given name that stands by itself as a form of address: two characters after the surname."""
        given = self.full[len(self.surname) :] if self.full and self.surname else ""
        return given if len(given) > 1 else None


class _Words:
    """The word lists of a phrasebook, folded; a list that is not there has no words."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book

    def of(self, name: str) -> list[str]:
        """Return the words, the longest first."""
        words = self._book.lists[name].words if name in self._book.lists else ()
        return sorted({fold(word).text for word in words}, key=lambda word: (-len(word), word))

    def any(self, *names: str) -> str:
        """Return a pattern for any word of the lists; one that never matches where they are empty."""
        words = sorted(chain.from_iterable(map(self.of, names)), key=lambda word: (-len(word), word))
        single = "".join(re.escape(word) for word in words if len(word) == 1)
        longer = [re.escape(word) for word in words if len(word) > 1]
        return "(?:" + "|".join([*longer, *([f"[{single}]"] if single else [])]) + ")" if words else "(?!)"

    def marks(self, *names: str) -> tuple[str, ...]:
        """Return the shortest words of which at least one stands in a text in which any word stands."""
        words = list(chain.from_iterable(map(self.of, names)))
        return tuple({word for word in words if not any(other != word and other in word for other in words)})


class NameReader:
    """Reads names by the word lists of a phrasebook (`surnames`, `titles`, …); without them it knows none."""

    def __init__(self, book: Phrasebook) -> None:
        words = _Words(book)
        surname, title = words.any("compound_surnames", "surnames"), words.any("titles")
        honorific = words.any("honorifics")
        self._singles, self._compounds = set(words.of("surnames")), set(words.of("compound_surnames"))
        self._surname_marks = words.marks("surname_after")
        self._name_marks, self._myself_marks = words.marks("given_after"), words.marks("myself")
        self._never_after = re.compile(f"{words.any('surname_never_after')}$")
        self._others = re.compile(words.any("other_people"))
        self._mine = re.compile(f"{words.any('surname_after_me')}$")
        self._by_surname = re.compile(
            rf"{words.any('surname_after')} ?(?!{words.any('surname_never_followed')})"
            rf"(?P<surname>{words.any('compound_surnames')}|[{_HAN}])(?P<title>{title})?"
        )
        before, tail = words.any("before_surname"), words.any("after_name")
        self._by_name = re.compile(
            rf"{words.any('given_after')}[:：,， ]*(?:(?P<before>{before})?(?P<surname>{surname})"
            rf"(?:(?P<given>[{_HAN}]{{1,2}}?)??(?P<title>{title})(?={_END}|{tail})"
            rf"|(?={tail}|{_END})|(?P<full>[{_HAN}]{{1,2}}?)(?={_END_OF_WORD}|{tail}))"
            rf"|(?P<nick>阿[{_HAN}]{{1,2}}?|[{_HAN}]{{2}})(?={tail})"
            rf"|(?P<latin>{_LATIN}))"
        )
        self._myself = re.compile(
            rf"{words.any('myself')} ?(?P<surname>{surname})"
            rf"(?:(?P<given>[{_HAN}]{{1,2}}?)??(?P<title>{honorific}|太{_END}|生{_END})"
            rf"|(?P<full>[{_HAN}]{{1,2}}){_END_OF_WORD})"
        )
        self._token = re.compile(
            rf"(?<![{_HAN}a-z0-9])(?:我|我是|我系|是|系|叫|就|嗯|哦|呃|啊|喔|欸)?(?P<before>{before})?(?P<surname>{surname})"
            rf"(?:(?P<given>[{_HAN}]{{1,2}}?)??(?P<title>{title}){_END}"
            rf"|(?P<full>[{_HAN}]{{1,2}}){_END_OF_WORD}|{_END})"
        )
        self._latin_titled = re.compile(rf"(?P<latin>{_LATIN}) ?{title}{_END}")
        self._honorific, self._title = re.compile(honorific), re.compile(title)
        self._longer_than_title = re.compile(words.any("never_title"))
        self._other_than_customer = re.compile(
            rf"(?:{words.any('never_addressed_after')}|(?:我是|我系|我叫)[^,，。!！?？ ]{{0,10}})$"
        )
        self._leads = re.compile(f"{words.any('before_address')}$")
        self._starts_with_lead = re.compile(words.any("before_address"))
        self._before = re.compile(before)
        self._never_pairs, self._never_alone = set(words.of("never_called")), set(words.of("never_alone"))
        self._never_addressed = set(words.of("never_addressed"))
        self._no_customers = set(words.of("no_customers"))
        self._calls = re.compile("[叫喊]我?$")
        self._never_given = set("".join(words.of("never_in_names")))
        self._never_heard = set("".join(words.of("never_heard_as_names")))
        self._wishing = set(words.of("surnames_that_wish"))
        self._wishes = re.compile(rf"[{_HAN}]{{0,8}}?{words.any('wishes')}")
        self._letters = re.compile(_LATIN)
        self._never = re.compile(rf"(?<![a-z]){words.any('never_names', 'latin_titles')}(?![a-z])\.?")

    # What the customer tells

    def told(self, text: str, *, asked: bool) -> CustomerName | None:
        """Return the name that a customer gives in `text`; a bare name counts only as the answer to the question."""
        folded = fold(text)
        for match in self._told(folded.text, asked=asked):
            if name := self._name(match, folded):
                return name
        letters = self._in_letters(folded.text) if asked else None
        if letters is None:
            return None
        return CustomerName(None, letters.group(), span=folded.span(*letters.span()), written=letters.group())

    def given(self, written: str) -> CustomerName | None:
        """Return the name that the system knew, as it stands in a table: 王小明, 陳小姐, Kelly."""
        return self.told(written, asked=True) or self._on_record(fold(written))

    def _on_record(self, folded: Folded) -> CustomerName | None:
        """Return a name that is nothing else, for it stands where names stand, though it be a word (高明)."""
        match = self._token.search(folded.text)
        return self._name(match, folded) if match else None

    def _told(self, text: str, *, asked: bool) -> Iterator[re.Match[str]]:
        """Yield the places where a name is told, the plainest first."""
        if _has(text, self._surname_marks):
            yield from filter(self._is_own_surname, self._by_surname.finditer(text))
        if _has(text, self._name_marks):
            yield from filter(self._is_own_name, self._by_name.finditer(text))
        if _has(text, self._myself_marks):
            yield from filter(self._is_name, self._myself.finditer(text))
        if asked:
            yield from filter(self._is_answer, self._token.finditer(text))
            yield from filter(self._is_name, self._latin_titled.finditer(text))

    def _is_own_surname(self, match: re.Match[str]) -> bool:
        before = match.string[: match.start()]
        if self._never_after.search(before):
            return False
        if self._mine.search(match.string[: match.start("surname")].rstrip()):
            return True
        # 那个师傅姓张 is somebody else; 是我先生订的，他姓曾 is not.
        return not self._others.search(match.string, max(0, match.start() - _NEARBY), match.start() + 1)

    def _is_own_name(self, match: re.Match[str]) -> bool:
        before = match.string[max(0, match.start() - 2) : match.start()]
        if self._others.search(before):
            return False
        nick = match["nick"]
        if nick is not None:
            return not set(nick) & self._never_given and nick[0] not in self._singles
        parts = match.groupdict()
        bare = not any(parts[part] for part in ("before", "title", "full", "latin"))
        if bare and self._calls.search(match.string[: match.start("surname")]):
            return False  # 我叫车 calls a car
        return self._is_name(match)

    def _is_answer(self, match: re.Match[str]) -> bool:
        parts = match.groupdict()
        if (parts["before"] or "") + parts["surname"] in self._never_pairs:
            return False
        if not parts["title"] and not parts["full"]:
            if _SHORT_NUMBER.search(match.string[: match.start()]):
                return False  # 5 楼
            return match["surname"] not in self._never_alone
        return self._is_name(match)

    def _is_name(self, match: re.Match[str]) -> bool:
        """Tell whether a surname with what follows it may be a name: not 我是车主, not 我叫都没人理."""
        parts = match.groupdict()
        if parts.get("latin"):
            return not self._never.search(parts["latin"])
        given = parts.get("given") or parts.get("full") or ""
        if set(given) & self._never_given:
            return False
        if parts.get("title"):
            return not given or not _is_word((match["surname"] + given)[:_SHORT_NAME], _COMMON)
        surname = match["surname"]
        if not given:
            return bool(parts.get("before")) or surname not in self._never_alone
        if surname in self._never_alone and _is_word(given):
            return False
        return not self._is_no_name(surname + given)

    def _is_no_name(self, name: str) -> bool:
        """Tell whether what could be a name by its form is a word (车主, 安卓) or begins with one (明天去)."""
        if len(name) == _SHORT_NAME:
            return _is_word(name) or name in self._no_customers
        return _is_word(name[:_SHORT_NAME], _COMMON) or name[:_SHORT_NAME] in self._no_customers

    def _in_letters(self, text: str) -> re.Match[str] | None:
        """Return a name in letters: only that and small words around it, for a code or a product is none."""
        if not self._letters.search(text) or _MAIL.search(text):
            return None
        if sum("\u3400" <= char <= "\u9fff" for char in text) > _MOST_AROUND:
            return None
        names = self._never.sub(lambda match: " " * len(match.group()), text)
        return next(filter(_is_latin_name, self._letters.finditer(names)), None)

    def _name(self, match: re.Match[str], folded: Folded) -> CustomerName | None:
        parts = match.groupdict()
        surname, span = parts.get("surname"), folded.span(*match.span())
        if surname is None:
            nick = parts.get("nick") or parts.get("latin")
            return CustomerName(None, nick, span=span, written=nick) if nick else None
        given, title = parts.get("given") or parts.get("full"), parts.get("title")
        return CustomerName(
            surname,
            surname + given if given else None,
            _written(folded, match.span("title")) if title and self._honorific.fullmatch(title) else None,
            span,
            _written(folded, match.span("surname")),
        )

    # How the agent addresses the customer

    def addressed(self, text: str) -> CustomerName | None:
        """Return the name by which an agent addresses the customer: 王女士您好."""
        folded = fold(text)
        for title in self._honorific.finditer(folded.text):
            start = title.start()
            while start > max(0, title.start() - _LONGEST_NAME) and _is_han(folded.text[start - 1]):
                start -= 1
            for at in self._starts_of_names(folded.text, start, title.start()):
                size = 2 if folded.text[at : at + 2] in self._compounds else 1
                surname, full = folded.text[at : at + size], folded.text[at : title.start()]
                return CustomerName(
                    surname,
                    full if len(full) > size else None,
                    _written(folded, title.span()),
                    folded.span(at, title.end()),
                    _written(folded, (at, at + size)),
                )
        return None

    def _starts_of_names(self, text: str, start: int, end: int) -> Iterator[int]:
        """Yield where a name that ends at `end` may begin, the likeliest first."""
        likely, possible = [], []
        for at in range(start, end):
            size = 2 if text[at : at + 2] in self._compounds and at + 2 <= end else 1
            given = text[at + size : end]
            if (size == 1 and text[at] not in self._singles) or len(given) > 2 or set(given) & self._never_given:
                continue
            before = text[:at]
            if self._other_than_customer.search(before) or (given and _is_word(text[at : at + _SHORT_NAME], _COMMON)):
                continue
            if self._starts_with_lead.match(text, at) or (not given and text[at:end] in self._never_addressed):
                continue
            opens = not before or not _is_han(before[-1])
            if opens or (self._leads.search(before) and not _is_word(before[-1:] + text[at])):
                likely.append(at)
            elif not given and not _is_word(before[-1:] + text[at:end]):
                possible.append(at)
        return chain(likely, possible)

    def use(self, text: str, name: CustomerName) -> tuple[int, int] | None:
        """Return where an agent's `text` addresses the customer by name; None where it does not."""
        folded = fold(text)
        spans = chain(self._uses_of_full(folded.text, name), self._uses_of_surname(folded.text, name))
        return next((folded.span(*span) for span in spans), None)

    def _uses_of_full(self, text: str, name: CustomerName) -> Iterator[tuple[int, int]]:
        if name.full and name.full[0].isascii():
            # Of Chan Tai Man any part may be used, never as a piece of another word (May in maybe).
            for part in filter(lambda part: len(part) > 1, re.split("[ /]", name.full)):
                match = re.search(rf"(?<![a-z]){re.escape(part)}(?![a-z])", text)
                if match:
                    yield match.span()
            return
        for called in filter(None, (name.full, name.called)):
            at = text.find(called)
            while at >= 0:
                end = at + len(called)
                # 祝您平安 does not address 张平安.
                alone = at == 0 and not _is_han(text[end : end + 1])
                if alone or not _is_word(called) or self._title.match(text, end):
                    yield at, end
                at = text.find(called, end)

    def _uses_of_surname(self, text: str, name: CustomerName) -> Iterator[tuple[int, int]]:
        if not name.surname:
            return
        heard, wanted = sounds(text), sounds(name.surname)
        at = heard.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            same = text[at:end] == name.surname
            given = name.full[len(name.surname) :] if name.full else ""
            after_given = end + len(given) if given and text.startswith(given, end) else end
            title = self._title.match(text, after_given)
            if title and self._is_address(text, at, title, same=same, given=after_given > end):
                yield at, title.end()
            elif same and self._is_familiar(text, at, end):
                yield at - 1, end
            at = heard.find(wanted, at + 1)

    def _is_familiar(self, text: str, at: int, end: int) -> bool:
        """Tell whether a surname stands after 老, 小, 阿, and the two are no other word (小区)."""
        return (
            at > 0
            and self._before.match(text, at - 1) is not None
            and text[at - 1 : end] not in self._never_pairs
            and not self._other_than_customer.search(text, 0, at - 1)
        )

    def _is_address(self, text: str, at: int, title: re.Match[str], *, same: bool, given: bool) -> bool:
        """Tell whether a surname at `at` and a title are said to the customer, not parts of other words."""
        strong = bool(self._honorific.fullmatch(title.group()))
        if not same and (not strong or text[at] in self._never_heard):
            return False
        if self._longer_than_title.match(text, title.start()) or self._other_than_customer.search(text, 0, at):
            return False
        # 订单生成 is no 单生, 线路工程师 no 路工程师, 了解女士 no 解女士.
        before, after = text[at - 1 : at], text[title.end() : title.end() + 1]
        if before and _is_han(before) and not given and _is_word(before + text[at]):
            return False
        if not strong and after and _is_han(after) and _is_word(title.group()[-1] + after):
            return False
        # 祝先生生活愉快 wishes, it does not address somebody of that name.
        return not (text[at] in self._wishing and self._wishes.match(text, title.end()))


def _has(text: str, marks: Iterable[str]) -> bool:
    return any(mark in text for mark in marks)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _is_word(text: str, often: int = 1) -> bool:
    """Tell whether the dictionary has a text as a word; it has names too, but they are seldom."""
    return bool(tokenizer().FREQ.get(text, 0) >= often)


def _is_latin_name(match: re.Match[str]) -> bool:
    """Tell whether letters may be a name: no part of a code, no abbreviation (TV, BB)."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() : match.end() + 1]
    return not before.isdigit() and not after.isdigit() and bool(_VOWEL.search(match.group()))


def _written(folded: Folded, span: tuple[int, int]) -> str:
    return folded.original[slice(*folded.span(*span))]
