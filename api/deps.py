"""What routes need, as annotated aliases."""

from typing import Annotated, TypeAlias, cast

from fastapi import Depends, Request

from api.errors import Refusal
from coach import Coach


async def _coach(request: Request) -> Coach:
    coach = getattr(request.app.state, "coach", None)
    if coach is None:
        raise Refusal(503, "not-ready", "the phrasebook is still being loaded", "try again in a moment")
    return cast("Coach", coach)


CoachDep: TypeAlias = Annotated[Coach, Depends(_coach)]
