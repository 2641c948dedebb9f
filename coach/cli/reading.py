"""How to read files, from what stands on the command line."""

from __future__ import annotations

import typer

from coach.context import ROLES, Role
from coach.transcripts import FORMATS, ReadOptions
from coach.transcripts.columns import FIELDS
from coach.turn import Channel

_ROLE: dict[str, Role] = {role: role for role in ROLES}


def reading(
    speakers: list[str] | None = None,
    columns: list[str] | None = None,
    format: str | None = None,
    encoding: str | None = None,
    channel: Channel | None = None,
) -> ReadOptions:
    """Return how to read files, from what stands on the command line.

    Raises:
        typer.BadParameter: a pair without “=”, or a role, a field or a format that there is not.
    """
    roles = dict(_pairs(speakers, "--speaker", "0=agent"))
    for label, role in roles.items():
        if role not in ROLES:
            raise typer.BadParameter(f"“{label}={role}”: a role is one of {', '.join(ROLES)}")
    headers = dict(_pairs(columns, "--column", "text=話術"))
    unknown = next((field for field in headers if field not in FIELDS), None)
    if unknown is not None:
        raise typer.BadParameter(f"no field is called “{unknown}”; use {', '.join(FIELDS)}")
    if format is not None and format not in FORMATS:
        raise typer.BadParameter(f"there is no format “{format}”; use one of {', '.join(FORMATS)}")
    return ReadOptions(
        columns=headers,
        roles={label: _ROLE[role] for label, role in roles.items()},
        channel=channel,
        encoding=encoding,
        format=format,
    )


def _pairs(given: list[str] | None, option: str, example: str) -> list[tuple[str, str]]:
    pairs = []
    for pair in given or ():
        name, equals, value = pair.rpartition("=") if option == "--speaker" else pair.partition("=")
        if not equals or not name or not value:
            raise typer.BadParameter(f"“{pair}” is no pair; write {option} {example}")
        pairs.append((name, value))
    return pairs
