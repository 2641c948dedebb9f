"""The labelled utterances that the model learns from."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, TypeAlias

from coach.bench.wording import SPLITS, labelled
from coach.fold import squeeze
from phrasebook import PhrasebookNotFound, data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from phrasebook import Phrasebook

# text, category or None, the offending words or None
Lesson: TypeAlias = tuple[str, str | None, str | None]


def lessons(book: Phrasebook) -> list[Lesson]:
    """Return the utterances of `data/training/` and what the phrasebook itself knows of right and wrong.

    The labelled utterances of `data/benchmark/` are not among them, even if somebody wrote the same elsewhere: what is
    learnt is measured on those.
    """
    measured = {squeeze(one["text"]) for split in SPLITS for one in labelled(split)}
    found = {lesson[0]: lesson for lesson in (*_written(), *_from_phrasebook(book))}
    return [lesson for text, lesson in found.items() if squeeze(text) not in measured | {""}]


def written_hash() -> str:
    """Return a hash of `data/training/`, by which weights tell what they were learnt from."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _files() -> list[Path]:
    files = sorted((data_folder() / "training").glob("*.jsonl"))
    if not files:
        raise PhrasebookNotFound(f"no utterances in {data_folder() / 'training'}; learn from a checkout")
    return files


def _written() -> Iterator[Lesson]:
    for path in _files():
        for line in path.read_text("utf-8").splitlines():
            one = json.loads(line)
            yield one["text"], one["category"], one["span"]


def _from_phrasebook(book: Phrasebook) -> Iterator[Lesson]:
    """Return the examples of the rules, acts and frames, and the approved phrases."""
    for rule in book.rules.values():
        for text in rule.examples.bad:
            yield text, rule.category, None
        for text in rule.examples.good:
            yield text, None, None
    for frame in book.frames.values():
        for text in frame.examples.mention:
            yield text, None, None
    for situation in book.situations.values():
        for phrase in situation.phrases:
            yield from ((form, None, None) for _, form in phrase.forms.items() if "{" not in form)
