"""The customer's name: learned from the customer's words, from how the agent addresses them, or from the system.

Names are read from folded text, so that 陳 and 陈 are one surname, and compared by sound, because a recogniser that
hears 邱 may write 秋 the next time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.fold import fold
from coach.sound import sounds

if TYPE_CHECKING:
    from phrasebook import Phrasebook

_LATIN = re.compile(r"[a-z][a-z.'’-]+(?: [a-z][a-z.'’-]+){0,2}")
_HAN = "\u3400-\u9fff"
_END = rf"(?![{_HAN}a-z0-9])"
_MOST_ASKED = 12  # characters of an answer that is a name and nothing else worth speaking of


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


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(fold(word).text) for word in sorted(set(words), key=lambda word: -len(word)))


class NameReader:
    """Reads names by the word lists of a phrasebook (`surnames`, `titles`, …); without them it knows none."""

    def __init__(self, book: Phrasebook) -> None:
        def words(name: str) -> tuple[str, ...]:
            return book.lists[name].words if name in book.lists else ("\x00",)

        surname = f"(?:{_any(words('compound_surnames'))}|{_any(words('surnames'))})"
        title, honorific = f"(?:{_any(words('titles'))})", f"(?:{_any(words('honorifics'))})"
        never_after, never_followed = _any(words("surname_never_after")), _any(words("surname_never_followed"))
        before = f"(?:{_any(words('before_surname'))})"
        self._compound = re.compile(_any(words("compound_surnames")))
        self._never_after = re.compile(f"(?:{never_after})$")
        self._by_surname = re.compile(
            rf"(?:{_any(words('surname_after'))}) ?(?!{never_followed})"
            rf"(?P<surname>{_any(words('compound_surnames'))}|[{_HAN}])(?P<title>{title})?"
        )
        self._by_name = re.compile(
            rf"(?:{_any(words('given_after'))})[:：, ]*(?:{before}?(?P<surname>{surname})"
            rf"(?:(?P<title>{title})|(?P<given>[{_HAN}]{{0,2}})(?={title}|{_END}|就|即可|吧|啦|得|就得))"
            rf"|(?P<nick>阿[{_HAN}]|[{_HAN}]{{2}}){_END}|(?P<latin>{_LATIN.pattern}))"
        )
        self._myself = re.compile(
            rf"(?:{_any(words('myself'))}) ?(?P<surname>{surname})"
            rf"(?:(?P<given>[{_HAN}]{{1,2}})?(?P<title>{honorific}|太{_END}|生{_END})|(?P<full>[{_HAN}]{{1,2}}){_END})"
        )
        self._token = re.compile(
            rf"(?<![{_HAN}])(?:我|我是|我系|是|系|叫|嗯|哦|呃)?{before}?(?P<surname>{surname})"
            rf"(?:(?P<given>[{_HAN}]{{1,2}})?(?P<title>{title})|(?P<full>[{_HAN}]{{0,2}})){_END}"
        )
        self._addressed = re.compile(
            rf"(?<![位姓我叫是系])(?P<surname>{surname})(?P<given>[{_HAN}]{{2}})?(?P<title>{honorific})"
        )
        self._introduced = re.compile(
            rf"(?:请问(?:您|你)?)?(?:是|系|系咪|是不是)(?P<surname>{surname})(?P<title>{honorific})"
        )
        self._title = re.compile(title)
        self._honorific = re.compile(honorific)
        self._before = re.compile(before)
        self._never = frozenset(words("never_names"))
        self._latin_title = re.compile(rf"\b(?:{_any(words('latin_titles'))})\.? ")

    def told(self, text: str, *, asked: bool) -> CustomerName | None:
        """Return the name that a customer gives in `text`; a bare name counts only as the answer to the question."""
        folded = fold(text)
        for pattern in (self._by_surname, self._by_name, self._myself, *((self._token,) if asked else ())):
            for match in pattern.finditer(folded.text):
                before = folded.text[: match.start()]
                if pattern is self._by_surname and self._never_after.search(before):
                    continue
                name = self._name(match, folded.span(*match.span()), text)
                if name:
                    return name
        if asked and (match := self._latin(folded.text)):
            return CustomerName(None, match.group(), span=folded.span(*match.span()), written=match.group())
        return None

    def _latin(self, text: str) -> re.Match[str] | None:
        """Return a name in letters: only that and small words around it, for a code or a product is none."""
        text = self._latin_title.sub(lambda match: " " * len(match.group()), text)
        found = [match for match in _LATIN.finditer(text) if not set(match.group().split()) & self._never]
        return found[0] if found else None

    def _name(self, match: re.Match[str], span: tuple[int, int], text: str) -> CustomerName | None:
        parts = match.groupdict()
        surname = parts.get("surname")
        if surname is None:
            nick = parts.get("nick") or parts.get("latin")
            if not nick or nick in self._never:
                return None
            return CustomerName(None, nick, span=span, written=nick)
        given = parts.get("given") or parts.get("full")
        title = parts.get("title")
        at = fold(text).span(match.start("surname"), match.end("surname"))
        return CustomerName(
            surname,
            surname + given if given else None,
            self._written_title(text, match) if title and self._honorific.fullmatch(title) else None,
            span,
            text[slice(*at)],
        )

    @staticmethod
    def _written_title(text: str, match: re.Match[str]) -> str:
        return text[slice(*fold(text).span(match.start("title"), match.end("title")))]

    def addressed(self, text: str) -> CustomerName | None:
        """Return the name by which an agent addresses the customer: 王女士您好."""
        folded = fold(text)
        match = self._introduced.search(folded.text) or self._addressed.search(folded.text)
        return self._name(match, folded.span(*match.span()), text) if match else None

    def given(self, written: str) -> CustomerName | None:
        """Return the name that the system knew, as it stands in a table: 王小明, 陳小姐, Kelly."""
        return self.told(written, asked=True)

    def use(self, text: str, name: CustomerName) -> tuple[int, int] | None:
        """Return where an agent's `text` addresses the customer by name; None where it does not."""
        folded = fold(text)
        for called in filter(None, (name.full, name.full[1:] if name.full and len(name.full) == 3 else None)):
            at = folded.text.find(called)
            if at >= 0:
                return folded.span(at, at + len(called))
        if not name.surname:
            return None
        heard, wanted = sounds(folded.text), sounds(name.surname)
        at = heard.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            title = self._title.match(
                folded.text, end + (name.full is not None and folded.text[at : end + 1] == name.full)
            )
            if title:
                return folded.span(at, title.end())
            if folded.text[at:end] == name.surname and self._before.fullmatch(folded.text, max(0, at - 1), at):
                return folded.span(at - 1, end)
            at = heard.find(wanted, at + 1)
        return None
