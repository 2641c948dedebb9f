"""The records of delimited text."""

import pytest

from coach.transcripts import records
from coach.transcripts.records import read_records


def parsed(text: str, delimiter: str = ",") -> list[tuple[int, list[str] | str]]:
    """Return line and cells of each record, or line and code."""
    found = read_records(iter(text.splitlines(keepends=True)), delimiter)
    return [(one.line, one.error.code if one.error else one.cells) for one in found]


def test_records_and_lines() -> None:
    """A record may span lines; the next one has the number of its first."""
    assert parsed('a,b\r\n"一\n二","说""好"""\n\nc;d,e\n') == [
        (1, ["a", "b"]),
        (2, ["一\n二", '说"好"']),
        (4, []),
        (5, ["c;d", "e"]),
    ]
    assert parsed("a\tb,c", "\t") == [(1, ["a", "b,c"])]
    assert parsed("") == []


def test_a_quote_within_a_word_is_one() -> None:
    """5" is a size, not the beginning of a cell."""
    assert parsed('a,5"\nb,"x"y\n') == [(1, ["a", '5"']), (2, ["b", "xy"])]


def test_an_open_quote_costs_its_line_only() -> None:
    """Whatever follows is read anew, to the end of the file."""
    assert parsed('a,"b\nc,d\ne,"f,\ng"\n') == [(1, ["a", "b\nc,d\ne,f", ""]), (4, ['g"'])]
    assert parsed('a,b\nc,"d\ne,f\ng,h\n') == [(1, ["a", "b"]), (2, "bad-record"), (3, ["e", "f"]), (4, ["g", "h"])]


@pytest.mark.parametrize("lines", [4000, 100_000])
def test_an_open_quote_far_from_the_end(lines: int) -> None:
    """It is noticed by the length of the record, in lines or in characters."""
    assert parsed('a,"b\n' + "c,d\n" * lines)[:3] == [(1, "bad-record"), (2, ["c", "d"]), (3, ["c", "d"])]
    assert parsed('a,"b\n' + "c" * 140_000 + ",d\ne,f\n") == [(1, "bad-record"), (2, "bad-record"), (3, ["e", "f"])]


def test_the_limit_is_above_any_dialogue() -> None:
    """A dialogue of many lines in a cell is a record."""
    cell = "客服：您好\n" * (records._MOST_LINES - 2)
    assert parsed(f'a,"{cell}"\n') == [(1, ["a", cell])]
