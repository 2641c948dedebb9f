"""Alarms on real text."""

from coach.bench.alarms import Alarm, Alarms, alarms
from tests.conftest import MakeCoach

TEXTS = ["这个我不知道", "您好", "这个我不知道", "很抱歉不知道我请示我们经理", "一问三不知，不知道"]


def test_alarms_are_counted_by_utterance_and_by_rule(make_coach: MakeCoach) -> None:
    run = alarms(make_coach(), TEXTS)
    assert (run.utterances, run.alarmed, run.errors, len(run.found)) == (5, 3, 3, 4)
    assert run.rate(run.alarmed) == 6_000
    ((rule, severity, found),) = run.by_rule()
    assert (rule, severity, len(found)) == ("flat-ignorance/bare", "error", 4)


def test_a_sample_has_each_text_once_and_is_always_the_same(make_coach: MakeCoach) -> None:
    run = alarms(make_coach(), TEXTS)
    assert len(run.sample(10)) == 2
    assert run.sample(1) == run.sample(1)


def test_judgements_give_precision_by_rule() -> None:
    run = Alarms(
        2, found=[Alarm("甲", "a/b", "error", "甲", "literal"), Alarm("乙", "a/c", "warning", "乙", "learned")]
    )
    judged = [("甲", "a/b", True), ("乙", "a/c", False), ("丙", "a/c", True)]
    assert run.precision(judged) == {"all": (1, 2), "a/b": (1, 1), "a/c": (0, 1)}
    assert Alarms().rate(0) == 0
