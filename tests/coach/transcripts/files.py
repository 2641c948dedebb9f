"""Files for the tests of the vendors' formats: the samples, and what a test makes up."""

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coach.transcript import Transcript, TranscriptProblem
from coach.transcripts.opened import Opened
from coach.transcripts.options import ReadOptions
from coach.transcripts.reading import read_file

SAMPLES = Path(__file__).parents[3] / "data" / "samples" / "formats"


@dataclass
class Reading:
    """What came out of one file."""

    transcripts: list[Transcript] = field(default_factory=list)
    problems: list[TranscriptProblem] = field(default_factory=list)

    @property
    def turns(self) -> list[tuple[str | None, str | None, str]]:
        """Role, speaker and text of every turn."""
        return [(turn.role, turn.speaker, turn.text) for one in self.transcripts for turn in one.turns]

    @property
    def times(self) -> list[tuple[float | None, float | None]]:
        """Start and end of every turn."""
        return [(turn.start, turn.end) for one in self.transcripts for turn in one.turns]

    @property
    def seen(self) -> list[tuple[str, str, int]]:
        """Place, code and lost records of every problem."""
        return [(problem.place, problem.code, problem.rows) for problem in self.problems]

    @property
    def rows(self) -> int:
        """How many records are accounted for."""
        return sum(one.rows for one in [*self.transcripts, *self.problems])


def opened(content: Any, name: str = "call.json") -> Opened:
    """Return a file with `content`: bytes, text, or a value to be written as JSON."""
    if not isinstance(content, bytes | str):
        content = json.dumps(content)
    raw = content.encode() if isinstance(content, str) else content
    return Opened(name, Path(name).suffix, lambda: io.BytesIO(raw))


def read(content: Any, name: str = "call.json", options: ReadOptions | None = None) -> Reading:
    """Read a made-up file through the front door, format detection and all."""
    reading = Reading()
    for item in read_file(opened(content, name), options or ReadOptions()):
        (reading.transcripts if isinstance(item, Transcript) else reading.problems).append(item)
    return reading


def sample(name: str) -> Any:
    """Return a sample as JSON, to be changed by a test."""
    return json.loads((SAMPLES / name).read_text("utf-8"))


def read_sample(name: str, options: ReadOptions | None = None) -> Reading:
    """Read a sample."""
    return read((SAMPLES / name).read_bytes(), name, options)
