"""`GET /v1/rules`: what is forbidden, and why."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from api.deps import CoachDep
from api.errors import Refusal, responses
from api.schemas import RuleDetail, RuleOut, Severity
from phrasebook import Rule

router = APIRouter(prefix="/v1/rules", tags=["phrasebook"])


def _brief(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "category": rule.category,
        "severity": rule.severity,
        "clause": rule.clause,
        "title": rule.title.model_dump(by_alias=True),
        "why": rule.why.model_dump(by_alias=True),
        "say_instead": list(rule.say_instead),
    }


@router.get("", summary="List the rules", response_model=list[RuleOut], responses=responses(422, 503))
async def list_rules(
    coach: CoachDep,
    category: Annotated[str | None, Query(description="Only this category.", examples=["flat-ignorance"])] = None,
    severity: Annotated[Severity | None, Query(description="Only this severity.")] = None,
    clause: Annotated[str | None, Query(description="Only this clause of the code.", examples=["四.2.(5)"])] = None,
) -> list[dict[str, Any]]:
    """Return the rules in the order of the phrasebook."""
    return [
        _brief(rule)
        for rule in coach.phrasebook.rules.values()
        if category in {None, rule.category} and severity in {None, rule.severity} and clause in {None, rule.clause}
    ]


@router.get(
    "/{rule_id:path}", summary="Show one rule in full", response_model=RuleDetail, responses=responses(404, 422, 503)
)
async def show_rule(
    coach: CoachDep, rule_id: Annotated[str, Path(description="category/name", examples=["flat-ignorance/bare"])]
) -> dict[str, Any]:
    """Return a rule with its templates and examples."""
    rule = coach.phrasebook.rules.get(rule_id)
    if rule is None:
        raise Refusal(404, "unknown-rule", f"there is no rule “{rule_id}”", "GET /v1/rules lists them", "rule_id")
    return {
        **_brief(rule),
        "wordings": rule.wordings,
        "exceptions": rule.exceptions,
        "mitigated_by": rule.mitigated_by,
        "bad": rule.examples.bad,
        "good": rule.examples.good,
    }
