"""Read one YAML file with the place of every key and value, and with nothing surprising in it.

Anchors and aliases are refused (they hide content and can explode), duplicate keys, what is nested without end, and
files over 2 MB.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import yaml

from phrasebook.errors import PhrasebookInvalid, Problem

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 2_000_000
_DEEPEST = 20  # a phrasebook needs five; libyaml overflows the stack at some thousands
Place: TypeAlias = tuple[str | int, ...]

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file's data and, for every place in it, the 1-based line and column; `quoted` are the texts in quotes."""

    path: str
    data: Any
    marks: dict[Place, tuple[int, int]]
    quoted: frozenset[Place]

    def problem(self, place: Place, code: str, message: str, advice: str, inside: int | None = None) -> Problem:
        """Return a problem at `place`, or at the nearest enclosing place that is written in the file.

        `inside` is the 0-based character of the text at `place` that is meant; None means all of it.
        """
        at = place
        while at not in self.marks and at:
            at = at[:-1]
        line, column = self.marks.get(at, (1, 1))
        if inside is not None:
            column += inside + (at in self.quoted)
        return Problem(self.path, line, column, code, message, advice)


def read(path: Path, name: str) -> YamlFile:
    """Read the YAML file at `path`, called `name` in messages.

    Raises:
        PhrasebookInvalid: the file is too large, not UTF-8, not YAML, or holds what is refused.
    """
    raw = _content(path, name)
    if len(raw) > MAX_BYTES:
        _refuse(name, 1, 1, "file-too-large", f"{len(raw):,} bytes; the limit is {MAX_BYTES:,}", "split the file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _refuse(name, line, 1, "not-utf8", "this line is not UTF-8", "save the file as UTF-8")
    try:
        # compose() would resolve aliases silently and recurse as deep as the file; the events come one by one.
        _check_events(text, name)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line, column = _line_column(error.problem_mark or error.context_mark)
        message = " ".join(filter(None, (error.context, error.problem)))
        _refuse(name, line, column, "not-yaml", message, 'quote values that hold : [ ] { } # ^ with "…"')
    except yaml.YAMLError as error:
        _refuse(name, 1, 1, "not-yaml", str(error).splitlines()[0], "remove control characters; check the indentation")
    marks: dict[Place, tuple[int, int]] = {}
    quoted: set[Place] = set()
    data = _value(node, (), marks, quoted, name) if node is not None else None
    return YamlFile(name, data, marks, frozenset(quoted))


def _content(path: Path, name: str) -> bytes:
    if path.is_dir():
        _refuse(name, 1, 1, "not-a-file", "this is a folder", "rename it: only files end in .yaml or .yml")
    try:
        return path.read_bytes()
    except OSError as error:
        _refuse(name, 1, 1, "not-readable", error.strerror or str(error), "make it readable, or remove it")


def _check_events(text: str, name: str) -> None:
    """Refuse anchors, aliases and deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line, column = _line_column(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            _refuse(name, line, column, "yaml-alias", "anchors and aliases are not allowed", "write it out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            _refuse(name, line, column, "not-yaml", "nested too deeply", "quote values that hold [ ] { } - or ?")


def _value(node: yaml.Node, place: Place, marks: dict[Place, tuple[int, int]], quoted: set[Place], name: str) -> Any:
    """Turn a YAML node into plain data, noting where everything stands and what is in quotes."""
    marks[place] = _line_column(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line, column = _line_column(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                _refuse(
                    name, line, column, "bad-key", "a key must be a plain word", 'quote values that hold { } with "…"'
                )
            key = key_node.value
            if key in mapping:
                _refuse(name, line, column, "duplicate-key", f"“{key}” stands twice", "remove one of them")
            mapping[key] = _value(value_node, (*place, key), marks, quoted, name)
            marks[(*place, key)] = (line, column)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*place, i), marks, quoted, name) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode) and node.style in {"'", '"'}:
        quoted.add(place)
    # Only what the model knows as other than text is read as such: 不 no, 1.0, or null stay what the trainer typed.
    if node.tag == "tag:yaml.org,2002:bool" and node.value in {"true", "false"}:
        return node.value == "true"
    return node.value


def _line_column(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _refuse(path: str, line: int, column: int, code: str, message: str, advice: str) -> NoReturn:
    raise PhrasebookInvalid([Problem(path, line, column, code, message, advice)])
