"""`POST /v1/check`: judge utterances."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from api.deps import CoachDep
from api.errors import responses
from api.schemas import CheckAnswer, CheckBody, CheckRequest
from coach import Coach
from coach.jsontext import json_bytes

router = APIRouter(prefix="/v1", tags=["check"])

_EXAMPLES = {
    "one": {"summary": "One utterance", "value": {"text": "喂，你找誰"}},
    "surname": {
        "summary": "With what is known about the customer",
        "value": {"id": 7, "text": "这个我不知道", "context": {"surname": "陈", "honorific": "先生"}},
    },
    "many": {
        "summary": "Several at once",
        "value": [{"id": "a", "text": "不知道您方便留个电话吗？"}, {"id": "b", "text": "这不是我的事，你找别人"}],
    },
}


def _answer(coach: Coach, request: CheckRequest) -> dict[str, Any]:
    context = request.context.value() if request.context else None
    return {"id": request.id, **coach.check(request.text, request.role, context).as_dict()}


@router.post(
    "/check",
    summary="Check one utterance or a list of them",
    response_model=CheckAnswer | list[CheckAnswer],
    responses=responses(400, 413, 422, 503),
)
async def check(coach: CoachDep, body: Annotated[CheckBody, Body(openapi_examples=_EXAMPLES)]) -> Response:
    """Answer with an object for an object and with a list, in the same order, for a list."""
    answer = [_answer(coach, one) for one in body] if isinstance(body, list) else _answer(coach, body)
    # The answer is built by the shape of CheckAnswer (a test holds it to that): validating it again costs more
    # than the check itself.
    return Response(json_bytes(answer), media_type="application/json")
