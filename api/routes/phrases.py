"""`GET /v1/phrases`: what to say."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.deps import CoachDep
from api.errors import Refusal, responses
from api.schemas import Locale, PhraseOut

router = APIRouter(prefix="/v1/phrases", tags=["phrasebook"])


@router.get("", summary="List the approved phrases", response_model=list[PhraseOut], responses=responses(404, 422, 503))
async def list_phrases(
    coach: CoachDep,
    situation: Annotated[str | None, Query(description="Only this situation.", examples=["cannot-handle"])] = None,
    locale: Annotated[Locale | None, Query(description="Only the form for this locale.")] = None,
) -> list[dict[str, Any]]:
    """Return the phrases by situation, best first."""
    situations = coach.phrasebook.situations
    if situation is not None and situation not in situations:
        message, advice = f"there is no situation “{situation}”", f"known: {', '.join(situations)}"
        raise Refusal(404, "unknown-situation", message, advice, "situation")
    return [
        {
            "id": f"{found.id}/{phrase.id}",
            "situation": found.id,
            "clause": found.clause,
            "replaces": phrase.replaces,
            "seed": phrase.seed,
            "forms": {locale: phrase.forms.get(locale)} if locale else dict(phrase.forms.items()),
        }
        for found in situations.values()
        if situation in {None, found.id}
        for phrase in found.phrases
    ]
