"""Scores of conversations: what each kind of item gives, and that the built-in form is fair."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any, get_args

import pytest

from coach.finding import Finding
from coach.reviewed import DutyResult, Quote, Scorecard, ScoreLine, TimingFigures
from coach.scorecard import Mark, Scorer, mark_fault
from coach.scoreline import half_up
from phrasebook import Language, ScorecardForm, data_folder, load

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def service() -> ScorecardForm:
    return load([data_folder() / "phrasebook"])[0].scorecards["service"]


def changed(form: ScorecardForm, **update: Any) -> ScorecardForm:
    """Return the form with some of its head replaced."""
    return ScorecardForm.model_validate({**form.model_dump(by_alias=True), **update})


def found(category: str, severity: Any = "error", turn: int | None = 1, confidence: float = 1.0) -> Finding:
    return Finding(
        rule=f"{category}/bare",
        category=category,
        severity=severity,
        start=0,
        end=1,
        matched="喂",
        how="literal",
        confidence=confidence,
        message="",
        clause="四.2.(2)",
        phrasebook="",
        turn=turn,
    )


def duty(name: str, state: Any = "missed", severity: Any = "error", reason: str = "") -> DutyResult:
    return DutyResult(name, state, name, "四.2.(4)", severity, trigger=Quote(1, "謝謝"), reason=reason)


# A call in which all that is due is done and everything is measured.
DONE = (
    "greeting-missing",
    "surname-not-asked",
    "surname-not-used",
    "thanks-not-answered",
    "further-help-not-offered",
    "farewell-missing",
)
MEASURED = TimingFigures(longest_silence=5, agent_share=0.5, speech_rate=200, interruptions=0)
COURTEOUS = {"greeting": 1, "thanks": 2, "please": 2, "farewell": 1}


def scored(
    form: ScorecardForm,
    *findings: Finding,
    missed: Iterable[str] = (),
    timing: TimingFigures = MEASURED,
    courtesy: dict[str, int] | None = None,
    agent_turns: int = 10,
    language: Language = "zh-Hant",
    marks: Iterable[Mark] = (),
    set_aside: Iterable[int] = (),
    duties: Iterable[DutyResult] | None = None,
) -> Scorecard:
    """Score a call that is good but for what is given."""
    left = set(missed)
    results = [duty(name, "missed" if name in left else "kept") for name in DONE]
    results += [duty(name) for name in left if name not in DONE]
    return Scorer(form, language).score(
        findings=findings,
        duties=results if duties is None else list(duties),
        timing=timing,
        courtesy=COURTEOUS if courtesy is None else courtesy,
        agent_turns=agent_turns,
        marks=marks,
        set_aside=list(set_aside),
    )


def line(card: Scorecard, item: str) -> ScoreLine:
    return next(one for one in card.lines if one.item == item)


def all_marks(form: ScorecardForm) -> list[Mark]:
    return [Mark(item.id, item.points, "王組長") for item in form.items() if item.manual and not item.manual.bonus]


# Whether the built-in form is fair, in every company that the sections may be in.


def cards(form: ScorecardForm, *findings: Finding, **more: Any) -> list[Scorecard]:
    """Score the same with all judged by people, with nothing judged by people, and without times."""
    marks = all_marks(form)
    return [
        scored(form, *findings, marks=marks, **more),
        scored(form, *findings, **more),
        scored(form, *findings, timing=TimingFigures(), **more),
    ]


def test_a_good_call_has_everything(service: ScorecardForm) -> None:
    assert [(card.score, card.passed, card.fatal) for card in cards(service)] == [(100.0, True, None)] * 3


@pytest.mark.parametrize(
    ("findings", "low", "high", "passed"),
    [
        ([found("sarcasm")], 79, 84.9, False),
        ([found("arguing")] * 2, 79, 84.9, False),
        ([found("flat-ignorance"), found("shirking"), found("flat-refusal")], 79, 84.9, False),
        ([found("arguing")], 89, 93, True),
        ([found("flat-ignorance")], 93, 95, True),
        ([found("brusque-greeting")], 97, 98.5, True),
        ([found("sarcasm", "warning")], 92, 95, True),
        ([found("bare-command", "advice")] * 30, 100, 100, True),
    ],
)
def test_what_words_cost(
    service: ScorecardForm, findings: list[Finding], low: float, high: float, passed: bool
) -> None:
    """As the comments in the form say: one taunt fails a call, one “I don't know” does not."""
    for card in cards(service, *findings):
        assert low <= card.score <= high
        assert card.passed is passed


def test_an_insult_fails_whatever_else(service: ScorecardForm) -> None:
    for card in cards(service, found("insult")):
        assert (card.score, card.passed, card.fatal) == (0.0, False, "respect")
        assert line(card, "respect").fatal
        assert line(card, "respect").reason == "一票否決：明確違規 1 處，共扣 36 分（第 2 句）"


