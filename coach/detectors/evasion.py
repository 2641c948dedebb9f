"""Wordings hidden on purpose or by accident of typing: characters pulled apart, or written as pinyin or letters.

不 知 道 · 不.知.道 · 急💢什么💢急 · bu知道 · 不zhi道 · b知道 · buzhidao
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from coach.detectors import Detector, Hit, register
from coach.fold import lines as fold_lines
from coach.mitigation import overlap
from coach.pinyin import initials_of, syllables_of
from coach.rejoining import MAY_PULL_APART, rejoined
from coach.segmenter import stands_alone
from coach.sound import sounds
from coach.wording import folded_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.matcher import Scan, Span

# Letters, bopomofo and single digits may stand for characters.
_RUN = re.compile("[a-z]+|[ㄅ-ㄯ]|(?<![0-9])[0-9](?![0-9])")
_PIECE = re.compile(r"[^\W_]+")
_LETTER = re.compile("[a-z0-9ㄅ-ㄯ]")
_MIXED = re.compile("[a-z0-9ㄅ-ㄯ][㐀-鿿]|[㐀-鿿][a-z0-9ㄅ-ㄯ]|[a-z]{6}")
_LONGEST = 6  # characters of a wording that is looked for in letters
_MOST_MASKED = 2  # characters that letters stand for, unless they stand for all
_MASK = "\0"
_SHORT = 2  # characters of a wording that must be words by themselves


@register("evasion")
class EvasionDetector(Detector):
    """Reports wordings that stand there once text is put together, or characters take the place of letters."""

    def alert(self, scan: Scan) -> bool:
        """Tell whether a wording may be pulled apart, or letters stand for characters."""
        odd, letters = MAY_PULL_APART.search(scan.text), _LETTER.search(scan.lines)
        if not odd and not letters:
            return False
        if odd and (joined := _join(scan.folded.text, scan.lines)):
            text_lines = fold_lines(joined[0])
            if self.compiled.matcher.triggers(text_lines, sounds(text_lines)):
                return True
        return _MIXED.search(scan.squeezed) is not None and any(self._in_letters(scan.squeezed))

    def detect(self, scan: Scan) -> Iterator[Hit]:
        """Return wordings with something between their characters, and wordings partly in letters."""
        if MAY_PULL_APART.search(scan.text):
            yield from self._pulled_apart(scan)
        if _MIXED.search(scan.squeezed):
            yield from self._spelt(scan)

    def _spelt(self, scan: Scan) -> Iterator[Hit]:
        """Put the characters in the place of the letters and look whether a wording then stands there."""
        for hidden, (start, end), confidence in self._in_letters(scan.squeezed):
            first, last = scan.positions[start], scan.positions[end - 1] + 1
            text = scan.folded.text
            spelt_out = self.compiled.matcher.scan(f"{text[:first]}{hidden}{text[last:]}")
            shift = last - first - len(hidden)
            for rule in self.compiled.rules_in(spelt_out):
                if rule.rule.severity == "advice":
                    continue
                freed = [span for _, span in spelt_out.matches(rule.exceptions)]
                for wording, (low, high) in spelt_out.matches(rule.wordings):
                    within = low <= first and first + len(hidden) <= high and high - low > 1
                    if within and not any(overlap((low, high), span) for span in freed):
                        yield Hit(rule, wording, (low, high + shift), "evasion", confidence)

    def _pulled_apart(self, scan: Scan) -> Iterator[Hit]:
        """Put the text together and look whether a wording then stands there."""
        joined = _join(scan.folded.text, scan.lines)
        if joined is None:
            return
        text, places = joined
        together = self.compiled.matcher.scan(text)
        for rule in self.compiled.rules_in(together):
            freed = [span for _, span in together.matches(rule.exceptions)]
            for wording, (low, high) in together.matches(rule.wordings):
                start, end = places[low], places[high - 1] + 1
                whole = high - low > _SHORT or stands_alone(together.lines, low, high)
                if end - start > high - low and whole and not any(overlap((low, high), span) for span in freed):
                    yield Hit(rule, wording, (start, end), "evasion", _confidence(scan.folded.text[start:end]))

    @cached_property
    def _masked(self) -> dict[str, dict[str, tuple[str, float]]]:
        """For every core of a wording with some characters masked: by the letters for them, those characters, how sure.

        不…道 → zhi → 知. At least two characters stay, or the whole core is written in pinyin. Looking letters up
        with the characters around them costs a few dictionary look-ups, however many wordings there are.
        """
        index: dict[str, dict[str, tuple[str, float]]] = {}
        stand_ins = self._stand_ins()
        cores = {
            core
            for core in self.compiled.cores()
            if 3 <= len(core) <= _LONGEST and not any(char.isascii() for char in core)
        }
        for core in cores:
            index.setdefault(_MASK, {})["".join(syllables_of(core))] = (core, 0.85)
            for masked in range(1, min(_MOST_MASKED, len(core) - 2) + 1):
                for start in range(len(core) - masked + 1):
                    hidden = core[start : start + masked]
                    spellings = index.setdefault(f"{core[:start]}{_MASK}{core[start + masked :]}", {})
                    spellings.setdefault(initials_of(hidden), (hidden, 0.8))
                    spellings["".join(syllables_of(hidden))] = (hidden, 0.9)
                    for typed in stand_ins.get(hidden, ()):
                        spellings[typed] = (hidden, 0.85)
        return index

    def _stand_ins(self) -> dict[str, list[str]]:
        """Return by character what is typed for it, from the word list `stand_ins`."""
        words = self.compiled.book.lists.get("stand_ins")
        typed_for: dict[str, list[str]] = {}
        for word in words.words if words else ():
            typed_for.setdefault(folded_text(word[1:]), []).append(word[0])
        return typed_for

    @cached_property
    def _neighbours(self) -> dict[str, set[tuple[str, str]]]:
        """For all letters that stand for something: the characters before and behind, empty at an end of the core."""
        neighbours: dict[str, set[tuple[str, str]]] = {}
        for core, spellings in self._masked.items():
            before, behind = core.split(_MASK)
            for letters in spellings:
                neighbours.setdefault(letters, set()).add((before[-1:], behind[:1]))
        return neighbours

    def _in_letters(self, squeezed: str) -> Iterator[tuple[str, Span, float]]:
        """Return the characters that letters may stand for, where, and how sure; spans are in squeezed text."""
        for run in _RUN.finditer(squeezed):
            letters, start, end = run.group(), run.start(), run.end()
            neighbours = self._neighbours.get(letters)
            if neighbours is None:
                continue
            before, behind = squeezed[max(0, start - 1) : start], squeezed[end : end + 1]
            if neighbours.isdisjoint(((before, behind), (before, ""), ("", behind), ("", ""))):
                continue
            seen: set[str] = set()
            for left in range(min(_LONGEST, start) + 1):
                for right in range(min(_LONGEST, len(squeezed) - end) + 1):
                    spellings = self._masked.get(
                        f"{squeezed[start - left : start]}{_MASK}{squeezed[end : end + right]}"
                    )
                    found = spellings.get(letters) if spellings else None
                    if found and found[0] not in seen:
                        seen.add(found[0])
                        yield found[0], (start, end), found[1]


def _join(text: str, lines: str) -> tuple[str, list[int]] | None:
    """Return folded text put together, with the place of each character; None if nothing was pulled apart."""
    places = rejoined(text, lines)
    return None if places is None else ("".join(text[place] for place in places), places)


def _confidence(written: str) -> float:
    """Return how sure it is that the characters are one wording: a space here or there may have come by chance."""
    pieces = _PIECE.findall(written)
    size = sum(map(len, pieces))
    if size == 2:
        return 0.8
    if len(pieces) == size:
        return 0.95
    return 0.75 if all(char.isalnum() or char.isspace() for char in written) else 0.85
