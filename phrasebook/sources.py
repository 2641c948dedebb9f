"""Where everything in a phrasebook is written, so that problems found later still name file, line and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phrasebook.errors import Problem
    from phrasebook.model import Rule
    from phrasebook.yamlfile import Place, YamlFile


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a file; `layer` is the number of the file's folder, the built-in phrasebook being 0."""

    file: YamlFile
    place: Place
    layer: int

    def part(self, *place: str | int) -> Origin:
        """Return the origin of what stands at `place` inside."""
        return Origin(self.file, (*self.place, *place), self.layer)


@dataclass(frozen=True, slots=True)
class Taken:
    """A rule, or what of it an overlay removes, softens or replaces; `layer` is the overlay's."""

    rule: Rule
    layer: int


@dataclass(slots=True)
class SourceMap:
    """For every entry, by kind and id, where it and such of its parts as stand elsewhere are written.

    A rule's clause may stand in the head of the file, its last wording in an overlay. `taken` is what overlays took
    away from the folders below them.
    """

    origins: dict[tuple[str, str], dict[Place, Origin]] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)

    def add(self, kind: str, key: str, origin: Origin) -> None:
        """Note where an entry is written, in the place of any other of its name."""
        self.origins[kind, key] = {(): origin}

    def put(self, kind: str, key: str, place: Place, origin: Origin) -> None:
        """Note that the part of the entry at `place` is written elsewhere."""
        self.origins[kind, key][place] = origin

    def origin(self, kind: str, key: str, place: Place) -> Origin:
        """Return where the part of the entry at `place` is written."""
        parts = self.origins[kind, key]
        at = place
        while at not in parts:
            at = at[:-1]
        return parts[at].part(*place[len(at) :])

    def problem(
        self, kind: str, key: str, place: Place, code: str, message: str, advice: str, inside: int | None = None
    ) -> Problem:
        """Return a problem at `place` inside the entry, at the character `inside` of the text there."""
        origin = self.origin(kind, key, place)
        return origin.file.problem(origin.place, code, message, advice, inside)