@pytest.mark.parametrize("finding", [found("insult", "warning"), found("insult", confidence=0.85)])
def test_an_insult_that_is_not_sure_is_left_to_people(service: ScorecardForm, finding: Finding) -> None:
    assert scored(service, finding).fatal is None


def test_one_missed_thanks_costs_little(service: ScorecardForm) -> None:
    for card in cards(service, missed=["thanks-not-answered"]):
        assert 97.5 <= card.score <= 98.5
    insult = 100 - scored(service, found("insult")).score
    assert insult > 40 * (100 - scored(service, missed=["thanks-not-answered"]).score)


def test_half_of_the_duties_left_out_fails(service: ScorecardForm) -> None:
    missed = ["greeting-missing", "offer-help-missing", "further-help-not-offered", "farewell-missing"]
    for card in cards(service, missed=missed):
        assert 80 <= card.score < 85
        assert not card.passed


def test_bonuses_do_not_save_a_failed_call(service: ScorecardForm) -> None:
    with_bonus = {**COURTEOUS, "empathy": 3, "take-contact": 1}
    praised = [*all_marks(service), Mark("praised", 0.5, "王組長")]
    card = scored(service, found("sarcasm"), courtesy=with_bonus, marks=praised)
    assert card.score == scored(service, found("sarcasm"), marks=all_marks(service)).score + 2
    assert not card.passed


def test_bonuses_do_not_lift_above_the_ceiling(service: ScorecardForm) -> None:
    card = scored(service, courtesy={**COURTEOUS, "empathy": 1})
    assert card.score == 100
    bonus = line(card, "empathy")
    assert (bonus.state, bonus.earned, bonus.possible, bonus.reason) == ("full", 1, 0, "做到 1 次，加 1 分")
    assert line(scored(service), "empathy").state == "not-applicable"


def test_an_insult_costs_nothing_once_a_person_set_it_aside(service: ScorecardForm) -> None:
    card = scored(service, found("insult"), set_aside=[0])
    respect = line(card, "respect")
    assert (card.score, card.fatal) == (100, None)
    assert (respect.state, respect.by, respect.findings) == ("full", "person", ())
    assert respect.reason == "沒有這類用語（人工排除 1 處）"


# What each kind of item gives.


def test_the_findings_of_a_line_are_named_by_index(service: ScorecardForm) -> None:
    findings = [found("arguing"), found("sarcasm", turn=4), found("sarcasm", "advice"), found("sarcasm", "warning", 0)]
    findings += [replace(found("thanks-not-answered"), how="duty")]
    card = scored(service, *findings, missed=["thanks-not-answered"])
    assert line(card, "respect").findings == (1, 3)
    assert line(card, "thanks").findings == (4,)
    assert line(card, "manners").findings == ()


@pytest.mark.parametrize(
    ("findings", "state", "earned", "reason"),
    [
        ([], "full", 36, "沒有這類用語"),
        ([found("shirking", "advice")], "full", 36, "只有改進建議，不扣分"),
        ([found("shirking", turn=None)], "partial", 24, "明確違規 1 處，共扣 12 分"),
        (
            [found("shirking", turn=8), found("flat-refusal", "warning", 2), found("shirking", turn=8)],
            "partial",
            8,
            "明確違規 2 處、疑似違規 1 處，共扣 28 分（第 3、9 句）",
        ),
        (
            [found("shirking", turn=number) for number in range(10)],
            "lost",
            0,
            "明確違規 10 處，共扣 36 分，本項扣完為止（第 1、2、3、4、5、6、7、8、… 句）",
        ),
    ],
)
def test_wording(service: ScorecardForm, findings: list[Finding], state: str, earned: float, reason: str) -> None:
    one = line(scored(service, *findings), "responsibility")
    assert (one.state, one.earned, one.possible, one.reason) == (state, earned, 36, reason)
    assert (one.by, one.clause, one.section) == ("machine", "四.2.(5)", "wording")


@pytest.mark.parametrize(
    ("duties", "state", "earned", "possible", "reason"),
    [
        ([], "not-applicable", 0, 0, "沒有需要這樣做的時候，不計分"),
        ([duty("hold-not-announced", "not-applicable")], "not-applicable", 0, 0, "沒有需要這樣做的時候，不計分"),
        ([duty("hold-not-announced", "not-applicable", reason="沒有時間")], "not-applicable", 0, 0, "沒有時間"),
        ([duty("hold-not-announced", "kept")] * 2, "full", 6, 6, "應做 2 次，全部做到"),
        ([duty("hold-not-announced", severity="advice")], "full", 6, 6, "只有改進建議，不扣分"),
        (
            [duty("return-not-apologised"), duty("hold-not-announced"), duty("hold-not-announced", "kept")],
            "lost",
            0,
            6,
            "沒有請客人稍候 1 次、回來沒有說讓您久等了 1 次，每次扣 3 分",
        ),
        (
            [duty("return-not-apologised")] * 3,
            "lost",
            0,
            6,
            "回來沒有說讓您久等了 3 次，每次扣 3 分，本項扣完為止",
        ),
    ],
)
def test_duties(
    service: ScorecardForm, duties: list[DutyResult], state: str, earned: float, possible: float, reason: str
) -> None:
    one = line(scored(service, duties=duties), "waiting")
    assert (one.state, one.earned, one.possible, one.reason) == (state, earned, possible, reason)


