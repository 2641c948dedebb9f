"""What is suggested first for real utterances, and how they read with it: the pairs of suggestions.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from coach import Coach, Context
from tests.test_catalogue import CATEGORIES

PAIRS: dict[str, list[dict[str, Any]]] = yaml.load(
    (Path(__file__).parent / "suggestions.yaml").read_bytes(), Loader=yaml.CSafeLoader
)["pairs"]
CASES = [
    pytest.param(category, pair, id=f"{pair['say']}-{number}")
    for category, pairs in PAIRS.items()
    for number, pair in enumerate(pairs)
]


@pytest.mark.parametrize(("category", "pair"), CASES)
def test_the_first_suggestion(coach: Coach, category: str, pair: dict[str, Any]) -> None:
    """It is what a trainer would have said; put in its place it makes a good sentence."""
    verdict = coach.check(pair["say"], context=Context(**pair.get("context", {})))
    first = verdict.findings[0]
    assert (first.category, first.suggestions[0].text) == (category, pair["want"])
    if "becomes" in pair:
        assert verdict.rewritten == pair["becomes"]


def test_the_pairs_cover_every_category_and_place() -> None:
    """All categories, the places, and what may be known of the customer."""
    pairs = [pair for of_category in PAIRS.values() for pair in of_category]
    contexts = [pair.get("context", {}) for pair in pairs]
    assert PAIRS.keys() == CATEGORIES
    assert len(pairs) >= 180
    assert sum("becomes" in pair for pair in pairs) >= 40
    assert {key for context in contexts for key in context} == {"surname", "honorific", "part_of_day", "locale"}
    assert {context.get("locale") for context in contexts} == {None, "zh-Hant-TW", "zh-Hant-HK", "yue-Hant-HK"}


REWRITTEN = [
    ("喂？您好，客服", "您好，客服"),
    ("您好，喂，我是前台", "您好，我是前台"),
    ("你把单号报一下", "麻烦您把单号报一下"),
    ("这个我不知道。这个我也不知道。", "我帮您核实一下。"),
    ("你问我，我问谁？", "我帮您问清楚，再给您回复。"),
    ("您好！是你自己弄错的，怪不得我们。", "您好！没关系，我帮您看看怎么处理。"),
    ("包裹昨天到的。是你自己没来取，怪谁？", "包裹昨天到的。没关系，我帮您看看怎么处理。"),
]


@pytest.mark.parametrize(("text", "rewritten"), REWRITTEN)
def test_it_reads_well(coach: Coach, text: str, rewritten: str) -> None:
    """No greeting or sentence twice, no mark left over, and the other sentences stay."""
    assert coach.check(text).rewritten == rewritten
