"""What is measured on."""

import json
from pathlib import Path

import pytest

from coach.bench.texts import made_phrases, sample_texts
from phrasebook import data_folder


def test_the_bundled_conversations() -> None:
    """Everything that the agents of the samples' conversations say, nothing that only customers say."""
    files = (data_folder() / "samples").glob("*.jsonl")
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    turns = [turn for line in lines for turn in json.loads(line).get("turns", [])]
    agents = {turn["text"] for turn in turns if turn["role"] == "agent"}
    customers = {turn["text"] for turn in turns if turn["role"] == "customer"}
    texts = set(sample_texts())
    assert agents
    assert agents - texts == set()
    assert texts & (customers - agents) == set()


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    """The lines of a file that are not empty."""
    file = tmp_path / "mine.txt"
    file.write_text("您好\r\n\n \n等着", "utf-8")
    assert sample_texts(file) == ["您好", "等着"]


@pytest.mark.parametrize("content", [None, b"\xff"])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    """A missing file, and one that is not UTF-8, are errors."""
    file = tmp_path / "mine.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(FileNotFoundError if content is None else UnicodeDecodeError):
        sample_texts(file)


@pytest.mark.parametrize("number", [0, 1, 500])
def test_made_phrases_are_always_the_same(number: int) -> None:
    """As many as asked, 4 to 7 characters each, hardly ever twice, and alike in every run."""
    phrases = made_phrases(number)
    assert len(phrases) == number
    assert phrases == made_phrases(number)
    assert {len(phrase) for phrase in phrases} <= {4, 5, 6, 7}
    assert len(set(phrases)) == number
