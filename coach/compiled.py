"""A phrasebook compiled for judging: every template turned into wordings and put into one matcher. Immutable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from coach.commonness import Commonness
from coach.matcher import Matcher, Scan
from coach.wording import Wording, WordingCompiler
from phrasebook import TemplateError

if TYPE_CHECKING:
    from coach.index import Span, WordingSet
    from collections.abc import Iterator, Mapping, Sequence

    from phrasebook import Act, Frame, Phrasebook, Rule

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


@dataclass(frozen=True, slots=True, eq=False)
class CompiledFrame:
    """A mention frame with its wordings compiled."""

    frame: Frame
    wordings: WordingSet


class CompiledPhrasebook:
    """Everything a check needs. Templates that are not well formed are left out and listed in `problems`."""

    def __init__(self, book: Phrasebook, known: Mapping[str, Wording] | None = None) -> None:
        self.book = book
        self.problems: list[TemplateProblem] = []
        self.matcher = Matcher()
        lists = {name: words.words for name, words in book.lists.items()}
        commonness = Commonness(() if known is not None else _harmless(book))
        self._compiler = WordingCompiler(lists, commonness, known)
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
                wordings=self.matcher.add(self._compile("acts", act.id, "wordings", act.wordings)),
                exceptions=self.matcher.add(self._compile("acts", act.id, "exceptions", act.exceptions)),
            )
            for act in book.acts.values()
        }
        self.frames = tuple(
            CompiledFrame(frame, self.matcher.add(self._compile("mentions", frame.id, "wordings", frame.wordings)))
            for frame in book.frames.values()
        )
        self.matcher.prepare()

    def rules_with_anchors(self, scan: Scan) -> list[CompiledRule]:
        """Return the rules that a wording of may stand in the scanned text, in the order of the phrasebook."""
        return [self._rule_by_slot[slot] for slot in sorted(scan.triggered) if slot in self._rule_by_slot]

    def rules_joined(self, squeezed: str) -> Iterator[tuple[CompiledRule, dict[Wording, list[Span]]]]:
        """Return the rules with wordings without gaps that may stand in squeezed text, with the spans of anchors."""
        for slot, found in sorted(self.matcher.joined.find(squeezed).items()):
            yield self._rule_by_slot[slot], found

    @property
    def wordings(self) -> Mapping[str, Wording]:
        """Every wording by its template, to compile the same phrasebook again without the work."""
        return self._compiler.wordings

    def _compile(self, kind: str, key: str, part: str, templates: Sequence[str]) -> list[Wording]:
        compiled: list[Wording] = []
        for number, template in enumerate(templates):
            try:
                compiled.append(self._compiler.compile(template))
            except TemplateError as error:
                self.problems.append((kind, key, (part, number), error))
        return compiled


def _harmless(book: Phrasebook) -> Iterator[str]:
    """Return every sentence of the phrasebook that is fine to say."""
    for rule in book.rules.values():
        yield from rule.examples.good
    for act in book.acts.values():
        yield from act.examples.is_
    for phrase in book.phrases.values():
        yield phrase.forms.hans
