"""Opening a report by the ending of its file."""

import subprocess
import sys
from pathlib import Path

import pytest

from coach.reports.report import FORMATS, Details, ReportError, ending_of, open_report
from coach.summary import Summary
from tests.coach.reports.conftest import PROBLEM, Write, reviewed


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
def test_every_format_writes(write: Write, ending: str, language: str) -> None:
    """Each takes conversations and problems, in any language; an ending in capitals is the same."""
    assert write(f"Report{ending.upper()}", reviewed(), PROBLEM, language=language).stat().st_size > 100


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_to_report(write: Write, ending: str) -> None:
    """A report without a conversation is a whole file."""
    assert write(f"empty{ending}").exists()


@pytest.mark.parametrize("ending", FORMATS)
def test_breaking_off_leaves_what_was_there(tmp_path: Path, ending: str) -> None:
    """An older report, or nothing; and no file beside it."""
    old, new = tmp_path / f"old{ending}", tmp_path / f"new{ending}"
    old.write_text("older", "utf-8")
    for path in (old, new):
        report = open_report(path, Details("en"))
        report.add(reviewed())
        report.problem(PROBLEM)
        report.discard()
        report.discard()
    assert [path.name for path in tmp_path.iterdir()] == [old.name]
    assert old.read_text("utf-8") == "older"


def test_the_longest_ending_names_the_format() -> None:
    """SARIF may be called JSON, which is no format of its own."""
    assert ending_of(Path("a.sarif.json")) == ".sarif.json"
    with pytest.raises(ReportError, match=r"a\.json"):
        ending_of(Path("a.json"))


def test_unknown_ending(tmp_path: Path) -> None:
    """What cannot be written is refused with what can."""
    with pytest.raises(ReportError, match=r"report\.pdf.*\.html, \.xlsx, \.csv"):
        open_report(tmp_path / "report.pdf", Details("en"))


@pytest.mark.parametrize("ending", FORMATS)
def test_no_such_folder(tmp_path: Path, ending: str) -> None:
    """A folder that is not there is told at once, with the path."""
    path = tmp_path / "nowhere" / f"report{ending}"
    with pytest.raises(ReportError, match=r"nowhere.*→ choose a folder that exists"):
        open_report(path, Details("en"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("ending", FORMATS)
def test_no_room(tmp_path: Path, ending: str) -> None:
    """A full disk is an error that the report passes on, and what it held is let go."""
    path = tmp_path / f"full{ending}"
    path.symlink_to("/dev/full")
    report = open_report(path, Details("en"))
    report.add(reviewed())
    with pytest.raises(OSError, match="No space left"):
        report.close(Summary())
    report.discard()


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".sarif", ".xml", ".html"])
def test_masked_unless_told_otherwise(write: Write, ending: str) -> None:
    """Personal data is masked in all that is written, and is as said with masked=False."""
    for masked in (True, False):
        path = write(f"{masked}{ending}", reviewed(), PROBLEM, masked=masked)
        assert ("13800138000" in path.read_text("utf-8")) is not masked


def test_formats_are_loaded_when_needed() -> None:
    """Whoever writes no workbook and no page does not wait for their libraries."""
    program = "import sys, coach.reports.bundle; assert not {'xlsxwriter', 'jinja2'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
