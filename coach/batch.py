"""A day of conversations: files in, reviews out, in one process or in several.

Memory stays flat: conversations are read as they are reviewed, and at most a few parts of work are under way at a time.
Workers get names of files and ranges of bytes, never lists of texts.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from coach.checker import Coach
from coach.review import review
from coach.reviewed import Reviewed
from coach.transcript import Transcript, TranscriptProblem
from coach.transcripts import ReadOptions
from coach.transcripts.encoding import detect_encoding
from coach.transcripts.opened import Opened
from coach.transcripts.ranges import LineRange, line_ranges
from coach.transcripts.reading import read_file
from coach.transcripts.roles import assign_roles
from coach.transcripts.sources import sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from phrasebook import Language, Locale

Outcome: TypeAlias = Reviewed | TranscriptProblem
R = TypeVar("R")

_LINES = {".jsonl", ".ndjson"}
_RANGE_BYTES = (
    1 << 20
)  # some hundred conversations: long enough to be worth handing over, short enough to show progress
_LARGE_BYTES = 16 << 20
_UNDER_WAY = 3  # parts for each worker
_RESULTS = 64  # handed over at a time where there is one process


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How to read and to review; what is None follows from the conversation itself."""

    reading: ReadOptions = field(default_factory=ReadOptions)
    overlays: tuple[Path, ...] = ()
    language: Language | None = None
    locale: Locale | None = None


@dataclass(frozen=True, slots=True)
class Part(Generic[R]):
    """What became of one part of the work: its results, and how many bytes were read for it."""

    results: list[R]
    size: int


class Reviewer:
    """Reviews whatever a file holds."""

    def __init__(self, options: BatchOptions, coach: Coach | None = None) -> None:
        self.coach = coach or Coach(overlays=options.overlays)
        self.coach.accelerate()
        self._options = options

    def of(self, unit: Path | LineRange) -> Iterator[Outcome]:
        """Yield the review of each conversation in a file, a folder, an archive or a range of lines."""
        for read in self.read(unit):
            yield self.one(read) if isinstance(read, Transcript) else read

    def read(self, unit: Path | LineRange) -> Iterator[Transcript | TranscriptProblem]:
        """Yield the conversations of a file, a folder, an archive or a range of lines; who is the agent is known."""
        for file in self._files(unit):
            if isinstance(file, TranscriptProblem):
                yield file
                continue
            for read in read_file(file, self._options.reading):
                yield self.with_roles(read) if isinstance(read, Transcript) else read

    def with_roles(self, transcript: Transcript) -> Transcript | TranscriptProblem:
        """Return the conversation with the role of every turn, or a problem where nobody can tell who is the agent."""
        if all(turn.role is not None for turn in transcript.turns):
            return transcript
        transcript = assign_roles(transcript, self.coach.compiled, self._options.reading.roles)
        return transcript if all(turn.role is not None for turn in transcript.turns) else _no_roles(transcript)

    def one(self, transcript: Transcript) -> Reviewed:
        """Return the review of a conversation."""
        return review(transcript, self.coach, language=self._options.language, locale=self._options.locale)

    def _files(self, unit: Path | LineRange) -> Iterable[Opened | TranscriptProblem]:
        if isinstance(unit, Path):
            return sources([unit], self._options.reading.encoding)
        name, suffix = str(unit.path), unit.path.suffix.lower()
        return [Opened(name, suffix, unit.open, self._options.reading.encoding or "utf-8", unit.first)]


def _no_roles(transcript: Transcript) -> TranscriptProblem:
    labels = sorted({turn.speaker or "?" for turn in transcript.turns if turn.role is None})
    return TranscriptProblem(
        source=transcript.source,
        place=transcript.id,
        code="no-roles",
        message=f"nothing tells who is the agent among the speakers {', '.join(labels)}",
        advice=f"say it: --speaker {labels[0]}=agent",
        rows=transcript.rows,
    )


def units(paths: Iterable[Path]) -> Iterator[Path | LineRange]:
    """Yield the parts of the work: ranges of large files of JSON lines, other files as a whole, folders by file."""
    for path in paths:
        for file in _inside(path):
            if file.suffix.lower() in _LINES and _size(file) > _RANGE_BYTES and _is_utf8(file):
                yield from line_ranges(file, _RANGE_BYTES)
            else:
                yield file


def _inside(path: Path) -> list[Path]:
    """Return the files in a folder; the path itself where it is none, or nothing is in it."""
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.rglob("*") if file.is_file())
    return [file for file in files if not any(part.startswith(".") for part in file.relative_to(path).parts)] or [path]


def _is_utf8(file: Path) -> bool:
    with file.open("rb") as stream:
        return detect_encoding(stream).startswith("utf-8")


def review_files(
    paths: Iterable[Path], options: BatchOptions, make: Callable[[Outcome], R], *, workers: int = 1
) -> Iterator[Part[R]]:
    """Yield what `make` turns the outcome of every conversation into, in the order of the files, part by part.

    `make` runs where the review runs, so that reports are written in several processes as well; it must be a function
    of a module.
    """
    if workers == 1:
        yield from _alone(Reviewer(options), units(paths), make)
        return
    # A fork of a process with threads may hang; what workers need they load themselves.
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (options,)) as pool:
        waiting: deque[Future[list[R]] | Path] = deque()
        sizes: deque[int] = deque()
        todo = units(paths)
        here: Reviewer | None = None
        while True:
            for unit in islice(todo, workers * _UNDER_WAY - len(waiting)):
                sizes.append(_size(unit))
                # Its results would not fit into memory at once, so it is read here, bit by bit.
                is_large = isinstance(unit, Path) and sizes[-1] > _LARGE_BYTES
                waiting.append(unit if is_large else pool.submit(_work, unit, make))  # type: ignore[arg-type]
            if not waiting:
                return
            first, size = waiting.popleft(), sizes.popleft()
            if isinstance(first, Path):
                here = here or Reviewer(options)
                yield from _alone(here, [first], make)
            else:
                yield Part(first.result(), size)


def _alone(reviewer: Reviewer, parts: Iterable[Path | LineRange], make: Callable[[Outcome], R]) -> Iterator[Part[R]]:
    for unit in parts:
        outcomes = reviewer.of(unit)
        while results := [make(outcome) for outcome in islice(outcomes, _RESULTS)]:
            yield Part(results, 0)
        yield Part([], _size(unit))


_reviewer: Reviewer | None = None


def _start(options: BatchOptions) -> None:
    global _reviewer
    _reviewer = Reviewer(options)


def _work(unit: Path | LineRange, make: Callable[[Outcome], R]) -> list[R]:
    assert _reviewer is not None
    return [make(outcome) for outcome in _reviewer.of(unit)]


def _size(unit: Path | LineRange) -> int:
    if isinstance(unit, LineRange):
        return unit.end - unit.start
    return unit.stat().st_size if unit.is_file() else 0
