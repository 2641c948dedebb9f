"""What a wording writes where a text sounds like it: 布值到 → 不知道."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from coach.sound import sounds
from coach.wording import MAX_PAUSE
from phrasebook.template import Choice, Edge, Gap, Node, Pause, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.sound import Spoken

_MOST_READINGS = 400  # ways to read a template over one stretch of text that are compared


@dataclass(frozen=True, slots=True)
class Respelling:
    """A stretch of text as a template writes it: `fixed` symbols are the template's own, the rest fill its gaps.

    `changes` are the pairs of what stands in the text and what the template has there.
    """

    written: str
    fixed: int
    changes: tuple[tuple[str, str], ...]


class Respeller:
    """Respells by the templates of one phrasebook, whose trees must outlive it."""

    def __init__(self) -> None:
        self._beginning: dict[tuple[int, str], tuple[Node, ...]] = {}

    def respell(self, node: Node, lines: str, spoken: Spoken, start: int, end: int) -> Respelling | None:
        """Return how the template writes the stretch from `start` to `end` of the symbols; None if it sounds otherwise.

        Of several ways the one that changes least is taken.
        """
        best: Respelling | None = None
        for number, (at, found) in enumerate(_Reader(self, lines, spoken, end).read(node, start)):
            if at == end and (best is None or len(found.changes) < len(best.changes)):
                best = found
            if number > _MOST_READINGS or (best and not best.changes):
                break
        return best

    def options(self, choice: Choice, symbol: str) -> tuple[Node, ...]:
        """Return the options that may begin with a symbol; choices have hundreds, of which few do."""
        key = id(choice), symbol
        if key not in self._beginning:
            self._beginning[key] = tuple(option for option in choice.options if _may_begin(option, symbol))
        return self._beginning[key]


def _may_begin(node: Node, symbol: str) -> bool:
    match node:
        case Text(value=value):
            return _sounds(value)[:1] == symbol
        case Choice(options=options):
            return any(_may_begin(option, symbol) for option in options)
        case Sequence(parts=parts) if parts and isinstance(parts[0], Text):
            return _may_begin(parts[0], symbol)
        case _:
            return True


_sounds = cache(sounds)
_NOTHING = Respelling("", 0, ())


class _Reader:
    """Reads templates over one text; each result is where it ends, and how it is written up to there."""

    def __init__(self, respeller: Respeller, lines: str, spoken: Spoken, end: int) -> None:
        self._respeller = respeller
        self._lines = lines
        self._spoken = spoken
        self._end = end

    def read(self, node: Node, at: int) -> Iterator[tuple[int, Respelling]]:
        match node:
            case Text(value=value):
                end = at + len(value)
                if end <= self._end and self._spoken.text.startswith(_sounds(value), at):
                    pairs = ((self._written(place, place + 1), char) for place, char in enumerate(value, start=at))
                    changes = tuple((found, char) for found, char in pairs if found != char)
                    yield end, Respelling(value, len(value), changes)
            case Sequence(parts=parts):
                yield from self._read_parts(parts, at)
            case Choice():
                for option in self._respeller.options(node, self._spoken.text[at : at + 1]):
                    yield from self.read(option, at)
            case Gap() | Pause():
                limit = node.limit if isinstance(node, Gap) else MAX_PAUSE
                for end in range(at, min(self._end, at + limit) + 1):
                    yield end, Respelling(self._written(at, end), 0, ())
            case Edge():
                yield at, _NOTHING

    def _read_parts(self, parts: tuple[Node, ...], at: int) -> Iterator[tuple[int, Respelling]]:
        if not parts:
            yield at, _NOTHING
            return
        for middle, one in self.read(parts[0], at):
            for end, rest in self._read_parts(parts[1:], middle):
                yield end, Respelling(one.written + rest.written, one.fixed + rest.fixed, one.changes + rest.changes)

    def _written(self, start: int, end: int) -> str:
        return self._lines[slice(*self._spoken.span(start, end))]
