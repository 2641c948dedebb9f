"""Segments of recognised speech, taken one by one from what a service gives, into one conversation."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from coach.transcript import TranscriptProblem
from coach.transcripts.draft import Draft
from coach.transcripts.labels import Speaker, read_label
from coach.transcripts.moments import read_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.context import Role
    from coach.transcript import Transcript
    from coach.transcripts.moments import Moment
    from coach.transcripts.opened import Opened
    from coach.transcripts.options import ReadOptions
    from coach.turn import Channel

Fields: TypeAlias = Mapping[str, Any]

MILLISECONDS = 1_000
TICKS = 10_000_000  # of 100 ns, as .NET counts

_LATEST = 10_000_000_000.0  # seconds; what is later is a mistake, and would be rounded
_AS_EXPORTED = "export the result anew, as the service gives it"


class Segments:
    """The segments of one conversation.

    A segment without text, or that is none, is a problem with its place and does not stop the others; one whose time
    or speaker cannot be understood keeps its text, and a note says so.
    """

    def __init__(self, file: Opened, options: ReadOptions) -> None:
        self._file = file
        self.options = options
        self.problems: list[TranscriptProblem] = []
        self.draft = Draft()
        self._first: Moment | None = None

    def report(self, place: str, code: str, message: str, advice: str, rows: int = 1) -> None:
        """Keep a problem."""
        self.problems.append(TranscriptProblem(self._file.name, place, code, message, advice, rows))

    def entries(self, value: object, place: str) -> Iterator[tuple[str, Fields]]:
        """Yield the objects of a list with their places; report what is no list or no object."""
        if not isinstance(value, list):
            self.report(place, "no-segments", f"a list of segments is wanted, this is {kind_of(value)}", _AS_EXPORTED)
            return
        for number, entry in enumerate(value):
            where = f"{place}[{number}]"
            if isinstance(entry, Mapping):
                yield where, entry
            else:
                self.report(where, "not-an-object", f"an object is wanted, this is {kind_of(entry)}", _AS_EXPORTED)

    def add(
        self,
        place: str,
        text: object,
        *,
        start: object = None,
        end: object = None,
        unit: float = 1,
        speaker: object = None,
        role: Role | None = None,
    ) -> None:
        """Add a segment as the file has it.

        Args:
            place: where it stands.
            text: what was said.
            start: when it begins, a number or a number in quotes; None where the file does not say.
            end: when it ends, likewise.
            unit: how many of the times' units make a second.
            speaker: who said it, a word or a number.
            role: the role where the service names it; what the user says of the speaker goes before it.
        """
        if not isinstance(text, str):
            self.report(place, "bad-text", f"its text is {kind_of(text)}", _AS_EXPORTED)
            return
        who = self._speaker(place, speaker, role)
        begin, finish = self._time(place, "start", start, unit), self._time(place, "end", end, unit)
        self.draft.add(text.strip(), who, place, begin, finish)

    def since_first(self, value: object) -> float | None:
        """Return the milliseconds from the first date and time of a conversation to this; None from anything else."""
        moment = read_moment(value) if isinstance(value, str) else None
        if moment is None or moment.kind != "date":
            return None
        self._first = self._first or moment
        return max(0.0, (moment.seconds - self._first.seconds) * MILLISECONDS)

    def transcript(
        self,
        name: object = None,
        *,
        channel: Channel = "call",
        agent: str | None = None,
        date: str | None = None,
    ) -> Iterator[Transcript | TranscriptProblem]:
        """Yield the problems and, if anything was said, the conversation with its turns in order of their start.

        `name` is what the file calls the conversation; without one it has the name of the file.
        """
        turns, first = self.draft.turns, self._first
        date = date or (first.date if first else None)
        if all(turn.start is not None for turn in turns):
            # services list one channel after the other, which is nothing to remark upon
            turns.sort(key=lambda turn: turn.start or 0.0)
        self.draft.agent = agent or self.draft.agent
        done = self.draft.finish(word(name) or self._file.stem, self._file.name, "", channel=channel, date=date)
        if not done and not self.problems:
            self.report("", "no-turns", "nothing was said in this recording", "leave the file out", rows=0)
        yield from self.problems
        yield from done

    def _speaker(self, place: str, value: object, role: Role | None) -> Speaker:
        label = word(value)
        if label is None:
            if value is not None and value != "":
                self.draft.remark(f"its speaker is {kind_of(value)}, it is left out", place)
            return Speaker(role, None)
        known = read_label(label, self.options.roles)
        return Speaker(role, label) if known.role is None else known

    def _time(self, place: str, which: str, value: object, unit: float) -> float | None:
        if value is None:
            return None
        number = number_of(value)
        if number is not None and 0 <= number / unit < _LATEST:
            return round(number / unit, 3)
        shown = kind_of(value) if number is None else f"{number:g}"
        self.draft.remark(f"its {which} is {shown}, it is left out", place)
        return None


def number_of(value: object) -> float | None:
    """Return a finite number from a number or a number in quotes, None from anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def kind_of(value: object) -> str:
    """Return what a value from a JSON file is, in words for a message."""
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a text" if value.strip() else "an empty text"
    return "a list" if isinstance(value, list) else "an object"


def named(fields: object, *path: str) -> Any:
    """Return the value down a path of keys, None where there is none."""
    for key in path:
        if not isinstance(fields, Mapping):
            return None
        fields = fields.get(key)
    return fields


def word(value: object) -> str | None:
    """Return a name or number as text without blanks around it, None from anything else or nothing."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 64 else None


def joined(parts: Iterable[str]) -> str:
    """Join words or lines as they are written: Latin words and numbers with a space between them, Chinese without."""
    text = ""
    for part in parts:
        between = text[-1:].isascii() and text[-1:].isalnum() and part[:1].isascii() and part[:1].isalnum()
        text += f" {part}" if between else part
    return text
