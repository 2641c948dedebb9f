"""Verify a phrasebook with the engine that will use it: what `phrasebook lint` finds beyond the shape of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from coach.checker import Coach
from coach.compiled import CompiledPhrasebook
from coach.conversation import Conversation
from coach.detectors import DETECTORS
from coach.finding import RANK
from coach.mention import is_mention
from coach.mitigation import act_spans, overlap
from coach.suggester import fill, slot_names
from coach.transcripts.problem import ReadingError
from coach.transcripts.text import parse_dialogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.compiled import CompiledRule
    from coach.resolve import Judged
    from phrasebook import Act, Duty, Frame, Problem, Rule, Situation, SourceMap

    Part: TypeAlias = tuple[str, str, tuple[str | int, ...]]  # kind of entry, its id, place inside

# What slots are filled with to test a phrase; `matched` stands for an order, the only thing it is used with.
_SLOTS = {"surname": "陈", "honorific": "先生", "part_of_day": "早上好", "matched": "把单号告诉我"}

_SHOWN = 60  # characters of an example conversation

# What the learned model makes of a sentence is nothing that the author of a rule can mend; slips hang on it, too.
_BY_WORDING = [name for name in DETECTORS if name not in {"learned", "typo"}]


def verify(compiled: CompiledPhrasebook, sources: SourceMap) -> list[Problem]:
    """Return everything in the phrasebook that does not work; an empty list means that all examples hold."""
    coach, book = Coach(compiled, detectors=_BY_WORDING), compiled.book
    # A word that is not well formed spoils every wording that uses its list, but is one mistake.
    of_words = [problem for problem in compiled.problems if problem[0] == "words"]
    problems = [
        sources.problem(
            kind, key, place, "bad-template", str(error), "see Templates in data/phrasebook/README.md", error.column
        )
        for kind, key, place, error in of_words or compiled.problems
    ]
    if problems:
        return problems
    checks = _Checks(coach, sources)
    for rule in compiled.rules:
        problems += checks.rule(rule)
    for act in book.acts.values():
        problems += checks.act(act)
    for frame in book.frames.values():
        problems += checks.frame(frame)
    for situation in book.situations.values():
        problems += checks.situation(situation)
    for duty in book.duties.values():
        problems += checks.duty(duty)
    return problems


def _template(found: Judged) -> str:
    assert found.hit.wording is not None
    return found.hit.wording.template


class _Checks:
    """The checks of one phrasebook's entries."""

    def __init__(self, coach: Coach, sources: SourceMap) -> None:
        self._coach = coach
        self._sources = sources
        self._matcher = coach.compiled.matcher
        self._takers: dict[int, Coach] = {}

    def rule(self, compiled: CompiledRule) -> Iterator[Problem]:
        """Every bad example is found by the rule, every good one is clean, every wording can match."""
        rule = compiled.rule
        for number, text in enumerate(rule.examples.bad):
            judged = self._coach.judge(text)
            mine = [one for one in judged if one.hit.rule.rule.id == rule.id]
            part: Part = ("forbidden", rule.id, ("examples", "bad", number))
            found = any(one.severity == rule.severity for one in mine)
            if found or (not mine and self._taken_over(compiled, text, judged)) or self._is_taken_away(part, text):
                continue
            if mine:
                message = f"“{text}” is softened to advice by {'+'.join(mine[0].mitigated_by)}"
                yield self._example_problem(part, "example-softened", message)
            else:
                yield self._example_problem(part, "example-not-found", self._why_not(rule, compiled, text))
        for number, text in enumerate(rule.examples.good):
            for one in self._alarms(text):
                words = self._matcher.scan(text).folded.text[slice(*one.hit.span)]
                message = f"“{text}” is found by {one.hit.rule.rule.id} (“{words}”, wording {_template(one)})"
                part = ("forbidden", rule.id, ("examples", "good", number))
                yield self._example_problem(self._latest(part, one), "example-found", message)
        yield from self._unreachable(compiled)

    def _example_problem(self, part: Part, code: str, message: str) -> Problem:
        return self._sources.problem(*part, code, message, "mend the wordings or exceptions, or the example")

    def _alarms(self, text: str) -> list[Judged]:
        """Return what is more than advice in a text."""
        return [one for one in self._coach.judge(text) if one.severity != "advice"]

    def _is_taken_away(self, part: Part, text: str) -> bool:
        """Tell whether an overlay above the example took away what finds it: that is no mistake of the example's."""
        layer = self._sources.origin(*part).layer
        if layer not in self._takers:
            rules = [taken.rule for taken in self._sources.taken if taken.layer > layer]
            book = self._coach.phrasebook.model_copy(
                update={"rules": {str(number): rule for number, rule in enumerate(rules)}}
            )
            self._takers[layer] = Coach(CompiledPhrasebook(book, self._coach.compiled.wordings), detectors=_BY_WORDING)
        return bool(self._takers[layer].judge(text))

    def _latest(self, part: Part, found: Judged) -> Part:
        """Return which is to be mended: the example, or what an overlay above it wrote later."""
        rule = found.hit.rule.rule
        wording = rule.wordings.index(_template(found))
        parts: list[Part] = [part, ("forbidden", rule.id, ("wordings", wording)), ("forbidden", rule.id, ("severity",))]
        return max(parts, key=lambda one: self._sources.origin(*one).layer)

    def _taken_over(self, compiled: CompiledRule, text: str, judged: list[Judged]) -> bool:
        """Tell whether the rule's words are found, as part of a longer finding of another rule that is as severe."""
        scan = self._matcher.scan(text)
        return any(
            overlap(span, one.hit.span) and RANK[one.severity] >= RANK[compiled.rule.severity]
            for _, span in scan.matches(compiled.wordings)
            for one in judged
        )

    def _why_not(self, rule: Rule, compiled: CompiledRule, text: str) -> str:
        """Say as closely as possible why the rule does not find its example."""
        scan = self._matcher.scan(text)
        matches = scan.matches(compiled.wordings)
        if not matches:
            return f"no wording matches “{text}”"
        wording, span = matches[0]
        words = scan.folded.text[slice(*span)]
        if any(overlap(span, other) for _, other in scan.matches(compiled.exceptions)):
            return f"“{words}” in “{text}” is freed by an exception of the rule"
        if is_mention(scan, span, self._coach.compiled.frames):
            return f"“{words}” in “{text}” counts as quoted or reported"
        return f"“{words}” in “{text}” (wording {wording.template}) does not stand at word boundaries"

    def _unreachable(self, compiled: CompiledRule) -> Iterator[Problem]:
        """A wording that an exception of its own rule always frees can never match."""
        rule = compiled.rule
        for number, wording in enumerate(rule.wordings):
            if wording in rule.exceptions:
                yield self._sources.problem(
                    "forbidden",
                    rule.id,
                    ("wordings", number),
                    "unreachable",
                    f"“{wording}” is also an exception",
                    "remove one",
                )
            elif wording in rule.wordings[:number]:
                yield self._sources.problem(
                    "forbidden",
                    rule.id,
                    ("wordings", number),
                    "duplicate-wording",
                    f"“{wording}” stands twice",
                    "remove one",
                )

    def act(self, act: Act) -> Iterator[Problem]:
        """Every `is` example does the act, no `is_not` example does."""
        compiled = self._coach.compiled.acts[act.id]
        for expected, part, texts in ((True, "is", act.examples.is_), (False, "is_not", act.examples.is_not)):
            for number, text in enumerate(texts):
                if bool(act_spans(self._matcher.scan(text), compiled)) is not expected:
                    message = f"“{text}” is {'not ' if expected else ''}recognised as {act.id}"
                    yield self._example_problem(("acts", act.id, ("examples", part, number)), "act-example", message)

    def frame(self, frame: Frame) -> Iterator[Problem]:
        """Mention examples are clean, use examples are found."""
        for number, text in enumerate(frame.examples.mention):
            for one in self._alarms(text):
                part: Part = ("mentions", frame.id, ("examples", "mention", number))
                message = f"“{text}” is found by {one.hit.rule.rule.id} (wording {_template(one)})"
                yield self._example_problem(self._latest(part, one), "frame-example", message)
        for number, text in enumerate(frame.examples.use):
            part = ("mentions", frame.id, ("examples", "use", number))
            if not self._alarms(text) and not self._is_taken_away(part, text):
                yield self._example_problem(part, "frame-example", f"“{text}” is not found by any rule")

    def duty(self, duty: Duty) -> Iterator[Problem]:
        """Every example conversation has the state that it stands under."""
        examples = duty.examples
        states = {"missed": examples.missed, "kept": examples.kept, "not_applicable": examples.not_applicable}
        for part, dialogues in states.items():
            for number, dialogue in enumerate(dialogues):
                state = self._state(duty, dialogue)
                if state != part:
                    said = " ".join(dialogue.split())  # a problem is one line
                    message = f"the duty comes out as {state} in “{said[:_SHOWN]}{'…' * (len(said) > _SHOWN)}”"
                    advice = "mend the duty or its acts, or the example"
                    place = ("examples", part, number)
                    yield self._sources.problem("duties", duty.id, place, "duty-example", message, advice)

    def _state(self, duty: Duty, dialogue: str) -> str:
        """Return what becomes of a duty in a written dialogue; its worst occasion counts."""
        try:
            turns = parse_dialogue(dialogue)
        except ReadingError as error:
            return f"unreadable ({error.message})"
        conversation = Conversation(self._coach, channel=duty.channels[0])
        for turn in turns:
            if turn.role is None:
                return f"unreadable (“{turn.speaker}” is neither the agent nor the customer)"
            conversation.add(turn)
        conversation.finish()
        states = [result.state for result in conversation.duties if result.duty == duty.id]
        worst = min(states, key=("missed", "kept", "not-applicable").index, default="not-applicable")
        return worst.replace("-", "_")

    def situation(self, situation: Situation) -> Iterator[Problem]:
        """Every approved form fills, passes the check, and does the act of its situation."""
        for number, phrase in enumerate(situation.phrases):
            for locale, form in phrase.forms.items():
                part: Part = ("approved", situation.id, ("phrases", number, "forms", locale))
                unknown = [name for name in slot_names(form) if name not in _SLOTS]
                if unknown:
                    message, advice = f"there is no slot “{unknown[0]}”", f"known: {', '.join(_SLOTS)}"
                    yield self._sources.problem(*part, "unknown-slot", message, advice)
                    continue
                for slots in (_SLOTS, {"matched": _SLOTS["matched"]}):
                    said = fill(form, slots)
                    problems = list(self._said(said, part, situation)) if said is not None else []
                    yield from problems
                    if problems:
                        break  # with fewer slots filled it would only be said again

    def _said(self, said: str, part: Part, situation: Situation) -> Iterator[Problem]:
        """A sentence that is offered breaks no rule and does the act of its situation."""
        for one in self._alarms(said):
            message = f"“{said}” breaks {one.hit.rule.rule.id} (wording {_template(one)})"
            advice = "say it otherwise, or give the rule an exception"
            yield self._sources.problem(*self._latest(part, one), "phrase-breaks-rule", message, advice)
        if situation.act:
            compiled = self._coach.compiled.acts[situation.act]
            if not act_spans(self._matcher.scan(said), compiled):
                message = f"“{said}” is not recognised as {situation.act}"
                yield self._sources.problem(
                    *part, "phrase-not-act", message, f"add a wording to the act “{situation.act}”"
                )
