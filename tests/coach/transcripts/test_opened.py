"""One file, whatever it came out of: bytes, text, lines, JSON and its head."""

import io
import json
from pathlib import Path

import pytest

from coach.transcripts import opened
from coach.transcripts.opened import HEAD_BYTES, Head, Opened
from coach.transcripts.problem import ReadingError


def file(raw: bytes, name: str = "a.txt", encoding: str | None = None) -> Opened:
    return Opened(name, Path(name).suffix, lambda: io.BytesIO(raw), encoding)


def refused(raw: bytes, how: str = "text", encoding: str | None = None) -> ReadingError:
    one = file(raw, encoding=encoding)
    with pytest.raises(ReadingError) as caught:
        list(getattr(one, how)())
    return caught.value


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_text_and_lines_come_without_mark_and_line_ends(codec: str) -> None:
    """The byte order mark is no character of the text, and all three line ends end a line."""
    one = file("客服：您好\r\n客户：在吗\n系统：转接\r完".encode(codec))
    assert one.text() == "客服：您好\r\n客户：在吗\n系统：转接\r完"
    assert list(one.lines()) == ["客服：您好", "客户：在吗", "系统：转接", "完"]


def test_mark_before_an_encoding_that_was_named() -> None:
    """Whoever names UTF-8 does not know of the mark."""
    one = file("\ufeff您好".encode(), encoding="utf-8")
    assert (one.text(), list(one.lines())) == ("您好", ["您好"])


def test_undecodable_byte_is_named() -> None:
    """The byte, its place in the file, and the line."""
    error = refused("您好\n再".encode() + b"\xff")
    assert (error.code, error.message, error.place) == (
        "undecodable",
        "byte 0xFF is not UTF-8",
        "line 2, byte 11 of the file",
    )


def test_lines_go_on_after_one_that_cannot_be_decoded() -> None:
    """Only the line with the byte is lost."""
    lines = list(file("您好\n".encode() + b"a\xff\n" + "再见".encode()).each_line())
    assert [line if isinstance(line, str) else line.place for line in lines] == ["您好", "line 2, character 2", "再见"]
    assert refused(b"a\xff\nb", "lines").message == "byte 0xFF is not UTF-8"


def test_half_a_character_of_utf16() -> None:
    """A lone surrogate is named by its number, a file cut within a character ends with the problem."""
    lone = "您好\n".encode("utf-16-le") + b"\x00\xd8" + "\n再见".encode("utf-16-le")
    lines = list(file(lone, encoding="utf-16-le").each_line())
    assert [line if isinstance(line, str) else line.message for line in lines] == [
        "您好",
        "U+D800 is half a character",
        "再见",
    ]
    cut = list(file("您好\n再见".encode("utf-16-le")[:-1], encoding="utf-16-le").each_line())
    assert isinstance(cut[-1], ReadingError)
    assert cut[-1].place == "line 2"


def test_endless_line_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line beyond the limit is one problem, and the lines after it keep their numbers."""
    monkeypatch.setattr(opened, "LONGEST_LINE", 10)
    lines = list(file(b"ab\n" + b"x" * 35 + b"\ncd\n\xff").each_line())
    assert [line if isinstance(line, str) else (line.code, line.place) for line in lines] == [
        "ab",
        ("line-too-long", "line 2"),
        "cd",
        ("undecodable", "line 4, character 1"),
    ]


def test_document_beyond_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """What can only be read as a whole has a limit."""
    monkeypatch.setattr(opened, "LARGEST_DOCUMENT", 10)
    assert refused(b"[1, 2, 3, 4]", "json").code == "file-too-large"


@pytest.mark.parametrize(
    ("raw", "place", "message"),
    [
        (b'{"a": 1,\n "b" 2}', "line 2, column 6", "not JSON: Expecting ':' delimiter"),
        (b'{"a": NaN}', "", "JSON that cannot be read: NaN is no number of JSON"),
        (b"[" * 5000, "", "JSON that cannot be read: more than 100 levels deep"),
        (b"", "line 1, column 1", "not JSON: Expecting value"),
    ],
)
def test_json_that_is_none_says_where(raw: bytes, place: str, message: str) -> None:
    """Line and column where the parser knows them."""
    error = refused(raw, "json")
    assert (error.place, error.message) == (place, message)


def test_named_encoding_must_exist() -> None:
    """The advice lists those in use; a codec that is not for text is none."""
    for name in ("martian", "base64", "a\0b"):
        assert refused(b"a", "text", name).code == "unknown-encoding"
    assert file("您".encode("big5"), encoding="BIG5-HKSCS").text() == "您"


def test_missing_file_says_why(tmp_path: Path) -> None:
    """A file that vanished between finding and reading is a reading error."""
    gone = Opened("gone.txt", ".txt", (tmp_path / "gone.txt").open)  # type: ignore[arg-type]
    with pytest.raises(ReadingError, match="No such file"):
        gone.text()


@pytest.mark.parametrize(
    ("name", "suffix", "stem"),
    [
        ("五月/通话.csv", ".csv", "通话"),
        ("a.zip/b/c.JSON.gz", ".json", "c"),
        ("no-suffix", "", "no-suffix"),
        ("x\\y.txt", ".txt", "y"),
    ],
)
def test_stem_is_the_bare_name(name: str, suffix: str, stem: str) -> None:
    """Folders, archives, .gz and suffix are left out."""
    assert Opened(name, suffix, io.BytesIO).stem == stem


def test_head_is_the_beginning() -> None:
    """At most 64 KiB of it, not cut within a character; a workbook has no text."""
    head = Head(file("好".encode() * HEAD_BYTES))
    assert len(head.raw) == HEAD_BYTES
    assert set(head.text) == {"好"}
    assert Head(file("您好\n".encode("utf-16"))).text == "您好\n"
    assert Head(file(b"PK\x03\x04xxxx")).text == ""
    assert Head(file(b"a\xff")).text == "a\ufffd"


def test_json_of_the_head_is_the_whole_file() -> None:
    """It is parsed once, when asked for; what is no JSON document is None."""
    document = {"segments": ["x" * HEAD_BYTES]}
    one = file(json.dumps(document).encode())
    head = Head(one)
    assert head.json == document
    assert one.json() is head.json
    broken = Head(file(b"{broken"))
    assert broken.json is None
    assert broken.broken
    assert broken.broken.code == "not-json"
    assert head.broken is None
    assert Head(file("客服：您好".encode())).json is None
    assert Head(file(b"{}", "a.jsonl")).json is None
