"""Texts and phrases to measure on."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from phrasebook import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def sample_texts(path: Path | None = None) -> list[str]:
    """Return what the agents of the bundled samples say, or the non-empty lines of a file.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not UTF-8, or holds no utterance.
    """
    if path is None:
        return [text for file in sorted((data_folder() / "samples").glob("*.jsonl")) for text in _said_by_agents(file)]
    texts = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    if not texts:
        raise ValueError("the file holds no utterance")
    return texts


def _said_by_agents(file: Path) -> Iterator[str]:
    """Return the agents' utterances of a file of utterances or conversations."""
    for line in file.read_text("utf-8").splitlines():
        record = json.loads(line)
        yield from (said["text"] for said in record.get("turns", [record]) if said["role"] == "agent")


def made_phrases(number: int) -> list[str]:
    """Return made-up phrases of 2 to 7 common characters, as forbidden wordings have them; always the same."""
    chance = random.Random(number)
    characters = [chr(code) for code in range(0x4E00, 0x5E00, 5)]
    return ["".join(chance.choices(characters, k=chance.randint(2, 7))) for _ in range(number)]
