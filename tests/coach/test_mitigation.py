"""Acts in an utterance, and what they make acceptable."""

import pytest

from coach.mitigation import act_spans, acts_in, mitigating_acts, overlap
from tests.conftest import MakeCoach, forbidden


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("抱歉", ["抱歉"]),
        ("很抱歉，抱歉", ["很抱歉", "抱歉"]),
        ("抱歉什么", []),
        ("抱歉什么，很抱歉", ["很抱歉"]),
        ("什么", []),
    ],
)
def test_an_act_is_done_by_its_wordings_without_its_exceptions(
    make_coach: MakeCoach, text: str, done: list[str]
) -> None:
    """An exception frees only what it overlaps."""
    compiled = make_coach().compiled
    spans = act_spans(compiled.matcher.scan(text), compiled.acts["apology"])
    assert [text[start:end] for start, end in spans] == done


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("很抱歉，我请示一下经理", {"apology": [(0, 3)], "escalation": [(5, 11)]}),
        ("抱歉什么，我请示一下经理", {"escalation": [(6, 12)]}),
        ("好", {}),
    ],
)
def test_all_acts_of_a_text(make_coach: MakeCoach, text: str, acts: dict[str, list[tuple[int, int]]]) -> None:
    """By name, with their places."""
    compiled = make_coach().compiled
    assert acts_in(compiled.matcher.scan(text), compiled) == acts


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("不知道", ()),
        ("抱歉，不知道", ()),
        ("抱歉，不知道，我请示经理", ("apology", "escalation")),
        ("不知道，我请示经理，抱歉", ("apology", "escalation")),
        ("不知道，我请示经理", ()),
    ],
)
def test_all_acts_of_a_combination_are_needed(make_coach: MakeCoach, text: str, acts: tuple[str, ...]) -> None:
    """In any order, before or behind the hit."""
    compiled = make_coach().compiled
    start = text.index("不知道")
    assert mitigating_acts(compiled.matcher.scan(text), compiled.rules[0], (start, start + 3), compiled) == acts


@pytest.mark.parametrize(
    ("text", "acts"),
    [("抱歉，不知道", ("apology",)), ("抱歉，不知道，我请示经理", ("escalation",)), ("抱歉不知道", ("apology",))],
)
def test_the_first_combination_that_is_done_counts(make_coach: MakeCoach, text: str, acts: tuple[str, ...]) -> None:
    """Each combination suffices by itself."""
    compiled = make_coach(forbidden({"wordings": ["不知道"], "mitigated_by": ["escalation", "apology"]})).compiled
    start = text.index("不知道")
    assert mitigating_acts(compiled.matcher.scan(text), compiled.rules[0], (start, start + 3), compiled) == acts


@pytest.mark.parametrize(("text", "acts"), [("抱歉不知道", ()), ("抱歉不知道，抱歉", ("apology",))])
def test_the_hit_itself_mitigates_nothing(make_coach: MakeCoach, text: str, acts: tuple[str, ...]) -> None:
    """An act must stand beside the words that it softens."""
    compiled = make_coach(forbidden({"wordings": ["抱歉不知道"], "mitigated_by": ["apology"]})).compiled
    assert mitigating_acts(compiled.matcher.scan(text), compiled.rules[0], (0, 5), compiled) == acts


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [((0, 2), (1, 3), True), ((0, 3), (1, 2), True), ((1, 2), (1, 2), True), ((0, 2), (2, 3), False)],
)
def test_overlap(one: tuple[int, int], other: tuple[int, int], shared: bool) -> None:
    """Spans that only touch share nothing."""
    assert overlap(one, other) is overlap(other, one) is shared
