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

from coach.compiled import CompiledPhrasebook
from coach.wording import Wording
from phrasebook import Phrasebook, PhrasebookInvalid, data_folder, folder_hash, load

if TYPE_CHECKING:
    from collections.abc import Sequence

ENVIRONMENT = "PHRASE_COACH_CACHE"


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
                return _read(place)
    compiled = load_and_verify(folders)
    if place is not None:
        with suppress(OSError):
            _write(place, compiled)
    return compiled


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
        template: Wording(template, source, tuple(anchors), tuple(companions), loose, tuple(loose_anchors), *rest)
        for template, (source, anchors, companions, loose, loose_anchors, *rest) in content["wordings"].items()
    }
    return CompiledPhrasebook(Phrasebook.model_validate(content["book"]), wordings)


def _write(place: Path, compiled: CompiledPhrasebook) -> None:
    """Write so that a reader never sees half a file, and drop what older versions left."""
    content = {
        "book": compiled.book.model_dump(mode="json", by_alias=True),
        "wordings": {template: astuple(wording)[1:] for template, wording in compiled.wordings.items()},
    }
    with NamedTemporaryFile("w", dir=place.parent, suffix=".tmp", delete=False, encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, separators=(",", ":"))
    Path(file.name).replace(place)
    stale = sorted(place.parent.glob("*-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)[8:]
    for path in stale:
        path.unlink(missing_ok=True)
