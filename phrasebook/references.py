"""Every name that an entry of a phrasebook uses must be the name of something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phrasebook.duty import OBSERVED
from phrasebook.formcheck import form_faults
from phrasebook.nearest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from phrasebook.duty import Doing, Duty
    from phrasebook.errors import Problem
    from phrasebook.model import Rule, Situation
    from phrasebook.scorecard import BonusRule, CourtesyRule, ScorecardForm, ScorecardItem
    from phrasebook.sources import SourceMap
    from phrasebook.yamlfile import Place


def reference_problems(entries: Mapping[str, Mapping[str, Any]], sources: SourceMap) -> list[Problem]:
    """Return a problem for each name that names nothing; `entries` are those of a phrasebook, by folder and id."""
    references = _References(entries, sources)
    problems: list[Problem] = []
    for rule in entries["forbidden"].values():
        problems += references.rule(rule)
    for situation in entries["approved"].values():
        problems += references.situation(situation)
    for duty in entries["duties"].values():
        problems += references.duty(duty)
    for act in entries["acts"].values():
        if act.clause:
            problems += references.refer("acts", act.id, ("clause",), "clause", act.clause)
    for form in entries["scorecard"].values():
        problems += references.form(form)
    return problems


class _References:
    def __init__(self, entries: Mapping[str, Mapping[str, Any]], sources: SourceMap) -> None:
        self._sources = sources
        self._known: dict[str, Iterable[str]] = {
            "act": entries["acts"],
            "act or observation": {**entries["acts"], **dict.fromkeys(OBSERVED)},
            "situation": entries["approved"],
            "clause": entries["clauses"],
        }

    def refer(self, kind: str, key: str, place: Place, what: str, name: str) -> Iterator[Problem]:
        """Yield a problem if there is nothing of that kind and name."""
        if name not in self._known[what]:
            origin = self._sources.origin(kind, key, place)
            yield unknown(origin.file, origin.place, what, name, self._known[what])

    def rule(self, rule: Rule) -> Iterator[Problem]:
        for number, combination in enumerate(rule.mitigated_by):
            for act in combination:
                yield from self.refer("forbidden", rule.id, ("mitigated_by", number), "act", act)
        for number, situation in enumerate(rule.say_instead):
            yield from self.refer("forbidden", rule.id, ("say_instead", number), "situation", situation)
        yield from self.refer("forbidden", rule.id, ("clause",), "clause", rule.clause)

    def situation(self, situation: Situation) -> Iterator[Problem]:
        if situation.act:
            yield from self.refer("approved", situation.id, ("act",), "act", situation.act)
        if situation.clause:
            yield from self.refer("approved", situation.id, ("clause",), "clause", situation.clause)
        ids = [phrase.id for phrase in situation.phrases]
        for number, phrase_id in enumerate(ids):
            if phrase_id in ids[:number]:
                place = ("phrases", number, "id")
                message = f"“{phrase_id}” stands twice"
                yield self._sources.problem(
                    "approved", situation.id, place, "duplicate-id", message, "choose another name"
                )

    def duty(self, duty: Duty) -> Iterator[Problem]:
        yield from self.refer("duties", duty.id, ("clause",), "clause", duty.clause)
        for number, situation in enumerate(duty.say_instead or ()):
            yield from self.refer("duties", duty.id, ("say_instead", number), "situation", situation)
        for place, act in _acts_of(duty):
            yield from self.refer("duties", duty.id, place, "act or observation", act)

    def form(self, form: ScorecardForm) -> Iterator[Problem]:
        """A scorecard names clauses and acts that exist, and its numbers fit together."""
        for number, section in enumerate(form.sections):
            for index, item in enumerate(section.items):
                yield from self._item(form.id, item, ("sections", number, "items", index))
        for fault in form_faults(form):
            yield self._sources.problem("scorecard", form.id, *fault)

    def _item(self, form_id: str, item: ScorecardItem, place: Place) -> Iterator[Problem]:
        yield from self.refer("scorecard", form_id, (*place, "clause"), "clause", item.clause)
        for number, clause in enumerate(item.also):
            yield from self.refer("scorecard", form_id, (*place, "also", number), "clause", clause)
        for kind in ("courtesy", "bonus"):
            rule: CourtesyRule | BonusRule | None = getattr(item, kind)
            for number, act in enumerate(rule.acts if rule else ()):
                yield from self.refer("scorecard", form_id, (*place, kind, "acts", number), "act", act)


def _acts_of(duty: Duty) -> Iterator[tuple[Place, str]]:
    """Yield every act that a duty names, with its place in it."""
    doings: list[tuple[Place, Doing]] = [(("unless", number), doing) for number, doing in enumerate(duty.unless)]
    doings += [(("or_owed", number), doing) for number, doing in enumerate(duty.or_owed)]
    for number, act in enumerate(duty.before):
        yield ("before", number), act
    for number, act in enumerate(duty.lapses):
        yield ("lapses", number), act
    for number, moment in enumerate(duty.when):
        for index, act in enumerate(moment.acts):
            yield ("when", number, "acts", index), act
        if moment.given:
            doings.append((("when", number, "given"), moment.given))
    for number, combination in enumerate(duty.owed):
        for act in combination:
            yield ("owed", number), act
    for place, doing in doings:
        for index, combination in enumerate(doing.acts):
            for act in combination:
                yield (*place, "acts", index), act
