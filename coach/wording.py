"""A wording compiled: what must be there for it to match (anchors), and the pattern that verifies it.

Every template is compiled the same way. The *anchors* are a set of literals of which every match contains one; they
go into the one automaton that scans text. A line break in an anchor is the edge of a clause, which makes 到 at the
beginning of a clause a much rarer thing than 到. Where the anchors are frequent all the same, *companions* are a second
set from another part of the template, of which every match contains one too (`coach/anchors.py`). The pattern is a
linear-time RE2 expression that is only run around an anchor that was found, and only compiled then. Gaps are bounded,
so every match is shorter than `reach`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coach.anchors import anchors_of
from coach.fold import FOLD
from phrasebook.errors import TemplateError
from phrasebook.template import Choice, Edge, Gap, ListRef, Node, Pause, Sequence, Text, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coach.commonness import Commonness

_MAX_PAUSE = 4
_EDGES = {"^": "(?m:^)", "$": "(?m:$)", "^^": r"\A", "$$": r"\z"}


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One compiled template; `template` is what the trainer wrote, `reach` bounds the length of a match.

    The loose source and anchors are those for squeezed text; there are none for a template with gaps.
    """

    template: str
    source: str
    anchors: tuple[str, ...]
    companions: tuple[str, ...]
    loose_source: str = field(repr=False)
    loose_anchors: tuple[str, ...]
    reach: int
    gapped: bool
    long: bool
    at_edge: bool

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
        anchors, companions = anchors_of(node, self._commonness)
        if not anchors:
            raise TemplateError("nothing in it must be there: every part is optional or a gap")
        gapped = _any(node, lambda part: isinstance(part, Gap))
        loose = _loosened(node)
        self.wordings[template] = Wording(
            template=template,
            source=_regex(node),
            anchors=anchors,
            companions=companions,
            loose_source="" if gapped else _regex(loose),
            loose_anchors=() if gapped else anchors_of(loose, self._commonness)[0],
            reach=_max_length(node) + 2,
            gapped=gapped,
            long=_any(node, lambda part: isinstance(part, Gap) and part.long),
            at_edge=_any(node, lambda part: isinstance(part, Edge)),
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


def _loosened(node: Node) -> Node:
    """Return the node without edges and pauses, for squeezed text."""
    match node:
        case Sequence(parts=parts):
            return Sequence(tuple(map(_loosened, parts)))
        case Choice(options=options):
            return Choice(tuple(map(_loosened, options)))
        case Edge() | Pause():
            return Text("")
        case _:
            return node


def _regex(node: Node) -> str:
    match node:
        case Text(value=value):
            return re.escape(value)
        case Sequence(parts=parts):
            return "".join(map(_regex, parts))
        case Choice(options=options):
            return "(?:" + "|".join(map(_regex, options)) + ")"
        case Gap(limit=limit, long=long):
            return rf"(?s:.{{0,{limit}}})" if long else rf"[^\n]{{0,{limit}}}"
        case Pause():
            return rf"\n{{0,{_MAX_PAUSE}}}"
        case Edge(mark=mark):
            return _EDGES[mark]
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
