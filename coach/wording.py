"""A wording compiled: the patterns that tell whether a template stands in a text.

Every template becomes several regular expressions: one that is exact, for RE2, which is linear in time; the same for
the sound of a text; and for each of them one for the automata that scan for all wordings at once, which finds at least
as much.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coach.fold import FOLD
from coach.sound import sounds
from phrasebook.errors import TemplateError
from phrasebook.template import Choice, Edge, Gap, ListRef, Node, Pause, Sequence, Text, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_PAUSE = 4
# Characters that must sound alike, and fewer where the wording is a whole clause.
_AUDIBLE, _AUDIBLE_CLAUSE = 3, 2
_MAX_CORES = 64
_LONGEST_SCANNED = 3000  # characters of an expression
_PAUSE = rf"\n{{0,{MAX_PAUSE}}}"
_LONG_GAP = re.compile(r"\(\?s:\.\{0,\d+\}\)")
_LIMITED_GAP = re.compile(r"\[\^\\n\]\{0,\d+\}")
_EDGES = {"^": "(?m:^)", "$": "(?m:$)", "^^": r"\A", "$$": r"\z"}


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One compiled template; `template` is what the trainer wrote.

    `cores` are the words it stands for without its optional parts, none for a template with gaps; `long` ones have a
    gap that may cross clauses. The sound sources are those of its words that are long enough to be known by their
    sound, empty if none are; `audible` says that all of them are.
    """

    template: str
    source: str = field(repr=False)
    sound_source: str = field(repr=False)
    sound_scan_source: str = field(repr=False)
    scan_source: str = field(repr=False)
    cores: tuple[str, ...] = field(repr=False)
    gapped: bool
    long: bool
    audible: bool

    @property
    def pattern(self) -> Any:
        """The RE2 pattern that runs on the lines form; a match is the longest at its place."""
        return _compile(self.source)

    @property
    def sound(self) -> Any:
        """The pattern that runs on the sound of the lines."""
        return _compile(self.sound_source)

    @property
    def text_scan_source(self) -> str:
        """The expression for automata that scan one text at a time, where long gaps need no limit, which costs much."""
        return _LONG_GAP.sub(".*", self.scan_source)


_compiled: dict[str, Any] = {}


def _options() -> Any:
    import re2

    options = re2.Options()
    options.longest_match = True
    options.log_errors = False
    options.max_mem = 64 << 20
    return options


def _compile(source: str) -> Any:
    pattern = _compiled.get(source)
    if pattern is None:
        import re2

        pattern = _compiled[source] = re2.compile(source, _options())
    return pattern


def pattern_set(sources: Iterable[str]) -> Any:
    """Return an RE2 set; its `Match` tells the numbers of the sources that match somewhere in a text."""
    import re2

    patterns = re2.Set.SearchSet(_options())
    for source in sources:
        patterns.Add(source)
    patterns.Compile()
    return patterns


def folded_text(text: str) -> str:
    """Fold the literal characters of a template."""
    return "".join(FOLD[ord(char)] for char in text)


