"""The phrasebook as values: what the files say, checked for shape and frozen."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

Severity: TypeAlias = Literal["error", "warning", "advice"]
Locale: TypeAlias = Literal["zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "yue-Hant-HK"]
Language: TypeAlias = Literal["zh-Hant", "zh-Hans", "en"]
Category: TypeAlias = Literal[
    "brusque-greeting",
    "flat-ignorance",
    "shirking",
    "flat-refusal",
    "third-person-pronoun",
    "insult",
    "sarcasm",
    "impatience",
    "arguing",
    "judging",
    "curt-hold",
    "over-admission",
    "bare-command",
]
Boundary: TypeAlias = Literal["word", "none"]
Replaces: TypeAlias = Literal["person", "span", "clause", "sentence", "utterance"]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
ListName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
NonEmpty = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Template = NonEmpty
Templates = Annotated[tuple[Template, ...], Field(min_length=1)]
Texts = Annotated[tuple[NonEmpty, ...], Field(min_length=1)]
Situations = Annotated[tuple[Slug, ...], Field(min_length=1)]


class Entry(BaseModel):
    """Base of everything in a phrasebook file: frozen, and unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class LocalText(Entry):
    """One text in the three languages of the reader."""

    hant: NonEmpty = Field(alias="zh-Hant")
    hans: NonEmpty = Field(alias="zh-Hans")
    en: NonEmpty

    def get(self, language: Language) -> str:
        """Return the text in `language`."""
        return {"zh-Hant": self.hant, "zh-Hans": self.hans, "en": self.en}[language]


class ClauseText(Entry):
    """The words of a clause of the code, which is Chinese."""

    hant: NonEmpty = Field(alias="zh-Hant")
    hans: NonEmpty = Field(alias="zh-Hans")


class DutyCover(Entry):
    """A clause is covered by a duty: an act owed in a situation."""

    duty: Slug


class TimingCover(Entry):
    """A clause is covered by a measurement of time."""

    timing: Slug


def _kind_of_cover(value: Any) -> str | None:
    """Tell which kind of cover is meant: one wrong cover is one mistake, not one of every kind."""
    if isinstance(value, DutyCover | TimingCover):
        return "duty" if isinstance(value, DutyCover) else "timing"
    if isinstance(value, dict) and len(value) == 1:
        return next((kind for kind in ("duty", "timing") if kind in value), None)
    return "word" if value in ("rule", "manual") else None


Cover: TypeAlias = Annotated[
    Annotated[Literal["rule", "manual"], Tag("word")]
    | Annotated[DutyCover, Tag("duty")]
    | Annotated[TimingCover, Tag("timing")],
    Discriminator(
        _kind_of_cover,
        custom_error_type="unknown_cover",
        custom_error_message="{expected}",
        custom_error_context={"expected": "rule, manual, {duty: …}, {timing: …}"},
    ),
]


class Clause(Entry):
    """A place in the service code and what covers it."""

    id: NonEmpty
    text: ClauseText
    covered_by: Annotated[tuple[Cover, ...], Field(min_length=1)]


class WordList(Entry):
    """A named list of words (templates) used as `{name}`."""

    name: ListName
    words: Templates


class ActExamples(Entry):
    """Sentences that are and are not the act."""

    is_: Texts = Field(alias="is")
    is_not: tuple[NonEmpty, ...] = ()


class Act(Entry):
    """Something done in words, recognised by its own wordings."""

    id: Slug
    by: Literal["agent", "customer"]
    title: LocalText
    clause: NonEmpty | None = None
    wordings: Templates
    exceptions: tuple[Template, ...] = ()
    examples: ActExamples


class RuleExamples(Entry):
    """Sentences the rule must find, and sentences that must stay free of findings."""

    bad: Texts
    good: Texts


class Rule(Entry):
    """Wording not to be used; `mitigated_by` is a tuple of act combinations, each of which suffices."""

    name: Slug
    category: Category
    title: LocalText
    why: LocalText
    clause: NonEmpty
    severity: Severity
    say_instead: Situations
    wordings: Templates
    exceptions: tuple[Template, ...] = ()
    mitigated_by: tuple[tuple[Slug, ...], ...] = ()
    not_written: tuple[NonEmpty, ...] = ()
    boundary: Boundary | None = None
    examples: RuleExamples

    @property
    def id(self) -> str:
        """The rule's id: category/name."""
        return f"{self.category}/{self.name}"


class Forms(Entry):
    """One approved phrase in each locale; Cantonese only where the wording differs."""

    hans: NonEmpty = Field(alias="zh-Hans")
    hant_tw: NonEmpty = Field(alias="zh-Hant-TW")
    hant_hk: NonEmpty = Field(alias="zh-Hant-HK")
    yue: NonEmpty | None = Field(alias="yue-Hant-HK", default=None)

    def get(self, locale: Locale) -> str:
        """Return the form for `locale`, written Hong Kong Chinese where there is no Cantonese form."""
        forms = {"zh-Hans": self.hans, "zh-Hant-TW": self.hant_tw, "zh-Hant-HK": self.hant_hk}
        return forms.get(locale) or self.yue or self.hant_hk

    def items(self) -> list[tuple[Locale, str]]:
        """Return the forms that are written out, by locale."""
        forms: list[tuple[Locale, str]] = [
            ("zh-Hans", self.hans),
            ("zh-Hant-TW", self.hant_tw),
            ("zh-Hant-HK", self.hant_hk),
        ]
        return [*forms, ("yue-Hant-HK", self.yue)] if self.yue else forms


class Phrase(Entry):
    """A sentence the code wants said; `seed` marks the wordings of the code itself.

    One with `when` is said, and then first, only where one of these wordings stands in the marked words.
    """

    id: NonEmpty
    replaces: Replaces
    seed: bool = False
    when: tuple[Template, ...] = ()
    forms: Forms


class Situation(Entry):
    """When a phrase fits, and the phrases, best first."""

    id: Slug
    title: LocalText
    clause: NonEmpty | None = None
    act: Slug | None = None
    phrases: Annotated[tuple[Phrase, ...], Field(min_length=1)]


class FrameExamples(Entry):
    """Sentences in which the words are only mentioned, and sentences in which they are used."""

    mention: Texts
    use: tuple[NonEmpty, ...] = ()


class Frame(Entry):
    """Words that make what follows (`before`) or precedes (`after`) them a report, not a use."""

    id: Slug
    place: Literal["before", "after"]
    wordings: Templates
    examples: FrameExamples


class RuleChange(Entry):
    """What an overlay changes in a rule of the phrasebook below it."""

    rule: RuleId
    severity: Severity | None = None
    say_instead: Situations | None = None
    add_wordings: tuple[Template, ...] = ()
    remove_wordings: tuple[Template, ...] = ()
    add_exceptions: tuple[Template, ...] = ()


class Manifest(Entry):
    """The head of a phrasebook or an overlay: its phrasebook.yaml.

    `learned` gives the learned detector a voice: what is said before the title of the rule that words are like; false
    silences it.
    """

    id: Slug
    version: NonEmpty
    title: LocalText
    change: tuple[RuleChange, ...] = ()
    disable: tuple[RuleId, ...] = ()
    learned: LocalText | Literal[False] | None = None
