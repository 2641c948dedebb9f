"""People's rulings beside the machine's review."""

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coach.agreement import Tally
from coach.finding import Finding
from coach.reviewed import DutyResult, Quote, Reviewed, TimingFigures
from coach.ruling import CAPACITY_FOR, Deed, Ruling
from coach.rulings import Ruled, apply, finding_key, finding_keys
from coach.scorecard import Scorer
from coach.transcript import Transcript
from coach.turn import Turn
from phrasebook import ScorecardForm, data_folder, load

START = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def form() -> ScorecardForm:
    return load([data_folder() / "phrasebook"])[0].scorecards["service"]


def wording(category: str, turn: int, start: int = 0, matched: str = "喂") -> Finding:
    return Finding(
        rule=f"{category}/bare",
        category=category,
        severity="error",
        start=start,
        end=start + len(matched),
        matched=matched,
        how="literal",
        confidence=1.0,
        message="",
        clause="四.2.(2)",
        phrasebook="hash",
        turn=turn,
    )


def missed_duty(name: str, turn: int | None) -> Finding:
    made = replace(wording(name, 0), rule=f"duty/{name}", turn=turn, start=None, end=None, matched="", how="duty")
    assert made.start is None
    return made


def occasion(name: str, turn: int | None, state: Any = "missed") -> DutyResult:
    trigger = None if turn is None else Quote(turn, "謝謝")
    return DutyResult(name, state, name, "四.2.(4)", "error", trigger=trigger)


FINDINGS = (
    wording("insult", 1, matched="白痴"),
    wording("shirking", 3),
    wording("shirking", 3, start=5),
    missed_duty("thanks-not-answered", 6),
    missed_duty("thanks-not-answered", 2),
    missed_duty("farewell-missing", None),
)
DUTIES = (
    occasion("thanks-not-answered", 2),
    occasion("thanks-not-answered", 4, "kept"),
    occasion("thanks-not-answered", 6),
    occasion("farewell-missing", None),
)


@pytest.fixture
def reviewed(form: ScorecardForm) -> Reviewed:
    """Return what the machine says of a call with an insult, two refusals and three missed duties."""
    turns = tuple(Turn("喂", "agent" if number % 2 else "customer") for number in range(8))
    courtesy, timing = {"please": 4}, TimingFigures(longest_silence=3)
    return Reviewed(
        transcript=Transcript("c-1", turns),
        findings=FINDINGS,
        duties=DUTIES,
        timing=timing,
        scorecard=Scorer(form, "zh-Hant").score(
            findings=FINDINGS,
            duties=DUTIES,
            timing=timing,
            courtesy=courtesy,
            agent_turns=4,
        ),
        skipped=(),
        phrasebook="hash",
        courtesy=courtesy,
        agent_turns=4,
        language="zh-Hant",
    )


KEYS = finding_keys("c-1", FINDINGS)


def ruling(do: Deed, on: int | str, by: str = "王", minute: int = 0, **more: Any) -> Ruling:
    """Return a ruling on the finding of an index, or on an item."""
    return Ruling(
        at=START + timedelta(minutes=minute),
        by=by,
        as_=CAPACITY_FOR[do],
        conversation=more.pop("conversation", "c-1"),
        do=do,
        finding=KEYS[on] if isinstance(on, int) else None,
        item=on if isinstance(on, str) else None,
        reason="因為",
        **more,
    )


def line_of(ruled: Ruled, item: str) -> Any:
    return next(one for one in ruled.scorecard.lines if one.item == item)


# Keys.


def test_a_key_can_be_read() -> None:
    key = finding_key("c-1", FINDINGS[1])
    assert key.startswith("shirking/bare@3:0-1~")
    assert finding_key("c-1", FINDINGS[3]).startswith("duty/thanks-not-answered@6~")
    assert finding_key("c-1", FINDINGS[5]).startswith("duty/farewell-missing@~")


def test_keys_differ() -> None:
    """By rule, turn, span, words, conversation."""
    one = FINDINGS[1]
    others = [replace(one, rule="a/b"), replace(one, turn=4), replace(one, end=2), replace(one, matched="餵")]
    keys = [finding_key("c-1", finding) for finding in (one, *others)]
    assert len({*keys, finding_key("c-2", one)}) == 6


def test_a_key_does_not_depend_on_what_else_is_found() -> None:
    more = (wording("arguing", 0), *FINDINGS[::-1], wording("shirking", 3, start=9))
    assert set(KEYS) <= set(finding_keys("c-1", more))
    assert len(set(KEYS)) == len(KEYS)


