"""Courteous and neutral speech stays unmarked in every context in which agents use the listed words."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from coach import Coach

TABLES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("harmless_contexts.yaml").read_text("utf-8")
)


def _cases(table: str) -> list[Any]:
    """Return each text of a table, its place and context as the test's id."""
    return [
        pytest.param(text, id=f"{entry['context']}-{locale}")
        for entry in TABLES[table]
        for locale, text in zip(("CN", "TW", "HK"), entry["texts"], strict=True)
    ]


def _marked(coach: Coach, text: str) -> list[tuple[str, str, str]]:
    """Return what is found beyond advice: severity, rule and words."""
    return [(one.severity, one.rule, one.matched) for one in coach.check(text) if one.severity != "advice"]


def test_every_text_and_context_stands_once() -> None:
    """No context and no text is there twice."""
    entries = [entry for table in TABLES.values() for entry in table]
    contexts = [entry["context"] for entry in entries]
    texts = [text for entry in entries for text in entry["texts"]]
    assert len(set(contexts)) == len(contexts)
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("text", _cases("harmless"))
def test_harmless_speech_is_unmarked(coach: Coach, text: str) -> None:
    """Neither warning nor error, whatever listed word the text contains."""
    assert _marked(coach, text) == []


@pytest.mark.parametrize("text", _cases("soft"))
def test_hedged_speech_is_advice_at_most(coach: Coach, text: str) -> None:
    """A listed word with an apology or an alternative in the same utterance is no warning and no error."""
    assert _marked(coach, text) == []
