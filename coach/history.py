"""The turns of a conversation so far, and which of them a range reaches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.observation import Observation
    from phrasebook import Range


class History:
    """What was observed, turn by turn. Turns of the system keep their numbers, but no range counts or reaches them."""

    def __init__(self) -> None:
        self._seen: list[Observation] = []
        self._numbers: dict[str, list[int]] = {"agent": [], "customer": []}

    def __getitem__(self, number: int) -> Observation:
        return self._seen[number]

    def __len__(self) -> int:
        return len(self._seen)

    def add(self, seen: Observation) -> None:
        """Take in the next turn."""
        if seen.turn.role in self._numbers:
            self._numbers[seen.turn.role].append(len(self._seen))
        self._seen.append(seen)

    @property
    def agent_turns(self) -> int:
        """How many turns the agent had."""
        return len(self._numbers["agent"])

    @property
    def last_of_agent(self) -> Observation | None:
        """The agent's last turn; None where there is none."""
        return self._seen[self._numbers["agent"][-1]] if self.agent_turns else None

    def reached(self, within: Range, number: int) -> list[int]:
        """Return the numbers of the turns that a range reaches, seen from turn `number`.

        They are those of both roles: an act tells by itself whose turns count.
        """
        places = {number} if within.here else set()
        for numbers in self._numbers.values():
            before, after, end = bisect_left(numbers, number), bisect_right(numbers, number), len(numbers)
            places.update(numbers[: _count(within.first, end)])
            places.update(numbers[end - _count(within.last, end) :])
            places.update(numbers[before - _count(within.before, before) : before])
            places.update(numbers[after : after + _count(within.after, end)])
        return sorted(places)

    def done(
        self, combinations: Sequence[Sequence[str]], within: Range, number: int, *, before: Sequence[str] = ()
    ) -> tuple[str, Observation] | None:
        """Return the first turn within the range that does one of the combinations, with the first act of it.

        Acts of the same turn that are in `before` must not come first.
        """
        for place in self.reached(within, number):
            act = done_in(self._seen[place], combinations, before=before)
            if act:
                return act, self._seen[place]
        return None


def _count(turns: int | str | None, there: int) -> int:
    """Return how many turns are meant out of those that there are."""
    return there if turns == "all" else min(int(turns or 0), there)


def done_in(seen: Observation, combinations: Sequence[Sequence[str]], *, before: Sequence[str] = ()) -> str | None:
    """Return the first act of a combination that a turn does in full, ahead of any act that is in `before`."""
    broken = min((seen.place(act) for act in before if act in seen.acts), default=None)
    for acts in combinations:
        if all(act in seen.acts and (broken is None or seen.place(act) <= broken) for act in acts):
            return acts[0]
    return None
