"""The file of a report until it is whole."""

import os
from pathlib import Path
from threading import Thread

import pytest

from coach.reports.draft import Draft


def names(folder: Path) -> list[str]:
    """Return the names of what is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_the_file_is_there_when_it_is_whole(tmp_path: Path) -> None:
    """Until then there is what was there before; a name may be as long as names can be."""
    path = tmp_path / ("報" * 80 + ".csv")
    for content in (b"one", b"two"):
        before = path.read_bytes() if path.exists() else None
        draft = Draft(path)
        draft.file.write(content)
        draft.file.flush()
        assert (path.read_bytes() if path.exists() else None) == before
        draft.close()
        draft.discard()
        assert path.read_bytes() == content
    assert names(tmp_path) == [path.name]


def test_what_is_discarded_goes(tmp_path: Path) -> None:
    """As often as one likes."""
    draft = Draft(tmp_path / "a.csv")
    assert len(names(tmp_path)) == 1
    draft.discard()
    draft.discard()
    assert names(tmp_path) == []


def test_a_link_stays_and_what_it_leads_to_keeps_its_mode(tmp_path: Path) -> None:
    """Whoever shares a report goes on to share it."""
    (tmp_path / "there").mkdir()
    there, link = tmp_path / "there" / "a.csv", tmp_path / "b.csv"
    there.write_text("older", "utf-8")
    there.chmod(0o640)
    link.symlink_to(there)
    draft = Draft(link)
    draft.file.write(b"new")
    draft.close()
    assert link.is_symlink()
    assert (there.read_bytes(), there.stat().st_mode & 0o777) == (b"new", 0o640)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """It is told at once."""
    with pytest.raises(IsADirectoryError):
        Draft(tmp_path)


def test_a_place_that_is_taken_away_leaves_nothing(tmp_path: Path) -> None:
    """What cannot be moved there does not stay beside it."""
    path = tmp_path / "a.csv"
    draft = Draft(path)
    path.mkdir()
    with pytest.raises(IsADirectoryError):
        draft.close()
    assert names(tmp_path) == ["a.csv"]


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """It is no file that could be replaced."""
    pipe = tmp_path / "a.csv"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    draft = Draft(pipe)
    draft.file.write(b"through")
    draft.close()
    reader.join()
    assert got == [b"through"]
    assert pipe.is_fifo()


def test_where_nothing_can_be_put_beside_it_is_written_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in a closed folder is written all the same; a closed file is not."""
    path = tmp_path / "a.csv"
    path.write_text("older", "utf-8")
    opened = Path.open

    def closed_folder(place: Path, mode: str) -> object:
        if "x" in mode:
            raise PermissionError(13, "Permission denied")
        return opened(place, mode)

    monkeypatch.setattr(Path, "open", closed_folder)
    draft = Draft(path)
    draft.file.write(b"new")
    draft.close()
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(os.geteuid() == 0, reason="for root every file is open")
def test_a_closed_file_is_not_replaced(tmp_path: Path) -> None:
    """Whoever closed it meant it."""
    path = tmp_path / "a.csv"
    path.touch(0o400)
    with pytest.raises(PermissionError):
        Draft(path)
