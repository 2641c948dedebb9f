"""`phrase-coach learn`."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coach.learned.corpus import written_hash
from tests.coach.cli.conftest import Run


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Put known arrays in the place of learning, which takes minutes; return the lessons."""
    given: list[Any] = []
    monkeypatch.setattr(
        "coach.learned.training.train", lambda lessons: given.extend(lessons) or {"grams": np.array(["a", "b"])}
    )
    return given


def test_weights_are_written_with_what_they_come_from(run: Run, trained: list[Any], tmp_path: Path) -> None:
    place = tmp_path / "learned.npz"
    result = run("learn", "--out", str(place))
    assert result.exit_code == 0
    assert f"learnt from {len(trained)} utterances" in result.stdout
    assert "2 n-grams" in result.stdout
    with np.load(place) as arrays:
        assert str(arrays["corpus"]) == written_hash()


def test_a_place_that_cannot_be_written(run: Run, trained: list[Any], tmp_path: Path) -> None:
    result = run("learn", "--out", str(tmp_path / "nowhere" / "learned.npz"))
    assert result.exit_code == 2
    assert "--out" in result.stderr


def test_without_the_library(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def train(lessons: object) -> None:
        raise ModuleNotFoundError("No module named 'sklearn'", name="sklearn")

    monkeypatch.setattr("coach.learned.training.train", train)
    result = run("learn")
    assert result.exit_code == 2
    assert "sklearn" in result.stderr
    assert "train" in result.stderr
