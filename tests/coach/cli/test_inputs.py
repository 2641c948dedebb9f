"""What `check` reads, and what it says about what cannot be read."""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.cli.inputs import InputError, Utterance, json_record, read_source, utterance_of
from coach.jsontext import json_bytes


def codes(read: list[Utterance | InputError]) -> list[str | None]:
    """Return the texts of what was read, and the codes of what was not."""
    return [item.code if isinstance(item, InputError) else item.text for item in read]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"text": "好"}, Utterance("好")),
        ({"text": "", "role": "customer", "id": {"a": 1}}, Utterance("", "customer", {"a": 1})),
        ({"text": "\ud800", "label": 1, "role": "system"}, Utterance("\ud800", "system")),
    ],
)
def test_records(record: Any, expected: Utterance) -> None:
    """Text, role and id are taken; other keys are ignored."""
    assert expected == utterance_of(record, 1)


@pytest.mark.parametrize(
    ("record", "code", "message"),
    [
        (5, "not-an-object", "not a JSON object"),
        (None, "not-an-object", "not a JSON object"),
        ([{"text": "好"}], "not-an-object", "not a JSON object"),
        ({}, "bad-text", "“text” is missing"),
        ({"text": None}, "bad-text", "is NoneType, not a string"),
        ({"text": ["好"]}, "bad-text", "is list, not a string"),
        ({"text": "好", "role": "boss"}, "bad-role", 'unknown role "boss"'),
        ({"text": "好", "role": None}, "bad-role", "unknown role null"),
        ({"text": "好", "role": []}, "bad-role", "unknown role []"),
        ({"text": "好", "role": "\ud800\x1b"}, "bad-role", 'unknown role "\\ud800\\u001b"'),
    ],
)
def test_records_of_another_shape(record: Any, code: str, message: str) -> None:
    """A record that is no utterance is named with its line, a stable code and what to do."""
    with pytest.raises(InputError) as caught:
        utterance_of(record, 7)
    error = caught.value
    assert error.as_dict() == {"line": 7, "code": code, "message": error.message, "advice": error.advice}
    assert message in error.message
    assert str(error) == f"line 7: {error.message} → {error.advice}"


def test_a_long_unknown_role_is_cut() -> None:
    """A megabyte of role does not come back."""
    with pytest.raises(InputError) as caught:
        utterance_of({"text": "好", "role": "x" * 1_000_000}, 1)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"oops", "not-json"),
        (b'{"text": "a"', "not-json"),
        (b'{"text": "a"} {}', "not-json"),
        (b'{"text": "\x00"}', "not-json"),
        (b"[" * 100_000, "not-json"),
        (b'{"id": ' + b"9" * 5000 + b"}", "not-json"),
        (b'{"id": ' + b"[" * 100 + b"]" * 100 + b"}", "not-json"),
        (b'{"id": NaN}', "not-json"),
        (b'{"id": -1e999}', "not-json"),
        (b'{"text": "\xff"}', "not-utf8"),
        ('{"text": "我不知道"}'.encode("gb18030"), "not-utf8"),
    ],
)
def test_lines_that_are_not_json(raw: bytes, code: str) -> None:
    """Broken, truncated, doubled, too deep, too large and wrongly encoded lines are errors with a place."""
    with pytest.raises(InputError) as caught:
        json_record(raw, 3)
    assert (caught.value.code, caught.value.line) == (code, 3)


@pytest.mark.parametrize("value", [1.5, -0.25, 10**30, [[{"a": []}]]])
def test_values_are_read_as_they_are(value: Any) -> None:
    """Numbers with a fraction, large ones and nested values."""
    assert json_record(json.dumps({"id": value}).encode(), 1) == {"id": value}


def test_what_is_read_can_be_written() -> None:
    """As deep as can be read."""
    record = json_record(b"[" * 100 + b"]" * 100, 1)
    assert json.loads(json_bytes(record, indent=2)) == record


@pytest.mark.parametrize(("line", "code"), [(1, None), (2, "not-json")])
def test_a_byte_order_mark_may_stand_on_the_first_line_only(line: int, code: str | None) -> None:
    """Windows editors write one at the start of the file."""
    raw = b'\xef\xbb\xbf{"text": "a"}'
    if code is None:
        assert json_record(raw, line) == {"text": "a"}
    else:
        with pytest.raises(InputError, match="BOM"):
            json_record(raw, line)


