"""Bulk verdicts are those of single checks."""

from coach import Coach
from coach.bulk import BulkChecker
from tests.conftest import MakeCoach, forbidden

TEXTS = [
    "您好",
    "我不知道",
    "",
    "不 知 道",
    "好，嗯，",
    "\uffff不知道",
    "ﬁ",
    "不知道" * 50,
    "APP",
    "㍿不知道",
    "𠮷不知道",
]


def test_every_text_that_needs_it_is_looked_at(make_coach: MakeCoach) -> None:
    coach = make_coach(forbidden({"wordings": ["不知道"]}))
    found = [(number, verdict.text) for number, verdict in BulkChecker(coach).findings(TEXTS * 200)]
    assert found == [(number, text) for number, text in enumerate(TEXTS * 200) if coach.check(text).findings]
    assert {text for _, text in found} >= {"我不知道", "不 知 道", "\uffff不知道"}


def test_clean_texts_are_ruled_out_without_a_look(make_coach: MakeCoach) -> None:
    bulk = BulkChecker(make_coach(forbidden({"wordings": ["^不行$"]})))
    assert bulk._worth_a_look(["您好，请问", "不行", "这样不行", "行不"]) == [1]
    assert list(bulk.findings([])) == []


def test_an_utterance_at_either_edge_of_a_block(coach: Coach) -> None:
    texts = ["我不知道", *["您好"] * 510, "我不知道", "我不知道"]
    assert [number for number, _ in BulkChecker(coach).findings(texts)] == [0, 511, 512]