def test_many_missed_occasions_may_be_fatal(service: ScorecardForm) -> None:
    data = service.model_dump(by_alias=True)
    data["sections"][1]["items"][4]["duties"]["fatal"] = 2
    form = ScorecardForm.model_validate(data)
    assert scored(form, duties=[duty("thanks-not-answered")]).fatal is None
    assert scored(form, duties=[duty("thanks-not-answered")] * 2).fatal == "thanks"


@pytest.mark.parametrize(
    ("item", "timing", "state", "earned", "reason"),
    [
        ("silence", TimingFigures(), "not-applicable", 0, "沒有時間資料，不計分"),
        ("silence", TimingFigures(longest_silence=float("nan")), "not-applicable", 0, "沒有時間資料，不計分"),
        ("silence", TimingFigures(longest_silence=60), "full", 4, "最長沉默 60 秒，符合標準"),
        ("silence", TimingFigures(longest_silence=60.04), "partial", 3, "最長沉默 60 秒，超過 60 秒，扣 1 分"),
        ("silence", TimingFigures(longest_silence=400.25), "lost", 0, "最長沉默 400.3 秒，超過 300 秒，扣 4 分"),
        ("talk-share", TimingFigures(agent_share=0.9), "partial", 1, "客服說話占 90%，超過 85%，扣 1 分"),
        ("speech-rate", TimingFigures(speech_rate=90), "partial", 2, "客服語速每分鐘 90 字，不到 120 字，扣 2 分"),
        ("speech-rate", TimingFigures(speech_rate=400), "lost", 0, "客服語速每分鐘 400 字，超過 360 字，扣 4 分"),
    ],
)
def test_timing(
    service: ScorecardForm, item: str, timing: TimingFigures, state: str, earned: float, reason: str
) -> None:
    one = line(scored(service, timing=timing), item)
    assert (one.state, one.earned, one.reason) == (state, earned, reason)


@pytest.mark.parametrize(
    ("courtesy", "turns", "state", "earned", "possible", "reason"),
    [
        ({}, 3, "not-applicable", 0, 0, "客服只說了 3 句，不計分"),
        ({}, 10, "lost", 0, 6, "10 句話只用了 0 次服務用語，應有 4 次"),
        ({"please": 1}, 11, "partial", 1.4, 6, "11 句話只用了 1 次服務用語，應有 5 次"),
        ({"please": 2, "thanks": 2, "hold": 9}, 10, "full", 6, 6, "10 句話用了 4 次服務用語，達標"),
    ],
)
def test_courtesy(
    service: ScorecardForm,
    courtesy: dict[str, int],
    turns: int,
    state: str,
    earned: float,
    possible: float,
    reason: str,
) -> None:
    one = line(scored(service, courtesy=courtesy, agent_turns=turns), "courtesy-words")
    assert (one.state, one.earned, one.possible, one.reason) == (state, earned, possible, reason)


def test_manual_items_wait_and_do_not_count(service: ScorecardForm) -> None:
    card = scored(service)
    waiting = [one for one in card.lines if one.state == "to-tick"]
    assert {one.item for one in waiting} == {item.id for item in service.items() if item.manual}
    assert {(one.earned, one.possible, one.by, one.reason) for one in waiting} == {
        (0, 0, "nobody", "待人工評定，評定前不計分")
    }


@pytest.mark.parametrize(
    ("mark", "state", "possible", "reason"),
    [
        (Mark("tone", 5, "王 組長"), "full", 5, "王 組長 評 5 分（滿分 5 分）"),
        (Mark("tone", 2.5, "王", "有點\n冷淡"), "partial", 5, "王 評 2.5 分（滿分 5 分）：有點 冷淡"),
        (Mark("tone", 0, "{by}", "{reason}"), "lost", 5, "{by} 評 0 分（滿分 5 分）：{reason}"),
        (Mark("praised", 0.5, "王"), "full", 0, "王 評 0.5 分（滿分 0.5 分）"),
        (Mark("praised", 0, "王"), "not-applicable", 0, "王 評 0 分（滿分 0.5 分）"),
    ],
)
def test_marks(service: ScorecardForm, mark: Mark, state: str, possible: float, reason: str) -> None:
    one = line(scored(service, marks=[Mark(mark.item, 0, "李"), mark]), mark.item)
    assert (one.state, one.earned, one.possible, one.by, one.reason) == (
        state,
        mark.points,
        possible,
        "person",
        reason,
    )


