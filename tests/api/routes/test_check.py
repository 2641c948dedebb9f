"""`POST /v1/check`."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.schemas import CheckAnswer
from coach import Coach, Context, Verdict
from tests.api.conftest import JSON


def check(client: TestClient, body: Any) -> Any:
    """Send a body and return the answer."""
    response = client.post("/v1/check", content=json.dumps(body), headers=JSON)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    return response.json()


def test_one_utterance(client: TestClient, coach: Coach) -> None:
    """An object is answered by what the coach says, with the sender's id."""
    text = "😀喂，你找誰"
    answer = check(client, {"id": "a-1", "text": text})
    assert answer == {"id": "a-1", **coach.check(text).as_dict()}
    assert answer["gate"] == "block"
    for finding in answer["findings"]:
        assert finding["matched"] == text[finding["start"] : finding["end"]]


def test_many_utterances(client: TestClient) -> None:
    """A list is answered by a list in the same order, also a list of one and a list of a thousand."""
    texts = ["您好", "我不知道"] * 500
    answers = check(client, [{"id": number, "text": text} for number, text in enumerate(texts)])
    assert [answer["id"] for answer in answers] == list(range(1000))
    assert [answer["gate"] for answer in answers] == ["allow", "block"] * 500
    assert len(check(client, [{"text": "您好"}])) == 1


@pytest.mark.parametrize(("role", "gate"), [("agent", "block"), ("customer", "allow"), ("system", "allow")])
def test_roles(client: TestClient, role: str, gate: str) -> None:
    """Only agents are judged."""
    assert check(client, {"text": "我不知道", "role": role})["gate"] == gate


def test_context_reaches_the_coach(client: TestClient, coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is known is handed on, for one utterance and for each of a list."""
    known = {"surname": "陳", "honorific": "先生", "part_of_day": "早安", "locale": "zh-Hant-TW", "language": "en"}
    seen: list[Context | None] = []

    def spied(_: Coach, text: str, role: Any, context: Context | None) -> Verdict:
        seen.append(context)
        return Verdict(text, (), "")

    monkeypatch.setattr(Coach, "check", spied)
    check(client, {"text": "喂", "context": known})
    check(client, [{"text": "喂"}, {"text": "喂", "context": {"surname": "陳"}}])
    assert seen == [Context(**known), None, Context(surname="陳")]  # type: ignore[arg-type]


def test_locale_and_language(client: TestClient, coach: Coach) -> None:
    """The answer comes in the locale, and the explanation in the language, asked for."""
    plain = check(client, {"text": "这个我不知道"})["findings"][0]
    context = {"locale": "zh-Hant-TW", "language": "en"}
    other = check(client, {"text": "这个我不知道", "context": context})["findings"][0]
    assert plain["suggestions"][0]["text"] != other["suggestions"][0]["text"]
    assert other["message"].startswith(coach.phrasebook.rules[other["rule"]].title.en)


@pytest.mark.parametrize("context", [None, {}])
def test_no_context(client: TestClient, context: object) -> None:
    """Nothing known is as good as nothing said."""
    assert check(client, {"text": "我不知道", "context": context}) == check(client, {"text": "我不知道"})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀🎉",
        "\ud800我不知道",
        "不\x00知\x00道",
        "\u200b" * 100_000,
        "\u202e我不知道",
        "好" * 300_000,
        "我不知道" * 500,
    ],
    ids=["empty", "emoji", "surrogate", "NUL", "zero width", "turned", "long", "many findings"],
)
def test_hostile_text(client: TestClient, text: str) -> None:
    """Any text is answered in the shape that is described, with spans inside of it."""
    answer = check(client, {"text": text})
    for finding in answer["findings"]:
        assert finding["matched"] == text[finding["start"] : finding["end"]]
    if "\ud800" not in text:
        CheckAnswer.model_validate(answer)
