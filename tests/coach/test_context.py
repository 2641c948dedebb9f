"""What is known around an utterance."""

import pytest

from coach.context import ROLES, Context


@pytest.mark.parametrize(
    ("context", "slots"),
    [
        (Context(), {}),
        (Context(surname="陈", honorific=""), {"surname": "陈"}),
        (Context(locale="zh-Hans", language="en"), {}),
        (
            Context(surname="陈", honorific="先生", part_of_day="早上好"),
            {"surname": "陈", "honorific": "先生", "part_of_day": "早上好"},
        ),
    ],
)
def test_slots_are_what_is_known(context: Context, slots: dict[str, str]) -> None:
    """Neither None nor empty text fills a slot."""
    assert context.slots == slots


def test_roles() -> None:
    """The three of the contract."""
    assert ROLES == ("agent", "customer", "system")
