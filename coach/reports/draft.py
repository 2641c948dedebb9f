"""The file of a report until it is whole: written beside its place, and moved there in the end."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path


class Draft:
    """A binary file (`file`) that takes the place of `path` when it is closed, and goes when it is discarded.

    So what breaks off leaves an older report as it is, and no half one. A pipe, a device, and a file in a folder where
    nothing can be put beside it are written in place: what was written of them stays.

    Raises:
        OSError: nothing can be written there; so does `close`, after which nothing is there that was not before.
    """

    def __init__(self, path: Path) -> None:
        self._place = Path(os.path.realpath(path))  # a link stays, and what it leads to is replaced
        if self._place.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        name = f".{self._place.name[:40]}.{secrets.token_hex(4)}.part"
        self._beside: Path | None = self._place.with_name(name)
        try:
            if not _is_replaceable(self._place):
                raise PermissionError
            self.file = self._beside.open("xb")
        except PermissionError:
            self._beside = None
            self.file = self._place.open("wb")
        else:
            with suppress(OSError):
                self._beside.chmod(stat.S_IMODE(self._place.stat().st_mode))

    def close(self) -> None:
        """Put the file in its place."""
        try:
            self.file.close()
            if self._beside:
                self._beside.replace(self._place)
        except OSError:
            self.discard()
            raise

    def discard(self) -> None:
        """Leave nothing; after `close`, do nothing."""
        with suppress(OSError):
            self.file.close()
        if self._beside:
            with suppress(OSError):
                self._beside.unlink()


def _is_replaceable(place: Path) -> bool:
    """Tell whether there is an ordinary file that may be written to, or none."""
    return not os.path.lexists(place) or (place.is_file() and os.access(place, os.W_OK))
