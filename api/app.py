"""The HTTP service. Started by `phrase-coach serve` or any ASGI server as `api.app:create_app` (a factory)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from api import errors
from api.limits import BodyLimit
from api.routes import check, health, phrases, rules
from coach import Coach
from coach.segmenter import warm_up

MAX_BODY_BYTES = 2_000_000


def create_app(coach: Coach | None = None, *, max_body_bytes: int = MAX_BODY_BYTES) -> FastAPI:
    """Return the service; it loads the built-in phrasebook at start-up unless a coach is given.

    Raises:
        PhrasebookError: at start-up, when the phrasebook cannot be loaded.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        loaded = coach if coach is not None else Coach()
        loaded.accelerate()
        warm_up()
        app.state.coach = loaded
        yield

    app = FastAPI(
        title="phrase-coach",
        version=version("phrase-coach"),
        summary="Finds forbidden wording in what service agents say, and offers the approved phrase.",
        lifespan=lifespan,
    )
    errors.install(app)
    app.add_middleware(BodyLimit, limit=max_body_bytes)
    for module in (check, rules, phrases, health):
        app.include_router(module.router)
    return app
