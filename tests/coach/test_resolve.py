"""What remains of the hits."""

from typing import Any

import pytest

from tests.conftest import MakeCoach, forbidden

SHORT: dict[str, Any] = {"name": "short", "wordings": ["不知道"]}
LONG: dict[str, Any] = {"name": "long", "wordings": ["我不知道"]}


@pytest.mark.parametrize(
    ("rules", "text", "expected"),
    [
        # exceptions free what they overlap, and only that
        ([{**SHORT, "exceptions": ["不知道你"]}], "不知道你，不知道", [("short", "error", (5, 8))]),
        ([{**SHORT, "exceptions": ["谁不知"]}], "谁不知道", []),
        ([{**SHORT, "exceptions": ["谁不知"]}, LONG], "谁知道，我不知道", [("long", "error", (4, 8))]),
        # characters that the rule does not mean
        ([{"name": "hey", "wordings": ["^喂"], "not_written": ["餵"]}], "餵，喂", [("hey", "error", (2, 3))]),
        # mentions
        ([SHORT], "你刚才说不知道", []),
        ([SHORT], "你刚才说不知道，不知道", [("short", "error", (8, 11))]),
        # acts soften
        ([{**SHORT, "mitigated_by": ["apology"]}], "抱歉，不知道", [("short", "advice", (3, 6))]),
        ([{**SHORT, "severity": "warning", "mitigated_by": ["apology"]}], "不知道", [("short", "warning", (0, 3))]),
        # the longest wins, wherever it stands and however severe
        ([SHORT, LONG], "我不知道", [("long", "error", (0, 4))]),
        ([SHORT, {**LONG, "severity": "advice"}], "我不知道", [("short", "error", (1, 4))]),
        ([SHORT, {**LONG, "severity": "warning"}], "我不知道", [("long", "warning", (0, 4))]),
        # what is softened gives way to what is not
        ([SHORT, {**LONG, "mitigated_by": ["apology"]}], "抱歉，我不知道", [("short", "error", (4, 7))]),
        # then the most severe, the surest, the first by name
        ([{**SHORT, "severity": "warning"}, {**SHORT, "name": "z"}], "不知道", [("z", "error", (0, 3))]),
        ([{**SHORT, "wordings": ["不…道"]}, {**SHORT, "name": "z"}], "不知道", [("z", "error", (0, 3))]),
        ([{**SHORT, "name": "z"}, {**SHORT, "name": "a"}], "不知道", [("a", "error", (0, 3))]),
        # all that do not overlap remain, in reading order
        ([SHORT, LONG], "不知道我不知道", [("short", "error", (0, 3)), ("long", "error", (3, 7))]),
        ([SHORT, LONG], "我不知道不知道", [("long", "error", (0, 4)), ("short", "error", (4, 7))]),
    ],
)  # fmt: skip
def test_what_remains(
    make_coach: MakeCoach, rules: list[dict[str, Any]], text: str, expected: list[tuple[str, str, tuple[int, int]]]
) -> None:
    """Rule, severity and place of every hit that counts."""
    judged = make_coach(forbidden(*rules)).judge(text)
    found = [(one.hit.rule.rule.id.split("/")[1], one.severity, one.hit.span) for one in judged]
    assert found == expected


def test_what_softens_is_named(make_coach: MakeCoach) -> None:
    """The acts are the evidence of a softened finding."""
    coach = make_coach(forbidden({**SHORT, "mitigated_by": ["apology+escalation"]}))
    (softened,) = coach.judge("抱歉，不知道，我请示经理")
    assert softened.mitigated_by == ("apology", "escalation")
    (plain,) = coach.judge("不知道")
    assert plain.mitigated_by == ()


def test_many_hits_do_not_overlap(make_coach: MakeCoach) -> None:
    """The same on a text that is nothing but hits."""
    coach = make_coach(forbidden(SHORT, LONG, {"name": "z", "wordings": ["知道我不"]}))
    spans = [one.hit.span for one in coach.judge("我不知道" * 500)]
    assert spans == [(at, at + 4) for at in range(0, 2000, 4)]
