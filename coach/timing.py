"""Time in a conversation: silences, overlaps, response times, speech rate and shares of talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.reviewed import TimingFigures

if TYPE_CHECKING:
    from coach.turn import Turn

MEASURES = ("silence", "speech-rate", "talk-share")  # what clauses of the code and skipped checks name
_SHORTEST_SPEECH = 1.0  # seconds; below it a rate says nothing
_LATEST = 1e10  # seconds; about three centuries


class Timeline:
    """The times of a conversation, fed turn by turn in the order in which the turns begin.

    A turn without an end, as chats have them, ends where it starts. Where a start is missing nothing is measured; a
    time that no clock shows (NaN, endless, beyond three centuries) is missing, and so is an end before the start.
    """

    def __init__(self) -> None:
        self.has_times = False
        self.has_ends = False
        self._first: float | None = None
        self._last: float | None = None
        self._is_unbroken = True  # no turn without a start since the last one with it
        self._customer: tuple[float, float] | None = None
        self._silence = self._longest = 0.0
        self._talk = {"agent": 0.0, "customer": 0.0}
        self._agent_characters, self._agent_seconds = 0, 0.0
        self._responses: list[float] = []
        self._previous_role: str | None = None
        self._interruptions = 0

    def add(self, turn: Turn) -> tuple[float | None, float | None]:
        """Take in a turn and return the silence before it and by how much it cuts into the customer's turn, in seconds.

        None where times do not tell; for a turn that is not the agent's, or begins before the customer's, there is no
        overlap.
        """
        start, end = _known(turn.start), _known(turn.end)
        silence = overlap = None
        if start is not None:
            end = end if end is not None and end >= start else None
            silence, overlap = self._place(turn, start)
            self._measure(turn, start, end)
            self._first = start if self._first is None else min(start, self._first)
            self._last = max(end or start, start if self._last is None else self._last)
        self._is_unbroken = start is not None
        if turn.role != "system":  # who waits for an answer still does
            self._previous_role = turn.role
        return silence, overlap

    def _place(self, turn: Turn, start: float) -> tuple[float | None, float | None]:
        """Return the silence before a turn and its overlap with the customer's, and note them."""
        silence = overlap = None
        self.has_times |= self._last is not None
        if self._last is not None and self._is_unbroken:
            silence = _seconds(start - self._last)
            self._silence += silence
            self._longest = max(self._longest, silence)
        if turn.role == "agent":
            if self._customer and self._customer[0] <= start:
                overlap = _seconds(self._customer[1] - start)
            if self._previous_role == "customer" and silence is not None:
                self._responses.append(silence)
        return silence, overlap

    def _measure(self, turn: Turn, start: float, end: float | None) -> None:
        if end is None:
            return
        self.has_ends = True
        if turn.role == "customer":
            self._customer = start, end
        if turn.role in self._talk:
            self._talk[turn.role] += end - start
        if turn.role == "agent" and end - start >= _SHORTEST_SPEECH:
            self._agent_characters += sum(char.isalnum() for char in turn.text)
            self._agent_seconds += end - start

    def interrupted(self) -> None:
        """Count an interruption."""
        self._interruptions += 1

    def figures(self) -> TimingFigures:
        """Return what was measured so far."""
        if not self.has_times or self._first is None or self._last is None:
            return TimingFigures()
        talk = sum(self._talk.values())
        return TimingFigures(
            duration=round(self._last - self._first, 2),
            agent_share=round(self._talk["agent"] / talk, 3) if talk else None,
            speech_rate=round(60 * self._agent_characters / self._agent_seconds, 1) if self._agent_seconds else None,
            silence=round(self._silence, 2) if self.has_ends else None,
            longest_silence=round(self._longest, 2),
            first_response=round(self._responses[0], 2) if self._responses else None,
            mean_response=round(sum(self._responses) / len(self._responses), 2) if self._responses else None,
            interruptions=self._interruptions if self.has_ends else None,
        )


def _known(moment: float | None) -> float | None:
    """Return a moment that can be reckoned with, None for any other."""
    return float(moment) if moment is not None and abs(moment) < _LATEST else None


def _seconds(length: float) -> float:
    """Return a length of time, without what reckoning with fractions of a millisecond adds to it."""
    return round(max(0.0, length), 3)
