"""Every refusal has one JSON shape."""

import json
import re

import pytest
from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient

from api import create_app, errors
from coach import Coach
from tests.api.conftest import JSON, refusal


@pytest.mark.parametrize("path", ["/", "/nope", "/v1", "/v1/checks", "/V1/check", "/v1//check", "/%00"])
def test_unknown_paths(client: TestClient, path: str) -> None:
    """404 for what is not there."""
    refusal(client.get(path), 404, "not-found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/check", "POST"),
        ("PUT", "/v1/check", "POST"),
        ("OPTIONS", "/v1/check", "POST"),
        ("POST", "/v1/rules", "GET"),
        ("DELETE", "/v1/rules/flat-ignorance/bare", "GET"),
        ("POST", "/v1/phrases", "GET"),
        ("POST", "/healthz", "GET"),
        ("POST", "/readyz", "GET"),
    ],
)
def test_wrong_methods(client: TestClient, method: str, path: str, allowed: str) -> None:
    """405 says which method there is."""
    response = client.request(method, path)
    refusal(response, 405, "method-not-allowed")
    assert allowed in response.headers["allow"]


@pytest.mark.parametrize(
    "body",
    [b'{"text": ', b"oops", b"{'text': 'a'}", b'{"text": "\x00"}', b'{"text": "a"}{}', b'{"text": "\\ud8"}'],
)
def test_broken_json(client: TestClient, body: bytes) -> None:
    """A body that is not JSON is told from one of another shape."""
    error = refusal(client.post("/v1/check", content=body, headers=JSON), 422, "not-json")
    assert error["message"].startswith("the body is not JSON: ")
    assert re.fullmatch(r"character \d+", error["where"])


def test_the_place_of_broken_json(client: TestClient) -> None:
    """The place is counted from 1, in characters."""
    error = refusal(client.post("/v1/check", content='{"您": oops}'.encode(), headers=JSON), 422, "not-json")
    assert error["where"] == "character 7"


@pytest.mark.parametrize(
    "body",
    [b'{"text": "\xff"}', '{"text": "我不知道"}'.encode("gb18030"), b"[" * 100_000, b'{"id": ' + b"9" * 5000 + b"}"],
    ids=["not UTF-8", "GB18030", "too deep", "too many digits"],
)
def test_bodies_that_cannot_be_read(client: TestClient, body: bytes) -> None:
    """What the JSON reader chokes on is the sender's mistake, not the service's."""
    refusal(client.post("/v1/check", content=body, headers=JSON), 400, "bad-request")


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"])
def test_wrong_content_types(client: TestClient, kind: str | None) -> None:
    """JSON must be called JSON."""
    headers = {} if kind is None else {"Content-Type": kind}
    refusal(client.post("/v1/check", content=b'{"text": "a"}', headers=headers), 422, "invalid")


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON", "application/vnd.chat+json"])
def test_right_content_types(client: TestClient, kind: str) -> None:
    """JSON under its other names is taken."""
    response = client.post("/v1/check", content='{"text": "喂"}'.encode(), headers={"Content-Type": kind})
    assert response.json()["gate"] == "block"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "text"),
        ({"txt": "a"}, "text"),
        ({"text": 5}, "text"),
        ({"text": None}, "text"),
        ({"text": ["a"]}, "text"),
        ({"text": "a", "role": "boss"}, "role"),
        ({"text": "a", "role": None}, "role"),
        ({"text": "a", "role": "\ud800"}, "role"),
        ({"text": "a", "extra": 1}, "extra"),
        ({"text": "a", "one": 1}, "one"),
        ({"text": "a", "context": {"body": 1}}, "context.body"),
        ({"text": "a", "context": 5}, "context"),
        ({"text": "a", "context": {"locale": "zh"}}, "context.locale"),
        ({"text": "a", "context": {"language": "fr"}}, "context.language"),
        ({"text": "a", "context": {"surname": "陳" * 21}}, "context.surname"),
        ({"text": "a", "context": {"surname": "\ud800"}}, "context.surname"),
        ({"text": "a", "context": {"name": "陳"}}, "context.name"),
        ([{"text": "a"}, {"text": 5}], "1.text"),
        ([{"text": "a"}, 5], "1"),
        ([], None),
        ([{"text": "a"}] * 1001, None),
        (5, None),
        ("a", None),
        (None, None),
        ([[{"text": "a"}]], "0"),
    ],
)
def test_bodies_of_another_shape(client: TestClient, body: object, where: str | None) -> None:
    """The refusal names the place in the body as the sender wrote it."""
    error = refusal(client.post("/v1/check", content=json.dumps(body), headers=JSON), 422, "invalid")
    assert where == error["where"]
    assert error["message"].startswith(f"{where or 'the body'}: ")


@pytest.mark.parametrize("value", ["x" * 201, "\ud800", 1.5, [], {}])
def test_wrong_ids(client: TestClient, value: object) -> None:
    """An id is a string of up to 200 characters or a whole number; the place is named without inner names."""
    body = json.dumps({"text": "a", "id": value})
    assert refusal(client.post("/v1/check", content=body, headers=JSON), 422, "invalid")["where"] == "id"


def test_a_missing_body(client: TestClient) -> None:
    """No body at all is a body of another shape."""
    assert refusal(client.post("/v1/check"), 422, "invalid")["where"] is None


def test_a_lone_surrogate_in_a_refusal(client: TestClient) -> None:
    """A key that is no text does not break the refusal."""
    body = b'{"text": "a", "\\ud800": 1}'
    refusal(client.post("/v1/check", content=body, headers=JSON), 422, "invalid")


def test_a_failure_inside_is_answered_without_its_details(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    """500 in the same shape; what failed is nobody's business outside."""

    def failed(*_: object) -> None:
        raise RuntimeError("secret")

    with TestClient(create_app(coach), raise_server_exceptions=False) as client:
        monkeypatch.setattr(Coach, "check", failed)
        response = client.post("/v1/check", json={"text": "a"})
    refusal(response, 500, "internal")
    assert "secret" not in response.text


def test_a_wrong_parameter_is_named(client: TestClient) -> None:
    """By the name that the sender gave it."""
    assert refusal(client.get("/v1/rules?severity=fatal"), 422, "invalid")["where"] == "severity"


@pytest.mark.parametrize(("status", "code"), [(503, "not-ready"), (418, "error")])
def test_errors_of_the_framework(status: int, code: str) -> None:
    """Any other HTTP error gets its code and advice, and keeps its headers."""
    app = FastAPI()
    errors.install(app)

    @app.get("/")
    def fail() -> None:
        raise HTTPException(status, "because", {"Retry-After": "5"})

    response = TestClient(app).get("/")
    assert refusal(response, status, code)["message"] == "because"
    assert response.headers["retry-after"] == "5"


def test_documentation_of_refusals() -> None:
    """Each status is described by its code."""
    described = errors.responses(404, 422)
    assert {key: value["description"] for key, value in described.items()} == {404: "not-found", 422: "invalid"}