@pytest.mark.parametrize(
    "text",
    [
        "喂，你找誰",
        "",
        "😀",
        "不\x00知道",
        "好" * 1_000_000,
        "\udcff",
        "a/b",
        "C:\\x",
        "他/她",
        "/dev/您好",
        "file.pdf",
    ],
)
def test_a_text_is_a_text(text: str) -> None:
    """Whatever is no file is the text itself, also where no path could look like that."""
    assert list(read_source(text)) == [Utterance(text)]


@pytest.mark.parametrize("name", ["missing.jsonl", "missing.txt", "a/b.csv", "x.json"])
def test_a_missing_file_is_not_taken_for_a_text(name: str) -> None:
    """A mistyped file name must not give a clean report."""
    (error,) = read_source(name)
    assert isinstance(error, InputError)
    assert error.code == "no-file"
    assert str(error) == f"there is no file {name} → check the path"


@pytest.mark.parametrize("name", ["calls", "chat.txt", "chat.jsonl"])
@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_there_but_is_no_file(tmp_path: Path, name: str, make: Callable[[Path], None]) -> None:
    """A folder or a pipe is named, neither taken for a clean text nor waited for."""
    make(tmp_path / name)
    (error,) = read_source(str(tmp_path / name))
    assert isinstance(error, InputError)
    assert (error.code, error.message) == ("not-a-file", f"{tmp_path / name} is there, but is no file")


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read is an error with the system's reason."""

    def refused(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "a.txt"
    file.touch()
    monkeypatch.setattr(Path, "read_bytes", refused)
    (error,) = read_source(str(file))
    assert isinstance(error, InputError)
    assert (error.code, error.message) == ("unreadable", f"{file}: Permission denied")


def test_a_path_that_may_not_be_followed(tmp_path: Path) -> None:
    """What cannot even be looked at is no text either."""
    (tmp_path / "loop").symlink_to("loop")
    assert codes(list(read_source(str(tmp_path / "loop")))) == ["unreadable"]


def test_a_file_of_lines(tmp_path: Path) -> None:
    """One utterance a line: no byte order mark, any line ending, empty lines left out, wrong bytes named."""
    file = tmp_path / "chat.txt"
    file.write_bytes(b"\xef\xbb\xbf" + "您好\r\n\n  \n等着\n".encode() + b"\xff\n" + "再見\u2028好\x85".encode())
    read = list(read_source(str(file)))
    assert codes(read) == ["您好", "等着", "not-utf8", "再見\u2028好\x85"]
    utterances = [item for item in read if isinstance(item, Utterance)]
    assert [(item.source, item.file, item.column) for item in utterances] == [("chat.txt", str(file), 1)] * 3
    assert [item.line for item in utterances] == [1, 4, 6]
    assert [item.file for item in read if isinstance(item, InputError)] == [str(file)]
    assert str(read[2]) == "line 5: chat.txt: byte 1 is not UTF-8 → save the file as UTF-8"


@pytest.mark.parametrize("raw", [b"", b"\n \r\n\t", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.log"])
def test_an_empty_file(tmp_path: Path, name: str, raw: bytes) -> None:
    """Nothing to say is nothing to check."""
    (tmp_path / name).write_bytes(raw)
    assert list(read_source(str(tmp_path / name))) == []


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads lines from standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("您好\n等着".encode())))
    assert list(read_source("-")) == [
        Utterance("您好", source="stdin", line=1, column=1),
        Utterance("等着", source="stdin", line=2, column=1),
    ]


def records(folder: Path, *lines: Any) -> list[Utterance | InputError]:
    """Write lines as JSON (strings: as they are) into a file and read it."""
    file = folder / "chat.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return list(read_source(str(file)))


def test_a_file_of_utterances(tmp_path: Path) -> None:
    """A .jsonl file holds utterances; what is wrong is named and the rest is read."""
    read = records(tmp_path, {"id": 1, "text": "好"}, "", "oops", {"text": "行", "role": "customer"}, {"text": 5})
    assert codes(read) == ["好", "not-json", "行", "bad-text"]
    assert read[0] == Utterance("好", "agent", 1, "chat.jsonl", file=str(tmp_path / "chat.jsonl"), line=1)
    assert str(read[1]).startswith("line 3: chat.jsonl: not JSON at character 1")


def test_a_file_of_conversations(tmp_path: Path) -> None:
    """A conversation gives its turns, numbered from 0, under its own name."""
    turns = [{"role": "customer", "text": "喂"}, {"role": "agent", "text": "您好", "start": 1.5}]
    file = str(tmp_path / "chat.jsonl")
    assert records(tmp_path, {"id": "call-7", "turns": turns}, {"turns": turns[:1]}, {"id": 3, "turns": []}) == [
        Utterance("喂", "customer", "call-7", "call-7", 0, file, 1),
        Utterance("您好", "agent", "call-7", "call-7", 1, file, 1),
        Utterance("喂", "customer", None, "chat.jsonl", 0, file, 2),
    ]


def test_turns_that_are_no_list(tmp_path: Path) -> None:
    """`turns` of another shape do not make a conversation."""
    assert codes(records(tmp_path, {"id": 1, "turns": "您好"})) == ["bad-text"]


def test_a_broken_turn_does_not_hide_the_others(tmp_path: Path) -> None:
    """What can be read of a conversation is checked all the same."""
    read = records(tmp_path, {"turns": [{"text": "一"}, 5, {"text": "二"}]})
    assert codes(read) == ["一", "not-an-object", "二"]
    assert str(read[1]).startswith("line 1: chat.jsonl: turn 1: this is not a JSON object → ")
    assert [item.turn for item in read if isinstance(item, Utterance)] == [0, 2]


def test_a_conversation_whose_id_is_null_has_the_name_of_its_file(tmp_path: Path) -> None:
    """Nothing is called None."""
    (read,) = records(tmp_path, {"id": None, "turns": [{"text": "好"}]})
    assert read == Utterance("好", source="chat.jsonl", turn=0, file=str(tmp_path / "chat.jsonl"), line=1)


def test_the_role_of_what_names_none(tmp_path: Path) -> None:
    """Texts, lines, records and turns are said by whom the caller says, unless they say it themselves."""
    lines = tmp_path / "lines.txt"
    lines.write_text("好", "utf-8")
    turns = {"turns": [{"text": "a"}, {"text": "b", "role": "agent"}]}
    chat = tmp_path / "chat.jsonl"
    chat.write_text(
        json.dumps({"text": "a"}) + "\n" + json.dumps({"text": "b", "role": "agent"}) + "\n" + json.dumps(turns)
    )
    read = [item for argument in ("好", str(lines), str(chat)) for item in read_source(argument, "customer")]
    roles = [item.role for item in read if isinstance(item, Utterance)]
    assert roles == ["customer", "customer", "customer", "agent", "customer", "agent"]


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ('{"text": "好"}', [11]),
        ('\ufeff{"id": "😀", "text" :"好\u2028"}', [22]),
        ('{"text": ""}', [11]),
        ('{"text": "\\u597d"}', [None]),
        ('{"text": "a\\"b"}', [None]),
        ('{"note": "\\"text\\": \\"好", "text": "好"}', [36]),
        ('{"meta": {"text": "好"}, "text": "好"}', [None]),
        ('{"text": "一", "text": "二"}', [None]),
        ('{"te\\u0078t": "好"}', [None]),
        ('{"turns": [{"text": "一"}, {"role": "agent", "text": "\\n"}, {"text": "三"}]}', [22, None, 70]),
        ('{"turns": [{"text": "一"}, 5, {"text": 5}, {"text": "四"}]}', [22, 53]),
        ('{"text": "x", "turns": [{"text": "一"}]}', [None]),
    ],
)
def test_where_a_text_begins_on_its_line(tmp_path: Path, line: str, columns: list[int | None]) -> None:
    """Its column in code points; none where it is written with escapes or cannot be told from others."""
    read = [item for item in records(tmp_path, line) if isinstance(item, Utterance)]
    assert columns == [item.column for item in read]
    shown = line.removeprefix("\ufeff")
    for item in read:
        assert item.line == 1
        assert item.column is None or shown[item.column - 1 :].startswith(f'{item.text}"')
