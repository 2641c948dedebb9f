"""In which order rulings on one thing may come."""

from datetime import UTC, datetime, timedelta

import pytest

from coach.course import Case
from coach.ruling import CAPACITY_FOR, Deed, Ruling

START = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


def rulings(words: str) -> list[Ruling]:
    """Return rulings from words like `confirm:Wang appeal:Li`; with an item where something is marked."""
    steps = [step.split(":") for step in words.split()]
    item = "tone" if "mark" in words else None
    made = []
    for number, (do, by, *points) in enumerate(steps, 1):
        deed: Deed = do  # type: ignore[assignment]
        made.append(
            Ruling(
                at=START + timedelta(minutes=number),
                by=by.replace("_", " "),
                as_=CAPACITY_FOR[deed],
                conversation="c",
                do=deed,
                finding=None if item else "key",
                item=item,
                points=float(points[0]) if points else None,
                reason="why",
                source="rulings.jsonl",
                line=number,
            )
        )
    return made


def case_of(words: str) -> Case:
    """Return the case after rulings that are all in order."""
    case = Case()
    assert [case.take(ruling) for ruling in rulings(words)] == [None] * len(words.split())
    return case


@pytest.mark.parametrize(
    ("words", "state", "stands"),
    [
        ("", "open", True),
        ("confirm:Wang", "confirmed", True),
        ("reject:Wang", "rejected", False),
        ("confirm:Wang reject:Wang", "rejected", False),
        ("reject:Wang confirm:wang", "confirmed", True),
        ("confirm:Wang appeal:Li", "appealed", True),
        ("confirm:Wang appeal:Li uphold:Chen", "upheld", True),
        ("confirm:Wang appeal:Li overturn:Chen", "overturned", False),
        ("reject:Wang confirm:Wang appeal:Li overturn:Chen", "overturned", False),
    ],
)
def test_findings(words: str, state: str, stands: bool) -> None:
    case = case_of(words)
    assert (case.state, case.stands, len(case.rulings)) == (state, stands, len(words.split()))


@pytest.mark.parametrize(
    ("words", "state", "points", "by"),
    [
        ("mark:Wang:3", "marked", 3, "Wang"),
        ("mark:Wang:3 mark:Zhou:4", "marked", 4, "Zhou"),
        ("mark:Wang:3 appeal:Li", "appealed", 3, "Wang"),
        ("mark:Wang:3 appeal:Li uphold:Chen", "upheld", 3, "Wang"),
        ("mark:Wang:3 appeal:Li overturn:Chen:4.5", "overturned", 4.5, "Chen"),
        ("mark:Wang:3 appeal:Li overturn:Chen", "overturned", None, None),
    ],
)
def test_items(words: str, state: str, points: float | None, by: str | None) -> None:
    case = case_of(words)
    assert case.state == state
    assert (case.mark and case.mark.points, case.mark and case.mark.by) == (points, by)


def test_nothing_is_marked_where_nobody_gave_points() -> None:
    assert Case().mark is None
    assert case_of("confirm:Wang").mark is None


@pytest.mark.parametrize(
    ("words", "code", "advice"),
    [
        ("appeal:Li", "out-of-order", "a reviewer rules first"),
        ("uphold:Chen", "out-of-order", "a reviewer rules first"),
        ("confirm:Wang confirm:Wang", "out-of-order", "the agent may appeal"),
        ("confirm:Wang uphold:Chen", "out-of-order", "the agent may appeal"),
        ("reject:Wang appeal:Li", "out-of-order", "it does not count against the agent"),
        ("confirm:Wang appeal:Li appeal:Li", "out-of-order", "an arbiter upholds or overturns first"),
        ("confirm:Wang appeal:Li reject:Wang", "out-of-order", "an arbiter upholds or overturns first"),
        ("confirm:Wang appeal:Li uphold:Chen appeal:Li", "out-of-order", "an arbiter's word is final"),
        ("confirm:Wang appeal:Li overturn:Chen uphold:Chen", "out-of-order", "an arbiter's word is final"),
        ("mark:Wang:1 appeal:Li mark:Wang:2", "out-of-order", "an arbiter upholds or overturns first"),
        ("mark:Wang:1 uphold:Chen", "out-of-order", "a reviewer may mark it again, or the agent appeal"),
        ("confirm:Wang reject:Zhou", "ruled-already", "only Wang may change it before an appeal"),
        ("reject:Wang confirm:Zhou", "ruled-already", "only Wang may change it before an appeal"),
        ("confirm:Wang appeal:Li uphold:Wang", "same-person", "let somebody else decide"),
        ("confirm:Wang_Mei appeal:Li overturn:ＷＡＮＧ__mei", "same-person", "let somebody else decide"),
        ("confirm:Wang appeal:Li overturn:Li", "same-person", "let somebody else decide"),
        ("confirm:Wang appeal:Wang", "same-person", "let somebody else decide"),
        ("mark:Wang:1 mark:Zhou:2 appeal:Li uphold:Wang", "same-person", "let somebody else decide"),
    ],
)
def test_what_is_out_of_order(words: str, code: str, advice: str) -> None:
    """It is told where it stands, and changes nothing."""
    *before, last = rulings(words)
    case = Case()
    assert [problem for ruling in before if (problem := case.take(ruling))] == []
    state = case.state
    problem = case.take(last)
    assert problem is not None
    assert (problem.source, problem.line, problem.code) == ("rulings.jsonl", len(before) + 1, code)
    assert problem.advice.startswith(advice)
    assert (case.state, case.rulings) == (state, before)


def test_time_does_not_go_back() -> None:
    first, second = rulings("confirm:Wang appeal:Li")
    case = Case()
    assert case.take(second) is not None  # nothing to appeal yet
    later = Ruling(**{name: getattr(first, name) for name in first.__slots__} | {"at": START + timedelta(hours=1)})
    assert case.take(later) is None
    problem = case.take(second)
    assert problem is not None
    assert (problem.code, problem.line) == ("out-of-order", 2)
    assert "is before the ruling it follows" in problem.message
