"""Tell in which script and place a text was written, so that the answer comes in the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phrasebook import Language, Locale, Phrasebook


@cache
def _only(dictionary: str) -> frozenset[str]:
    """Return the characters that a converter must change: those that no text in the target script has."""
    spec = find_spec("opencc")
    if spec is None or spec.origin is None:  # pragma: no cover - a broken installation
        raise ModuleNotFoundError("opencc-python-reimplemented is not installed")
    lines = (Path(spec.origin).parent / "dictionary" / dictionary).read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return frozenset(source for source, targets in pairs if source not in targets.split(" "))


@dataclass(frozen=True, slots=True)
class LocaleGuess:
    """Guesses the locale of texts by the marks that the phrasebook's word lists name."""

    cantonese: tuple[str, ...]
    hongkong: tuple[str, ...]
    taiwan: tuple[str, ...]
    default: Locale = "zh-Hans"

    @classmethod
    def of(cls, book: Phrasebook, default: Locale = "zh-Hans") -> LocaleGuess:
        """Take the marks from the lists `cantonese_marks`, `hongkong_marks` and `taiwan_marks`."""

        def marks(name: str) -> tuple[str, ...]:
            return book.lists[name].words if name in book.lists else ()

        return cls(marks("cantonese_marks"), marks("hongkong_marks"), marks("taiwan_marks"), default)

    def locale(self, text: str) -> Locale:
        """Return the locale of `text`, the default where nothing tells."""
        characters = set(text)
        simplified = len(characters & _only("STCharacters.txt"))
        traditional = len(characters & _only("TSCharacters.txt"))
        if simplified > traditional:
            return "zh-Hans"
        if any(mark in text for mark in self.cantonese):
            return "yue-Hant-HK"
        hongkong = sum(mark in text for mark in self.hongkong)
        taiwan = sum(mark in text for mark in self.taiwan)
        if hongkong > taiwan:
            return "zh-Hant-HK"
        if traditional or taiwan:
            return "zh-Hant-HK" if self.default == "zh-Hant-HK" and not taiwan else "zh-Hant-TW"
        return self.default


def language_of(locale: Locale) -> Language:
    """Return the language in which to explain a finding to somebody who writes in `locale`."""
    return "zh-Hans" if locale == "zh-Hans" else "zh-Hant"
