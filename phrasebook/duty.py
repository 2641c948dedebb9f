"""Duties: what an agent owes in a conversation, and what calls for it.

A duty has three states. Without an occasion it is not applicable; on an occasion it is kept when what is owed is done
within its range, and missed when it is not. The range is counted in turns of whoever does the act, from the turn that
gave the occasion.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from phrasebook.model import Entry, LocalText, NonEmpty, Severity, Situations, Slug, Texts

ConversationCategory: TypeAlias = Literal[
    "greeting-missing",
    "offer-help-missing",
    "surname-not-asked",
    "surname-not-used",
    "hold-not-announced",
    "return-not-apologised",
    "thanks-not-answered",
    "item-not-thanked",
    "no-escalation-offer",
    "no-inconvenience-apology",
    "farewell-missing",
    "further-help-not-offered",
    "interruption",
    "excuse-before-apology",
]
CONVERSATION_CATEGORIES: tuple[ConversationCategory, ...] = get_args(ConversationCategory)

# What is observed in a turn without wordings of its own; duties name these beside the acts.
Observed: TypeAlias = Literal[
    "customer-tells-need",  # the customer says more than a greeting
    "customer-tells-name",  # the customer's name becomes known from the customer's words
    "uses-name",  # the agent addresses the customer by name
    "after-hold",  # the agent had asked the customer to wait, and has not come back since
    "customer-answers-request",  # the customer gives the number, code, picture or form that was asked for
    "customer-tells-mishap",  # before the agent has answered, the customer tells what went amiss and asks nothing
    "opening-question",  # before the need is told, the agent offers service or asks something that is not the name
    "only-states",  # a sentence of the agent that asks, offers, promises, thanks or regrets nothing
]
OBSERVED: tuple[Observed, ...] = get_args(Observed)

ChannelName: TypeAlias = Literal["call", "chat"]


def _misfit(message: str, advice: str, at: str = "") -> PydanticCustomError:
    """Return the error that parts of an entry do not fit together, or into their place; `at` is the key to mend."""
    return PydanticCustomError("misfit", "{message}", {"message": message, "advice": advice, "at": at})


def _turns(value: Any) -> Any:
    number = value if isinstance(value, int) and not isinstance(value, bool) else None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        number = int(value)
    if value == "all" or (number is not None and number >= 1):
        return value
    said = value if isinstance(value, str) else repr(value)
    raise _misfit(f"“{said}” is no number of turns", "write a whole number from 1 up, or all")


_DIGITS = 6
Turns: TypeAlias = Annotated[int | Literal["all"], BeforeValidator(_turns)]
# Acts any of which is enough; one written “farewell+thanks” means both in the same turn.
Combination: TypeAlias = tuple[Slug, ...]
Combinations: TypeAlias = Annotated[tuple[Combination, ...], Field(min_length=1)]


def split_combinations(value: Any) -> Any:
    """Return acts written as `a` or `a+b` as tuples of acts."""
    if isinstance(value, list):
        return [item.split("+") if isinstance(item, str) else item for item in value]
    return value


class Range(Entry):
    """Where an act counts, seen from the turn of the occasion.

    `here` is that turn itself; `before` and `after` are turns of the role that does the act; `first` and `last` count
    from the ends of the conversation. What the agent owes is missed when the range holds no more turns of the agent.
    """

    here: bool = False
    before: Turns | None = None
    after: Turns | None = None
    first: Turns | None = None
    last: Turns | None = None

    @model_validator(mode="after")
    def _not_empty(self) -> Range:
        if not self.here and not any((self.before, self.after, self.first, self.last)):
            raise _misfit("this range reaches no turn", "write one of here, before, after, first, last")
        return self


class Doing(Entry):
    """Any of these acts done within a range; `because` says in a report what follows from it."""

    acts: Combinations
    within: Range
    because: LocalText | None = None

    @model_validator(mode="before")
    @classmethod
    def _split(cls, data: Any) -> Any:
        if isinstance(data, dict) and "acts" in data:
            return {**data, "acts": split_combinations(data["acts"])}
        return data


_KINDS = ("acts", "opening", "closing", "silence_over", "overlap_over", "turns_from")


class Moment(Entry):
    """One kind of occasion: exactly one of the following.

    `acts`: a turn does one of them · `opening`: the agent's first turn · `closing`: the end of a complete conversation
    · `silence_over`: seconds before an agent's turn · `overlap_over`: seconds by which an agent's turn begins before
    the customer's ends · `turns_from`: the conversation has at least so many turns.
    `given` must have been done before for the moment to count.
    """

    acts: tuple[Slug, ...] = ()
    opening: Literal[True] | None = None
    closing: Literal[True] | None = None
    silence_over: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    overlap_over: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    turns_from: Annotated[int, Field(ge=1)] | None = None
    given: Doing | None = None

    @model_validator(mode="after")
    def _one(self) -> Moment:
        kinds = [kind for kind in _KINDS if getattr(self, kind)]
        if not kinds:
            raise _misfit("nothing says when this moment is", f"write one of {', '.join(_KINDS)}")
        if len(kinds) > 1:
            message, advice = (
                f"{' and '.join(kinds)} in one moment",
                "give each a moment of its own: “- …” on its own line",
            )
            raise _misfit(message, advice, kinds[1])
        return self

    @property
    def needs_times(self) -> bool:
        """Whether it can be seen only where times are known."""
        return self.silence_over is not None or self.overlap_over is not None


class DutyExamples(Entry):
    """Conversations, written as lines `客服：…` and `客戶：…`, with times as `[12.5-14.0] 客服：…`."""

    missed: Texts
    kept: tuple[NonEmpty, ...] = ()
    not_applicable: tuple[NonEmpty, ...] = ()


class Duty(Entry):
    """What an agent owes, when, and where it must be done.

    `name` is what is owed, for lists of what was kept and missed; without it they say `title`, which names the miss.
    Nothing `owed` makes the moment itself the fault. With `before` the owed act must come before any of these acts, and
    a conversation that has neither has not missed it; an agent's turn that does one of the acts `lapses` and none of
    `before` ends such a moment. `or_owed` are other acts that keep the duty, each group within a range of its own, no
    longer than `within`. With `once` a conversation has no further occasion after one that was kept or missed.
    """

    id: ConversationCategory
    name: LocalText | None = None
    title: LocalText
    why: LocalText
    clause: NonEmpty
    severity: Severity
    severity_in_chat: Severity | None = None
    channels: Annotated[tuple[ChannelName, ...], Field(min_length=1)] = ("call", "chat")
    say_instead: Situations | None = None
    when: Annotated[tuple[Moment, ...], Field(min_length=1)]
    owed: tuple[Combination, ...] = ()
    within: Range | None = None
    or_owed: tuple[Doing, ...] = ()
    before: tuple[Slug, ...] = ()
    lapses: tuple[Slug, ...] = ()
    unless: tuple[Doing, ...] = ()
    once: bool = False
    no_occasion: LocalText
    examples: DutyExamples

    @model_validator(mode="before")
    @classmethod
    def _split(cls, data: Any) -> Any:
        if isinstance(data, dict) and "owed" in data:
            return {**data, "owed": split_combinations(data["owed"])}
        return data

    @model_validator(mode="after")
    def _range_of_what_is_owed(self) -> Duty:
        if self.owed and self.within is None:
            message = "“within” is missing: where what is owed must be done"
            raise _misfit(message, "add “within:”, such as {after: 1}", "owed")
        if self.within is not None and not self.owed:
            raise _misfit("“within” without anything “owed”", "add “owed:” and the acts, or remove “within”", "within")
        if self.or_owed and not self.owed:
            raise _misfit("“or_owed” without anything “owed”", "write “owed” and “within” first", "or_owed")
        if self.or_owed and self.before:
            raise _misfit("“or_owed” beside “before”", "remove one of them", "or_owed")
        return self

    @property
    def needs_times(self) -> bool:
        """Whether none of its moments can be seen where times are not known."""
        return all(moment.needs_times for moment in self.when)

    @property
    def owes(self) -> LocalText:
        """What is owed, in a few words."""
        return self.name or self.title

    def severity_in(self, channel: ChannelName | None) -> Severity:
        """Return how serious a miss is in a call or a chat."""
        return self.severity_in_chat if channel == "chat" and self.severity_in_chat else self.severity


class SkipReason(Entry):
    """Why a check could not run, in the words of the report."""

    id: Slug
    text: LocalText
