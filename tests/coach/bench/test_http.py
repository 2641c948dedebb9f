"""The figures of the service: two real servers, a handful of requests; how many a second is not asserted."""

import json
import time

import pytest
from fastapi.testclient import TestClient

from api import create_app
from coach import Coach
from coach.bench import http


def test_both_servers_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service and the bare endpoint start, answer over kept-alive connections, and stop."""
    monkeypatch.setattr(http, "_REQUESTS", 8)
    monkeypatch.setattr(http, "_CONNECTIONS", 2)
    monkeypatch.setattr(http, "_ROUNDS", 1)
    ours, bare, share = http.measure().values()
    assert share == pytest.approx(ours / bare)
    assert min(ours, bare) > 0


def test_a_server_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given up and ended."""
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with pytest.raises(TimeoutError, match="did not start"), http._served("import time; time.sleep(60)"):
        pytest.fail("served")


def test_the_message_is_one_that_the_service_allows(coach: Coach) -> None:
    """What is sent is a right request, answered as the bare endpoint answers it."""
    with TestClient(create_app(coach)) as client:
        answer = client.post("/v1/check", content=http._BODY, headers={"Content-Type": "application/json"})
    assert answer.status_code == 200
    text = json.loads(http._BODY)["text"]
    assert answer.json() == {"id": None, "gate": "allow", "findings": [], "rewritten": text}
