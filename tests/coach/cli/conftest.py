"""Fixtures of the command line's tests."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from typer.testing import CliRunner, Result

from coach import Coach
from coach.cli import app
from coach.compiled import CompiledPhrasebook
from coach.verified import load_and_verify, load_verified
from phrasebook import data_folder

Run: TypeAlias = Callable[..., Result]


@pytest.fixture
def run(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, on the shared phrasebook; any exception but an exit fails the test."""

    def shared_coach(
        compiled: CompiledPhrasebook | None = None,
        *,
        overlays: Sequence[Path] = (),
        detectors: Sequence[str] | None = None,
    ) -> Coach:
        if overlays:
            return Coach(compiled, overlays=overlays, detectors=detectors)
        return coach if compiled is None and not detectors else Coach(compiled or coach.compiled, detectors=detectors)

    def shared_book(overlays: Sequence[Path] = (), base: Path | None = None) -> CompiledPhrasebook:
        return load_verified(overlays, base) if overlays or base else coach.compiled

    def shared_check(folders: Sequence[Path]) -> CompiledPhrasebook:
        return coach.compiled if list(folders) == [data_folder() / "phrasebook"] else load_and_verify(folders)

    monkeypatch.setattr("coach.cli.check.Coach", shared_coach)
    monkeypatch.setattr("coach.checker.Coach", shared_coach)
    monkeypatch.setattr("coach.verified.load_verified", shared_book)
    monkeypatch.setattr("coach.verified.load_and_verify", shared_check)
    monkeypatch.setenv("COLUMNS", "400")
    for name in ("FORCE_COLOR", "NO_COLOR", "PHRASE_COACH_DATA"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*arguments: str, stdin: str | bytes = b"") -> Result:
        return CliRunner().invoke(app, list(arguments), input=stdin, catch_exceptions=False)

    return invoke


def json_lines(text: str) -> list[Any]:
    """Return the values of JSON lines; NaN and Infinity, which are not JSON, are refused."""
    return [json.loads(line, parse_constant=_no_json) for line in text.splitlines()]


def _no_json(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")
