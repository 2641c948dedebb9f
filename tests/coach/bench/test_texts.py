"""What is measured on."""

import json
from pathlib import Path

import pytest

from coach.bench.texts import made_phrases, sample_texts
from phrasebook import data_folder


def test_the_bundled_conversations() -> None:
    """Everything that the agents of the samples say, alone and in conversations, and nothing that others say."""
    files = (data_folder() / "samples").glob("*.jsonl")
    records = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    said = [turn for record in records for turn in record.get("turns", [record])]
    assert {"turns", "text"} <= {key for record in records for key in record}
    assert sorted(sample_texts()) == sorted(turn["text"] for turn in said if turn["role"] == "agent")


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    """The lines of a file that are not empty."""
    file = tmp_path / "mine.txt"
    file.write_text("您好\r\n\n \n等着", "utf-8")
    assert sample_texts(file) == ["您好", "等着"]


@pytest.mark.parametrize(
    ("content", "error"),
    [(None, FileNotFoundError), (b"\xff", UnicodeDecodeError), (b"", ValueError), (b"\n \n", ValueError)],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None, error: type[Exception]) -> None:
    """A missing file, one that is not UTF-8, and one with nothing to measure on, are errors."""
    file = tmp_path / "mine.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(error):
        sample_texts(file)


@pytest.mark.parametrize("number", [0, 1, 500])
def test_made_phrases_are_always_the_same(number: int) -> None:
    """As many as asked, 2 to 7 characters each, hardly ever twice, and alike in every run."""
    phrases = made_phrases(number)
    assert len(phrases) == number
    assert phrases == made_phrases(number)
    assert {len(phrase) for phrase in phrases} <= {2, 3, 4, 5, 6, 7}
    assert len(set(phrases)) == number
