"""Opening a report by the ending of its file."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from coach.reports.report import FORMATS, ReportError, open_report
from tests.coach.reports.conftest import PROBLEM, OpenAs, reviewed


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
def test_every_format_writes(open_as: OpenAs, ending: str, language: str) -> None:
    """Each takes conversations and problems, in any language; an ending in capitals is the same."""
    path, report = open_as(f"Report{ending.upper()}", language)
    with closing(report):
        report.add(reviewed())
        report.problem(PROBLEM)
    assert path.stat().st_size > 100


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_to_report(open_as: OpenAs, ending: str) -> None:
    """A report without a conversation is a whole file."""
    path, report = open_as(f"empty{ending}")
    report.close()
    assert path.exists()


def test_unknown_ending(tmp_path: Path) -> None:
    """What cannot be written is refused with what can."""
    with pytest.raises(ReportError, match=r"report\.pdf.*\.xlsx, \.csv"):
        open_report(tmp_path / "report.pdf", language="en")


@pytest.mark.parametrize("ending", FORMATS)
def test_no_such_folder(tmp_path: Path, ending: str) -> None:
    """A folder that is not there is told at once, with the path."""
    path = tmp_path / "nowhere" / f"report{ending}"
    with pytest.raises(ReportError, match=r"nowhere.*→ choose a folder that exists"):
        open_report(path, language="en")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("ending", FORMATS)
def test_no_room(tmp_path: Path, ending: str) -> None:
    """A full disk is an error of the report, with the path."""
    path = tmp_path / f"full{ending}"
    path.symlink_to("/dev/full")
    report = open_report(path, language="en")
    report.add(reviewed())
    with pytest.raises(ReportError, match=r"full.*No space left"):
        report.close()


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".sarif", ".xml"])
def test_masked_unless_told_otherwise(open_as: OpenAs, ending: str) -> None:
    """Personal data is masked in all that is written, and is as said with mask=None."""
    for options, there in (({}, False), ({"mask": None}, True)):
        path, report = open_as(f"{there}{ending}", **options)
        with closing(report):
            report.add(reviewed())
            report.problem(PROBLEM)
        assert ("13800138000" in path.read_text("utf-8")) is there


def test_formats_are_loaded_when_needed() -> None:
    """Whoever writes no workbook does not wait for its library."""
    program = "import sys, coach.reports.report; assert 'xlsxwriter' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
