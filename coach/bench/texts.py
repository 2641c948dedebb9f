"""Texts and phrases to measure on."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from phrasebook import data_folder

if TYPE_CHECKING:
    from pathlib import Path


def sample_texts(path: Path | None = None) -> list[str]:
    """Return the agent's utterances of the bundled conversations, or the non-empty lines of a file.

    Raises:
        OSError, UnicodeDecodeError: the file cannot be read as UTF-8.
    """
    if path is not None:
        return [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    texts: list[str] = []
    for file in sorted((data_folder() / "samples").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            texts += [turn["text"] for turn in json.loads(line)["turns"] if turn["role"] == "agent"]
    return texts


def made_phrases(number: int) -> list[str]:
    """Return made-up phrases of 4 to 7 common characters, always the same."""
    chance = random.Random(number)
    characters = [chr(code) for code in range(0x4E00, 0x5E00, 5)]
    return ["".join(chance.choices(characters, k=chance.randint(4, 7))) for _ in range(number)]
