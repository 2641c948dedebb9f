"""Read a phrasebook's folder and the overlays on top of it into one immutable Phrasebook.

The shape of everything is checked here; whether wordings work is for the judging side (`coach.selfcheck`).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from phrasebook import yamlfile
from phrasebook.book import Phrasebook
from phrasebook.duty import Duty, SkipReason
from phrasebook.errors import PhrasebookInvalid, PhrasebookNotFound, Problem
from phrasebook.model import (
    Act,
    Clause,
    Entry,
    Frame,
    Manifest,
    Rule,
    Situation,
    WordList,
)
from phrasebook.nearest import did_you_mean
from phrasebook.overlay import apply_manifest
from phrasebook.references import reference_problems
from phrasebook.scorecard import ScorecardForm
from phrasebook.shape import shape_problems
from phrasebook.sources import Origin, SourceMap, Taken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from phrasebook.yamlfile import Place, YamlFile

E = TypeVar("E", bound=Entry)

LEARNED = "learned.npz"  # the weights of the learned detector, beside the built-in phrasebook
_HEAD_KEYS = ("category", "title", "why", "clause", "say_instead")
# folder → (top-level key, model, attribute that identifies an entry)
_SHELVES: dict[str, tuple[str, type[Entry], str]] = {
    "clauses": ("clauses", Clause, "id"),
    "words": ("lists", WordList, "name"),
    "acts": ("acts", Act, "id"),
    "approved": ("situations", Situation, "id"),
    "mentions": ("frames", Frame, "id"),
    "duties": ("duties", Duty, "id"),
    "skips": ("skips", SkipReason, "id"),
    "scorecard": ("forms", ScorecardForm, "id"),
}


def folder_hash(folders: Sequence[Path]) -> str:
    """Return a hash of the folders' YAML files and learned weights, in order; the same content gives the same hash.

    Raises:
        OSError: a file cannot be read.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in [*_yaml_files(folder), *folder.glob(LEARNED)]:
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:16]


