"""A day of conversations: files in, reviews out, in one process or in several.

Memory stays flat: conversations are read as they are reviewed, and at most a few parts of work are under way at a time.
Workers get names of files and ranges of bytes, never lists of texts.
"""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

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
_RANGE_BYTES = 1 << 20  # some hundred conversations: worth handing over, and soon done, so that progress shows
_LARGE_BYTES = 16 << 20
_UNDER_WAY = 3  # parts for each worker
_SLICE = 64  # outcomes handed over at a time where there is one process


class WorkerLost(Exception):
    """A process that reviews ended before its work did; the message says what it may have been at, and what to do."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How to read and to review; what is None follows from the conversation itself.

    `accelerated` costs a minute the first time that a phrasebook is used, and is worth it for many conversations.
    """

    reading: ReadOptions = field(default_factory=ReadOptions)
    overlays: tuple[Path, ...] = ()
    language: Language | None = None
    locale: Locale | None = None
    accelerated: bool = True


@dataclass(frozen=True, slots=True)
class Part(Generic[R]):
    """What was made of one part of the work, and how many bytes of the files it completes."""

    result: R
    size: int


class Reviewer:
    """Reviews whatever a file holds."""

    def __init__(self, options: BatchOptions, coach: Coach | None = None) -> None:
        self.coach = coach or Coach(overlays=options.overlays)
        if options.accelerated:
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
    labels = sorted({turn.speaker for turn in transcript.turns if turn.role is None and turn.speaker})
    if labels:
        message = f"nothing tells who is the agent among the speakers {', '.join(labels)}"
        advice = f"say it: --speaker {labels[0]}=agent"
    else:
        message, advice = "it does not tell the speakers apart", "transcribe it with the speakers separated"
    return TranscriptProblem(
        source=transcript.source,
        place=transcript.id,
        code="no-roles",
        message=message,
        advice=advice,
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
    try:
        with file.open("rb") as stream:
            return detect_encoding(stream).startswith("utf-8")
    except OSError:
        return False  # who reads it as a whole tells what is wrong


def review_files(
    paths: Iterable[Path], options: BatchOptions, make: Callable[[Iterable[Outcome]], R], *, workers: int = 1
) -> Iterator[Part[R]]:
    """Yield what `make` turns the outcomes of each part of the work into, in the order of the files.

    A part is a file or a range of a large one, or a slice of it where it is read in this process; `size` comes with the
    last slice. `make` runs where the review runs, so that reports are written in several processes as well; it must be
    picklable, and so must what it returns.

    Raises:
        PhrasebookError: the phrasebook cannot be loaded.
        WorkerLost: a process was killed, or died.
    """
    # Here in any case: what is wrong with the phrasebook is told once, and what is compiled is remembered for workers.
    here = Reviewer(options)
    if workers == 1:
        for unit in units(paths):
            yield from _in_slices(here, unit, make)
        return
    # A fork of a process with threads may hang; what workers need they load themselves.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (options, make))
    try:
        waiting: deque[tuple[Path | LineRange, Future[R] | None]] = deque()
        todo = units(paths)
        while True:
            for unit in islice(todo, workers * _UNDER_WAY - len(waiting)):
                # The results of a large file would not fit into memory at once, so it is read here, bit by bit.
                is_large = isinstance(unit, Path) and _size(unit) > _LARGE_BYTES
                waiting.append((unit, None if is_large else pool.submit(_work, unit)))
            if not waiting:
                return
            unit, future = waiting.popleft()
            if future is None:
                yield from _in_slices(here, unit, make)
            else:
                yield Part(future.result(), _size(unit))
    except BrokenProcessPool:
        under_way = ", ".join(dict.fromkeys(str(_path(one)) for one in (unit, *(one for one, _ in waiting))))
        raise WorkerLost(
            f"a process that reviews has ended; it was at one of {under_way}"
            " → if memory is short, use fewer workers; with one worker the file that causes it is found"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _in_slices(reviewer: Reviewer, unit: Path | LineRange, make: Callable[[Iterable[Outcome]], R]) -> Iterator[Part[R]]:
    outcomes = reviewer.of(unit)
    is_last = False
    while not is_last:
        some = list(islice(outcomes, _SLICE))
        is_last = len(some) < _SLICE
        yield Part(make(some), _size(unit) if is_last else 0)


@dataclass(slots=True)
class _Worker:
    """What a process needs for every part; the reviewer is loaded with the first, so that errors reach the caller."""

    options: BatchOptions
    make: Callable[[Iterable[Outcome]], Any]
    reviewer: Reviewer | None = None


_worker: _Worker | None = None


def _start(options: BatchOptions, make: Callable[[Iterable[Outcome]], Any]) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts is heard by the process that hands out the work
    _worker = _Worker(options, make)


def _work(unit: Path | LineRange) -> Any:
    assert _worker is not None
    _worker.reviewer = _worker.reviewer or Reviewer(_worker.options)
    return _worker.make(_worker.reviewer.of(unit))


def _path(unit: Path | LineRange) -> Path:
    return unit if isinstance(unit, Path) else unit.path


def _size(unit: Path | LineRange) -> int:
    if isinstance(unit, LineRange):
        return unit.end - unit.start
    try:
        return unit.stat().st_size if unit.is_file() else 0
    except OSError:
        return 0
