"""Files, folders, archives and packed files; what cannot be opened is a problem."""

import gzip
import os
import struct
import zipfile
from pathlib import Path

import pytest

from coach.transcript import TranscriptProblem
from coach.transcripts import sources
from coach.transcripts.opened import Opened
from coach.transcripts.problem import ReadingError


def found(*paths: Path | str) -> list[tuple[str, str]]:
    """Return the last part of the name and the text of each file, the code and place or message of each problem."""
    result = []
    for item in sources.sources(paths):
        if isinstance(item, Opened):
            try:
                result.append((item.name, item.text()))
            except ReadingError as error:
                result.append((item.name, error.code))
        else:
            result.append((item.source, item.code))
    base = str(Path(paths[0]).parent) + "/" if paths else ""
    return [(name.removeprefix(base), text) for name, text in result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "calls"
    (folder / "b").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("z.txt", "b/a.txt", "a.txt", ".hidden", ".git/x"):
        (folder / name).write_text(name, "utf-8")
    return folder


def test_folders_are_walked_in_order_without_what_is_hidden(folder: Path) -> None:
    """Files of a folder by name, then its folders."""
    assert found(folder) == [
        ("calls/a.txt", "a.txt"),
        ("calls/z.txt", "z.txt"),
        ("calls/b/a.txt", "b/a.txt"),
    ]
    assert found(folder / ".hidden") == [(".hidden", ".hidden")]


def test_what_is_no_file_is_a_problem(tmp_path: Path) -> None:
    """Nothing there, an empty folder, a pipe, a name that cannot be one."""
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    assert [code for _, code in found(tmp_path / "nothing", tmp_path / "empty", tmp_path / "pipe", "a\0b")] == [
        "no-file",
        "empty-folder",
        "not-a-file",
        "no-file",
    ]


def test_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a problem, not an empty folder."""

    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refused)
    assert found(tmp_path) == [(tmp_path.name, "unreadable")]


def test_gz_is_unpacked(tmp_path: Path) -> None:
    """Its suffix is the one below .gz; a broken one is a problem when it is read."""
    (tmp_path / "a.JSONL.gz").write_bytes(gzip.compress("您好".encode()))
    (tmp_path / "b.gz").write_bytes(b"not packed")
    (tmp_path / "c.gz").write_bytes(gzip.compress(os.urandom(9999))[:-200])
    assert found(tmp_path)[0][1] == "您好"
    assert [code for _, code in found(tmp_path)[1:]] == ["cannot-unpack", "cannot-unpack"]
    suffixes = [item.suffix for item in sources.sources([tmp_path]) if isinstance(item, Opened)]
    assert suffixes == [".jsonl", "", ""]


def test_members_of_an_archive(tmp_path: Path) -> None:
    """In order of their names, which show the archive; hidden ones and those of macOS are left out."""
    with zipfile.ZipFile(tmp_path / "五月.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b/二.txt", "二")
        archive.writestr("a.csv.gz", gzip.compress("一".encode()))
        archive.writestr("b/", "")
        archive.writestr("inner.zip", b"")
        archive.writestr(".DS_Store", "x")
        archive.writestr("__MACOSX/b/._二.txt", "x")
        archive.writestr("README", "三")
    assert found(tmp_path / "五月.zip") == [
        ("五月.zip/README", "三"),
        ("五月.zip/a.csv.gz", "一"),
        ("五月.zip/b/二.txt", "二"),
        ("五月.zip/inner.zip", "nested-archive"),
    ]


@pytest.mark.parametrize("codec", ["gb18030", "big5"])
def test_names_in_the_encoding_of_an_old_computer(tmp_path: Path, codec: str) -> None:
    """Windows packs file names as GBK or Big5 without saying so."""
    name = "客服錄音.txt"
    plain = tmp_path / "a.zip"
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("x" * len(name.encode(codec)), "您好")
    raw = plain.read_bytes().replace(b"x" * len(name.encode(codec)), name.encode(codec))
    plain.write_bytes(raw)
    assert found(plain) == [(f"a.zip/{name}", "您好")]


def test_bombs_do_not_go_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members, archives and .gz files over their limits are refused, also when they lie about their size."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", b"\0" * 1000)
        archive.writestr("small.txt", b"ok")
    (tmp_path / "b.gz").write_bytes(gzip.compress(b"\0" * 1000))
    monkeypatch.setattr(sources, "LARGEST_UNPACKED", 100)
    assert found(tmp_path) == [
        (f"{tmp_path.name}/a.zip/big.txt", "file-too-large"),
        (f"{tmp_path.name}/a.zip/small.txt", "ok"),
        (f"{tmp_path.name}/b.gz", "file-too-large"),
    ]
    monkeypatch.setattr(sources, "LARGEST_ARCHIVE", 100)
    assert found(tmp_path / "a.zip") == [("a.zip", "archive-too-large")]
    monkeypatch.setattr(sources, "MOST_MEMBERS", 1)
    assert found(tmp_path / "a.zip") == [("a.zip", "archive-too-large")]


def test_broken_archives(tmp_path: Path) -> None:
    """No archive at all, a member whose bytes are wrong, one with a password."""
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 nothing")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("x.txt", "you and me")
    (tmp_path / "b.zip").write_bytes((tmp_path / "b.zip").read_bytes().replace(b"you and me", b"you or  me"))
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("x.txt", "secret")
    raw = bytearray((tmp_path / "c.zip").read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", raw, raw.index(mark) + offset, 1)
    (tmp_path / "c.zip").write_bytes(raw)
    assert [code for _, code in found(tmp_path)] == ["bad-archive", "cannot-unpack", "cannot-unpack"]


def test_a_problem_reads_as_a_sentence(tmp_path: Path) -> None:
    """Source, reason and advice."""
    (problem,) = sources.sources([tmp_path / "x.csv"])
    assert isinstance(problem, TranscriptProblem)
    assert str(problem) == f"{tmp_path / 'x.csv'}: No such file or directory → check the path"
