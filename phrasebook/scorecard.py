"""The scorecard as values: sections of items, what each item judges, and the sentences that give the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import Field

from phrasebook.duty import ConversationCategory
from phrasebook.model import Category, Entry, LocalText, NonEmpty, Slug

if TYPE_CHECKING:
    from collections.abc import Iterator

Figure: TypeAlias = Literal[
    "duration",
    "agent_share",
    "speech_rate",
    "silence",
    "longest_silence",
    "first_response",
    "mean_response",
    "interruptions",
]

_Points = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
_Number = Annotated[float, Field(ge=0, allow_inf_nan=False)]
_Count = Annotated[int, Field(ge=1)]
_Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
_Acts = Annotated[tuple[Slug, ...], Field(min_length=1)]
_Categories = Annotated[tuple[Category, ...], Field(min_length=1)]


class Deductions(Entry):
    """Points lost for each finding of a severity; advice costs nothing."""

    error: _Points
    warning: _Points


class FatalWording(Entry):
    """The conversation fails with `count` findings of these categories that are as severe and as sure as this."""

    categories: _Categories
    severity: Literal["error", "warning"] = "error"
    count: _Count = 1
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.0


class WordingRule(Entry):
    """Forbidden wording: each finding of the categories costs points."""

    categories: _Categories
    deduct: Deductions
    fatal: FatalWording | None = None


class DutiesRule(Entry):
    """Duties: each missed occasion costs `deduct` points. `missed` says in words what was not done, for each duty.

    The conversation fails with `fatal` missed occasions; None for never.
    """

    missed: Annotated[dict[ConversationCategory, LocalText], Field(min_length=1)]
    deduct: _Points
    fatal: _Count | None = None


class Band(Entry):
    """A figure above or below this limit loses so many points."""

    above: _Number | None = None
    below: _Number | None = None
    lose: _Points


class TimingRule(Entry):
    """A figure of time: the worst of the bands that it falls into counts.

    `said` gives the figure in words and `limit` a limit, both with {value} or, for shares, {percent}.
    """

    figure: Figure
    said: LocalText
    limit: LocalText
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]


class CourtesyRule(Entry):
    """Courteous words: `target` of these acts for each agent turn earn all points, fewer earn their share of them.

    Not applicable to conversations of fewer agent turns than `from_turns`.
    """

    acts: _Acts
    target: Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)]
    from_turns: _Count = 1


class BonusRule(Entry):
    """The item's points are given on top of the score where one of these acts is done in so many agent turns."""

    acts: _Acts
    at_least: _Count = 1


class ManualRule(Entry):
    """What only a person can see; it counts once a reviewer has given points.

    A `bonus` is given on top of the score. Where it is `fatal`, no points fail the conversation.
    """

    bonus: bool = False
    fatal: bool = False


ItemRule: TypeAlias = WordingRule | DutiesRule | TimingRule | CourtesyRule | BonusRule | ManualRule
KINDS = ("wording", "duties", "timing", "courtesy", "bonus", "manual")


class ScorecardItem(Entry):
    """One line of a scorecard: its maximum of `points`, and exactly one of the kinds of rule below.

    `clause` is the place in the code, `also` are other clauses that it covers.
    """

    id: Slug
    title: LocalText
    clause: NonEmpty
    also: tuple[NonEmpty, ...] = ()
    points: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
    wording: WordingRule | None = None
    duties: DutiesRule | None = None
    timing: TimingRule | None = None
    courtesy: CourtesyRule | None = None
    bonus: BonusRule | None = None
    manual: ManualRule | None = None

    @property
    def kinds(self) -> list[str]:
        """The kinds of rule that are written in the item."""
        return [kind for kind in KINDS if getattr(self, kind) is not None]

    @property
    def rule(self) -> ItemRule:
        """The item's rule."""
        rule: ItemRule = getattr(self, self.kinds[0])
        return rule


class ScorecardSection(Entry):
    """Items that are weighed together."""

    id: Slug
    title: LocalText
    weight: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
    items: Annotated[tuple[ScorecardItem, ...], Field(min_length=1)]


class Sentences(Entry):
    """What a scorecard says to its reader; `SLOTS` names what each sentence may put in {braces}."""

    joined: LocalText
    clean: LocalText
    only_advice: LocalText
    errors: LocalText
    warnings: LocalText
    found: LocalText
    in_turns: LocalText
    kept: LocalText
    missed_one: LocalText
    missed: LocalText
    used_up: LocalText
    set_aside: LocalText
    no_agent: LocalText
    no_occasion: LocalText
    not_measured: LocalText
    within: LocalText
    above: LocalText
    below: LocalText
    courteous: LocalText
    seldom_courteous: LocalText
    too_few_turns: LocalText
    bonus: LocalText
    no_bonus: LocalText
    to_tick: LocalText
    ticked: LocalText
    ticked_why: LocalText
    fatal: LocalText


SLOTS: dict[str, frozenset[str]] = {
    "joined": frozenset({"one", "next"}),
    "errors": frozenset({"count"}),
    "warnings": frozenset({"count"}),
    "found": frozenset({"what", "lost"}),
    "in_turns": frozenset({"said", "turns"}),
    "kept": frozenset({"count"}),
    "missed_one": frozenset({"what", "count"}),
    "missed": frozenset({"what", "each"}),
    "used_up": frozenset({"said"}),
    "set_aside": frozenset({"said", "count"}),
    "within": frozenset({"figure"}),
    "above": frozenset({"figure", "limit", "lost"}),
    "below": frozenset({"figure", "limit", "lost"}),
    "courteous": frozenset({"count", "turns"}),
    "seldom_courteous": frozenset({"count", "turns", "wanted"}),
    "too_few_turns": frozenset({"turns"}),
    "bonus": frozenset({"count", "points"}),
    "ticked": frozenset({"by", "points", "possible"}),
    "ticked_why": frozenset({"by", "points", "possible", "reason"}),
    "fatal": frozenset({"said"}),
}
FIGURE_SLOTS = frozenset({"value", "percent"})


class ScorecardForm(Entry):
    """How a conversation is scored.

    The share of the points that are earned, weighed by section, leads from `start` (none) to `ceiling` (all); bonuses
    come on top, up to `ceiling`; a fatal item makes it `floor`. Passed is who reaches `pass_mark`.
    """

    id: Slug
    title: LocalText
    start: _Percent = 0.0
    floor: _Percent = 0.0
    ceiling: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] = 100.0
    pass_mark: _Percent
    sections: Annotated[tuple[ScorecardSection, ...], Field(min_length=1)]
    sentences: Sentences

    def items(self) -> Iterator[ScorecardItem]:
        """Yield every item of every section."""
        for section in self.sections:
            yield from section.items

    @property
    def acts(self) -> frozenset[str]:
        """The acts whose turns must be counted to score by this form."""
        rules = [item.rule for item in self.items()]
        return frozenset(act for rule in rules if isinstance(rule, CourtesyRule | BonusRule) for act in rule.acts)
