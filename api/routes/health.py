"""`/healthz` and `/readyz`, for whatever starts and watches the service."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from api.deps import CoachDep
from api.errors import responses
from api.schemas import Health, Readiness

router = APIRouter(tags=["operations"])


@router.head("/healthz", summary="Is the process alive? (without the body)", response_model=Health)
@router.get("/healthz", summary="Is the process alive?", response_model=Health)
async def health() -> dict[str, str]:
    """Answer as long as the process answers at all."""
    return {"status": "ok"}


@router.head("/readyz", summary="Can it check? (without the body)", response_model=Readiness, responses=responses(503))
@router.get("/readyz", summary="Can it check?", response_model=Readiness, responses=responses(503))
async def ready(coach: CoachDep) -> dict[str, Any]:
    """Answer once the phrasebook and the segmenter's dictionary are loaded."""
    return {"status": "ready", "phrasebook": coach.phrasebook.hash, "rules": len(coach.phrasebook.rules)}
