"""The entry point: what the user can mend ends in one message, never in a traceback."""

import os
import runpy
import sys
from pathlib import Path

import pytest

from coach import cli
from tests.coach.cli.conftest import Run


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


def test_a_closed_pipe_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """When the reader has gone, output goes nowhere and the exit code is 0."""

    def gone() -> None:
        raise BrokenPipeError

    sent: list[int] = []
    monkeypatch.setattr(cli, "app", gone)
    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(os, "dup2", lambda source, target: sent.extend([source, target]))
        with pytest.raises(SystemExit) as caught:
            cli.main()
        assert sent[1] == out.fileno()
    os.close(sent[0])
    assert caught.value.code == 0
    assert capsys.readouterr().err == ""


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
