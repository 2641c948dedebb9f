"""What becomes of reviewed conversations before they are written, in the process that reviews them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.reports.lines import LineReport
from coach.reports.masked import masked
from coach.reports.report import format_of
from coach.reviewed import Reviewed
from coach.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coach.batch import Outcome
    from coach.reports.report import Details
    from coach.transcript import TranscriptProblem


@dataclass(frozen=True, slots=True)
class Prepared:
    """A part of the reviews, ready to be written.

    `rendered` holds the lines of the formats that are lines, by their endings; `outcomes` what the other formats are
    written from, and nothing where there is no such format. `problems` are what could not be read, in any case.
    """

    summary: Summary
    rendered: Mapping[str, bytes]
    outcomes: tuple[Outcome, ...]
    problems: tuple[TranscriptProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Preparation:
    """Counts outcomes, masks them if they are to be, and renders the formats that are lines.

    It can be sent to another process, and it is called there with the outcomes of each part of the work.
    """

    endings: tuple[str, ...]
    details: Details

    def __call__(self, outcomes: Iterable[Outcome]) -> Prepared:
        """Return what is needed of `outcomes` for reports with these endings."""
        formats = {ending: format_of(ending) for ending in self.endings}
        lines = {ending: made for ending, made in formats.items() if issubclass(made, LineReport)}
        rendered = {ending: bytearray() for ending in lines}
        summary = Summary()
        kept: list[Outcome] = []
        problems: list[TranscriptProblem] = []
        for outcome in outcomes:
            shown = masked(outcome) if formats and self.details.masked else outcome
            if isinstance(shown, Reviewed):
                summary.add(shown)
            else:
                summary.add_problem(shown)
                problems.append(shown)
            for ending, made in lines.items():
                rendered[ending] += made.render(shown, self.details)
            if len(lines) < len(formats):
                kept.append(shown)
        return Prepared(
            summary, {ending: bytes(whole) for ending, whole in rendered.items()}, tuple(kept), tuple(problems)
        )
