"""Ranges of whole lines of a file."""

import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.transcripts import ranges
from coach.transcripts.ranges import LineRange, line_ranges

CONTENT = st.lists(
    st.sampled_from([b"\n", b"\r\n", b"\r", b"\x00", "謝".encode(), b"a" * 7, b"{}", b"\xff"]), max_size=40
).map(b"".join)


def read(part: LineRange) -> bytes:
    with part.open() as stream:
        return stream.read()


@given(CONTENT | st.binary(max_size=200), st.integers(1, 50))
@example(b"", 1)
@example(b"\n\n\n", 1)
@example(b"a\nb", 1)
@example(b"a\nb", 2)
@example(b"ab\ncd\n", 3)
@example(b"ab\r\ncd", 3)
@example(b"abcdef", 2)
def test_the_ranges_are_the_file(content: bytes, size: int) -> None:
    """One after the other they are the file; each begins with a line and knows the number of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.jsonl"
        path.write_bytes(content)
        parts = list(line_ranges(path, size))
        texts = [read(part) for part in parts]
    assert b"".join(texts) == content
    assert all(before.end == after.start for before, after in pairwise(parts))
    assert all(text.endswith(b"\n") for text in texts[:-1])
    for part, text in zip(parts, texts, strict=True):
        assert part.first == 1 + content[: part.start].count(b"\n")
        assert len(text) == part.end - part.start > 0
        # No longer than it has to be: without its last line it is shorter than asked for.
        assert len(text) - len(text.splitlines(keepends=True)[-1]) < size or b"\r" in text or b"\x0b" in text
    assert all(len(text) >= size for text in texts[:-1])


def test_a_part_is_read_like_a_file(tmp_path: Path) -> None:
    """Line by line, in pieces, again from its beginning; its end is the end."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"one\ntwo\nthree\nfour\n")
    first, second, *_ = line_ranges(path, 5)
    with second.open() as stream:
        assert (stream.readline(), stream.read(2), stream.read(), stream.read()) == (b"three\n", b"", b"", b"")
    with first.open() as stream:
        assert list(stream) == [b"one\n", b"two\n"]
    assert (second.start, second.end, second.first) == (8, 14, 3)


def test_files_larger_than_a_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read at a time is limited, however large the ranges are."""
    monkeypatch.setattr(ranges, "_CHUNK", 3)
    path = tmp_path / "a.jsonl"
    content = b"one\ntwo\r\nthree\n" * 20
    path.write_bytes(content)
    parts = list(line_ranges(path, 50))
    assert b"".join(map(read, parts)) == content
    assert [part.first for part in parts] == [1 + content[: part.start].count(b"\n") for part in parts]
    assert len(parts) == 6


def test_a_file_that_became_shorter_ends_earlier(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"one\ntwo\n")
    (part,) = line_ranges(path, 100)
    path.write_bytes(b"one\n")
    assert read(part) == b"one\n"


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        list(line_ranges(tmp_path / "nowhere.jsonl", 10))
    with pytest.raises(OSError, match="No such file"):
        LineRange(tmp_path / "nowhere.jsonl", 0, 1, 1).open()
