"""Fixtures of the service's tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import create_app
from coach import Coach

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="session")
def client(coach: Coach) -> Iterator[TestClient]:
    """A client of the started service; what fails inside is answered, not raised."""
    with TestClient(create_app(coach), raise_server_exceptions=False) as client:
        yield client


def refusal(response: Any, status: int, code: str) -> dict[str, Any]:
    """Assert that a response is a refusal in the one shape, and return its error."""
    assert (response.status_code, response.headers["content-type"]) == (status, "application/json")
    body = response.json()
    assert list(body) == ["error"]
    error: dict[str, Any] = body["error"]
    assert list(error) == ["code", "message", "advice", "where"]
    assert error["code"] == code
    assert error["message"]
    assert error["advice"]
    return error
