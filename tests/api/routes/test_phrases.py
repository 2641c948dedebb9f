"""`GET /v1/phrases`."""

from typing import get_args

import pytest
from fastapi.testclient import TestClient

from api.schemas import Locale, PhraseOut
from coach import Coach
from tests.api.conftest import refusal


def test_all_phrases(client: TestClient, coach: Coach) -> None:
    """Every approved phrase, by situation, with all its forms."""
    phrases = [PhraseOut.model_validate(phrase) for phrase in client.get("/v1/phrases").json()]
    book = coach.phrasebook
    assert {phrase.id for phrase in phrases} == set(book.phrases)
    assert list(dict.fromkeys(phrase.situation for phrase in phrases)) == list(book.situations)
    assert all(phrase.forms == dict(book.phrases[phrase.id].forms.items()) for phrase in phrases)
    assert [phrase.id for phrase in phrases if phrase.seed] == [one for one, it in book.phrases.items() if it.seed]


def test_one_situation(client: TestClient, coach: Coach) -> None:
    """Its phrases, best first."""
    phrases = client.get("/v1/phrases", params={"situation": "cannot-handle"}).json()
    found = coach.phrasebook.situations["cannot-handle"]
    assert [phrase["id"] for phrase in phrases] == [f"cannot-handle/{phrase.id}" for phrase in found.phrases]
    assert {phrase["clause"] for phrase in phrases} == {found.clause}


@pytest.mark.parametrize("locale", get_args(Locale))
def test_one_locale(client: TestClient, coach: Coach, locale: Locale) -> None:
    """Just the form to be used there, for every phrase."""
    phrases = client.get("/v1/phrases", params={"locale": locale}).json()
    assert len(phrases) == len(coach.phrasebook.phrases)
    for phrase in phrases:
        assert phrase["forms"] == {locale: coach.phrasebook.phrases[phrase["id"]].forms.get(locale)}


def test_an_unknown_situation(client: TestClient) -> None:
    """404 lists the situations that there are."""
    error = refusal(client.get("/v1/phrases", params={"situation": "喂"}), 404, "unknown-situation")
    assert error["where"] == "situation"
    assert "cannot-handle" in error["advice"]


def test_an_unknown_locale(client: TestClient) -> None:
    """422 names the locales that there are."""
    error = refusal(client.get("/v1/phrases", params={"locale": "zh-TW"}), 422, "invalid")
    assert error["where"] == "locale"
    assert "zh-Hant-TW" in error["message"]
