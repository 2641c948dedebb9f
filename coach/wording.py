"""A wording compiled: what must be there for it to match (anchors), and the pattern that verifies it.

Every template is compiled the same way. The *anchors* are a set of literals of which every match contains one; they
go into the one automaton that scans text. The pattern is a linear-time RE2 expression that is only run around an
anchor that was found, and only compiled then. Gaps are bounded, so every match is shorter than `reach`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coach.fold import FOLD
from phrasebook.errors import TemplateError
from phrasebook.template import Choice, Edge, Gap, ListRef, Node, Pause, Sequence, Text, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from coach.commonness import Commonness

_MAX_ANCHORS = 2048
# The price of an anchor (memory, start-up) against that of a look at a text in vain.
_PRICE_OF_ANCHOR = 2e-6
_MAX_PAUSE = 4
_EDGES = {"^": "(?m:^)", "$": "(?m:$)", "^^": r"\A", "$$": r"\z"}


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One compiled template; `template` is what the trainer wrote, `reach` bounds the length of a match."""

    template: str
    source: str
    anchors: tuple[str, ...]
    reach: int
    gapped: bool
    long: bool
    at_edge: bool
    loose_source: str = field(repr=False)

    @property
    def pattern(self) -> Any:
        """The RE2 pattern that runs on the lines form; a match is the longest at its place."""
        return _compile(self.source)

    @property
    def loose(self) -> Any:
        """The pattern without edges and pauses, for squeezed text."""
        return _compile(self.loose_source)


_compiled: dict[str, Any] = {}


def _compile(source: str) -> Any:
    pattern = _compiled.get(source)
    if pattern is None:
        import re2

        options = re2.Options()
        options.longest_match = True
        options.log_errors = False
        options.max_mem = 64 << 20
        pattern = _compiled[source] = re2.compile(source, options)
    return pattern


def folded_text(text: str) -> str:
    """Fold the literal characters of a template."""
    return "".join(FOLD[ord(char)] for char in text)


class WordingCompiler:
    """Compiles templates against the word lists of one phrasebook; `known` are wordings compiled before."""

    def __init__(
        self, lists: Mapping[str, tuple[str, ...]], commonness: Commonness, known: Mapping[str, Wording] | None = None
    ) -> None:
        self._lists = lists
        self._commonness = commonness
        self._nodes: dict[str, Node] = {}
        self.wordings: dict[str, Wording] = dict(known or {})

    def compile(self, template: str) -> Wording:
        """Compile a template.

        Raises:
            TemplateError: not well formed, an unknown or circular word list, or nothing that must be there.
        """
        known = self.wordings.get(template)
        if known is not None:
            return known
        node = self._resolve(parse(template), ())
        anchors = _best_anchors(node, self._commonness)
        if not anchors:
            raise TemplateError("nothing in it must be there: every part is optional or a gap")
        self.wordings[template] = Wording(
            template=template,
            source=_regex(node, loose=False),
            anchors=anchors,
            reach=_max_length(node) + 2,
            gapped=_any(node, lambda part: isinstance(part, Gap)),
            long=_any(node, lambda part: isinstance(part, Gap) and part.long),
            at_edge=_any(node, lambda part: isinstance(part, Edge)),
            loose_source=_regex(node, loose=True),
        )
        return self.wordings[template]

    def _resolve(self, node: Node, inside: tuple[str, ...]) -> Node:
        """Put the words of lists in the place of their names, and fold the literals."""
        match node:
            case Text(value=value):
                return Text(folded_text(value))
            case ListRef(name=name, column=column):
                if name in inside:
                    raise TemplateError(f"the word list “{name}” contains itself", column)
                if name not in self._lists:
                    raise TemplateError(f"there is no word list “{name}”", column)
                if name not in self._nodes:
                    words = tuple(self._resolve(parse(word), (*inside, name)) for word in self._lists[name])
                    self._nodes[name] = Choice(words)
                return self._nodes[name]
            case Sequence(parts=parts):
                return Sequence(tuple(self._resolve(part, inside) for part in parts))
            case Choice(options=options):
                return Choice(tuple(self._resolve(option, inside) for option in options))
            case _:
                return node


