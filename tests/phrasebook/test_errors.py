"""What the errors say."""

import pytest

from phrasebook.errors import (
    PhrasebookError,
    PhrasebookInvalid,
    PhrasebookNotFound,
    Problem,
    ScorecardMissing,
    TemplateError,
)


def test_a_problem_reads_place_code_message_advice() -> None:
    problem = Problem("acts/a.yaml", 3, 5, "unknown-key", "“foo” is not known here", "remove it")
    assert str(problem) == "acts/a.yaml:3:5: [unknown-key] “foo” is not known here → remove it"


def test_problems_are_listed_by_place() -> None:
    problems = [Problem(path, line, 1, "code", "message", "advice") for path, line in (("b", 1), ("a", 10), ("a", 9))]
    error = PhrasebookInvalid(problems)
    assert [(problem.path, problem.line) for problem in error.problems] == [("a", 9), ("a", 10), ("b", 1)]
    assert str(error).splitlines() == [str(problem) for problem in error.problems]


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (PhrasebookNotFound("x"), FileNotFoundError),
        (PhrasebookInvalid([]), ValueError),
        (ScorecardMissing("x"), LookupError),
        (TemplateError("x"), ValueError),
    ],
)
def test_every_error_is_a_phrasebook_error_and_the_fitting_builtin(error: Exception, builtin: type[Exception]) -> None:
    assert isinstance(error, PhrasebookError)
    assert isinstance(error, builtin)


def test_not_found_says_its_message_only() -> None:
    """An OSError with one argument would do so too; with two it would write “[Errno …]”."""
    assert str(PhrasebookNotFound("nothing there", "more")) == "nothing there"


def test_a_template_error_knows_its_column() -> None:
    assert TemplateError("bad", 4).column == 4
    assert TemplateError("bad").column == 0
