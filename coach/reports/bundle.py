"""All reports of one review, opened, written and closed together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.reports.lines import LineReport
from coach.reports.preparation import Preparation
from coach.reports.report import ReportError, ending_of, naming, open_report
from coach.reviewed import Reviewed
from coach.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coach.reports.preparation import Prepared
    from coach.reports.report import Details, Report

_WHOLE = {".xlsx", ".jsonl"}  # formats that hold every conversation


class Bundle:
    """The reports at `paths`, of which a page names those that hold what it leaves out.

    As a context manager it closes them, or discards them where it is left by an error.

    Raises:
        ReportError: a path has no known ending, stands there twice, or cannot be written to; nothing is opened then.
    """

    def __init__(self, paths: Sequence[Path], details: Details) -> None:
        endings = tuple(ending_of(path) for path in paths)
        if twice := next((path for index, path in enumerate(paths) if path in paths[:index]), None):
            raise ReportError(f"{twice}: named twice → give each report a file of its own")
        whole = tuple(path.name for path, ending in zip(paths, endings, strict=True) if ending in _WHOLE)
        details = replace(details, elsewhere=details.elsewhere or whole)
        self.preparation = Preparation(tuple(dict.fromkeys(endings)), details)
        """What makes of outcomes what `take` takes, in any process."""
        self.summary = Summary()
        """The figures over all that was taken."""
        self._reports: list[tuple[Path, str, Report]] = []
        try:
            for path, ending in zip(paths, endings, strict=True):
                self._reports.append((path, ending, open_report(path, details)))
        except ReportError:
            self.discard()
            raise

    def take(self, prepared: Prepared) -> None:
        """Write a part; parts are to come in order.

        Raises:
            ReportError: a report cannot be written.
        """
        self.summary.merge(prepared.summary)
        for path, ending, report in self._reports:
            with naming(path):
                if isinstance(report, LineReport):
                    report.write(prepared.rendered[ending])
                    continue
                for outcome in prepared.outcomes:
                    if isinstance(outcome, Reviewed):
                        report.add(outcome)
                    else:
                        report.problem(outcome)

    def close(self) -> None:
        """Finish all reports; one that fails does not keep the others from being whole.

        Raises:
            ReportError: some cannot be written; the message names each.
        """
        wrong: list[str] = []
        for path, _, report in self._reports:
            try:
                with naming(path):
                    report.close(self.summary)
            except ReportError as error:
                wrong.append(str(error))
        if wrong:
            raise ReportError("\n".join(wrong))

    def discard(self) -> None:
        """Break off: leave what was there before, where that is possible."""
        for _, _, report in self._reports:
            report.discard()

    def __enter__(self) -> Bundle:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()
