"""What the user says about the files to read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.context import Role
    from coach.turn import Channel

_Value = TypeVar("_Value")


def _nothing() -> Mapping[str, _Value]:
    return {}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read files, where they do not say it themselves.

    `columns` names the columns of a table (field → header, e.g. `{"text": "話術"}`), `roles` the role of a speaker
    label (`{"0": "agent"}`). `channel` is for files that do not name theirs. `encoding` and `format` overrule what
    would be detected.
    """

    columns: Mapping[str, str] = field(default_factory=_nothing)
    roles: Mapping[str, Role] = field(default_factory=_nothing)
    channel: Channel | None = None
    encoding: str | None = None
    format: str | None = None
