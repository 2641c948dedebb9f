"""Files of rulings: read whatever is in them, append only what is in order."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coach.ruling import Ruling, RulingProblem, RulingRefused, ruling_from
from coach.rulings_file import append_ruling, read_rulings, rulings_in
from tests.coach.test_ruling import CONFIRM, MARK

APPEAL = {**CONFIRM, "do": "appeal", "as": "agent", "by": "李", "reason": "那是客人說的"}


def as_line(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode() + b"\n"


def test_rulings_are_read_by_conversation(tmp_path: Path) -> None:
    path = tmp_path / "rulings.jsonl"
    other = {**MARK, "conversation": "c-2"}
    path.write_bytes(b"\xef\xbb\xbf" + as_line(CONFIRM) + b"\n  \r\n" + as_line(other) + as_line(APPEAL))
    ledger = read_rulings(path)
    assert [ruling.as_dict() for ruling in ledger.of("c-1")] == [CONFIRM, APPEAL]
    assert [(ruling.source, ruling.line) for ruling in ledger.of("c-2")] == [("rulings.jsonl", 4)]
    assert ledger.of("c-3") == []
    assert ledger.problems == []


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (b"confirm\n", "not-json", "this line is no JSON →"),
        (b'{"at": "2026', "not-json", "this line is no JSON, and it breaks off →"),
        (b"[" * 100_000 + b"\n", "not-json", "this line is no JSON →"),
        (b"9" * 10_000 + b"\n", "not-json", "this line is no JSON →"),
        (b'{"points": NaN}\n', "not-json", "NaN is no JSON →"),
        (b'{"do": "mark", "do": "confirm"}\n', "duplicate-key", "a key stands twice →"),
        (b'{"by": "\xff"}\n', "not-utf8", "this line is not UTF-8 →"),
        (b"null\n", "not-an-object", "this is no JSON object →"),
    ],
)
def test_lines_that_are_no_ruling(line: bytes, code: str, words: str) -> None:
    """They are told, and the lines around them are read."""
    first, bad, last = rulings_in([as_line(CONFIRM), line, as_line(APPEAL)], "r.jsonl")
    assert isinstance(first, Ruling)
    assert isinstance(last, Ruling)
    assert isinstance(bad, RulingProblem)
    assert (bad.source, bad.line, bad.code) == ("r.jsonl", 2, code)
    assert words in str(bad)


def test_lines_are_read_one_at_a_time() -> None:
    """A long file need not fit into memory."""

    def endless() -> Any:
        while True:
            yield as_line(CONFIRM)

    assert isinstance(next(rulings_in(endless())), Ruling)


def test_what_is_appended_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "rulings.jsonl"
    for data in (CONFIRM, MARK, APPEAL):
        append_ruling(path, ruling_from(data))
    assert [json.loads(line) for line in path.read_text("utf-8").splitlines()] == [CONFIRM, MARK, APPEAL]
    assert "王組長" in path.read_text("utf-8")


def test_a_lone_surrogate_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "rulings.jsonl"
    reason = "壞字 \ud800 \0"
    append_ruling(path, ruling_from({**CONFIRM, "do": "reject", "reason": reason}))
    assert read_rulings(path).of("c-1")[0].reason == reason


def test_what_was_there_stays(tmp_path: Path) -> None:
    """Even a line that was cut off: the new one begins a line of its own."""
    path = tmp_path / "rulings.jsonl"
    path.write_bytes(as_line(CONFIRM) + b'{"at": "20')
    append_ruling(path, ruling_from(APPEAL))
    assert path.read_bytes().startswith(as_line(CONFIRM) + b'{"at": "20\n{')
    ledger = read_rulings(path)
    assert [ruling.do for ruling in ledger.of("c-1")] == ["confirm", "appeal"]
    assert [problem.line for problem in ledger.problems] == [2]


@pytest.mark.parametrize(
    ("ruling", "code"),
    [
        ({**CONFIRM, "by": "周"}, "out-of-order"),
        ({**APPEAL, "by": "王組長"}, "same-person"),
        ({**APPEAL, "conversation": "c-2"}, "out-of-order"),
        ({**APPEAL, "finding": "another"}, "out-of-order"),
    ],
)
def test_what_is_out_of_order_is_not_written(tmp_path: Path, ruling: dict[str, Any], code: str) -> None:
    path = tmp_path / "rulings.jsonl"
    append_ruling(path, ruling_from(CONFIRM))
    before = path.read_bytes()
    with pytest.raises(RulingRefused) as caught:
        append_ruling(path, ruling_from(ruling))
    assert caught.value.problem.code == code
    assert path.read_bytes() == before


def test_what_is_not_well_formed_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "rulings.jsonl"
    made = Ruling(datetime(2026, 1, 31, tzinfo=UTC), "王", "reviewer", "c-1", "reject", finding="key")
    with pytest.raises(RulingRefused, match="no-reason"):
        append_ruling(path, made)
    assert not path.exists()


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        read_rulings(tmp_path / "missing.jsonl")
