"""All reports of one review together."""

from contextlib import suppress
from pathlib import Path

import pytest

from coach.reports.bundle import Bundle
from coach.reports.report import FORMATS, Details, ReportError
from tests.coach.reports.conftest import PROBLEM, reviewed


def names(folder: Path) -> list[str]:
    """Return the names of what is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_every_format_at_once(tmp_path: Path) -> None:
    """They get the same, part by part; the figures are there for whoever asks."""
    paths = [tmp_path / f"report{ending}" for ending in FORMATS]
    with Bundle(paths, Details("zh-Hans")) as bundle:
        bundle.take(bundle.preparation([reviewed(), PROBLEM]))
        bundle.take(bundle.preparation([reviewed("call-2")]))
        assert names(tmp_path)[-1].endswith(".part")
    assert names(tmp_path) == sorted(path.name for path in paths)
    assert (bundle.summary.total.conversations, bundle.summary.lost_rows) == (2, 2)
    for path in paths:
        if path.suffix != ".xlsx":
            text = path.read_text("utf-8")
            assert "call-2" in text
            assert "138****8000" in text


def test_the_page_names_the_reports_that_hold_all(tmp_path: Path) -> None:
    """Not those that hold findings only, unless told."""
    for told, expected in (((), ("全部.xlsx", "b.jsonl")), (("c.zip",), ("c.zip",))):
        paths = [tmp_path / name for name in ("a.html", "全部.xlsx", "b.jsonl", "c.csv")]
        with Bundle(paths, Details("zh-Hant", elsewhere=told)) as bundle:
            assert bundle.preparation.details.elsewhere == expected


@pytest.mark.parametrize(
    ("second", "message"),
    [("b.pdf", "names no format"), ("nowhere/b.csv", "choose a folder"), ("a.csv", "named twice")],
)
def test_what_cannot_be_opened_opens_none(tmp_path: Path, second: str, message: str) -> None:
    """Nothing is left of those that could be."""
    with pytest.raises(ReportError, match=message):
        Bundle([tmp_path / "a.csv", tmp_path / second], Details("en"))
    assert names(tmp_path) == []


def test_an_error_on_the_way_leaves_what_was_there(tmp_path: Path) -> None:
    """All of it."""
    (tmp_path / "a.csv").write_text("older", "utf-8")
    paths = [tmp_path / "a.csv", tmp_path / "b.html", tmp_path / "c.xlsx"]
    with suppress(ZeroDivisionError), Bundle(paths, Details("en")) as bundle:
        bundle.take(bundle.preparation([reviewed()]))
        raise ZeroDivisionError
    assert names(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_text("utf-8") == "older"


def test_one_report_that_fails_does_not_cost_the_others(tmp_path: Path) -> None:
    """The message names those that failed."""
    paths = [tmp_path / name for name in ("a.csv", "b.jsonl", "c.xml", "d.html")]
    bundle = Bundle(paths, Details("en"))
    bundle.take(bundle.preparation([reviewed()]))
    for path in paths[::2]:
        path.mkdir()
    with pytest.raises(ReportError) as caught:
        bundle.close()
    assert [line.partition(": ")[0] for line in str(caught.value).splitlines()] == [str(path) for path in paths[::2]]
    assert all(path.is_file() for path in paths[1::2])
    assert len(names(tmp_path)) == 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_told_with_the_file(tmp_path: Path) -> None:
    """Already while lines are written."""
    path = tmp_path / "full.jsonl"
    path.symlink_to("/dev/full")
    bundle = Bundle([path], Details("en"))
    part = bundle.preparation([reviewed() for _ in range(100)])
    with pytest.raises(ReportError, match=r"full\.jsonl: No space left"):
        bundle.take(part)
    bundle.discard()