class WordingCompiler:
    """Compiles templates against the word lists of one phrasebook; `known` are wordings compiled before."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]], known: Mapping[str, Wording] | None = None) -> None:
        self._lists = lists
        self._nodes: dict[str, Node] = {}
        self._trees: dict[str, Node] = {}
        self.wordings: dict[str, Wording] = dict(known or {})

    def compile(self, template: str) -> Wording:
        """Compile a template.

        Raises:
            TemplateError: not well formed, an unknown or circular word list, or nothing that must be there.
        """
        known = self.wordings.get(template)
        if known is not None:
            return known
        node = self.node(template)
        length = _least_length(node)
        if not length:
            raise TemplateError("nothing in it must be there: every part is optional or a gap")
        gaps = _gaps(node)
        audible = length >= (_AUDIBLE_CLAUSE if _is_clause(node) else _AUDIBLE)
        sounding = node if audible else _longer(node, _AUDIBLE)
        self.wordings[template] = Wording(
            template=template,
            source=_regex(node, _EDGES),
            sound_source=_regex(_sounded(sounding), _EDGES) if sounding else "",
            sound_scan_source=_scan_regex(_sounded(sounding)) if sounding else "",
            scan_source=_scan_regex(node),
            cores=() if gaps else tuple(sorted(_cores(node))),
            gapped=bool(gaps),
            long=any(gap.long for gap in gaps),
            audible=audible,
        )
        return self.wordings[template]

    def node(self, template: str) -> Node:
        """Return the tree of a template, folded and with the words of lists in the place of their names."""
        known = self._trees.get(template)
        if known is None:
            known = self._trees[template] = self._resolve(parse(template), ())
        return known

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


def _regex(node: Node, edges: Mapping[str, str]) -> str:
    """Return the regular expression of a node; an edge that `edges` does not name is left out."""
    match node:
        case Text(value=value):
            return re.escape(value)
        case Sequence(parts=parts):
            return "".join(_regex(part, edges) for part in parts)
        case Choice(options=options):
            return "(?:" + "|".join(_regex(option, edges) for option in options) + ")"
        case Gap(limit=limit, long=long):
            return rf"(?s:.{{0,{limit}}})" if long else rf"[^\n]{{0,{limit}}}"
        case Pause():
            return _PAUSE
        case Edge(mark=mark):
            return edges.get(mark, "")
        case _:  # pragma: no cover - lists are resolved before
            raise AssertionError(node)


def _scan_regex(node: Node) -> str:
    """Return the expression for text with a line break put before and behind it.

    The automaton knows no edges inside an expression. The outermost ones become the line breaks they stand for, the
    others are left out, and gaps inside a clause have no limit, which it handles faster: all that finds more, never
    less. Of one that is very long only the beginning is looked for: it would take long to compile, or be refused.
    """
    parts = list(node.parts) if isinstance(node, Sequence) else [node]
    before = behind = ""
    if isinstance(parts[0], Edge):
        before = r"\n"
        parts = parts[1:]
    if parts and isinstance(parts[-1], Edge):
        behind = r"\n"
        parts = parts[:-1]
    inside = _regex(Sequence(tuple(parts)), {})
    while len(inside) > _LONGEST_SCANNED and len(parts) > 1 and _least_length(Sequence(tuple(parts[:-1]))):
        behind, parts = "", parts[:-1]
        inside = _regex(Sequence(tuple(parts)), {})
    return before + _LIMITED_GAP.sub(r"[^\\n]*", inside).replace(_PAUSE, r"\n*") + behind


def _sounded(node: Node) -> Node:
    """Return the node with the symbols of its characters' sounds."""
    match node:
        case Text(value=value):
            return Text(sounds(value))
        case Sequence(parts=parts):
            return Sequence(tuple(map(_sounded, parts)))
        case Choice(options=options):
            return Choice(tuple(dict.fromkeys(map(_sounded, options))))
        case _:
            return node


def _longer(node: Node, length: int) -> Node | None:
    """Return the node without the choices that make it shorter than `length`; None if that leaves nothing."""
    match node:
        case Text(value=value):
            return node if len(value) >= length else None
        case Choice(options=options):
            kept = tuple(longer for option in options if (longer := _longer(option, length)))
            return Choice(kept) if kept else None
        case Sequence(parts=parts):
            least = [_least_length(part) for part in parts]
            # The part that gives most of the length is the wording itself rather than what may be around it.
            for place in sorted(range(len(parts)), key=lambda place: -least[place]):
                longer = _longer(parts[place], length - sum(least) + least[place])
                if longer:
                    return Sequence((*parts[:place], longer, *parts[place + 1 :]))
    return None


def _is_clause(node: Node) -> bool:
    """Tell whether the node begins and ends at the edges of a clause."""
    return isinstance(node, Sequence) and isinstance(node.parts[0], Edge) and isinstance(node.parts[-1], Edge)


def _gaps(node: Node) -> list[Gap]:
    match node:
        case Gap():
            return [node]
        case Sequence(parts=children) | Choice(options=children):
            return [gap for child in children for gap in _gaps(child)]
        case _:
            return []


def _least_length(node: Node) -> int:
    """Return the number of characters that every match has at least."""
    match node:
        case Text(value=value):
            return len(value)
        case Sequence(parts=parts):
            return sum(map(_least_length, parts))
        case Choice(options=options):
            return min(map(_least_length, options))
        case _:
            return 0


def _cores(node: Node) -> frozenset[str]:
    """Return the words a node without gaps stands for, optional parts left out; none if they are too many."""
    match node:
        case Text(value=value):
            return frozenset({value})
        case Edge() | Pause():
            return frozenset({""})
        case Choice(options=options):
            words = frozenset(word for option in options for word in _cores(option))
            return frozenset({""}) if "" in words else words
        case Sequence(parts=parts):
            joined = frozenset({""})
            for part in parts:
                words = _cores(part)
                if len(joined) * len(words) > _MAX_CORES:
                    return frozenset()
                joined = frozenset(left + right for left in joined for right in words)
            return joined
        case _:
            return frozenset()
