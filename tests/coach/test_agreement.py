"""How often people agree with the machine."""

import pytest

from coach.agreement import LEAST_JUDGED, Agreement, Tally


@pytest.mark.parametrize(
    ("judged", "confirmed", "share"), [(0, 0, None), (19, 19, None), (20, 15, 0.75), (40, 0, 0.0), (50, 50, 1.0)]
)
def test_a_share_needs_enough_rulings(judged: int, confirmed: int, share: float | None) -> None:
    assert LEAST_JUDGED == 20
    assert Tally(judged, confirmed).share == share


def test_conversations_are_added_up_by_rule() -> None:
    both = Agreement.together(
        [
            Agreement({"shirking/bare": Tally(12, 9), "arguing/bare": Tally(1, 1)}),
            Agreement({"shirking/bare": Tally(8, 7)}),
            Agreement(),
        ]
    )
    assert list(both.rules) == ["arguing/bare", "shirking/bare"]
    assert both.total == Tally(21, 17)
    assert both.as_dict() == {
        "total": {"judged": 21, "confirmed": 17, "share": 17 / 21},
        "rules": {
            "arguing/bare": {"judged": 1, "confirmed": 1, "share": None},
            "shirking/bare": {"judged": 20, "confirmed": 16, "share": 0.8},
        },
    }
