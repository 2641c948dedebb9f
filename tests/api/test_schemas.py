"""The wire's models fit what the coach says."""

from typing import get_args

import pytest
from pydantic import ValidationError

import phrasebook
from api import schemas
from coach import Coach, Context, Finding
from coach.context import ROLES
from coach.finding import Gate, How, Suggestion


def test_every_answer_fits(coach: Coach) -> None:
    """The answer is not validated when it is served; here it is, for every example of the phrasebook."""
    for rule in coach.phrasebook.rules.values():
        for text in (*rule.examples.bad, *rule.examples.good):
            answer = {"id": None, **coach.check(text).as_dict()}
            again = schemas.CheckAnswer.model_validate(answer).model_dump(mode="json")
            assert list(again) == list(answer)
            assert again == answer


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (get_args(schemas.Severity), get_args(phrasebook.Severity)),
        (get_args(schemas.Locale), get_args(phrasebook.Locale)),
        (get_args(schemas.Language), get_args(phrasebook.Language)),
        (get_args(schemas.CheckRequest.model_fields["role"].annotation), ROLES),
        (get_args(schemas.CheckAnswer.model_fields["gate"].annotation), get_args(Gate)),
        (get_args(schemas.FindingOut.model_fields["how"].annotation), get_args(How)),
    ],
)
def test_choices_are_those_of_the_coach(ours: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    """A value that the coach knows is a value on the wire, and the other way round."""
    assert ours == theirs


@pytest.mark.parametrize(("model", "value"), [(schemas.FindingOut, Finding), (schemas.SuggestionOut, Suggestion)])
def test_fields_are_those_of_the_coach(model: type[schemas.Model], value: type) -> None:
    """No field is lost and none made up."""
    assert set(model.model_fields) == set(value.__dataclass_fields__)  # type: ignore[attr-defined]


def test_context() -> None:
    """Everything known reaches the coach; nothing known is an empty context."""
    known = {"surname": "陳", "honorific": "先生", "part_of_day": "早安", "locale": "zh-Hant-TW", "language": "en"}
    assert schemas.CheckContext(**known).value() == Context(**known)  # type: ignore[arg-type]
    assert schemas.CheckContext().value() == Context()


@pytest.mark.parametrize("value", [0, -1, 10**30, "", "x" * 200, None])
def test_an_id_comes_back_as_it_was(value: object) -> None:
    """Whole numbers, strings and nothing."""
    made = schemas.CheckRequest.model_validate({"text": "a", "id": value}).id
    assert (type(value), value) == (type(made), made)


@pytest.mark.parametrize("value", [True, False, 1.0, "x" * 201, []])
def test_an_id_that_would_come_back_otherwise_is_refused(value: object) -> None:
    """An id that is turned into another one cannot be matched by the caller."""
    with pytest.raises(ValidationError):
        schemas.CheckRequest.model_validate({"text": "a", "id": value})
