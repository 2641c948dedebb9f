"""Bring the moments of one conversation on one scale: seconds from its start."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.transcripts.moments import DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.transcripts.moments import Moment

Spoken = tuple["Moment | None", "Moment | None"]
_AN_HOUR = 3600.0
# Between seconds and milliseconds a character; people speak three to eight characters a second, with pauses around.
_LONG_CHARACTER, _LONG_WAIT = 10.0, 100.0


@dataclass(slots=True)
class Timeline:
    """The scale of a file: whether its whole numbers are milliseconds, None until a conversation shows it."""

    milliseconds: bool | None = None

    def seconds(self, moments: Sequence[Spoken], characters: int) -> list[tuple[float | None, float | None]]:
        """Return start and end of each turn in seconds; `characters` is how many are said in all.

        What most turns give decides: dates and times of day are counted from the first, offsets are taken as they
        are. A moment of another kind is left out.
        """
        kinds = Counter(moment.kind for pair in moments for moment in pair if moment)
        if not kinds:
            return [(None, None)] * len(moments)
        kind = kinds.most_common(1)[0][0]
        scale, base = 1.0, 0.0
        pairs = [
            tuple(moment.seconds if moment and moment.kind == kind else None for moment in pair) for pair in moments
        ]
        if kind == "offset":
            if self.milliseconds is None:
                self.milliseconds = _shows_milliseconds(moments, characters)
            scale = 0.001 if self.milliseconds else 1.0
        else:
            if kind == "clock":
                pairs = _over_midnight(pairs)
            first = min(value for pair in pairs for value in pair if value is not None)
            base = first if kind == "date" or first >= _AN_HOUR else 0.0
        return [(_scaled(start, scale, base), _scaled(end, scale, base)) for start, end in pairs]


def _scaled(value: float | None, scale: float, base: float) -> float | None:
    # Rounded to microseconds, else 12.3 of a date is 12.299999952.
    return None if value is None else round((value - base) * scale, 6)


def _shows_milliseconds(moments: Sequence[Spoken], characters: int) -> bool | None:
    """Tell whether whole numbers are milliseconds, by how long a character would take; None where nothing shows it."""
    offsets = [moment for pair in moments for moment in pair if moment and moment.kind == "offset"]
    if not all(moment.whole for moment in offsets):
        return False
    spoken = sum(end.seconds - start.seconds for start, end in moments if start and end)
    if spoken > 0:
        return spoken / max(1, characters) > _LONG_CHARACTER
    values = [moment.seconds for moment in offsets]
    passed = max(values) - min(values)
    return passed / max(1, characters) > _LONG_WAIT if passed else None


def _over_midnight(pairs: Sequence[tuple[float | None, ...]]) -> list[tuple[float | None, ...]]:
    """Return clocks that go on after 24:00 where they would go back by more than half a day."""
    days, last, result = 0.0, 0.0, []
    for pair in pairs:
        moved: list[float | None] = []
        for value in pair:
            if value is None:
                moved.append(None)
                continue
            if value + days < last - DAY / 2:
                days += DAY
            last = value + days
            moved.append(last)
        result.append(tuple(moved))
    return result
