"""The figures of the service: real servers, a handful of requests; how many a second is not asserted."""

import time
from typing import Any

import pytest

from api.schemas import CheckRequest
from coach import Coach
from coach.bench import http


def test_both_servers_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two servers start, answer over kept-alive connections, and stop; the bare one stands in for the slow start."""
    monkeypatch.setattr(http, "_OURS", http._BARE)
    monkeypatch.setattr(http, "_REQUESTS", 8)
    monkeypatch.setattr(http, "_CONNECTIONS", 2)
    monkeypatch.setattr(http, "_ROUNDS", 1)
    ours, bare, share = http.measure().values()
    assert share == pytest.approx(ours / bare)
    assert min(ours, bare) > 0


def test_what_is_measured_is_the_service() -> None:
    """With the route that is asked."""
    served: dict[str, Any] = {}
    exec(http._OURS, served)
    assert "/v1/check" in served["app"].openapi()["paths"]


def test_a_server_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given up and ended."""
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with pytest.raises(TimeoutError, match="did not start"), http._served("import time; time.sleep(60)"):
        pytest.fail("served")


def test_the_message_is_one_that_the_service_allows(coach: Coach) -> None:
    """What is sent is a right request, and harmless: the bare endpoint, too, answers that nothing is found."""
    assert coach.check(CheckRequest.model_validate_json(http._BODY).text).findings == ()
