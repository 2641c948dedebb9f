"""Read conversations out of files, folders and archives; what cannot be read does not hide the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.transcript import TranscriptProblem
from coach.transcripts.formats import reader_of
from coach.transcripts.opened import Head
from coach.transcripts.options import ReadOptions
from coach.transcripts.problem import ReadingError
from coach.transcripts.sources import sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from coach.transcript import Transcript
    from coach.transcripts.opened import Opened


def read_paths(
    paths: Iterable[str | PathLike[str]], options: ReadOptions | None = None
) -> Iterator[Transcript | TranscriptProblem]:
    """Return the conversations of files, folders (with all in them), .zip archives and .gz files, in order.

    Hidden files in folders and archives are left out. Nothing raises: what cannot be read comes as a problem.
    """
    options = options or ReadOptions()
    for file in sources(paths, options.encoding):
        if isinstance(file, TranscriptProblem):
            yield file
        else:
            yield from read_file(file, options)


def read_file(file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Return the conversations of one file, and what of it cannot be read."""
    try:
        head = Head(file)
        reader = reader_of(head, options.format)
        nothing = True
        for item in reader.read(file, options):
            nothing = False
            yield item
        if nothing:
            yield ReadingError("no-conversation", "there is no conversation in it", "export it again").problem(
                file.name, rows=0
            )
    except ReadingError as error:
        yield error.problem(file.name)
