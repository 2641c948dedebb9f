"""Conversations as they happen: every turn is answered at once, with what is open and what to say.

Each record is a turn `{"conversation", "role", "text", "start", "end"}`, or the end `{"conversation", "end": true}` of
a conversation. Many conversations may run side by side; a record without a conversation belongs to the only one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from coach.context import ROLES, Role
from coach.conversation import Conversation
from coach.finding import gate_of
from coach.transcripts.channels import read_channel
from coach.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.checker import Coach
    from coach.duties import Occasion
    from coach.turn import Channel
    from phrasebook import Language, Locale

_MOST_OPEN = 10_000  # conversations at a time; whoever never ends one would fill the memory


class LiveError(ValueError):
    """A record that cannot be answered: a short code, what is wrong, what to do."""

    def __init__(self, code: str, message: str, advice: str) -> None:
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice

    def as_dict(self) -> dict[str, Any]:
        """Return the error as a JSON object."""
        return {"code": self.code, "message": self.message, "advice": self.advice}


class Live:
    """Answers the turns of running conversations."""

    def __init__(
        self,
        coach: Coach,
        *,
        channel: Channel | None = None,
        language: Language | None = None,
        locale: Locale | None = None,
    ) -> None:
        self._coach = coach
        self._channel: Channel | None = channel
        self._language: Language | None = language
        self._locale: Locale | None = locale
        self._running: dict[Any, Conversation] = {}

    @property
    def running(self) -> Sequence[Any]:
        """The conversations that have not ended, the oldest first."""
        return list(self._running)

    def answer(self, record: Any) -> dict[str, Any]:
        """Return what a record shows.

        For a turn: its number, findings, gate, and the open duties with what to say. For an end: the findings that
        only the end can show, the state of all duties, the timing, and what could not be checked.

        Raises:
            LiveError: the record is neither a turn nor an end, or too many conversations are open.
        """
        if not isinstance(record, dict):
            raise LiveError("not-an-object", "this is not a JSON object", 'write {"role": "agent", "text": "…"}')
        name = record.get("conversation")
        if isinstance(name, list | dict | bool):
            raise LiveError("bad-conversation", "“conversation” is no name", "use a string or a number")
        if record.get("end") is True:
            if "text" in record:
                raise LiveError("text-at-end", "an end has no “text”", "send the turn first, then the end")
            return self.end(name, complete=record.get("complete", True) is not False)
        turn = _turn(record)
        conversation = self._running.get(name) or self._begin(name, record)
        number = conversation.length
        findings = conversation.add(turn)
        return {
            "conversation": name,
            "turn": number,
            "gate": gate_of(tuple(finding for finding in findings if finding.start is not None)),
            "findings": [finding.as_dict() for finding in findings],
            "open": [_open(conversation, occasion) for occasion in conversation.open],
        }

    def end(self, name: Any = None, *, complete: bool = True) -> dict[str, Any]:
        """End a conversation and return what only the end shows; one that is not running has shown nothing.

        `complete` is false where it broke off.
        """
        conversation = self._running.pop(name, None) or self._conversation(self._channel)
        findings = conversation.finish(complete=complete)
        return {
            "conversation": name,
            "end": True,
            "findings": [finding.as_dict() for finding in findings],
            "duties": [duty.as_dict() for duty in conversation.duties],
            "timing": conversation.timing.as_dict(),
            "skipped": [skip.as_dict() for skip in conversation.skipped(complete=complete)],
        }

    def _begin(self, name: Any, record: dict[str, Any]) -> Conversation:
        if len(self._running) >= _MOST_OPEN:
            raise LiveError(
                "too-many-conversations",
                f"{_MOST_OPEN:,} conversations are open",
                'end those that are over with {"conversation": …, "end": true}',
            )
        self._running[name] = self._conversation(self._channel_of(record), _customer(record))
        return self._running[name]

    def _conversation(self, channel: Channel | None, customer: str | None = None) -> Conversation:
        return Conversation(
            self._coach, channel=channel, customer=customer, language=self._language, locale=self._locale
        )

    def _channel_of(self, record: dict[str, Any]) -> Channel | None:
        channel = record.get("channel")
        if channel is None:
            return self._channel
        known = read_channel(channel) if isinstance(channel, str) else None
        if known is None:
            raise LiveError("bad-channel", "“channel” is neither call nor chat", "leave it out where it is not known")
        return known


def _open(conversation: Conversation, occasion: Occasion) -> dict[str, Any]:
    """Return an open duty: since when, how many turns of the agent are left (null: all), and what to say."""
    return {
        "duty": occasion.duty.id,
        "title": occasion.duty.owes.get(conversation.language),
        "since": occasion.trigger.as_dict(),
        "turns_left": occasion.left,
        "say": [text for _, text in conversation.say(occasion.duty)],
    }


def _turn(record: dict[str, Any]) -> Turn:
    text, role = record.get("text"), record.get("role")
    if not isinstance(text, str):
        what = "is missing" if "text" not in record else "is no string"
        raise LiveError("bad-text", f"“text” {what}", 'write {"role": "agent", "text": "…"}')
    if role not in ROLES:
        raise LiveError("bad-role", f"“role” is none of {', '.join(ROLES)}", "say who speaks")
    return Turn(text, cast("Role", role), _seconds(record, "start"), _seconds(record, "end"))


def _customer(record: dict[str, Any]) -> str | None:
    customer = record.get("customer")
    if customer is not None and not isinstance(customer, str):
        raise LiveError("bad-customer", "“customer” is no string", 'write the name: "王小明"')
    return customer


def _seconds(record: dict[str, Any], key: str) -> float | None:
    value = record.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e10:
        raise LiveError("bad-time", f"“{key}” is no number of seconds from 0 up", "leave it out where it is not known")
    return float(value)
