"""Find the files to read: named ones, those in folders, the members of .zip archives, what .gz holds."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import stat
import zipfile
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, TypeVar

from coach.transcripts.encoding import detect_encoding
from coach.transcripts.opened import Opened
from coach.transcripts.problem import ReadingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from os import PathLike

    from coach.transcript import TranscriptProblem

LARGEST_UNPACKED = 1 << 30  # bytes out of one packed file
LARGEST_ARCHIVE = 8 << 30  # bytes out of all members of one archive
MOST_MEMBERS = 100_000
_Result = TypeVar("_Result")


def sources(paths: Iterable[str | PathLike[str]], encoding: str | None = None) -> Iterator[Opened | TranscriptProblem]:
    """Return the files behind `paths` in order, folders sorted by name, and a problem for what is not there."""
    for path in map(Path, paths):
        try:
            for file in _files(path):
                yield from _in_file(file, encoding)
        except ReadingError as error:
            yield error.problem(str(path))


def _files(path: Path) -> Iterator[Path]:
    """Return the file itself, or the files in a folder and its folders.

    Raises:
        ReadingError: there is nothing of that name, or nothing that can be read.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReadingError("no-file", reason or "it cannot be opened", "check the path") from None
    if stat.S_ISREG(mode):
        yield path
        return
    if not stat.S_ISDIR(mode):
        raise ReadingError("not-a-file", "it is neither a file nor a folder", "name a file or a folder")
    found = False
    for folder, folders, names in os.walk(path, onerror=_refuse_folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                found = True
                yield Path(folder, name)
    if not found:
        raise ReadingError("empty-folder", "there is no file in this folder", "check the path")


def _refuse_folder(error: OSError) -> None:
    raise ReadingError("unreadable", f"{error.filename}: {error.strerror}", "check the permissions of the folder")


def _in_file(path: Path, encoding: str | None) -> Iterator[Opened | TranscriptProblem]:
    """Return a file, or the members of an archive; a broken archive does not hide the files after it."""
    if path.suffix.lower() != ".zip":
        yield _opened(path, encoding)
        return
    try:
        yield from _members(path, encoding)
    except ReadingError as error:
        yield error.problem(str(path))


def _opened(path: Path, encoding: str | None) -> Opened:
    """Return a file of the disk, unpacked where it is a .gz."""
    if path.suffix.lower() == ".gz":
        suffix = path.with_suffix("").suffix.lower()
        return Opened(str(path), suffix, lambda: _unpacked(lambda: gzip.open(path)), encoding)
    return Opened(str(path), path.suffix.lower(), lambda: path.open("rb"), encoding)


def _members(path: Path, encoding: str | None) -> Iterator[Opened | TranscriptProblem]:
    """Return the members of a .zip archive, which stays open until the next is asked for.

    Raises:
        ReadingError: it is no archive, or has more in it than is unpacked.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadingError("bad-archive", f"not a readable zip archive: {error}", "pack it again") from None
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MOST_MEMBERS:
            message = f"{len(infos):,} files in one archive; the limit is {MOST_MEMBERS:,}"
            raise ReadingError("archive-too-large", message, "unpack it and name the folder")
        if (size := sum(info.file_size for info in infos)) > LARGEST_ARCHIVE:
            message = f"unpacked it has {size >> 20:,} MiB; the limit is {LARGEST_ARCHIVE >> 20:,} MiB"
            raise ReadingError("archive-too-large", message, "unpack it and name the folder")
        for inner, info in sorted(zip(_names(infos), infos, strict=True), key=lambda pair: pair[0]):
            if not any(part.startswith((".", "__MACOSX")) for part in inner.split("/")):
                yield _member(archive, info, f"{path}/{inner}", encoding)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, encoding: str | None
) -> Opened | TranscriptProblem:
    parts = name.lower().rsplit("/", 1)[-1].removesuffix(".gz").rsplit(".", 1)
    suffix = f".{parts[1]}" if len(parts) == 2 else ""
    if suffix == ".zip":
        return ReadingError("nested-archive", "an archive in an archive", "unpack it first").problem(name)
    if info.file_size > LARGEST_UNPACKED:
        return _too_large().problem(name)
    if name.lower().endswith(".gz"):
        return Opened(name, suffix, lambda: _unpacked(lambda: gzip.open(archive.open(info))), encoding)
    return Opened(name, suffix, lambda: _unpacked(lambda: archive.open(info)), encoding)


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """Return the names of members; those without the mark of UTF-8 are in the encoding of the computer they are from.

    A zip file says no more than that (APPNOTE.TXT 6.3.10, appendix D), and Windows writes GBK or Big5 there.
    """
    raw = [b"" if info.flag_bits & 0x800 else info.orig_filename.encode("cp437", "replace") for info in infos]
    encoding = detect_encoding(io.BytesIO(b"\n".join(raw)))
    pairs = zip(infos, raw, strict=True)
    return [name.decode(encoding, "replace") if name else info.filename for info, name in pairs]


def _too_large() -> ReadingError:
    message = f"unpacked it has more than {LARGEST_UNPACKED >> 20:,} MiB"
    return ReadingError("file-too-large", message, "split the file, or unpack it first")


def _unpacked(opening: Callable[[], IO[bytes] | gzip.GzipFile]) -> BinaryIO:
    """Return the stream of a packed file, with what unpacking runs into as reading errors."""
    return io.BufferedReader(_Unpacked(_translated(opening)))


class _Unpacked(io.RawIOBase):
    """The bytes of a packed file, up to the limit."""

    def __init__(self, inner: IO[bytes] | gzip.GzipFile) -> None:
        self._inner, self._left = inner, LARGEST_UNPACKED

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = _translated(lambda: self._inner.read(len(buffer)))
        self._left -= len(part)
        if self._left < 0:
            raise _too_large()
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self._inner.close()
        super().close()


def _translated(action: Callable[[], _Result]) -> _Result:
    """Do something with a packed file; raise what goes wrong as a reading error."""
    try:
        return action()
    except RuntimeError as error:  # zipfile has no class of its own for it; NotImplementedError is one too
        raise ReadingError("cannot-unpack", str(error), "unpack it first, and remove the password") from None
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError) as error:
        raise ReadingError("cannot-unpack", f"the packed file is broken: {error}", "pack or fetch it again") from None
