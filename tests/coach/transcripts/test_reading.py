"""Files of all formats through the front door."""

import csv
import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from coach.transcript import Transcript, TranscriptProblem
from coach.transcripts import FORMATS, ReadOptions, read_paths
from coach.turn import Turn
from phrasebook.locate import data_folder
from tests.coach.transcripts.files import SAMPLES, read

PLAIN = ("jsonl", "workbook", "delimited", "text")
Writer = Callable[[tuple[Turn, ...]], bytes]


def as_jsonl(turns: tuple[Turn, ...]) -> bytes:
    rows = [{"role": turn.role, "text": turn.text, "start": turn.start, "end": turn.end} for turn in turns]
    return json.dumps({"turns": rows}, ensure_ascii=False).encode()


def as_document(turns: tuple[Turn, ...]) -> bytes:
    return json.dumps(json.loads(as_jsonl(turns)), indent=2).encode()


def as_csv(codec: str, delimiter: str = ",", scale: int = 1) -> Writer:
    def write(turns: tuple[Turn, ...]) -> bytes:
        table = io.StringIO()
        writer = csv.writer(table, delimiter=delimiter)
        writer.writerow(["角色", "内容", "开始时间", "结束时间"])
        for turn in turns:
            times = [
                None if time is None else round(time * scale) if scale > 1 else time for time in (turn.start, turn.end)
            ]
            writer.writerow([turn.role, turn.text, *times])
        return table.getvalue().encode(codec)

    return write


def as_xlsx(turns: tuple[Turn, ...]) -> bytes:
    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["role", "text", "start", "end"])
    for number, turn in enumerate(turns, start=1):
        sheet.write_row(number, 0, [turn.role, turn.text, turn.start, turn.end])
    book.close()
    return raw.getvalue()


def as_text(codec: str) -> Writer:
    def write(turns: tuple[Turn, ...]) -> bytes:
        label = {"agent": "客服", "customer": "客户", "system": "系统", None: "谁"}
        lines = (
            f"[{turn.start}-{turn.end}] {label[turn.role]}：{turn.text}"
            if turn.start is not None
            else f"{label[turn.role]}：{turn.text}"
            for turn in turns
        )
        return "\r\n".join(lines).encode(codec)

    return write


WAYS: dict[str, tuple[str, Writer]] = {
    "jsonl": ("a.jsonl", as_jsonl),
    "document": ("a.json", as_document),
    "csv": ("a.csv", as_csv("utf-8-sig")),
    "csv of milliseconds": ("a.csv", as_csv("utf-8", scale=1000)),
    "csv of Windows": ("a.csv", as_csv("gb18030", ";")),
    "tsv of Excel": ("a.txt", as_csv("utf-16", "\t")),
    "workbook": ("a.xlsx", as_xlsx),
    "text": ("a.txt", as_text("utf-8")),
    "text of Windows": ("a.txt", as_text("gb18030")),
    "text without a mark": ("a.txt", as_text("utf-16-be")),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("sample", ["shop-chat", "bank-hotline", "taiwan-hotel", "hong-kong-bank"])
def test_the_same_turns_whatever_the_format(way: str, sample: str) -> None:
    """A conversation is the same out of every format and encoding."""
    path = data_folder() / "samples" / f"{sample}.jsonl"
    (expected,) = read_paths([path])
    assert isinstance(expected, Transcript)
    name, write = WAYS[way]
    reading = read(write(expected.turns), name)
    assert (reading.seen, [one.turns for one in reading.transcripts]) == ([], [expected.turns])


def test_folder_of_samples() -> None:
    """Each file of the samples gives conversations and no problem, with its name as the source."""
    read_all = list(read_paths([SAMPLES]))
    assert [item for item in read_all if isinstance(item, TranscriptProblem)] == []
    assert {item.source for item in read_all} == {str(path) for path in SAMPLES.iterdir()}


def test_archive(tmp_path: Path) -> None:
    """What is in an archive, packed once more or not, is read as if it lay there."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("五月/a.txt", "客服：您好")
        archive.writestr("五月/b.csv.gz", gzip.compress("角色,内容\n客服,您好\n".encode()))
    assert [(Path(item.source).name, getattr(item, "id", None)) for item in read_paths([tmp_path])] == [
        ("a.txt", "a"),
        ("b.csv.gz", "b"),
    ]


def test_a_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    """Whatever is wrong with it."""
    (tmp_path / "a.txt").write_text("客服：您好", "utf-8")
    (tmp_path / "b.json").write_text("{", "utf-8")
    (tmp_path / "c.bin").write_bytes(bytes(range(256)))
    (tmp_path / "d.csv").write_bytes(b"")
    (tmp_path / "e.jsonl").write_text("\n", "utf-8")
    (tmp_path / "f.txt").write_text("客服：您好", "utf-8")
    codes = [
        item.code if isinstance(item, TranscriptProblem) else item.id for item in read_paths([tmp_path, "nowhere"])
    ]
    assert codes == ["a", "not-json", "unknown-format", "empty-file", "no-conversation", "f", "no-file"]


def test_unknown_format_names_those_known() -> None:
    """So does a format that was named and is none."""
    (problem,) = read("???", "a.bin").problems
    assert all(name in problem.advice for name in FORMATS)
    (problem,) = read("客服：您好", "a.txt", ReadOptions(format="docx")).problems
    assert (problem.code, problem.message) == ("unknown-format", "there is no format “docx”")


def test_plain_formats_are_tried_in_order() -> None:
    """Those that take much for theirs come after those with marks of their own."""
    assert [name for name in FORMATS if name in PLAIN] == list(PLAIN)
    assert list(FORMATS)[-3:] == list(PLAIN[1:])


def test_named_format_and_encoding() -> None:
    """They overrule what would be detected."""
    assert read("角色,内容\n客服,您好\n", "a.txt", ReadOptions(format="delimited")).turns == [("agent", None, "您好")]
    assert [code for _, code, _ in read("客服：您好", "a.txt", ReadOptions(format="jsonl")).seen] == ["not-json"]


@given(
    st.binary(max_size=200), st.sampled_from(["a.txt", "a.csv", "a.json", "a.jsonl", "a.xlsx", "a.xls", "a.vtt", "a"])
)
def test_any_bytes_are_read_or_reported(raw: bytes, name: str) -> None:
    """Nothing raises, and no file passes without a word."""
    for item in (reading := read(raw, name)).transcripts:
        assert item.turns
    assert reading.transcripts or reading.problems


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_damaged_samples(path: Path) -> None:
    """Bytes that are lost, doubled or changed never raise."""
    chance = random.Random(7)
    raw = path.read_bytes()
    for _ in range(15):
        at, length = chance.randrange(len(raw)), chance.randrange(1, 9)
        piece = chance.choice([b"", b"\xff", b'"', b"\0" * 3, raw[at : at + length] * 2])
        reading = read(raw[:at] + piece + raw[at + length :], path.name)
        assert reading.transcripts or reading.problems
