"""Who waits for whom: whether a silence is the agent's, and whether the customer had been asked to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.turn import Turn

_ANNOUNCES = frozenset({"hold", "says-wait"})
_RETURNS = frozenset({"return-from-hold", "comes-back"})
_ASKS = frozenset({"asks-for-item", "ask-surname"})
_EXPECTS_ANSWER = _ASKS | {"please", "softening", "offer-help", "offer-further-help"}
_CUSTOMER_BUSY = "customer-asks-to-wait"
_GIVES = frozenset({"customer-answers-request", "customer-hands-over"})
_MOST_AFTER = 10  # letters after 你等等; a customer who says more than 我找一下 is back already
_HOLD_LASTS = 4  # turns of the agent; small talk does not end a wait
_QUESTION = ("?", "？", "吗", "嗎", "呢", "么", "麼", "咩", "未")


class Waiting:
    """Fed turn by turn.

    Args:
        long: seconds of silence after which the wait that was announced is over.
    """

    def __init__(self, long: float) -> None:
        self._long = long
        self._for_agent = False
        self._customer_busy = False
        self._hold = 0

    @property
    def for_agent(self) -> bool:
        """Whether it is the agent whose turn it is: after a question it is the customer who is silent."""
        return self._for_agent and not self._customer_busy

    @property
    def after_hold(self) -> bool:
        """Whether the customer was asked to wait and the agent has not come back since."""
        return self._hold > 0

    def add(self, turn: Turn, acts: Mapping[str, tuple[int, int] | None], silence: float | None) -> None:
        """Take in a turn, what it does, and the silence before it if that was the agent's."""
        if turn.role == "customer":
            self._for_agent = True
            self._customer_busy = _is_busy(turn, acts)
        elif turn.role == "agent":
            announces = not _ANNOUNCES.isdisjoint(acts)
            asks = turn.text.rstrip().endswith(_QUESTION) or not _EXPECTS_ANSWER.isdisjoint(acts)
            self._for_agent = not asks or (announces and _ASKS.isdisjoint(acts))
            if announces:
                self._hold = _HOLD_LASTS
            elif not _RETURNS.isdisjoint(acts) or (silence or 0) > self._long:
                self._hold = 0
            else:
                self._hold = max(0, self._hold - 1)


def _is_busy(turn: Turn, acts: Mapping[str, tuple[int, int] | None]) -> bool:
    """Tell whether a customer's turn leaves the agent waiting: not 我看一下喔，嗯，二零四七八."""
    span = acts.get(_CUSTOMER_BUSY)
    if span is None or not _GIVES.isdisjoint(acts):
        return False
    return sum(map(str.isalnum, turn.text[span[1] :])) <= _MOST_AFTER
