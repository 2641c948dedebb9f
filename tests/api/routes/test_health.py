"""`/healthz` and `/readyz`."""

import pytest
from fastapi.testclient import TestClient

from api import create_app
from coach import Coach
from tests.api.conftest import refusal


def test_before_and_after_it_is_ready(coach: Coach) -> None:
    """The process lives at once; it is ready when the phrasebook is loaded, and says which one."""
    client = TestClient(create_app(coach))
    assert client.get("/healthz").json() == {"status": "ok"}
    refusal(client.get("/readyz"), 503, "not-ready")
    with client:
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/readyz").json() == {
            "status": "ready",
            "phrasebook": coach.phrasebook.hash,
            "rules": len(coach.phrasebook.rules),
        }


@pytest.mark.parametrize(("path", "status"), [("/healthz", 200), ("/readyz", 503)])
def test_watchers_may_ask_for_the_head_only(coach: Coach, path: str, status: int) -> None:
    """The same answer as to GET, before and after it is ready."""
    client = TestClient(create_app(coach))
    assert client.head(path).status_code == status
    with client:
        assert client.head(path).status_code == 200


@pytest.mark.parametrize("path", ["/v1/rules", "/v1/rules/flat-ignorance/bare", "/v1/phrases"])
def test_nothing_is_answered_before_it_is_ready(coach: Coach, path: str) -> None:
    """503, so that whoever asks tries again."""
    refusal(TestClient(create_app(coach)).get(path), 503, "not-ready")


def test_no_check_is_answered_before_it_is_ready(coach: Coach) -> None:
    """A check that was not made must never look like a clean one."""
    refusal(TestClient(create_app(coach)).post("/v1/check", json={"text": "我不知道"}), 503, "not-ready")
