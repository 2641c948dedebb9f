"""What somebody may have meant by a name that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from phrasebook.errors import Problem
    from phrasebook.yamlfile import Place, YamlFile

_LIKE = 55  # per cent
_MOST_LISTED = 12


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like `name`, or None when none is."""
    from rapidfuzz import fuzz, process  # only when something is wrong: the import costs a tenth of a second

    best = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return best[0] if best else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the advice to somebody who wrote `name`."""
    choices = sorted(known)
    best = nearest(name, choices)
    return f"did you mean “{best}”?" if best else f"known: {', '.join(choices[:_MOST_LISTED])}"


def unknown(file: YamlFile, place: Place, what: str, name: str, known: Iterable[str]) -> Problem:
    """Return the problem that at `place` there is no such thing (a rule, an “act or observation” …) as `name`."""
    return file.problem(place, f"unknown-{what.split()[0]}", f"there is no {what} “{name}”", did_you_mean(name, known))
