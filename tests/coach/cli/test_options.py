"""Options that several commands share do the same everywhere."""

import json
from typing import get_args

import pytest

from phrasebook import Language, Locale, Severity
from tests.coach.cli.conftest import Run

BAD = "这个我不知道"


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (["check"], ["--overlay", "--fail-on", "--locale", "--language"]),
        (["phrasebook", "lint"], ["--overlay"]),
        (["phrasebook", "test"], ["--overlay"]),
        (["phrasebook", "list"], ["--overlay", "--language"]),
        (["phrasebook", "show"], ["--overlay"]),
        (["phrasebook", "coverage"], ["--overlay"]),
    ],
)
def test_where_they_are_offered(run: Run, command: list[str], options: list[str]) -> None:
    """Each command explains the shared options that it takes."""
    assert [option for option in options if option not in run(*command, "--help").stdout] == []


@pytest.mark.parametrize(
    ("option", "values"),
    [("--fail-on", get_args(Severity)), ("--locale", get_args(Locale)), ("--language", get_args(Language))],
)
def test_choices_are_those_of_the_phrasebook(run: Run, option: str, values: tuple[str, ...]) -> None:
    """Every value of the phrasebook's own types is taken, and named when another one is given."""
    assert values
    for value in values:
        assert run("check", option, value, "您好").exit_code == 0
    result = run("check", option, "wat", "您好")
    assert result.exit_code == 2
    assert [value for value in values if f"'{value}'" not in " ".join(result.stderr.split())] == []


def test_locale_chooses_the_phrases(run: Run) -> None:
    """The answer comes in the locale named, whatever the text is written in."""
    best = {
        locale: json.loads(run("check", "--format", "json", "--locale", locale, BAD).stdout)[0]["rewritten"]
        for locale in get_args(Locale)
    }
    assert len(set(best.values())) == len(best)


def test_language_chooses_the_explanation(run: Run) -> None:
    """The message comes in the language named; the phrases stay in the text's own."""
    found = [
        json.loads(run("check", "--format", "json", "--language", language, BAD).stdout)[0]
        for language in get_args(Language)
    ]
    assert len({record["findings"][0]["message"] for record in found}) == len(found)
    assert len({record["rewritten"] for record in found}) == 1
