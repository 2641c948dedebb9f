"""Templates: how a trainer writes a wording (notation: data/phrasebook/README.md).

The notation follows Home Assistant's sentence templates, with gaps, pauses and edges added:
`[optional]`, `(this|that)`, `{list}`, `…` short gap, `……` long gap, `，` pause, `^ $` clause edges,
`^^ $$` utterance edges, and a backslash before a character that is meant literally.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TypeAlias

from phrasebook.errors import TemplateError

SHORT_GAP = 6
LONG_GAP = 16
_DEEPEST = 20  # brackets in brackets; each is a call in a call
_CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Text:
    """Literal characters."""

    value: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after another; an empty sequence matches nothing at all."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several alternatives; an optional part is a choice that has an empty alternative."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ListRef:
    """One word of the named word list."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `limit` characters; `long` gaps may cross commas but not the end of a sentence."""

    limit: int
    long: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """Any punctuation or space, or nothing."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A zero-width edge: `^` and `$` of the clause, `^^` and `$$` of the utterance."""

    mark: str


Node: TypeAlias = Text | Sequence | Choice | ListRef | Gap | Pause | Edge
NOTHING = Sequence(())


def parse(template: str) -> Node:
    """Return the tree of a template.

    Raises:
        TemplateError: with the place in the template when it is not well formed.
    """
    depth = 0
    for at, char in enumerate(template):
        depth += (char in "([") - (char in ")]")
        if depth > _DEEPEST:
            raise TemplateError("nested too deeply", at)
    node, end = _alternatives(template, 0, closing="")
    if end < len(template):
        raise TemplateError(f"“{template[end]}” closes nothing", end)
    return node


def _alternatives(source: str, start: int, closing: str) -> tuple[Node, int]:
    """Parse `a|b|c` up to `closing` (or the end of the template)."""
    options: list[Node] = []
    parts: list[Node] = []
    at = start
    while at < len(source) and source[at] != closing:
        if source[at] == "|":
            options.append(_sequence(parts))
            parts = []
            at += 1
            continue
        node, at = _part(source, at)
        parts.append(node)
    options.append(_sequence(parts))
    if len(options) == 1:
        return options[0], at
    if not closing:
        raise TemplateError("“|” stands outside brackets; write (this|that)", source.index("|", start))
    return Choice(tuple(options)), at


def _part(source: str, at: int) -> tuple[Node, int]:
    """Parse one part beginning at `at`."""
    char = source[at]
    if char in "([":
        inner, end = _alternatives(source, at + 1, closing=_CLOSING[char])
        if end >= len(source):
            raise TemplateError(f"“{char}” is not closed", at)
        if source[end + 1 : end + 2] in {"?", "*", "+"}:
            raise TemplateError(f"“{source[end + 1]}” is not part of the notation; write [ ] for optional", end + 1)
        if inner == NOTHING:
            raise TemplateError("empty brackets", at)
        return (Choice((inner, NOTHING)) if char == "[" else inner), end + 1
    if char == "{":
        end = source.find("}", at)
        if end < 0:
            raise TemplateError("“{” is not closed", at)
        name = source[at + 1 : end]
        if not name.isidentifier():
            raise TemplateError(f"“{name}” is not the name of a word list", at)
        return ListRef(name, at), end + 1
    if char == "…":
        return (
            (Gap(LONG_GAP, long=True), at + 2)
            if source[at + 1 : at + 2] == "…"
            else (Gap(SHORT_GAP, long=False), at + 1)
        )
    if char in "^$":
        mark = char * 2 if source[at + 1 : at + 2] == char else char
        return Edge(mark), at + len(mark)
    if char in ")]}":
        raise TemplateError(f"“{char}” closes nothing", at)
    if char == "\\":
        if at + 1 == len(source):
            raise TemplateError("a backslash at the end escapes nothing", at)
        return Text(source[at + 1]), at + 2
    if char.isspace() or unicodedata.category(char)[0] in "PSZ":
        return Pause(), at + 1
    return Text(char), at + 1


def _sequence(parts: list[Node]) -> Node:
    """Join neighbouring characters and pauses; a lone part stands for itself."""
    joined: list[Node] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Text) and isinstance(last, Text):
            joined[-1] = Text(last.value + part.value)
        elif not (isinstance(part, Pause) and isinstance(last, Pause)):
            joined.append(part)
    return joined[0] if len(joined) == 1 else Sequence(tuple(joined))


def list_names(node: Node) -> list[ListRef]:
    """Return every reference to a word list in the tree, in reading order."""
    match node:
        case ListRef():
            return [node]
        case Sequence(parts=children) | Choice(options=children):
            return [ref for child in children for ref in list_names(child)]
        case _:
            return []
