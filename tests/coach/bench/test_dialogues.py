"""Accuracy on labelled conversations."""

from collections import Counter

import pytest

from coach import Coach
from coach.bench.dialogues import labelled_dialogues, score_dialogues
from coach.bench.wording import SPLITS, Split
from phrasebook import CONVERSATION_CATEGORIES

# What the bundled conversations gave when they were last looked at: F1 of all duties; less is a regression.
LEAST = {"dev": 0.98, "test": 0.87}


def _dialogue(*turns: tuple[str, str], expected: list[str], bad: list[int]) -> dict[str, object]:
    return {
        "id": "x",
        "channel": "chat",
        "script": "hans",
        "complete": True,
        "turns": [{"role": role, "text": text} for role, text in turns],
        "expected": expected,
        "utterance_findings": [{"turn": turn, "category": "flat-ignorance"} for turn in bad],
        "note": "",
    }


def test_hits_misses_and_false_alarms_are_counted(coach: Coach) -> None:
    turns = [("customer", "你好，帮我查下快递"), ("agent", "这个我不知道"), ("customer", "那算了")]
    labelled = _dialogue(*turns, expected=["greeting-missing", "interruption"], bad=[])
    report = score_dialogues(coach, [labelled])  # type: ignore[list-item]
    assert report.duties["greeting-missing"].hits == 1
    assert report.duties["interruption"].misses == 1
    assert report.wording.false_alarms == 1
    assert {(one.category, one.missed) for one in report.wrong} >= {("interruption", True), ("farewell-missing", False)}
    assert (report.exemplary, report.clean) == (0, 0)


def test_an_exemplary_conversation_stays_clean(coach: Coach) -> None:
    turns = [
        ("agent", "您好，请问有什么可以帮您？"),
        ("customer", "营业到几点"),
        ("agent", "到晚上八点，请问还有其他可以帮您的吗？"),
        ("customer", "没有了"),
        ("agent", "感谢您的咨询，再见。"),
    ]
    report = score_dialogues(coach, [_dialogue(*turns, expected=[], bad=[])])  # type: ignore[list-item]
    assert (report.exemplary, report.clean) == (1, 1)
    assert report.all.misses == report.all.false_alarms == 0


@pytest.mark.parametrize("split", SPLITS)
def test_the_bundled_conversations_are_judged_as_well_as_before(coach: Coach, split: Split) -> None:
    assert score_dialogues(coach, labelled_dialogues(split)).all.f1 >= LEAST[split]


def test_the_bundled_conversations_cover_every_duty() -> None:
    """Each often enough, a third of them without fault, and the splits apart."""
    dev, test = labelled_dialogues("dev"), labelled_dialogues("test")
    counts = Counter(slug for one in (*dev, *test) for slug in one["expected"])
    assert set(counts) == set(CONVERSATION_CATEGORIES)
    assert min(counts.values()) >= 6
    clean = sum(not one["expected"] and not one["utterance_findings"] for one in (*dev, *test))
    assert clean * 3 >= len(dev) + len(test)
    assert not {one["id"] for one in dev} & {one["id"] for one in test}
