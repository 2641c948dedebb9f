"""One YAML file: data with places, and what is refused."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phrasebook.errors import PhrasebookInvalid, Problem
from phrasebook.yamlfile import MAX_BYTES, YamlFile, read


def file_of(folder: Path, content: str | bytes) -> YamlFile:
    path = folder / "x.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, "acts/x.yaml")


def refused(folder: Path, content: str | bytes) -> Problem:
    with pytest.raises(PhrasebookInvalid) as caught:
        file_of(folder, content)
    (problem,) = caught.value.problems
    assert problem.path == "acts/x.yaml"
    assert problem.advice
    return problem


@pytest.mark.parametrize(
    ("content", "data"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("a: [x, {b: y}]", {"a": ["x", {"b": "y"}]}),
        ("a: true\nb: false", {"a": True, "b": False}),
        # What YAML 1.1 would turn into something else stays what the trainer typed.
        (
            "a: [no, yes, on, 1, 1.0, null, ~, 0x1F, 2001-01-01]",
            {"a": ["no", "yes", "on", "1", "1.0", "null", "~", "0x1F", "2001-01-01"]},
        ),
        ('a: "true"', {"a": "true"}),
        ("不: 行", {"不": "行"}),
        ("\ufeffa: b", {"a": "b"}),
        ("a: !!int 5", {"a": "5"}),
        ("a: 😀\u200b", {"a": "😀\u200b"}),
    ],
)
def test_data(tmp_path: Path, content: str, data: Any) -> None:
    assert file_of(tmp_path, content).data == data


def test_every_key_and_value_has_its_place(tmp_path: Path) -> None:
    marks = file_of(tmp_path, "甲:\n  - 乙: 1\n    丙: [x, y]\n").marks
    assert marks == {
        (): (1, 1),
        ("甲",): (1, 1),
        ("甲", 0): (2, 5),
        ("甲", 0, "乙"): (2, 5),
        ("甲", 0, "丙"): (3, 5),
        ("甲", 0, "丙", 0): (3, 9),
        ("甲", 0, "丙", 1): (3, 12),
    }


@pytest.mark.parametrize(
    ("place", "inside", "expected"),
    [
        (("a", 1), 0, (1, 8)),
        (("a", 1), None, (1, 8)),
        (("a", 1), 3, (1, 11)),
        (("a", 2), None, (1, 11)),
        (("a", 2), 0, (1, 12)),
        (("a", 3), 2, (1, 19)),
        (("a", 1, "deeper", "still"), 0, (1, 8)),
        (("b",), 0, (1, 1)),
    ],
)
def test_a_problem_is_at_the_nearest_place_that_is_written(
    tmp_path: Path, place: tuple[str | int, ...], inside: int | None, expected: tuple[int, int]
) -> None:
    """`inside` counts the characters of the text; a quotation mark is none of them."""
    problem = file_of(tmp_path, "a: [x, y, 'z', \"zzz\"]").problem(place, "code", "message", "advice", inside)
    assert (problem.line, problem.column) == expected


def test_a_problem_in_an_empty_file_is_at_its_beginning(tmp_path: Path) -> None:
    problem = file_of(tmp_path, "").problem(("a",), "code", "message", "advice")
    assert (problem.line, problem.column) == (1, 1)


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        ("a: b\nc: &anchor d", "yaml-alias", 2, 4),
        ("a: *b", "yaml-alias", 1, 4),
        ("a: &x [1]\nb: {<<: *x}", "yaml-alias", 1, 4),
        ("a: b\na: c", "duplicate-key", 2, 1),
        ("a:\n  - {b: 1, b: 2}", "duplicate-key", 2, 12),
        ("{[a]: b}", "bad-key", 1, 2),
        ("a: b\n{x: 1}: c", "bad-key", 2, 1),
        ("a: [b", "not-yaml", 2, 1),
        ("a: b\n\tc: d", "not-yaml", 2, 1),
        ("a: b: c", "not-yaml", 1, 5),
        ("a: b\n---\nc: d", "not-yaml", 2, 1),
        ("a: \x07", "not-yaml", 1, 1),
        (b"a: b\nc: \xff", "not-utf8", 2, 1),
        ("a: b".encode("utf-16"), "not-utf8", 1, 1),
        ("x" * 10_000_000, "file-too-large", 1, 1),
    ],
    ids=lambda value: value[:12] if isinstance(value, str | bytes) else None,
)
def test_what_is_refused(tmp_path: Path, content: str | bytes, code: str, line: int, column: int) -> None:
    problem = refused(tmp_path, content)
    assert (problem.code, problem.line, problem.column) == (code, line, column)


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("[" * 1500 + "]" * 1500, 21),
        ("{a: " * 1500 + "}" * 1500, 81),
        ("- " * 20_000 + "x", 41),
        # these have crashed the process, or kept it busy for ever
        ("[" * 400_000, 21),
        ("{" * 400_000, 21),
        ("- " * 400_000, 41),
        ("? " * 400_000, 41),
    ],
)
def test_what_is_nested_without_end_is_refused(tmp_path: Path, content: str, column: int) -> None:
    problem = refused(tmp_path, content)
    assert (problem.code, problem.message, problem.column) == ("not-yaml", "nested too deeply", column)


def test_what_is_nested_deeper_than_needed_is_read(tmp_path: Path) -> None:
    assert str(file_of(tmp_path, "[" * 20 + "x" + "]" * 20).data).count("[") == 20


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").mkdir()
    with pytest.raises(PhrasebookInvalid, match="not-a-file"):
        read(tmp_path / "x.yaml", "acts/x.yaml")


def test_what_the_system_cannot_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").symlink_to("nowhere")
    with pytest.raises(PhrasebookInvalid, match=r"acts/x\.yaml:1:1: \[not-readable\] No such file"):
        read(tmp_path / "x.yaml", "acts/x.yaml")


def test_the_size_limit_is_said(tmp_path: Path) -> None:
    content = "# " + "x" * (MAX_BYTES - 2)
    assert file_of(tmp_path, content).data is None
    assert refused(tmp_path, content + "x").message == "2,000,001 bytes; the limit is 2,000,000"


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.binary(max_size=40), st.text(st.sampled_from("a: -[]{}&*!|>'\"#%@\n\t\x00不"), max_size=30)))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: str | bytes) -> None:
    folder = tmp_path_factory.getbasetemp()
    problems: list[Problem] = []
    try:
        file_of(folder, content)
    except PhrasebookInvalid as error:
        problems = error.problems
    assert len(problems) <= 1
