"""`phrase-coach serve`: what is handed to the server."""

import sys
from typing import Any

import pytest
import uvicorn
from uvicorn.importer import import_from_string

import api
from coach import Coach
from coach.cli import main
from phrasebook import PhrasebookInvalid, Problem
from tests.coach.cli.conftest import Run


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, dict[str, Any]]]:
    """Catch what would be served."""
    calls: list[tuple[Any, dict[str, Any]]] = []
    monkeypatch.setattr(Coach, "accelerate", lambda _: None)
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: calls.append((app, options)))
    return calls


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ("127.0.0.1", 8000, 1)),
        (["--host", "0.0.0.0", "--port", "65535", "--workers", "3"], ("0.0.0.0", 65535, 3)),
    ],
)
def test_serve(
    run: Run, served: list[tuple[Any, dict[str, Any]]], arguments: list[str], expected: tuple[str, int, int]
) -> None:
    """Loopback and one process by default; the application is a factory that exists."""
    assert run("serve", *arguments).exit_code == 0
    ((app, options),) = served
    assert expected == (options["host"], options["port"], options["workers"])
    assert options["factory"] is True
    assert import_from_string(app) is api.create_app


def test_a_phrasebook_with_problems_is_not_served(
    served: list[tuple[Any, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every problem on a line, exit code 2, and no server."""
    problems = [Problem("a.yaml", line, 1, "x", "wrong", "mend it") for line in (1, 2)]

    def broken() -> Coach:
        raise PhrasebookInvalid(problems)

    monkeypatch.setattr("coach.checker.Coach", broken)
    monkeypatch.setattr("coach.cli.end_with_the_reader", lambda: None)
    monkeypatch.setattr(sys, "argv", ["phrase-coach", "serve"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert (caught.value.code, served) == (2, [])
    assert capsys.readouterr() == ("", "".join(f"{problem}\n" for problem in problems))


@pytest.mark.parametrize("arguments", [["--port", "0"], ["--port", "65536"], ["--port", "x"], ["--workers", "0"]])
def test_wrong_usage(run: Run, served: list[tuple[Any, dict[str, Any]]], arguments: list[str]) -> None:
    """Ports and workers out of range are refused before anything starts."""
    result = run("serve", *arguments)
    assert (result.exit_code, served) == (2, [])
    assert f"Invalid value for '{arguments[0]}'" in result.stderr
