"""A phrasebook compiled for judging: every template turned into wordings and put into one matcher. Immutable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from coach.matcher import Matcher, Scan, WordingSet
from coach.wording import Wording, WordingCompiler
from phrasebook import TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from phrasebook import Act, Phrasebook, Rule
    from phrasebook.template import Node

# kind of entry, its id, place inside the entry, what is wrong
TemplateProblem: TypeAlias = tuple[str, str, tuple[str | int, ...], TemplateError]


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRule:
    """A forbidden rule with its wordings and exceptions compiled."""

    rule: Rule
    wordings: WordingSet
    exceptions: WordingSet
    not_written: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class CompiledAct:
    """An act with its wordings and exceptions compiled."""

    act: Act
    wordings: WordingSet
    exceptions: WordingSet


class CompiledPhrasebook:
    """Everything a check needs. Templates that are not well formed are left out and listed in `problems`."""

    def __init__(self, book: Phrasebook, known: Mapping[str, Wording] | None = None) -> None:
        self.book = book
        self.problems: list[TemplateProblem] = []
        self.cache_place: Path | None = None
        self.matcher = Matcher()
        lists = {name: words.words for name, words in book.lists.items()}
        self._compiler = WordingCompiler(lists, known)
        if known is None:
            for name, words in book.lists.items():
                self._compile("words", name, "words", words.words)
        self.rules = tuple(
            CompiledRule(
                rule=rule,
                wordings=self.matcher.add(self._compile("forbidden", rule.id, "wordings", rule.wordings), trigger=True),
                exceptions=self.matcher.add(self._compile("forbidden", rule.id, "exceptions", rule.exceptions)),
                not_written=frozenset("".join(rule.not_written)),
            )
            for rule in book.rules.values()
        )
        self._rule_by_slot = {rule.wordings.slot: rule for rule in self.rules}
        self.acts = {
            act.id: CompiledAct(
                act=act,
                wordings=self.matcher.add(self._compile("acts", act.id, "wordings", act.wordings), by=act.by),
                exceptions=self.matcher.add(self._compile("acts", act.id, "exceptions", act.exceptions), by=act.by),
            )
            for act in book.acts.values()
        }
        self.fitting = {
            f"{situation.id}/{phrase.id}": self._compile(
                "approved", situation.id, "when", phrase.when, ("phrases", number)
            )
            for situation in book.situations.values()
            for number, phrase in enumerate(situation.phrases)
            if phrase.when
        }
        frames: dict[str, list[Wording]] = {"before": [], "after": []}
        for frame in book.frames.values():
            frames[frame.place] += self._compile("mentions", frame.id, "wordings", frame.wordings)
        self.frames = {place: self.matcher.add(wordings) for place, wordings in frames.items()}

    def rules_in(self, scan: Scan) -> list[CompiledRule]:
        """Return the rules that a wording of may stand in the scanned text, in the order of the phrasebook."""
        return [self._rule_by_slot[slot] for slot in sorted(scan.triggers)]

    def cores(self) -> set[str]:
        """Return the words that wordings without gaps stand for, of all rules that give more than advice."""
        rules = (rule for rule in self.rules if rule.rule.severity != "advice")
        return {core for rule in rules for wording in rule.wordings.wordings for core in wording.cores}

    def node(self, wording: Wording) -> Node:
        """Return the tree of a wording's template."""
        return self._compiler.node(wording.template)

    @property
    def wordings(self) -> Mapping[str, Wording]:
        """Every wording by its template, to compile the same phrasebook again without the work."""
        return self._compiler.wordings

    def _compile(
        self, kind: str, key: str, part: str, templates: Sequence[str], within: tuple[str | int, ...] = ()
    ) -> list[Wording]:
        compiled: list[Wording] = []
        for number, template in enumerate(templates):
            try:
                compiled.append(self._compiler.compile(template))
            except TemplateError as error:
                self.problems.append((kind, key, (*within, part, number), error))
        return compiled