def test_a_key_does_not_depend_on_how_the_review_speaks() -> None:
    again = replace(
        FINDINGS[0], message="other words", confidence=0.9, phrasebook="another", clause="x", severity="warning"
    )
    assert finding_key("c-1", again) == KEYS[0]


def test_findings_alike_in_all_are_counted() -> None:
    alike = [missed_duty("item-not-thanked", 4)] * 3
    keys = finding_keys("c-1", alike)
    assert len(set(keys)) == 3
    assert [key.partition("~")[0].partition("@")[2] for key in keys] == ["4", "4#2", "4#3"]
    assert keys[:2] == finding_keys("c-1", alike[:2])


def test_a_lone_surrogate_has_a_key() -> None:
    assert finding_key("\ud800", replace(FINDINGS[0], matched="\udfff\0"))


# The machine's word and the people's.


def test_without_rulings_people_say_what_the_machine_says(reviewed: Reviewed, form: ScorecardForm) -> None:
    ruled = apply(reviewed, [], form)
    assert ruled.scorecard == reviewed.scorecard
    assert (ruled.scorecard.score, ruled.scorecard.fatal) == (0.0, "respect")
    assert [(one.index, one.key, one.state, one.counts) for one in ruled.findings] == [
        (index, key, "open", True) for index, key in enumerate(KEYS)
    ]
    assert (ruled.items, ruled.orphans, ruled.problems, ruled.agreement.rules) == ((), (), (), {})


def test_the_machines_word_is_untouched(reviewed: Reviewed, form: ScorecardForm) -> None:
    before = copy.deepcopy(reviewed.as_dict())
    ruled = apply(reviewed, [ruling("reject", 0), ruling("reject", 3), ruling("mark", "tone", points=2)], form)
    assert ruled.reviewed is reviewed
    assert reviewed.as_dict() == before == ruled.as_dict()["machine"]
    assert ruled.scorecard != reviewed.scorecard


def test_a_rejected_finding_costs_nothing(reviewed: Reviewed, form: ScorecardForm) -> None:
    ruled = apply(reviewed, [ruling("reject", 0), ruling("reject", 2), ruling("confirm", 1)], form)
    assert (line_of(ruled, "respect").state, ruled.scorecard.fatal) == ("full", None)
    responsibility = line_of(ruled, "responsibility")
    assert (responsibility.earned, responsibility.findings, responsibility.by) == (24, (1,), "person")
    assert responsibility.reason == "明確違規 1 處，共扣 12 分（第 4 句）（人工排除 1 處）"
    assert [one.state for one in ruled.findings[:3]] == ["rejected", "confirmed", "rejected"]
    assert [one.counts for one in ruled.findings[:3]] == [False, True, False]


@pytest.mark.parametrize(("end", "fatal", "state"), [("uphold", "respect", "upheld"), ("overturn", None, "overturned")])
def test_an_appeal_counts_when_it_is_decided(
    reviewed: Reviewed, form: ScorecardForm, end: Deed, fatal: str | None, state: str
) -> None:
    course = [ruling("confirm", 0), ruling("appeal", 0, "李", 1)]
    assert apply(reviewed, course, form).scorecard.fatal == "respect"
    ruled = apply(reviewed, [*course, ruling(end, 0, "陳", 2)], form)
    assert (ruled.scorecard.fatal, ruled.findings[0].state) == (fatal, state)
    assert [one.do for one in ruled.findings[0].rulings] == ["confirm", "appeal", end]


@pytest.mark.parametrize(
    ("rejected", "earned", "findings", "reason"),
    [
        ([], 0, (3, 4), "客人道謝未回應 2 次，每次扣 2 分"),
        ([3], 2, (4,), "客人道謝未回應 1 次，每次扣 2 分（人工排除 1 處）"),
        ([4], 2, (3,), "客人道謝未回應 1 次，每次扣 2 分（人工排除 1 處）"),
        ([3, 4], 4, (), "應做 3 次，全部做到（人工排除 2 處）"),
    ],
)
def test_a_missed_duty_that_is_rejected_counts_as_kept(
    reviewed: Reviewed, form: ScorecardForm, rejected: list[int], earned: float, findings: tuple[int, ...], reason: str
) -> None:
    ruled = apply(reviewed, [ruling("reject", index) for index in rejected], form)
    thanks = line_of(ruled, "thanks")
    assert (thanks.earned, thanks.possible, thanks.findings, thanks.reason) == (earned, 4, findings, reason)
    assert line_of(ruled, "farewell").earned == 0


def test_a_duty_without_place_can_be_rejected(reviewed: Reviewed, form: ScorecardForm) -> None:
    assert line_of(apply(reviewed, [ruling("reject", 5)], form), "farewell").state == "full"


