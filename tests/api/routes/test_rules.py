"""`GET /v1/rules`."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.schemas import RuleDetail
from coach import Coach
from tests.api.conftest import refusal

RULE = "flat-ignorance/bare"


def ids(client: TestClient, **filters: Any) -> list[str]:
    """Return the ids of the rules listed."""
    response = client.get("/v1/rules", params=filters)
    assert response.status_code == 200
    return [rule["id"] for rule in response.json()]


def test_all_rules(client: TestClient, coach: Coach) -> None:
    """In the order of the phrasebook, in brief."""
    assert ids(client) == list(coach.phrasebook.rules)
    assert "wordings" not in client.get("/v1/rules").json()[0]


@pytest.mark.parametrize("name", ["category", "severity", "clause"])
def test_filters(client: TestClient, coach: Coach, name: str) -> None:
    """Each filter leaves the rules that have the value."""
    value = getattr(coach.phrasebook.rules[RULE], name)
    found = ids(client, **{name: value})
    assert found == [rule.id for rule in coach.phrasebook.rules.values() if getattr(rule, name) == value]
    assert 0 < len(found) < len(coach.phrasebook.rules)


def test_filters_together(client: TestClient) -> None:
    """A rule must fit all of them; nothing known is nothing found."""
    assert RULE in ids(client, category="flat-ignorance", severity="error", clause="四.2.(5)")
    assert ids(client, category="flat-ignorance", severity="error", clause="一.1.(1)") == []
    assert ids(client, category="wat") == []


def test_one_rule(client: TestClient, coach: Coach) -> None:
    """In full, with templates and examples, all of it as in the phrasebook."""
    for rule in coach.phrasebook.rules.values():
        response = client.get(f"/v1/rules/{rule.id}")
        detail = RuleDetail.model_validate_json(response.content)
        assert (detail.id, detail.severity, detail.title["en"]) == (rule.id, rule.severity, rule.title.en)
        assert (tuple(detail.wordings), tuple(detail.exceptions)) == (rule.wordings, rule.exceptions)
        assert (tuple(detail.bad), tuple(detail.good)) == (rule.examples.bad, rule.examples.good)
        assert tuple(map(tuple, detail.mitigated_by)) == rule.mitigated_by


@pytest.mark.parametrize("name", ["wat", "flat-ignorance", "flat-ignorance/bare/", "喂/%00", "%ff", ""])
def test_unknown_rules(client: TestClient, name: str) -> None:
    """404 names the rule asked for and where the list is."""
    error = refusal(client.get(f"/v1/rules/{name}"), 404, "unknown-rule")
    assert error["where"] == "rule_id"
    assert "/v1/rules" in error["advice"]


def test_an_unknown_severity(client: TestClient) -> None:
    """The values that there are, are named."""
    error = refusal(client.get("/v1/rules", params={"severity": "fatal"}), 422, "invalid")
    assert error["where"] == "severity"
    assert "'error', 'warning' or 'advice'" in error["message"]
