"""Where the built-in content is looked for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from phrasebook import PhrasebookNotFound, data_folder, locate


def test_the_checkout_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PHRASE_COACH_DATA", raising=False)
    assert (data_folder() / "phrasebook" / "phrasebook.yaml").is_file()


def test_the_environment_comes_first(write_book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_book(name="data/phrasebook").parent
    monkeypatch.setenv("PHRASE_COACH_DATA", str(folder))
    assert data_folder() == folder


def test_a_wrong_environment_is_named_and_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHRASE_COACH_DATA", str(tmp_path))
    with pytest.raises(PhrasebookNotFound) as caught:
        data_folder()
    assert str(tmp_path) in str(caught.value)
    assert "set PHRASE_COACH_DATA" in str(caught.value)


def test_the_wheel_comes_before_the_checkout(write_book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PHRASE_COACH_DATA", raising=False)
    inside = write_book(name="phrasebook/data/phrasebook").parent
    beside = write_book(name="data/phrasebook").parent
    monkeypatch.setattr(locate, "__file__", str(inside.parent / "locate.py"))
    assert data_folder() == inside
    (inside / "phrasebook" / "phrasebook.yaml").unlink()
    assert data_folder() == beside
    (beside / "phrasebook" / "phrasebook.yaml").unlink()
    with pytest.raises(PhrasebookNotFound) as caught:
        data_folder()
    assert f"{inside}, {beside}" in str(caught.value)
