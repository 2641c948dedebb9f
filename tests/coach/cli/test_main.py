"""The entry point: what the user can mend ends in one message, never in a traceback."""

import io
import runpy
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach import cli
from tests.coach.cli.conftest import Run


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """Take back what the entry point does to its process."""
    before = signal.getsignal(signal.SIGPIPE)
    yield
    signal.signal(signal.SIGPIPE, before)


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_phrasebook_errors_end_in_one_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    """A folder that is no phrasebook is named, with exit code 2."""
    (tmp_path / "empty").mkdir()
    monkeypatch.setattr(sys, "argv", ["phrase-coach", "check", "--overlay", str(tmp_path / name), "x"])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 2
    assert capsys.readouterr() == ("", f"{tmp_path / name} holds no phrasebook.yaml\n")


def test_characters_that_the_terminal_does_not_know_are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ASCII terminal gets escapes instead of a traceback."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "ascii"))
    monkeypatch.setattr(cli, "app", lambda: print("您好", flush=True))  # noqa: T201
    cli.main()
    assert raw.getvalue() == b"\\u60a8\\u597d\n"


def test_output_that_is_no_text_stream_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be no standard output at all."""
    ran: list[None] = []
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(cli, "app", lambda: ran.append(None))
    cli.main()
    assert ran == [None]


def test_python_m_coach(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m coach` is the same command."""
    monkeypatch.setattr(sys, "argv", ["coach", "--help"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("coach", run_name="__main__")
    assert caught.value.code == 0
    assert "phrasebook" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "phrasebook", "bench", "serve"])
def test_every_command_explains_itself(run: Run, command: str) -> None:
    """--help works everywhere and is listed at the top."""
    assert command in run("--help").stdout
    result = run(command, "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Usage: phrase-coach")


@pytest.mark.parametrize("arguments", [["wat"], ["phrasebook", "wat"], ["check", "--jsonl", "--nope"]])
def test_unknown_commands_and_options(run: Run, arguments: list[str]) -> None:
    """Exit with 2 and a hint."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such" in result.stderr
