"""The other end of a pipe or a socket has gone."""

import signal
import subprocess
import sys

from coach.cli.pipes import sockets

PRINT = "print('x' * 100_000)"
SETUP = "from coach.cli.pipes import end_with_the_reader, sockets; end_with_the_reader()\n"


def without_a_reader(program: str) -> tuple[int, bytes]:
    """Run a program whose output nobody reads; return how it ended and what it said on standard error."""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        _, error = process.communicate(timeout=30)
    return process.returncode, error


def test_the_end_comes_with_the_reader() -> None:
    """Quietly, by the signal, as it ends other tools."""
    assert without_a_reader(SETUP + PRINT) == (-signal.SIGPIPE, b"")


def test_a_socket_is_no_end() -> None:
    """Meanwhile it is an error that can be handled; afterwards all is as before."""
    program = f"""
try:
    with sockets():
        {PRINT}
except BrokenPipeError:
    {PRINT}
"""
    assert without_a_reader(SETUP + program) == (-signal.SIGPIPE, b"")


def test_the_way_before_comes_back() -> None:
    """Whatever it was."""
    before = signal.getsignal(signal.SIGPIPE)
    with sockets():
        assert signal.getsignal(signal.SIGPIPE) == signal.SIG_IGN
    assert signal.getsignal(signal.SIGPIPE) == before
