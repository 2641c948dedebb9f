"""One turn of a conversation: what one speaker says at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from coach.context import Role

Channel: TypeAlias = Literal["call", "chat"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one go.

    `start` and `end` are seconds from the start of the conversation, None where nothing is known; a chat often knows
    only the start. A source that tells speakers apart without saying who is the agent gives `speaker` and no role.
    """

    text: str
    role: Role | None = None
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
