"""Load a phrasebook that is known to work, quickly.

A phrasebook whose examples fail does not load. Running a thousand examples at every start would cost seconds, so the
outcome is remembered: after a phrasebook has passed, its content and its compiled templates are written as JSON into
the user's cache folder under a hash of all its files and of the judging code. The same files start from there; any
change is verified afresh.
Without a writable cache everything works, only slower.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from hyperscan import HyperscanError

from coach.accelerator import VERSION, Automaton
from coach.compiled import CompiledPhrasebook
from coach.matcher import Acceleration
from coach.wording import Wording
from phrasebook import Phrasebook, PhrasebookInvalid, data_folder, folder_hash, load

if TYPE_CHECKING:
    from collections.abc import Sequence

ENVIRONMENT = "PHRASE_COACH_CACHE"
_MOST_KEPT = 4  # phrasebooks


def load_verified(overlays: Sequence[Path] = ()) -> CompiledPhrasebook:
    """Return the built-in phrasebook with `overlays` on top, compiled; all of its examples hold.

    Raises:
        PhrasebookInvalid: with every problem found.
        PhrasebookNotFound: a folder is not there or is no phrasebook.
    """
    folders = [data_folder() / "phrasebook", *overlays]
    place = _cache_place(folders)
    if place is not None:
        # A file that is damaged or of another shape is no reason to fail: it is made anew.
        with suppress(OSError, ValueError, TypeError):
            if place.stat().st_uid == os.getuid():
                compiled = _read(place)
                compiled.cache_place = place
                _load_acceleration(compiled)
                return compiled
    compiled = load_and_verify(folders)
    if place is not None:
        with suppress(OSError):
            _write(place, compiled)
            compiled.cache_place = place
    return compiled


def accelerate(compiled: CompiledPhrasebook) -> None:
    """Give the phrasebook its automata: those of its cache, or newly compiled ones, which are then remembered."""
    if compiled.matcher.acceleration:
        return
    compiled.matcher.accelerate()
    if compiled.cache_place and compiled.matcher.acceleration:
        acceleration: Acceleration = compiled.matcher.acceleration
        with suppress(OSError):
            for place, automaton in zip(
                _automata_places(compiled.cache_place),
                (acceleration.lines, acceleration.sound, acceleration.squeezed),
                strict=True,
            ):
                _replace(place, automaton.dump())


def _load_acceleration(compiled: CompiledPhrasebook) -> None:
    """Take the automata of the cache, if they are there and fit this processor."""
    assert compiled.cache_place is not None
    with suppress(OSError, HyperscanError):
        lines, sound, squeezed = (
            Automaton.load(place.read_bytes())
            for place in _automata_places(compiled.cache_place)
            if place.stat().st_uid == os.getuid()
        )
        compiled.matcher.acceleration = Acceleration(lines, sound, squeezed)


def _automata_places(place: Path) -> tuple[Path, ...]:
    return tuple(place.with_suffix(f".{VERSION}.{part}") for part in ("lines", "sound", "squeezed"))


def load_and_verify(folders: Sequence[Path]) -> CompiledPhrasebook:
    """Load the folders and run every example, whatever is remembered.

    Raises:
        PhrasebookInvalid: with every problem found.
    """
    from coach.selfcheck import verify

    book, sources = load(folders)
    compiled = CompiledPhrasebook(book)
    problems = verify(compiled, sources)
    if problems:
        raise PhrasebookInvalid(problems)
    return compiled


def _cache_place(folders: Sequence[Path]) -> Path | None:
    """Return the cache file for these folders, or None when caching is off (PHRASE_COACH_CACHE=off) or impossible."""
    named = os.environ.get(ENVIRONMENT)
    if named == "off" or not all(folder.is_dir() for folder in folders):
        return None
    if named:
        cache_folder = Path(named)
    else:
        from platformdirs import user_cache_path

        cache_folder = user_cache_path("phrase-coach")
    try:
        cache_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return cache_folder / f"{folder_hash(folders)}-{_code_hash()}.json"


@cache
def _code_hash() -> str:
    """Return a hash of the code that loads and judges: other code may judge the examples otherwise."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    modules = [
        *package.glob("*.py"),
        *(package / "detectors").glob("*.py"),
        *(package.parent / "phrasebook").glob("*.py"),
    ]
    for path in sorted(modules):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _read(place: Path) -> CompiledPhrasebook:
    content = json.loads(place.read_bytes())
    wordings = {
        template: Wording(template, source, sound, scan, loose, tuple(cores), *rest)
        for template, (source, sound, scan, loose, cores, *rest) in content["wordings"].items()
    }
    return CompiledPhrasebook(Phrasebook.model_validate(content["book"]), wordings)


def _write(place: Path, compiled: CompiledPhrasebook) -> None:
    """Write so that a reader never sees half a file, and drop what older versions left."""
    content = {
        "book": compiled.book.model_dump(mode="json", by_alias=True),
        "wordings": {template: astuple(wording)[1:] for template, wording in compiled.wordings.items()},
    }
    _replace(place, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
    stale = sorted(place.parent.glob("*-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)[_MOST_KEPT:]
    for path in stale:
        for old in path.parent.glob(f"{path.stem}.*"):
            old.unlink(missing_ok=True)


def _replace(place: Path, content: bytes) -> None:
    with NamedTemporaryFile("wb", dir=place.parent, suffix=".tmp", delete=False) as file:
        file.write(content)
    Path(file.name).replace(place)
