"""The values that phrasebook files hold."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from phrasebook import load
from phrasebook.model import Act, Category, Clause, Forms, LocalText, Manifest, RuleChange, WordList

TITLE = {"zh-Hant": "繁", "zh-Hans": "简", "en": "en"}
FORMS = {"zh-Hans": "简", "zh-Hant-TW": "臺", "zh-Hant-HK": "港"}


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
def test_local_text_by_language(language: Any) -> None:
    assert LocalText.model_validate(TITLE).get(language) == TITLE[language]


@pytest.mark.parametrize(
    ("yue", "expected"),
    [
        (None, {"zh-Hans": "简", "zh-Hant-TW": "臺", "zh-Hant-HK": "港", "yue-Hant-HK": "港"}),
        ("粵", {"zh-Hans": "简", "zh-Hant-TW": "臺", "zh-Hant-HK": "港", "yue-Hant-HK": "粵"}),
    ],
)
def test_cantonese_falls_back_to_written_hong_kong_chinese(yue: str | None, expected: dict[Any, str]) -> None:
    forms = Forms.model_validate({**FORMS, "yue-Hant-HK": yue} if yue else FORMS)
    assert {locale: forms.get(locale) for locale in expected} == expected
    written = {locale: form for locale, form in expected.items() if yue or locale != "yue-Hant-HK"}
    assert dict(forms.items()) == written


def test_entries_are_frozen() -> None:
    entry = LocalText.model_validate(TITLE)
    with pytest.raises(ValidationError, match="frozen"):
        entry.en = "other"  # type: ignore[misc]


def test_texts_are_stripped_and_not_blank() -> None:
    assert WordList(name="a", words=(" 你 ",)).words == ("你",)
    with pytest.raises(ValidationError, match="at least 1 character"):
        WordList(name="a", words=("  ",))


@pytest.mark.parametrize(
    ("make", "value"),
    [
        (lambda value: WordList(name=value, words=("你",)), "Two-Words"),
        (lambda value: WordList(name=value, words=("你",)), "1st"),
        (lambda value: RuleChange(rule=value), "no-slash"),
        (lambda value: RuleChange(rule=value), "a/B"),
        (lambda value: Manifest(id=value, version="1", title=LocalText.model_validate(TITLE)), "two--hyphens"),
        (lambda value: Manifest(id=value, version="1", title=LocalText.model_validate(TITLE)), "Capital"),
    ],
)
def test_names_that_are_not_good(make: Callable[[str], Any], value: str) -> None:
    with pytest.raises(ValidationError, match="string_pattern_mismatch"):
        make(value)


@pytest.mark.parametrize("cover", ["rule", "manual", {"duty": "greeting-missing"}, {"timing": "silence"}])
def test_what_may_cover_a_clause(cover: Any) -> None:
    text = {"zh-Hant": "繁", "zh-Hans": "简"}
    clause = Clause.model_validate({"id": "四.1", "text": text, "covered_by": [cover]})
    assert clause.model_dump()["covered_by"] == (cover,)


@pytest.mark.parametrize("covers", [[], ["nobody"], [{"duty": "a", "timing": "b"}]])
def test_what_may_not_cover_a_clause(covers: list[Any]) -> None:
    text = {"zh-Hant": "繁", "zh-Hans": "简"}
    with pytest.raises(ValidationError):
        Clause.model_validate({"id": "四.1", "text": text, "covered_by": covers})


def test_act_examples_are_written_is_and_is_not() -> None:
    act = Act.model_validate(
        {"id": "a", "by": "customer", "title": TITLE, "wordings": ["谢谢"], "examples": {"is": ["谢谢"]}}
    )
    assert (act.examples.is_, act.examples.is_not) == (("谢谢",), ())
    assert act.model_dump(by_alias=True)["examples"] == {"is": ("谢谢",), "is_not": ()}


def test_phrases_are_named_after_their_situation(write_book: Callable[..., Path]) -> None:
    book, _ = load([write_book()])
    assert list(book.phrases) == ["ask-manager/ask"]
    assert book.phrases["ask-manager/ask"] is book.situations["ask-manager"].phrases[0]


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Category).validate_python("rudeness")
