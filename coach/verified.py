"""Load a phrasebook that is known to work, quickly.

A phrasebook whose examples fail does not load. Running a thousand examples at every start would cost seconds, so the
outcome is remembered: after a phrasebook has passed, its content and its compiled templates are written as JSON into
the user's cache folder under a hash of all its files and of the judging code. The same files start from there; any
change is verified afresh.
Without a writable cache everything works, only slower.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import fields
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from hyperscan import HyperscanError
from pydantic import BaseModel

from coach.accelerator import VERSION, Automaton
from coach.compiled import CompiledPhrasebook
from coach.matcher import Acceleration
from coach.wording import Wording
from phrasebook import Phrasebook, PhrasebookInvalid, data_folder, folder_hash, load

if TYPE_CHECKING:
    from collections.abc import Sequence

ENVIRONMENT = "PHRASE_COACH_CACHE"
_MOST_KEPT = 4  # phrasebooks
_OUR_NAME = f"{'[0-9a-f]' * 16}-{'[0-9a-f]' * 16}"  # the folder may hold files of others


class _Kept(BaseModel):
    """What the cache keeps of a verified phrasebook."""

    book: Phrasebook
    wordings: dict[str, Wording]


def load_verified(overlays: Sequence[Path] = (), base: Path | None = None) -> CompiledPhrasebook:
    """Return a phrasebook with `overlays` on top, compiled; all of its examples hold. The built-in one without `base`.

    Raises:
        PhrasebookInvalid: with every problem found.
        PhrasebookNotFound: a folder is not there or is no phrasebook.
    """
    folders = [base or data_folder() / "phrasebook", *overlays]
    place = _cache_place(folders)
    compiled = _read(place) if place else None
    if compiled is None:
        compiled = load_and_verify(folders)
        place = place if place and _write(place, compiled) else None
    if place:
        compiled.cache_place = place
        compiled.matcher.acceleration = _read_acceleration(place)
    return compiled


def accelerate(compiled: CompiledPhrasebook) -> None:
    """Give the phrasebook its automata: those of its cache, or newly compiled ones, which are then remembered."""
    if compiled.matcher.acceleration:
        return
    compiled.matcher.accelerate()
    acceleration = compiled.matcher.acceleration
    if compiled.cache_place and acceleration:
        with suppress(OSError):
            for part, place in _automata_places(compiled.cache_place).items():
                _replace(place, getattr(acceleration, part).dump())


def _read_acceleration(place: Path) -> Acceleration | None:
    """Return the automata kept beside `place`, if they are there, are ours and fit this processor."""
    parts = _automata_places(place)
    try:
        if not all(map(_is_ours, parts.values())):
            return None
        return Acceleration(**{part: Automaton.load(file.read_bytes()) for part, file in parts.items()})
    except (OSError, HyperscanError):
        return None


def _automata_places(place: Path) -> dict[str, Path]:
    """Return where each part of the acceleration is kept."""
    return {part.name: place.with_suffix(f".{VERSION}.{part.name}") for part in fields(Acceleration)}


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
    if named == "off" or not all((folder / "phrasebook.yaml").is_file() for folder in folders):
        return None
    if named:
        cache_folder = Path(named)
    else:
        from platformdirs import user_cache_path

        cache_folder = user_cache_path("phrase-coach")
    try:
        cache_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cache_folder / f"{folder_hash(folders)}-{_code_hash()}.json"
    except OSError:
        return None


@cache
def _code_hash() -> str:
    """Return a hash of the code that loads and judges: other code may judge the examples otherwise."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    modules = [
        *package.glob("*.py"),
        *(package / "detectors").glob("*.py"),
        *(package / "learned").glob("*.py"),
        *(package.parent / "phrasebook").glob("*.py"),
    ]
    for path in sorted(modules):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _is_ours(place: Path) -> bool:
    """Tell whether this user wrote the file; in a shared folder anybody could leave one."""
    return place.stat().st_uid == os.getuid()


def _read(place: Path) -> CompiledPhrasebook | None:
    """Return the phrasebook kept at `place`; None when there is none, or it is damaged or of another shape."""
    try:
        if not _is_ours(place):
            return None
        kept = _Kept.model_validate_json(place.read_bytes())
    except (OSError, ValueError):
        return None
    return CompiledPhrasebook(kept.book, kept.wordings)


def _write(place: Path, compiled: CompiledPhrasebook) -> bool:
    """Keep the phrasebook at `place` and drop what older versions left; tell whether that went well."""
    kept = _Kept.model_construct(book=compiled.book, wordings=dict(compiled.wordings))
    try:
        _replace(place, kept.model_dump_json(by_alias=True).encode())
    except OSError:
        return False
    with suppress(OSError):
        ours = sorted(place.parent.glob(f"{_OUR_NAME}.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for stale in ours[_MOST_KEPT:]:
            for file in stale.parent.glob(f"{stale.stem}.*"):
                file.unlink(missing_ok=True)
    return True


def _replace(place: Path, content: bytes) -> None:
    """Write so that a reader never sees half a file."""
    with NamedTemporaryFile("wb", dir=place.parent, prefix=f"{place.stem}.", suffix=".tmp", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.close()
            temporary.replace(place)
        finally:
            temporary.unlink(missing_ok=True)