def _yaml_files(folder: Path) -> list[Path]:
    """Return what is called a YAML file, except hidden ones: those are of editors and file managers."""
    return sorted(
        path
        for path in folder.rglob("*.y*ml")
        if path.suffix in {".yaml", ".yml"} and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def load(folders: Sequence[Path]) -> tuple[Phrasebook, SourceMap]:
    """Load the phrasebook in the first folder with the others laid over it in order.

    Raises:
        PhrasebookNotFound: a folder is not there or has no phrasebook.yaml.
        PhrasebookInvalid: with every problem found, each with file, line, column and advice.
    """
    shelf = _Shelf()
    for number, folder in enumerate(folders):
        if not (folder / "phrasebook.yaml").is_file():
            raise PhrasebookNotFound(f"{folder} holds no phrasebook.yaml")
        shelf.read(folder, number)
    if not shelf.problems:
        shelf.problems += reference_problems(shelf.entries, shelf.sources)
    if shelf.problems:
        raise PhrasebookInvalid(shelf.problems)
    content = {attribute: shelf.entries[folder] for folder, attribute in _ATTRIBUTES.items()}
    book = Phrasebook(hash=folder_hash(folders), manifests=tuple(shelf.manifests), **content)
    return book, shelf.sources


_ATTRIBUTES = {
    "clauses": "clauses",
    "words": "lists",
    "acts": "acts",
    "forbidden": "rules",
    "approved": "situations",
    "mentions": "frames",
    "duties": "duties",
    "skips": "skips",
    "scorecard": "scorecards",
}


class _Shelf:
    """What has been read so far."""

    def __init__(self) -> None:
        self.manifests: list[Manifest] = []
        self.entries: dict[str, dict[str, Any]] = {folder: {} for folder in _ATTRIBUTES}
        self.sources = SourceMap()
        self.problems: list[Problem] = []
        self._layer = 0
        self._seen: set[tuple[str, str]] = set()

    def read(self, folder: Path, layer: int) -> None:
        """Read one folder; ids may replace those of folders below, but stand once in each."""
        self._layer, self._seen = layer, set()
        manifest: tuple[Manifest, YamlFile] | None = None
        for path in _yaml_files(folder):
            relative = path.relative_to(folder)
            name = (folder.name / relative).as_posix() if layer else relative.as_posix()
            try:
                file = yamlfile.read(path, name)
            except PhrasebookInvalid as error:
                self.problems += error.problems
                continue
            kind = relative.parts[0] if len(relative.parts) > 1 else relative.name
            if kind == "phrasebook.yaml":
                found = self._validate(Manifest, file.data, file, ())
                manifest = (found, file) if found else None
            elif kind == "forbidden":
                self._read_rules(file)
            elif kind in _SHELVES:
                self._read_entries(file, kind)
            else:
                advice = f"put it into one of {', '.join(_ATTRIBUTES)}"
                self.problems.append(
                    file.problem((), "unknown-folder", f"no phrasebook files belong in “{kind}”", advice)
                )
        # Where something is wrong a rule may be missing that the manifest rightly names.
        if manifest and not self.problems:
            self.manifests.append(manifest[0])
            origin = Origin(manifest[1], (), layer)
            self.problems += apply_manifest(manifest[0], origin, self.entries["forbidden"], self.sources)

    def _validate(
        self, model: type[E], data: Any, file: YamlFile, place: Place, head: Collection[str] = ()
    ) -> E | None:
        """Return the entry, or None after noting what is wrong with it."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.problems += shape_problems(error, model, file, place, head)
            return None

    def _top(self, file: YamlFile, key: str, allowed: Iterable[str]) -> list[Any]:
        """Return the list under the file's top-level `key`, noting what does not belong there."""
        data = file.data
        if not isinstance(data, dict) or not isinstance(data.get(key), list) or not data[key]:
            self.problems.append(
                file.problem(
                    (key,), "empty-file", f"no entries under “{key}:”", f"write “{key}:” and a list of entries"
                )
            )
            return []
        for extra in data.keys() - {key, *allowed}:
            self.problems.append(
                file.problem(
                    (extra,), "unknown-key", f"“{extra}” is not known here", did_you_mean(extra, {key, *allowed})
                )
            )
        return list(data[key])

    def _keep(self, kind: str, identity: str, entry: Entry, file: YamlFile, place: Place) -> None:
        if (kind, identity) in self._seen:
            first = self.sources.origin(kind, identity, ()).file.path
            self.problems.append(
                file.problem(place, "duplicate-id", f"“{identity}” is already in {first}", "choose another name")
            )
            return
        self._seen.add((kind, identity))
        replaced = self.entries[kind].get(identity)
        if isinstance(replaced, Rule):
            self.sources.taken.append(Taken(replaced, self._layer))
        self.entries[kind][identity] = entry
        self.sources.add(kind, identity, Origin(file, place, self._layer))

    def _read_entries(self, file: YamlFile, kind: str) -> None:
        key, model, identity = _SHELVES[kind]
        for number, item in enumerate(self._top(file, key, ())):
            place = (key, number)
            entry = self._validate(model, item, file, place)
            if entry:
                self._keep(kind, getattr(entry, identity), entry, file, place)

    def _read_rules(self, file: YamlFile) -> None:
        for number, item in enumerate(self._top(file, "rules", _HEAD_KEYS)):
            if isinstance(item, dict) and isinstance(item.get("name"), str):
                self._read_rule(file, number, item)
            else:
                self.problems.append(
                    file.problem(("rules", number), "no-name", "a rule needs a name", "write “- name: short-slug”")
                )

    def _read_rule(self, file: YamlFile, number: int, item: dict[str, Any]) -> None:
        """Keep a rule, which takes from the head of its file what it does not say itself."""
        place = ("rules", number)
        inherited = [key for key in _HEAD_KEYS if key not in item]
        data = {**{key: file.data[key] for key in inherited if key in file.data}, **item}
        if isinstance(data.get("mitigated_by"), list):
            data["mitigated_by"] = [acts.split("+") if isinstance(acts, str) else acts for acts in data["mitigated_by"]]
        rule = self._validate(Rule, data, file, place, inherited)
        if rule:
            self._keep("forbidden", rule.id, rule, file, place)
            for key in inherited:
                self.sources.put("forbidden", rule.id, (key,), Origin(file, (key,), self._layer))
