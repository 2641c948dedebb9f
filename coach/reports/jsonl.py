"""Reviews as JSON lines: one conversation or one problem a line (https://jsonlines.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.jsontext import json_bytes
from coach.reports.lines import LineReport
from coach.reviewed import Reviewed

if TYPE_CHECKING:
    from coach.batch import Outcome
    from coach.reports.report import Details


class JsonlReport(LineReport):
    """Writes `Reviewed.as_dict()` a line, and `{"id": null, "error": {…}}` for what could not be read."""

    @staticmethod
    def render(outcome: Outcome, details: Details) -> bytes:
        """Return one line; there is nothing in it but the contract's own words, in no language."""
        reviewed = isinstance(outcome, Reviewed)
        return json_bytes(outcome.as_dict() if reviewed else {"id": None, "error": outcome.as_dict()}) + b"\n"
