"""Read a phrasebook's folder and the overlays on top of it into one immutable Phrasebook.

The shape of everything is checked here; whether wordings work is for the judging side (`coach.selfcheck`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from phrasebook import yamlfile
from phrasebook.errors import PhrasebookInvalid, PhrasebookNotFound, Problem
from phrasebook.model import (
    Act,
    Clause,
    Entry,
    Frame,
    Manifest,
    Phrasebook,
    Rule,
    RuleChange,
    Situation,
    WordList,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from phrasebook.yamlfile import Place, YamlFile

E = TypeVar("E", bound=Entry)

_HEAD_KEYS = ("category", "title", "why", "clause", "say_instead")
# folder → (top-level key, model, attribute that identifies an entry)
_SHELVES: dict[str, tuple[str, type[Entry], str]] = {
    "clauses": ("clauses", Clause, "id"),
    "words": ("lists", WordList, "name"),
    "acts": ("acts", Act, "id"),
    "approved": ("situations", Situation, "id"),
    "mentions": ("frames", Frame, "id"),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry is written."""

    file: YamlFile
    place: Place


@dataclass(slots=True)
class SourceMap:
    """For every entry, by kind and id, where it is written: errors found later still name line and column."""

    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)

    def problem(
        self, kind: str, key: str, place: Place, code: str, message: str, advice: str, shift: int = 0
    ) -> Problem:
        """Return a problem at `place` inside the entry `key`."""
        origin = self.origins[kind, key]
        return origin.file.problem((*origin.place, *place), code, message, advice, shift)


