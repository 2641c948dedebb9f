"""What is wrong with a scorecard form whose parts are each well formed: sums, limits, what is counted twice."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from phrasebook.nearest import did_you_mean
from phrasebook.scorecard import (
    FIGURE_SLOTS,
    KINDS,
    SLOTS,
    DutiesRule,
    Sentences,
    TimingRule,
    WordingRule,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phrasebook.model import LocalText
    from phrasebook.scorecard import ScorecardForm, ScorecardItem
    from phrasebook.yamlfile import Place


class Fault(NamedTuple):
    """Something wrong at a place inside a form: a short code, what it is, what to do."""

    place: Place
    code: str
    message: str
    advice: str


def form_faults(form: ScorecardForm) -> Iterator[Fault]:
    """Yield everything that is wrong with the form."""
    if not form.floor <= form.start < form.ceiling:
        message = f"floor {form.floor:g}, start {form.start:g} and ceiling {form.ceiling:g} do not rise"
        yield Fault(("start",), "bad-limits", message, "floor ≤ start < ceiling")
    if not form.floor < form.pass_mark <= form.ceiling:
        message = f"the pass mark {form.pass_mark:g} is not between {form.floor:g} and {form.ceiling:g}"
        yield Fault(("pass_mark",), "bad-limits", message, "floor < pass_mark ≤ ceiling")
    yield from _stand_once(form)
    for number, section in enumerate(form.sections):
        for index, item in enumerate(section.items):
            for fault in _item_faults(item):
                yield fault._replace(place=("sections", number, "items", index, *fault.place))
    for name in Sentences.model_fields:
        yield from _slot_faults(("sentences", name), getattr(form.sentences, name), SLOTS.get(name, frozenset()))


def _stand_once(form: ScorecardForm) -> Iterator[Fault]:
    """Names stand once, and nothing costs points twice."""
    sections: set[str] = set()
    items: set[str] = set()
    judged: dict[str, str] = {}
    for number, section in enumerate(form.sections):
        place: Place = ("sections", number)
        yield from _once(section.id, sections, place)
        for index, item in enumerate(section.items):
            inside: Place = (*place, "items", index)
            yield from _once(item.id, items, inside)
            for name, at in _judged(item):
                if name in judged:
                    message = f"“{name}” costs points in “{judged[name]}” already"
                    yield Fault((*inside, *at), "counted-twice", message, "remove one of them")
                judged.setdefault(name, item.id)


def _once(name: str, seen: set[str], place: Place) -> Iterator[Fault]:
    if name in seen:
        yield Fault((*place, "id"), "duplicate-id", f"“{name}” stands twice", "choose another name")
    seen.add(name)


def _judged(item: ScorecardItem) -> Iterator[tuple[str, Place]]:
    """Yield the categories, duties and figures that an item judges, and where they stand in it."""
    if item.wording:
        for number, category in enumerate(item.wording.categories):
            yield category, ("wording", "categories", number)
    if item.duties:
        for duty in item.duties.missed:
            yield duty, ("duties", "missed", duty)
    if item.timing:
        yield item.timing.figure, ("timing", "figure")


def _item_faults(item: ScorecardItem) -> Iterator[Fault]:
    if len(item.kinds) != 1:
        message = f"“{item.id}” has {' and '.join(item.kinds) or 'nothing to judge by'}"
        advice = f"give it one of {', '.join(KINDS)}"
        yield Fault(tuple(item.kinds[-1:]), "not-one-kind", message, advice)
        return
    rule = item.rule
    if isinstance(rule, WordingRule):
        yield from _wording_faults(rule, item)
    elif isinstance(rule, DutiesRule):
        yield from _too_much(("duties", "deduct"), rule.deduct, item)
    elif isinstance(rule, TimingRule):
        yield from _timing_faults(rule, item)


def _wording_faults(rule: WordingRule, item: ScorecardItem) -> Iterator[Fault]:
    for severity in ("error", "warning"):
        yield from _too_much(("wording", "deduct", severity), getattr(rule.deduct, severity), item)
    if rule.deduct.warning > rule.deduct.error:
        message = "a warning costs more than an error"
        yield Fault(("wording", "deduct", "warning"), "bad-limits", message, "warning ≤ error")
    for number, category in enumerate(rule.fatal.categories if rule.fatal else ()):
        if category not in rule.categories:
            place = ("wording", "fatal", "categories", number)
            message = f"the item does not judge “{category}”"
            yield Fault(place, "unknown-category", message, did_you_mean(category, rule.categories))


def _timing_faults(rule: TimingRule, item: ScorecardItem) -> Iterator[Fault]:
    for number, band in enumerate(rule.bands):
        yield from _too_much(("timing", "bands", number, "lose"), band.lose, item)
        if (band.above is None) == (band.below is None):
            message = "a band has one limit"
            yield Fault(("timing", "bands", number), "bad-limits", message, "write either “above:” or “below:”")
    yield from _slot_faults(("timing", "said"), rule.said, FIGURE_SLOTS)
    yield from _slot_faults(("timing", "limit"), rule.limit, FIGURE_SLOTS)


def _too_much(place: Place, points: float, item: ScorecardItem) -> Iterator[Fault]:
    if points > item.points:
        message = f"{points:g} points are more than the {item.points:g} of the item"
        yield Fault(place, "too-many-points", message, f"at most {item.points:g}")


def _slot_faults(place: Place, text: LocalText, known: frozenset[str]) -> Iterator[Fault]:
    """A sentence fills its braces with what there is to say, plainly."""
    for language, template in text.model_dump(by_alias=True).items():
        try:
            parts = list(Formatter().parse(template))
        except ValueError:
            yield Fault((*place, language), "bad-slot", "a brace has no partner", "write {name}; {{ and }} are braces")
            continue
        for _, slot, spec, conversion in parts:
            if slot is not None and (slot not in known or spec or conversion):
                advice = did_you_mean(slot, known) if known else "this sentence has no slots"
                yield Fault((*place, language), "unknown-slot", f"there is no slot “{{{slot}}}”", advice)
