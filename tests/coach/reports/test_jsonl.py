"""Reviews as JSON lines."""

import json

from coach.transcript import Transcript
from tests.coach.reports.conftest import PROBLEM, Write, reviewed


def test_lines(write: Write) -> None:
    """A line a conversation, as the contract says, and one a problem, in order."""
    hostile = reviewed(transcript=Transcript("\ud800\n\x00", ()))
    path = write("report.jsonl", reviewed(), PROBLEM, hostile, masked=False)
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert json.loads(json.dumps([reviewed().as_dict(), {"id": None, "error": PROBLEM.as_dict()}])) == lines[:2]
    assert lines[2]["id"] == "\ud800\n\x00"
