"""Reviews as JSON lines."""

import json
from contextlib import closing

from coach.transcript import Transcript
from tests.coach.reports.conftest import PROBLEM, OpenAs, reviewed


def test_lines(open_as: OpenAs) -> None:
    """A line a conversation, as the contract says, and one a problem, in order."""
    path, report = open_as("report.jsonl", mask=None)
    hostile = reviewed(transcript=Transcript("\ud800\n\x00", ()))
    with closing(report):
        report.add(reviewed())
        report.problem(PROBLEM)
        report.add(hostile)
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert json.loads(json.dumps([reviewed().as_dict(), {"id": None, "error": PROBLEM.as_dict()}])) == lines[:2]
    assert lines[2]["id"] == "\ud800\n\x00"
