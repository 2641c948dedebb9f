"""What is known around an utterance: who speaks to whom, where, and in which language to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from phrasebook import Language, Locale

Role: TypeAlias = Literal["agent", "customer", "system"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Context:
    """What may be known, all of it optional.

    The customer's surname and honorific (先生, 小姐 …), the greeting of the part of day (早上好 …), the locale to
    answer in (otherwise that of the text) and the language of explanations (otherwise likewise).
    """

    surname: str | None = None
    honorific: str | None = None
    part_of_day: str | None = None
    locale: Locale | None = None
    language: Language | None = None

    @property
    def slots(self) -> dict[str, str]:
        """The slots of approved phrases that are known."""
        known = {"surname": self.surname, "honorific": self.honorific, "part_of_day": self.part_of_day}
        return {name: value for name, value in known.items() if value}
