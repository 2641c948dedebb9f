"""What the reports say in three languages."""

from string import Formatter
from typing import get_args

import pytest
import yaml

from coach.finding import How
from coach.reports.strings import Strings
from phrasebook import LocalText, data_folder
from phrasebook.model import Category, Severity

SHELVES = yaml.safe_load((data_folder() / "reports" / "strings.yaml").read_text("utf-8"))


def fields(text: str) -> set[str]:
    """Return the names to fill in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_text_asks_for_the_same_values_in_each_language() -> None:
    """A number that one language drops would be lost to its readers."""
    for group, texts in SHELVES.items():
        for name, text in texts.items():
            local = LocalText.model_validate(text)
            assert fields(local.hans) == fields(local.hant) == fields(local.en), (group, name)


def test_no_simplified_character_strays_into_the_traditional_texts() -> None:
    """And the other way round, of those in common use here."""
    hant = "".join(text["zh-Hant"] for texts in SHELVES.values() for text in texts.values())
    hans = "".join(text["zh-Hans"] for texts in SHELVES.values() for text in texts.values())
    assert set(hant) & set("这项数据开后评说话问题应对没错类个页条") == set()
    assert set(hans) & set("這項數據開後評說話問題應對沒錯類個頁條") == set()


def test_every_slug_of_the_contract_has_a_name() -> None:
    """Categories, severities, ways of finding, and the fourteen duties."""
    assert set(SHELVES["categories"]) == set(get_args(Category))
    assert set(SHELVES["severity"]) == set(get_args(Severity))
    assert set(SHELVES["how"]) == set(get_args(How))
    assert len(SHELVES["duties"]) == 14


def test_names_by_slug() -> None:
    """A missed duty among the categories says so; what nobody named keeps its title, or its slug."""
    strings = Strings("zh-Hans")
    assert strings.category("shirking") == "推诿"
    assert strings.category("greeting-missing") == "漏做：开场问候"
    assert strings.category("house-duty", "报价前确认") == "报价前确认"
    assert strings.duty("house-duty") == "house-duty"


def test_a_missing_text_is_not_passed_over() -> None:
    """Neither is a value that is not given."""
    with pytest.raises(KeyError):
        Strings("en")("page", "nowhere")
    with pytest.raises(KeyError):
        Strings("en")("list", "left_out", n=1)
