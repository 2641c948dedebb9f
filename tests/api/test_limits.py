"""Bodies that are too large are refused, announced or not."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from api import create_app
from api.app import MAX_BODY_BYTES
from api.limits import BodyLimit
from coach import Coach
from tests.api.conftest import JSON, refusal


def chunks(body: bytes) -> Iterator[bytes]:
    """Give a body in pieces, so that its length is not announced."""
    size = max(1, len(body) // 3)
    for place in range(0, len(body), size):
        yield body[place : place + size]


@pytest.fixture(scope="module")
def small(coach: Coach) -> Iterator[TestClient]:
    """A service that takes 100 bytes."""
    with TestClient(create_app(coach, max_body_bytes=100)) as client:
        yield client


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("size", [100, 101, 5000])
def test_the_limit(small: TestClient, size: int, announced: bool) -> None:
    """So many bytes and no more, whether the sender says how many come or not."""
    body = b'{"text": "' + b"a" * (size - 12) + b'"}'
    assert len(body) == size
    response = small.post("/v1/check", content=body if announced else chunks(body), headers=JSON)
    assert announced == ("content-length" in response.request.headers)
    if size <= 100:
        assert response.json()["gate"] == "allow"
    else:
        error = refusal(response, 413, "too-large")
        assert error["message"] == "the body is larger than 100 bytes"


@pytest.mark.parametrize("announced", [True, False])
def test_two_megabytes_by_default(client: TestClient, announced: bool) -> None:
    """The limit of the documentation holds."""
    assert MAX_BODY_BYTES == 2_000_000
    body = b" " * 2_000_001
    response = client.post("/v1/check", content=body if announced else chunks(body), headers=JSON)
    assert refusal(response, 413, "too-large")["message"] == "the body is larger than 2,000,000 bytes"


def test_the_largest_body_is_checked(client: TestClient) -> None:
    """A text of nearly two megabytes."""
    body = b'{"text": "' + "您好".encode() * 333_000 + b'"}'
    assert client.post("/v1/check", content=body, headers=JSON).json()["gate"] == "allow"


def run(app: Any, scope: dict[str, Any], messages: list[Message]) -> list[Message]:
    """Put messages through the middleware and return what was sent."""
    sent: list[Message] = []
    incoming = iter(messages)

    async def receive() -> Message:
        return next(incoming)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(BodyLimit(app, 5)(scope, receive, send))
    return sent


async def echo(_: Scope, receive: Receive, send: Send) -> None:
    """Answer before the body is read whole."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    while (message := await receive()).get("more_body"):
        await send({"type": "http.response.body", "body": message["body"], "more_body": True})
    await send({"type": "http.response.body", "body": message.get("body", b"")})


def piece(body: bytes, more: bool = True) -> Message:
    """Return a piece of a body."""
    return {"type": "http.request", "body": body, "more_body": more}


def test_an_answer_that_has_begun_is_not_begun_again() -> None:
    """Past the limit nothing more is read or sent."""
    sent = run(echo, {"type": "http", "headers": []}, [piece(b"abc"), piece(b"def"), piece(b"ghi", False)])
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]


def test_an_answer_that_has_not_begun_is_a_refusal() -> None:
    """What reads the body first never sees more of it than allowed."""

    async def reader(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive()).get("more_body"):
            pass
        await echo(scope, receive, send)

    sent = run(reader, {"type": "http", "headers": []}, [piece(b"abc"), piece(b"def"), piece(b"ghi", False)])
    assert [message.get("status") for message in sent] == [413, None]


@pytest.mark.parametrize("length", [b"6", b"99999999999999999999"])
def test_a_length_announced_as_too_large_is_refused_unread(length: bytes) -> None:
    """Nothing is received at all."""
    sent = run(echo, {"type": "http", "headers": [(b"content-length", length)]}, [])
    assert sent[0]["status"] == 413


@pytest.mark.parametrize("length", [b"-1", b"+3", b"3.0", b"", b"x"])
def test_a_length_that_is_no_number_announces_nothing(length: bytes) -> None:
    """Only digits can excuse from counting."""
    scope = {"type": "http", "headers": [(b"content-length", length)]}
    sent = run(echo, scope, [piece(b"abc"), piece(b"def"), piece(b"ghi", False)])
    assert b"ghi" not in [message.get("body") for message in sent]


@pytest.mark.parametrize("kind", ["lifespan", "websocket"])
def test_other_traffic_passes(kind: str) -> None:
    """Only HTTP requests have bodies."""
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])

    assert run(app, {"type": kind}, []) == []
    assert seen == [kind]
