"""The service as a whole: starting, and a description that is true."""

import json
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import pytest
from fastapi.openapi.models import OpenAPI
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from api import create_app
from api.schemas import CheckAnswer
from coach import Coach
from phrasebook import PhrasebookError


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    """The service's own description."""
    return client.get("/openapi.json").json()  # type: ignore[no-any-return]


def operations(description: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give method, path and description of each operation."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_the_builtin_phrasebook_is_loaded_at_start(monkeypatch: pytest.MonkeyPatch, coach: Coach) -> None:
    """Not when the application is made: a factory must be cheap."""
    loaded: list[Coach] = []
    monkeypatch.setattr("api.app.Coach", lambda: loaded.append(coach) or coach)
    app = create_app()
    assert loaded == []
    with TestClient(app) as client:
        assert client.get("/readyz").status_code == 200
    assert loaded == [coach]


def test_it_does_not_start_without_a_phrasebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken phrasebook ends the start, so that nobody takes silence for a clean report."""

    def broken() -> Coach:
        raise PhrasebookError("broken")

    monkeypatch.setattr("api.app.Coach", broken)
    with pytest.raises(PhrasebookError, match="broken"), TestClient(create_app()):
        pytest.fail("started")


def test_the_description_is_valid(description: dict[str, Any]) -> None:
    """It is OpenAPI of the package's version, and every reference in it leads somewhere."""
    OpenAPI.model_validate(description)
    assert description["info"]["version"] == version("phrase-coach")
    written = json.dumps(description)
    names = {part.split('"')[0] for part in written.split('"#/components/schemas/')[1:]}
    assert names == set(description["components"]["schemas"]) | names
    assert {"CheckRequest", "CheckAnswer", "ErrorOut"} <= names


def test_the_pages_to_read_it_are_there(client: TestClient) -> None:
    """/docs is where the advice of every refusal points to."""
    assert "/openapi.json" in client.get("/docs").text


def test_every_operation_is_described(description: dict[str, Any]) -> None:
    """A summary, a description, a tag, and what it answers; every parameter explained; refusals in the one shape."""
    for method, path, operation in operations(description):
        assert operation["summary"], (method, path)
        assert operation["description"], (method, path)
        assert operation["tags"], (method, path)
        assert all(one["description"] for one in operation.get("parameters", []))
        for status, response in operation["responses"].items():
            schema = response["content"]["application/json"]["schema"]
            assert schema != {}, (method, path)
            assert (status >= "400") == (schema == {"$ref": "#/components/schemas/ErrorOut"}), (method, path, status)


def test_the_examples_of_parameters_are_answered(client: TestClient, description: dict[str, Any]) -> None:
    """Whoever tries an example gets something."""
    tried = 0
    for method, path, operation in operations(description):
        for parameter in operation.get("parameters", []):
            for example in parameter["schema"].get("examples", []) + parameter.get("examples", []):
                name, inside = parameter["name"], parameter["in"] == "path"
                url = path.replace(f"{{{name}}}", example) if inside else path
                response = client.request(method, url, params=None if inside else {name: example})
                assert response.status_code == 200, (url, example)
                assert response.json()
                tried += 1
    assert tried >= 4


def test_the_examples_of_bodies_are_answered(client: TestClient, description: dict[str, Any]) -> None:
    """Every example of a check is answered by the answer that is described."""
    content = description["paths"]["/v1/check"]["post"]["requestBody"]["content"]["application/json"]
    assert content["examples"]
    answer = TypeAdapter(CheckAnswer | list[CheckAnswer])
    for example in content["examples"].values():
        assert example["summary"]
        response = client.post("/v1/check", json=example["value"])
        assert response.status_code == 200
        answer.validate_json(response.content, strict=True)
        assert isinstance(response.json(), list) == isinstance(example["value"], list)


def test_the_examples_of_fields_are_taken(client: TestClient, description: dict[str, Any]) -> None:
    """A request and a context made of the examples of their fields."""
    schemas = description["components"]["schemas"]

    def example(name: str) -> dict[str, Any]:
        properties = schemas[name]["properties"]
        return {key: field["examples"][0] for key, field in properties.items() if "examples" in field}

    body = {**example("CheckRequest"), "context": example("CheckContext")}
    assert body["text"]
    assert body["context"]
    assert client.post("/v1/check", json=body).json()["gate"] == "block"