def folder_hash(folders: Sequence[Path]) -> str:
    """Return a hash of the content of the folders' YAML files, in order; the same content gives the same hash."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _yaml_files(folder):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:16]


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.y*ml") if path.suffix in {".yaml", ".yml"})


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
        shelf.read(folder, overlay=number > 0)
    if not shelf.problems:
        shelf.check_references()
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
}


class _Shelf:
    """What has been read so far."""

    def __init__(self) -> None:
        self.manifests: list[Manifest] = []
        self.entries: dict[str, dict[str, Any]] = {folder: {} for folder in _ATTRIBUTES}
        self.sources = SourceMap()
        self.problems: list[Problem] = []

    def read(self, folder: Path, *, overlay: bool) -> None:
        """Read one folder; ids may replace those of folders below, but stand once in each."""
        seen: set[tuple[str, str]] = set()
        manifest: tuple[Manifest, YamlFile] | None = None
        for path in _yaml_files(folder):
            relative = path.relative_to(folder)
            name = (folder.name / relative).as_posix() if overlay else relative.as_posix()
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
                self._read_rules(file, seen)
            elif kind in _SHELVES:
                key, model, identity = _SHELVES[kind]
                self._read_entries(file, kind, key, model, identity, seen)
            else:
                advice = f"put it into one of {', '.join(_ATTRIBUTES)}"
                self.problems.append(
                    file.problem((), "unknown-folder", f"no phrasebook files belong in “{kind}”", advice)
                )
        if manifest:
            self.manifests.append(manifest[0])
            self._apply(*manifest)

    def _validate(self, model: type[E], data: Any, file: YamlFile, place: Place) -> E | None:
        """Return the entry, or None after noting what is wrong with it."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self.problems.append(_shape_problem(detail, model, data, file, place))
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
                    (extra,), "unknown-key", f"“{extra}” is not known here", _did_you_mean(extra, {key, *allowed})
                )
            )
        return list(data[key])

    def _keep(
        self, kind: str, identity: str, entry: Entry, file: YamlFile, place: Place, seen: set[tuple[str, str]]
    ) -> None:
        if (kind, identity) in seen:
            first = self.sources.origins[kind, identity].file.path
            self.problems.append(
                file.problem(place, "duplicate-id", f"“{identity}” is already in {first}", "choose another name")
            )
            return
        seen.add((kind, identity))
        self.entries[kind][identity] = entry
        self.sources.origins[kind, identity] = Origin(file, place)

    def _read_entries(
        self, file: YamlFile, kind: str, key: str, model: type[Entry], identity: str, seen: set[tuple[str, str]]
    ) -> None:
        for number, item in enumerate(self._top(file, key, ())):
            entry = self._validate(model, item, file, (key, number))
            if entry:
                self._keep(kind, getattr(entry, identity), entry, file, (key, number), seen)

    def _read_rules(self, file: YamlFile, seen: set[tuple[str, str]]) -> None:
        """Rules take from the head of their file what they do not say themselves."""
        rules = self._top(file, "rules", _HEAD_KEYS)
        head = {key: file.data[key] for key in _HEAD_KEYS if isinstance(file.data, dict) and key in file.data}
        for number, item in enumerate(rules):
            place = ("rules", number)
            if not isinstance(item, dict) or not isinstance(item.get("name"), str):
                self.problems.append(
                    file.problem(place, "no-name", "a rule needs a name", "write “- name: short-slug”")
                )
                continue
            own = {key: value for key, value in item.items() if key != "name"}
            data: dict[str, Any] = {**head, **own, "id": f"{own.get('category', head.get('category'))}/{item['name']}"}
            if isinstance(data.get("mitigated_by"), list):
                data["mitigated_by"] = [
                    acts.split("+") if isinstance(acts, str) else acts for acts in data["mitigated_by"]
                ]
            rule = self._validate(Rule, data, file, place)
            if rule:
                self._keep("forbidden", rule.id, rule, file, place, seen)

    def _apply(self, manifest: Manifest, file: YamlFile) -> None:
        """Apply the changes and switches of an overlay's manifest."""
        rules: dict[str, Rule] = self.entries["forbidden"]
        for number, change in enumerate(manifest.change):
            if change.rule in rules:
                rules[change.rule] = self._changed(rules[change.rule], change, file, ("change", number))
            else:
                self._unknown(file, ("change", number, "rule"), "rule", change.rule, rules)
        for number, rule_id in enumerate(manifest.disable):
            if rules.pop(rule_id, None) is None:
                self._unknown(file, ("disable", number), "rule", rule_id, rules)

    def _changed(self, rule: Rule, change: RuleChange, file: YamlFile, place: Place) -> Rule:
        for number, wording in enumerate(change.remove_wordings):
            if wording not in rule.wordings:
                self._unknown(file, (*place, "remove_wordings", number), "wording", wording, rule.wordings)
        wordings = tuple(w for w in rule.wordings if w not in change.remove_wordings) + change.add_wordings
        if not wordings:
            advice = f"to switch the rule off, write “disable: [{rule.id}]”"
            self.problems.append(file.problem(place, "no-wordings", "nothing is left of the rule", advice))
        update: dict[str, Any] = {"wordings": wordings, "exceptions": rule.exceptions + change.add_exceptions}
        if change.severity:
            update["severity"] = change.severity
        if change.say_instead:
            update["say_instead"] = change.say_instead
        return rule.model_copy(update=update)

    def check_references(self) -> None:
        """Every name that an entry uses must exist."""
        acts, situations, clauses = self.entries["acts"], self.entries["approved"], self.entries["clauses"]
        for rule in self.entries["forbidden"].values():
            for number, combination in enumerate(rule.mitigated_by):
                for act in combination:
                    self._refer("forbidden", rule.id, ("mitigated_by", number), "act", act, acts)
            for number, situation in enumerate(rule.say_instead):
                self._refer("forbidden", rule.id, ("say_instead", number), "situation", situation, situations)
            self._refer("forbidden", rule.id, ("clause",), "clause", rule.clause, clauses)
        for situation in situations.values():
            if situation.act:
                self._refer("approved", situation.id, ("act",), "act", situation.act, acts)
            if situation.clause:
                self._refer("approved", situation.id, ("clause",), "clause", situation.clause, clauses)
            ids = [phrase.id for phrase in situation.phrases]
            for number, phrase_id in enumerate(ids):
                if phrase_id in ids[:number]:
                    origin = self.sources.origins["approved", situation.id]
                    place = (*origin.place, "phrases", number, "id")
                    self.problems.append(
                        origin.file.problem(place, "duplicate-id", f"“{phrase_id}” stands twice", "choose another name")
                    )
        for act in acts.values():
            if act.clause:
                self._refer("acts", act.id, ("clause",), "clause", act.clause, clauses)

    def _refer(self, kind: str, key: str, place: Place, what: str, name: str, known: Mapping[str, Any]) -> None:
        if name not in known:
            origin = self.sources.origins[kind, key]
            self._unknown(origin.file, (*origin.place, *place), what, name, known)

    def _unknown(self, file: YamlFile, place: Place, what: str, name: str, known: Iterable[str]) -> None:
        self.problems.append(
            file.problem(place, f"unknown-{what}", f"there is no {what} “{name}”", _did_you_mean(name, known))
        )


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    from rapidfuzz import process  # only when something is wrong: the import costs a tenth of a second

    choices = list(known)
    best = process.extractOne(name, choices, score_cutoff=55)
    return f"did you mean “{best[0]}”?" if best else f"known: {', '.join(sorted(choices)[:12])}"


def _shape_problem(detail: Any, model: type[Entry], data: Any, file: YamlFile, place: Place) -> Problem:
    """Turn one of pydantic's complaints into a problem a trainer understands."""
    loc = tuple(detail["loc"])
    where = (*place, *loc)
    key = str(loc[-1]) if loc else ""
    match detail["type"]:
        case "extra_forbidden":
            known = [info.alias or name for name, info in model.model_fields.items()] if len(loc) == 1 else []
            advice = _did_you_mean(key, known) if known else "remove it, or check the spelling"
            return file.problem(where, "unknown-key", f"“{key}” is not known here", advice)
        case "missing":
            return file.problem(where, "missing-key", f"“{key}” is missing", f"add “{key}:”")
        case "too_short":
            return file.problem(where, "empty-list", f"“{key}” is empty", "add an entry or remove the rule")
        case "string_too_short":
            return file.problem(where, "empty-text", "the text is empty", "write something or remove the line")
        case "literal_error":
            got, expected = detail["input"], detail["ctx"]["expected"]
            return file.problem(where, "not-allowed", f"“{got}” is not allowed here", f"use one of {expected}")
        case "string_pattern_mismatch":
            message = f"“{detail['input']}” is not a good name"
            return file.problem(where, "bad-name", message, "use small letters, digits and hyphens")
        case _:
            return file.problem(
                where, "wrong-type", f"{key or model.__name__}: {detail['msg']}", "see data/phrasebook/README.md"
            )