def test_secrets_given_away_fail_the_conversation(service: ScorecardForm) -> None:
    assert scored(service, marks=[Mark("confidential", 0, "王")]).fatal == "confidential"
    assert scored(service, marks=[Mark("confidential", 1, "王")]).fatal is None


@pytest.mark.parametrize(
    ("item", "points", "message"),
    [
        ("tone", 5.5, "5.5 points for “tone” → give 0 to 5"),
        ("tone", -1, "-1 points for “tone” → give 0 to 5"),
        ("tone", float("nan"), "nan points for “tone” → give 0 to 5"),
        ("thanks", 1, "“thanks” is judged by the machine → manual items are: praised"),
        ("nowhere", 1, "“nowhere” is not on the scorecard → manual items are: praised"),
    ],
)
def test_marks_that_cannot_be(service: ScorecardForm, item: str, points: float, message: str) -> None:
    assert mark_fault(service, item, points)
    with pytest.raises(ValueError, match="→") as caught:
        scored(service, marks=[Mark(item, points, "王")])
    assert str(caught.value).startswith(message)


# The sum.


def test_the_score_follows_from_the_lines(service: ScorecardForm) -> None:
    """Whoever adds up the lines by hand gets the score."""
    findings = [found("arguing"), found("curt-hold", "warning")]
    card = scored(service, *findings, missed=["hold-not-announced"], marks=[Mark("tone", 3, "王")], courtesy={})
    weights = {section.id: Fraction(section.weight) for section in service.sections}
    total = weighed = Fraction(0)
    for section, _ in card.sections:
        lines = [one for one in card.lines if one.section == section and one.possible]
        if lines:
            weighed += weights[section]
            total += (
                weights[section]
                * Fraction(sum(one.earned for one in lines))
                / Fraction(sum(one.possible for one in lines))
            )
    assert card.score == half_up(100 * total / weighed)


def test_what_is_not_applicable_never_counts(service: ScorecardForm) -> None:
    """Without any occasion, time or tick a clean chat has all points."""
    assert scored(service, duties=[], timing=TimingFigures(), courtesy={}, agent_turns=2).score == 100


def test_a_conversation_without_agent_has_nothing_against_it(service: ScorecardForm) -> None:
    card = scored(service, duties=[], timing=TimingFigures(), courtesy={}, agent_turns=0)
    assert card.score == 100
    assert {one.possible for one in card.lines} == {0}
    assert line(card, "respect").reason == "客服沒有發言，不計分"


def test_start_floor_and_ceiling(service: ScorecardForm) -> None:
    form = changed(service, start=40, floor=20, ceiling=90, pass_mark=50)
    lost = [found("sarcasm"), *[found("arguing")] * 2, *[found("shirking")] * 3, *[found("curt-hold")] * 3]
    assert scored(form).score == 90
    assert scored(form, *lost, duties=[], timing=TimingFigures(), courtesy={}, agent_turns=1).score == 40
    assert scored(form, found("insult")).score == 20


def test_half_is_rounded_up() -> None:
    assert [half_up(Fraction(number, 1000)) for number in (84949, 84950, 250, 349)] == [84.9, 85.0, 0.3, 0.3]


def test_the_same_gives_the_same(service: ScorecardForm) -> None:
    one, other = (scored(service, found("arguing"), missed=["hold-not-announced"]) for _ in range(2))
    assert one == other
    assert json.loads(json.dumps(one.as_dict()))["score"] == one.score


@pytest.mark.parametrize("language", get_args(Language))
def test_every_reason_is_one_line_in_the_language_of_the_reader(service: ScorecardForm, language: Language) -> None:
    card = scored(
        service,
        *[found("insult"), found("shirking", "warning"), found("curt-hold", "advice")],
        missed=["thanks-not-answered", "hold-not-announced"],
        marks=[Mark("tone", 3, "Wang", "ok"), Mark("volume", 5, "Wang")],
        timing=TimingFigures(longest_silence=90, speech_rate=90),
        language=language,
    )
    for one in card.lines:
        assert one.reason
        assert "\n" not in one.reason
        assert "{" not in one.reason
        assert one.title
    reasons = {one.item: one.reason for one in card.lines}
    expected = {
        "zh-Hant": "客人道謝未回應 1 次，每次扣 2 分",
        "zh-Hans": "客人道谢未回应 1 次，每次扣 2 分",
        "en": "thanks not answered ×1; points lost each time: 2",
    }
    assert reasons["thanks"] == expected[language]
    if language == "en":
        assert [reason for reason in reasons.values() if not reason.replace("×", "x").isascii()] == []
