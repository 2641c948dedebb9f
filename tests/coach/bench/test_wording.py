"""Accuracy on labelled utterances."""

import pytest

from coach import Coach
from coach.bench.wording import Labelled, Score, labelled, score
from tests.conftest import MakeCoach

# What the bundled utterances gave when they were last looked at; a change for the worse is a regression.
LEAST = {"dev": (0.99, 0.91), "test": (0.97, 0.84)}


def utterance(text: str, category: str | None = None, kind: str = "plain") -> Labelled:
    return {
        "id": text,
        "text": text,
        "violation": category is not None,
        "category": category,
        "span": category and text,
        "kind": kind,
        "script": "hans",
    }


def test_every_outcome_is_counted_in_its_groups(make_coach: MakeCoach) -> None:
    report = score(
        make_coach(),
        [
            utterance("不知道", "flat-ignorance"),
            utterance("不行", "flat-refusal", "paraphrase"),
            utterance("您好", kind="polite"),
            utterance("一问三不知是成语", kind="topic"),
        ],
    )
    assert report.scores["all"] == Score(hits=1, false_alarms=1, misses=1, clean=1)
    assert report.scores["kind:paraphrase"] == report.scores["category:flat-refusal"] == Score(misses=1)
    assert report.scores["kind:polite"] == Score(clean=1)
    assert [one["text"] for one in report.missed] == ["不行"]
    assert [one["text"] for one in report.false] == ["一问三不知是成语"]


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [(Score(3, 1, 2, 9), 0.75, 0.6, 2 / 3), (Score(), 0, 0, 0), (Score(misses=2), 0, 0, 0), (Score(2), 1, 1, 1)],
)
def test_rates(counts: Score, precision: float, recall: float, f1: float) -> None:
    assert (counts.precision, counts.recall, counts.f1) == pytest.approx((precision, recall, f1))


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_bundled_utterances_are_judged_as_well_as_before(coach: Coach, split: str) -> None:
    found = score(coach, labelled(split)).scores["all"]  # type: ignore[arg-type]
    precision, recall = LEAST[split]
    assert found.precision >= precision
    assert found.recall >= recall


def test_the_splits_are_labelled_and_apart() -> None:
    dev, test = labelled("dev"), labelled("test")
    assert not {one["text"] for one in dev} & {one["text"] for one in test}
    for one in (*dev, *test):
        assert one["violation"] == (one["category"] is not None)
        assert one["span"] is None or one["span"] in one["text"]
