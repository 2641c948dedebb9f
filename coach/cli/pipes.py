"""What happens when the other end of a pipe or a socket has gone."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def end_with_the_reader() -> None:
    """End at once and quietly when the reader of our output has gone (`… | head`), as other tools do."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


@contextmanager
def sockets() -> Iterator[None]:
    """Go on, meanwhile, when the other end has gone: on a socket, that is everyday."""
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)