def test_a_finding_of_a_duty_without_occasion_changes_no_other(reviewed: Reviewed, form: ScorecardForm) -> None:
    alone = replace(reviewed, duties=DUTIES[1:2])
    assert line_of(apply(alone, [ruling("reject", 3)], form), "thanks").state == "full"


def test_marks_fill_manual_items(reviewed: Reviewed, form: ScorecardForm) -> None:
    course = [
        ruling("reject", 0),
        ruling("mark", "tone", points=1),
        ruling("mark", "tone", "周", 1, points=2),
        ruling("mark", "volume", points=1),
        ruling("appeal", "volume", "李", 1),
        ruling("overturn", "volume", "陳", 2, points=4),
        ruling("mark", "smile", points=1),
        ruling("appeal", "smile", "李", 1),
        ruling("overturn", "smile", "陳", 2),
    ]
    ruled = apply(reviewed, course, form)
    assert [(one.item, one.state, one.points, len(one.rulings)) for one in ruled.items] == [
        ("tone", "marked", 2, 2),
        ("volume", "overturned", 4, 3),
        ("smile", "overturned", None, 3),
    ]
    assert [
        (line.earned, line.possible, line.by) for item in ("tone", "volume", "smile") if (line := line_of(ruled, item))
    ] == [
        (2, 5, "person"),
        (4, 5, "person"),
        (0, 0, "nobody"),
    ]
    assert line_of(ruled, "tone").reason == "周 評 2 分（滿分 5 分）：因為"
    assert ruled.problems == ()


@pytest.mark.parametrize(
    ("course", "code", "message"),
    [
        ([ruling("appeal", 0, line=9)], "out-of-order", "is open: cannot appeal it"),
        ([ruling("mark", "tone", points=6, line=9)], "bad-mark", "6 points for “tone”"),
        ([ruling("mark", "thanks", points=1, line=9)], "bad-mark", "“thanks” is judged by the machine"),
        ([ruling("mark", "tones", points=1, line=9)], "bad-mark", "“tones” is not on the scorecard"),
        ([ruling("appeal", "tone", line=9)], "out-of-order", "item “tone” is open"),
    ],
)
def test_what_does_not_count_is_told(
    reviewed: Reviewed, form: ScorecardForm, course: list[Ruling], code: str, message: str
) -> None:
    ruled = apply(reviewed, course, form)
    (problem,) = ruled.problems
    assert (problem.code, problem.line) == (code, 9)
    assert message in problem.message
    assert (ruled.scorecard, ruled.items) == (reviewed.scorecard, ())


def test_rulings_on_what_is_no_longer_found_are_kept_apart(reviewed: Reviewed, form: ScorecardForm) -> None:
    fewer = replace(reviewed, findings=FINDINGS[1:])
    ruled = apply(fewer, [ruling("reject", 0), ruling("confirm", 1)], form)
    assert [one.finding for one in ruled.orphans] == [KEYS[0]]
    assert [one.state for one in ruled.findings][:2] == ["confirmed", "open"]


def test_rulings_on_other_conversations_are_passed_over(reviewed: Reviewed, form: ScorecardForm) -> None:
    ruled = apply(reviewed, [ruling("reject", 0, conversation="c-2")], form)
    assert (ruled.scorecard, ruled.orphans) == (reviewed.scorecard, ())


def test_agreement_counts_what_was_judged(reviewed: Reviewed, form: ScorecardForm) -> None:
    course = [
        ruling("reject", 0),
        ruling("confirm", 1),
        ruling("appeal", 1, "李", 1),
        ruling("confirm", 2),
        ruling("appeal", 2, "李", 1),
        ruling("overturn", 2, "陳", 2),
    ]
    agreement = apply(reviewed, course, form).agreement
    assert agreement.rules == {"insult/bare": Tally(1, 0), "shirking/bare": Tally(2, 1)}
    assert agreement.total.share is None


def test_it_is_json(reviewed: Reviewed, form: ScorecardForm) -> None:
    course = [ruling("confirm", 0), ruling("mark", "tone", points=2), ruling("confirm", 0)]
    shown = json.loads(json.dumps(apply(reviewed, course, form).as_dict()))
    assert shown.keys() == {
        "id",
        "machine",
        "findings",
        "items",
        "scorecard",
        "agreement",
        "orphans",
        "problems",
    }
    assert shown["findings"][0]["rulings"][0]["do"] == "confirm"
    assert shown["items"][0] == {"item": "tone", "state": "marked", "points": 2, "rulings": [course[1].as_dict()]}
    assert shown["problems"][0]["code"] == "out-of-order"
