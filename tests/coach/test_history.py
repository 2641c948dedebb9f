"""Which turns of a conversation a range reaches."""

import pytest

from coach.history import History, done_in
from coach.observation import Observation
from coach.turn import Turn
from phrasebook import Range

ROLES = ("agent", "customer", "system", "agent", "agent", "customer", "customer", "agent")
AGENT, CUSTOMER = [0, 3, 4, 7], [1, 5, 6]


@pytest.fixture
def history() -> History:
    """Eight turns, each of which does the act of its number; a 5 is also said by turn 7."""
    history = History()
    for number, role in enumerate(ROLES):
        acts = {f"act-{number}": (0, 1)} | ({"act-5": (2, 3)} if number == 7 else {})
        history.add(Observation(number, Turn("甲乙丙", role), acts))  # type: ignore[arg-type]
    return history


@pytest.mark.parametrize(
    ("within", "number", "reached"),
    [
        ({"here": True}, 5, [5]),
        ({"here": True}, 2, [2]),
        ({"before": 1}, 5, [1, 4]),
        ({"before": 2}, 5, [1, 3, 4]),
        ({"before": "all"}, 4, [0, 1, 3]),
        ({"before": 3}, 0, []),
        ({"after": 1}, 4, [5, 7]),
        ({"after": 2}, 1, [3, 4, 5, 6]),
        ({"after": "all"}, 5, [6, 7]),
        ({"after": 9}, 7, []),
        ({"first": 1}, 6, [0, 1]),
        ({"first": 2}, 0, [0, 1, 3, 5]),
        ({"first": "all"}, 3, sorted(AGENT + CUSTOMER)),
        ({"last": 1}, 0, [6, 7]),
        ({"last": 9}, 0, sorted(AGENT + CUSTOMER)),
        ({"last": "all"}, 0, sorted(AGENT + CUSTOMER)),
        ({"here": True, "before": 1, "after": 1, "first": 1, "last": 1}, 4, [0, 1, 3, 4, 5, 6, 7]),
        ({"before": 1, "after": 1}, 2, [0, 1, 3, 5]),
    ],
)
def test_a_range_counts_the_turns_of_each_role(
    history: History, within: dict[str, object], number: int, reached: list[int]
) -> None:
    """Turns of the system are neither counted nor reached, except as the turn itself."""
    assert reached == history.reached(Range.model_validate(within), number)


def test_the_first_turn_that_does_it_counts(history: History) -> None:
    found = history.done((("act-5",),), Range(last=1, before="all"), 6)
    assert found is not None
    assert (found[0], found[1].number) == ("act-5", 5)
    assert history.done((("act-5",),), Range(before=1), 4) is None
    assert history.done((("act-5", "act-7"), ("act-6",)), Range(after="all"), 4) == ("act-6", history[6])


def test_the_turns_of_the_agent(history: History) -> None:
    assert (len(history), history.agent_turns) == (8, 4)
    assert history.last_of_agent == history[7]
    assert History().last_of_agent is None


@pytest.mark.parametrize(
    ("acts", "done"),
    [
        ({}, None),
        ({"a": (3, 4)}, None),
        ({"a": (3, 4), "b": (0, 1)}, "a"),
        ({"c": (0, 1), "b": (0, 1)}, "c"),
        # ahead of what had to wait
        ({"c": (0, 1), "late": (2, 3)}, "c"),
        ({"c": (2, 3), "late": (2, 3)}, "c"),
        ({"c": (4, 5), "late": (2, 3)}, None),
        ({"a": (0, 1), "b": (4, 5), "late": (2, 3)}, None),
        ({"a": (0, 1), "b": (4, 5), "c": (1, 2), "late": (2, 3)}, "c"),
        ({"c": (4, 5), "late": (2, 3), "later": (9, 10)}, None),
        ({"c": None, "late": (2, 3)}, "c"),
        ({"c": (1, 2), "late": None}, None),
    ],
)
def test_a_combination_is_done_in_full_and_ahead(acts: dict[str, tuple[int, int] | None], done: str | None) -> None:
    """An act without a place is the whole turn, and begins where it does."""
    seen = Observation(0, Turn("甲乙丙丁", "agent"), acts)
    assert done == done_in(seen, (("a", "b"), ("c",)), before=("later", "late"))