def _regex(node: Node, *, loose: bool) -> str:
    match node:
        case Text(value=value):
            return re.escape(value)
        case Sequence(parts=parts):
            return "".join(_regex(part, loose=loose) for part in parts)
        case Choice(options=options):
            return "(?:" + "|".join(_regex(option, loose=loose) for option in options) + ")"
        case Gap(limit=limit, long=long):
            return rf"(?s:.{{0,{limit}}})" if long else rf"[^\n]{{0,{limit}}}"
        case Pause():
            return "" if loose else rf"\n{{0,{_MAX_PAUSE}}}"
        case Edge(mark=mark):
            return "" if loose else _EDGES[mark]
        case _:  # pragma: no cover - lists are resolved before
            raise AssertionError(node)


def _max_length(node: Node) -> int:
    match node:
        case Text(value=value):
            return len(value)
        case Sequence(parts=parts):
            return sum(map(_max_length, parts))
        case Choice(options=options):
            return max(map(_max_length, options))
        case Gap(limit=limit):
            return limit
        case Pause():
            return _MAX_PAUSE
        case _:
            return 0


def _any(node: Node, test: Callable[[Node], bool]) -> bool:
    match node:
        case Sequence(parts=children) | Choice(options=children):
            return any(_any(child, test) for child in children)
        case _:
            return test(node)


def _literals(node: Node) -> frozenset[str] | None:
    """Return every literal the node stands for in squeezed text, or None when they are too many or have gaps."""
    match node:
        case Text(value=value):
            return frozenset({value})
        case Pause() | Edge():
            return frozenset({""})
        case Choice(options=options):
            found: set[str] = set()
            for option in options:
                literals = _literals(option)
                if literals is None or len(found | literals) > _MAX_ANCHORS:
                    return None
                found |= literals
            return frozenset(found)
        case Sequence(parts=parts):
            joined: frozenset[str] = frozenset({""})
            for part in parts:
                literals = _literals(part)
                if literals is None or len(joined) * len(literals) > _MAX_ANCHORS:
                    return None
                joined = frozenset(left + right for left in joined for right in literals)
            return joined
        case _:
            return None


def _best_anchors(node: Node, commonness: Commonness) -> tuple[str, ...]:
    """Return the set of literals that is found least often in harmless text; empty if there is none."""

    def price(anchors: frozenset[str]) -> float:
        return sum(map(commonness.of, anchors)) + len(anchors) * _PRICE_OF_ANCHOR

    candidates = (candidate for candidate in _anchor_sets(node, commonness) if candidate and "" not in candidate)
    best: frozenset[str] = min(candidates, key=price, default=frozenset())
    return tuple(sorted(_prune(best)))


def _anchor_sets(node: Node, commonness: Commonness) -> Iterator[frozenset[str]]:
    """Return sets of literals, each of which is such that every match of `node` contains a member."""
    whole = _literals(node)
    if whole is not None:
        yield whole
    match node:
        case Choice(options=options) if whole is None:
            bests = [_best_anchors(option, commonness) for option in options]
            if all(bests):
                yield frozenset(anchor for best in bests for anchor in best)
        case Sequence(parts=parts):
            literals = [_literals(part) for part in parts]
            for first, part in enumerate(parts):
                run = literals[first]
                if run is None:
                    yield from _anchor_sets(part, commonness)
                    continue
                yield run
                for more in literals[first + 1 :]:
                    if more is None or len(run) * len(more) > _MAX_ANCHORS:
                        break
                    run = frozenset(left + right for left in run for right in more)
                    yield run


def _prune(anchors: frozenset[str]) -> frozenset[str]:
    """Drop anchors that contain another one: where they are, the shorter one is."""
    return frozenset(anchor for anchor in anchors if not any(part in anchors for part in _proper_parts(anchor)))


def _proper_parts(text: str) -> Iterator[str]:
    """Return every shorter piece of `text`."""
    for size in range(1, len(text)):
        for start in range(len(text) - size + 1):
            yield text[start : start + size]
