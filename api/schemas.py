"""What goes over the wire: the requests and answers of the native API (contract: design §7)."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from coach.context import Context
from phrasebook import Replaces

MAX_BATCH = 1000

Severity: TypeAlias = Literal["error", "warning", "advice"]
Locale: TypeAlias = Literal["zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "yue-Hant-HK"]
Language: TypeAlias = Literal["zh-Hant", "zh-Hans", "en"]


def _as_sent(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """Refuse in one message: pydantic has one for each type, under its own names."""
    try:
        return validate(value)
    except ValidationError:
        message = "Input should be a string of up to 200 characters or a whole number"
        raise PydanticCustomError("identifier", message) from None


# Strict: true and 1.0 would come back as 1.
Identifier: TypeAlias = Annotated[
    Annotated[str, Field(max_length=200)] | Annotated[int, Field(strict=True)] | None, WrapValidator(_as_sent)
]


class Model(BaseModel):
    """Base of the wire's models: unknown keys are refused, so that a misspelt one is not silently lost."""

    model_config = ConfigDict(extra="forbid")


class CheckContext(Model):
    """What is known around the utterance; all of it optional."""

    surname: str | None = Field(None, max_length=20, description="The customer's surname.", examples=["陳"])
    honorific: str | None = Field(None, max_length=10, description="先生, 小姐, 女士 …", examples=["先生"])
    part_of_day: str | None = Field(None, max_length=10, description="The greeting of the hour.", examples=["早上好"])
    locale: Locale | None = Field(None, description="Answer in this locale instead of the text's own.")
    language: Language | None = Field(None, description="Explain in this language instead of the text's own.")

    def value(self) -> Context:
        """Return the coach's context."""
        return Context(self.surname, self.honorific, self.part_of_day, self.locale, self.language)


class CheckRequest(Model):
    """One utterance to check."""

    text: str = Field(description="What is said or typed.", examples=["喂，你找誰"])
    role: Literal["agent", "customer", "system"] = Field("agent", description="Who says it; only agents are judged.")
    id: Identifier = Field(None, description="Comes back with the answer.")
    context: CheckContext | None = None


CheckBatch: TypeAlias = Annotated[list[CheckRequest], Field(min_length=1, max_length=MAX_BATCH)]


def _one_or_many(value: Any) -> str:
    return "many" if isinstance(value, list) else "one"


CheckBody: TypeAlias = Annotated[
    Annotated[CheckRequest, Tag("one")] | Annotated[CheckBatch, Tag("many")], Discriminator(_one_or_many)
]


class SuggestionOut(Model):
    """Put `text` in the place of the code points `replace` of the checked text."""

    text: str
    replace: tuple[int, int]
    kind: Literal["span", "clause", "utterance"]
    phrase: str


class FindingOut(Model):
    """One violation; `start` and `end` are code points in the text as sent, end exclusive."""

    rule: str
    category: str
    severity: Severity
    start: int | None
    end: int | None
    matched: str
    how: Literal["literal", "pattern", "homophone", "typo", "evasion", "learned", "duty", "timing"]
    confidence: float = Field(ge=0, le=1)
    message: str
    clause: str
    suggestions: list[SuggestionOut]
    turn: int | None
    trigger: str | None
    evidence: str | None
    phrasebook: str


class CheckAnswer(Model):
    """What was found in one utterance, and what to say instead."""

    id: Identifier
    gate: Literal["allow", "warn", "block"]
    findings: list[FindingOut]
    rewritten: str


class RuleOut(Model):
    """A forbidden rule in brief."""

    id: str
    category: str
    severity: Severity
    clause: str
    title: dict[str, str]
    why: dict[str, str]
    say_instead: list[str]


class RuleDetail(RuleOut):
    """A forbidden rule in full, with the templates and the examples that run as tests."""

    wordings: list[str]
    exceptions: list[str]
    mitigated_by: list[list[str]]
    bad: list[str]
    good: list[str]


class PhraseOut(Model):
    """An approved phrase; forms by locale, slots in braces, brackets around what goes when a slot is not known."""

    id: str
    situation: str
    clause: str | None
    replaces: Replaces
    seed: bool
    forms: dict[str, str]


class Health(Model):
    """The process answers."""

    status: Literal["ok"]


class Readiness(Model):
    """The phrasebook is loaded and checks can be answered at full speed."""

    status: Literal["ready"]
    phrasebook: str
    rules: int


class ErrorBody(Model):
    """What is wrong, where, and what to do."""

    code: str
    message: str
    advice: str
    where: str | None = None


class ErrorOut(Model):
    """The one shape of every refusal."""

    error: ErrorBody
