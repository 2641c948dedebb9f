"""Reviews as JUnit XML, for the test pages of CI servers (GitLab, Jenkins, GitHub): a conversation is a test case.

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
    from collections.abc import Iterable
    from pathlib import Path

    from coach.finding import Finding
    from coach.reviewed import Reviewed
    from coach.transcript import TranscriptProblem
    from phrasebook import Language

_IN_MEMORY = 1_000_000  # bytes of cases before they go to disk: their number stands before them
_SUITE = "phrase-coach"


class JunitReport:
    """Writes one suite; its cases wait on disk until they are counted."""

    def __init__(self, path: Path, language: Language) -> None:
        self._labels = labels(language)
        self._file = path.open("wb")
        self._cases: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by close()
        self._tests = self._failures = self._errors = 0

    def add(self, reviewed: Reviewed) -> None:
        """Write a case, which fails if there are errors."""
        transcript = reviewed.transcript
        errors = [one for one in reviewed.findings if one.severity == "error"]
        others = [one for one in reviewed.findings if one.severity != "error"]
        inside = ""
        if errors:
            self._failures += 1
            more = f" (+{len(errors) - 1})" if len(errors) > 1 else ""
            message = _attribute(f"{errors[0].rule}{self._labels['words.colon']}{errors[0].message}{more}")
            kind = _attribute(errors[0].rule)
            inside += f"<failure message={message} type={kind}>{self._lines(errors)}</failure>"
        skipped = "".join(f"\n{one.check}{self._labels['words.colon']}{one.reason}" for one in reviewed.skipped)
        note = f"{self._labels['columns.skipped']}{skipped}" if skipped else ""
        if others or note:
            inside += f"<system-out>{self._lines(others)}{_text(note)}</system-out>"
        self._case(transcript.source or _SUITE, transcript.id, transcript.source, inside)

    def problem(self, problem: TranscriptProblem) -> None:
        """Write a case with an error."""
        self._errors += 1
        message, kind = _attribute(problem.message), _attribute(problem.code)
        inside = f"<error message={message} type={kind}>{_text(str(problem))}</error>"
        self._case(problem.source or _SUITE, problem.place or problem.code, problem.source, inside)

    def close(self) -> None:
        """Write the counts and the cases, and close the file."""
        counts = f'tests="{self._tests}" failures="{self._failures}" errors="{self._errors}"'
        with self._file, self._cases:
            self._file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {counts}>\n'.encode())
            self._file.write(f'<testsuite name="{_SUITE}" {counts} skipped="0">\n'.encode())
            self._cases.seek(0)
            shutil.copyfileobj(self._cases, self._file)
            self._file.write(b"</testsuite>\n</testsuites>\n")

    def _case(self, group: str, name: str, source: str, inside: str) -> None:
        self._tests += 1
        file = f" file={_attribute(source)}" if source else ""
        line = f"<testcase classname={_attribute(group)} name={_attribute(name)}{file}>{inside}</testcase>\n"
        self._cases.write(line.encode())

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
