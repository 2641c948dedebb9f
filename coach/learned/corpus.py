"""The labelled utterances that the model learns from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from phrasebook import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phrasebook import Phrasebook

# text, category or None, the offending words or None
Lesson: TypeAlias = tuple[str, str | None, str | None]


def lessons(book: Phrasebook) -> list[Lesson]:
    """Return the utterances of `data/training/` and what the phrasebook itself knows of right and wrong.

    The labelled utterances of `data/benchmark/` are not among them: what is learnt is measured on those.
    """
    found = [*_written(), *_from_phrasebook(book)]
    return list({lesson[0]: lesson for lesson in found}.values())


def _written() -> Iterator[Lesson]:
    for path in sorted((data_folder() / "training").glob("*.jsonl")):
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
