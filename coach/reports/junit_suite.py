"""A suite of test cases in JUnit XML, for the test pages of CI servers (GitLab, Jenkins, GitHub).

The format has no standard; this is the part that the common readers share
(https://github.com/testmoapp/junitxml): a case fails once, with all its errors in one text; warnings and advice are its
output; what could not be read is a case with an error.
"""

from __future__ import annotations

import shutil
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from coach.reports.labels import labels
from coach.reports.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.finding import Finding
    from phrasebook import Language

_IN_MEMORY = 1_000_000  # bytes of cases before they go to disk: their number stands before them
_SUITE = "phrase-coach"


class JunitSuite:
    """Writes one suite into a binary file, which stays open; its cases wait until they are counted."""

    def __init__(self, file: IO[bytes], language: Language) -> None:
        self._file = file
        self._labels = labels(language)
        self._cases: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by close()
        self._tests = self._failures = self._errors = 0

    def judged(
        self, name: str, file: str, findings: Sequence[Finding], *, line: int | None = None, note: str = ""
    ) -> None:
        """Write a case for what was judged; it fails if there are errors, and `note` is part of its output."""
        errors = [one for one in findings if one.severity == "error"]
        others = [one for one in findings if one.severity != "error"]
        inside = ""
        if errors:
            self._failures += 1
            more = f" (+{len(errors) - 1})" if len(errors) > 1 else ""
            message = _attribute(f"{errors[0].rule}{self._labels['words.colon']}{errors[0].message}{more}")
            kind = _attribute(errors[0].rule)
            inside += f"<failure message={message} type={kind}>{self._lines(errors)}</failure>"
        if others or note:
            inside += f"<system-out>{self._lines(others)}{_text(note)}</system-out>"
        self._case(name, file, line, inside)

    def unreadable(self, name: str, file: str, code: str, message: str, text: str, *, line: int | None = None) -> None:
        """Write a case with an error for what could not be read."""
        self._errors += 1
        inside = f"<error message={_attribute(message)} type={_attribute(code)}>{_text(text)}</error>"
        self._case(name or code, file, line, inside)

    def finish(self) -> None:
        """Write the counts and the cases."""
        counts = f'tests="{self._tests}" failures="{self._failures}" errors="{self._errors}"'
        self._file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {counts}>\n'.encode())
        self._file.write(f'<testsuite name="{_SUITE}" {counts} skipped="0">\n'.encode())
        self._cases.seek(0)
        shutil.copyfileobj(self._cases, self._file)
        self._file.write(b"</testsuite>\n</testsuites>\n")

    def close(self) -> None:
        """Drop the cases that wait."""
        self._cases.close()

    def _case(self, name: str, file: str, line: int | None, inside: str) -> None:
        self._tests += 1
        place = f" file={_attribute(file)}" if file else ""
        place += f' line="{line}"' if line else ""
        case = f"<testcase classname={_attribute(file or _SUITE)} name={_attribute(name)}{place}>{inside}</testcase>\n"
        self._cases.write(case.encode())

    def _lines(self, findings: Iterable[Finding]) -> str:
        return _text("".join(f"{self._line(one)}\n" for one in findings))

    def _line(self, finding: Finding) -> str:
        turn = "" if finding.turn is None else f"{self._labels['columns.turn']} {finding.turn + 1} · "
        words = f"「{finding.matched}」" if finding.matched else ""
        severity = self._labels[f"severity.{finding.severity}"]
        return f"{turn}{severity} · {finding.rule} · {finding.clause} · {words}{finding.message}"


def _attribute(text: str) -> str:
    return quoteattr(visible(text))


def _text(text: str) -> str:
    return escape(visible(text))
