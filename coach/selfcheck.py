"""Verify a phrasebook with the engine that will use it: what `phrasebook lint` finds beyond the shape of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.checker import Coach
from coach.finding import RANK
from coach.mention import is_mention
from coach.mitigation import act_spans, overlap
from coach.suggester import fill, slot_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.compiled import CompiledPhrasebook, CompiledRule
    from coach.resolve import Judged
    from phrasebook import Act, Frame, Problem, Rule, Situation, SourceMap

# What slots are filled with to test a phrase; `matched` stands for an order, the only thing it is used with.
_SLOTS = {"surname": "陈", "honorific": "先生", "part_of_day": "早上好", "matched": "把单号告诉我"}


def verify(compiled: CompiledPhrasebook, sources: SourceMap) -> list[Problem]:
    """Return everything in the phrasebook that does not work; an empty list means that all examples hold."""
    coach, book = Coach(compiled), compiled.book
    problems = [
        sources.problem(
            kind, key, place, "bad-template", str(error), "see Templates in data/phrasebook/README.md", error.column
        )
        for kind, key, place, error in coach.compiled.problems
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
    return problems


class _Checks:
    """The checks of one phrasebook's entries."""

    def __init__(self, coach: Coach, sources: SourceMap) -> None:
        self._coach = coach
        self._sources = sources
        self._matcher = coach.compiled.matcher

    def rule(self, compiled: CompiledRule) -> Iterator[Problem]:
        """Every bad example is found by the rule, every good one is clean, every wording can match."""
        rule = compiled.rule
        for number, text in enumerate(rule.examples.bad):
            judged = self._coach.judge(text)
            mine = [one for one in judged if one.hit.rule.rule.id == rule.id]
            if not mine and self._taken_over(compiled, text, judged):
                continue
            if not mine:
                yield self._rule_problem(
                    rule, ("bad", number), "example-not-found", self._why_not(rule, compiled, text)
                )
            elif all(one.severity != rule.severity for one in mine):
                acts = "+".join(mine[0].mitigated_by)
                message = f"“{text}” is softened to advice by {acts}"
                yield self._rule_problem(rule, ("bad", number), "example-softened", message)
        for number, text in enumerate(rule.examples.good):
            for one in self._coach.judge(text):
                if one.severity != "advice":
                    words = self._matcher.scan(text).folded.text[slice(*one.hit.span)]
                    message = (
                        f"“{text}” is found by {one.hit.rule.rule.id} (“{words}”, wording {one.hit.wording.template})"
                    )
                    yield self._rule_problem(rule, ("good", number), "example-found", message)
        yield from self._unreachable(compiled)

    def _rule_problem(self, rule: Rule, place: tuple[str, int], code: str, message: str) -> Problem:
        advice = "mend the wordings or exceptions, or the example"
        return self._sources.problem("forbidden", rule.id, ("examples", *place), code, message, advice)

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
                    advice = "mend the wordings or exceptions, or the example"
                    yield self._sources.problem(
                        "acts", act.id, ("examples", part, number), "act-example", message, advice
                    )

    def frame(self, frame: Frame) -> Iterator[Problem]:
        """Mention examples are clean, use examples are found."""
        for expected, part, texts in ((False, "mention", frame.examples.mention), (True, "use", frame.examples.use)):
            for number, text in enumerate(texts):
                found = [one for one in self._coach.judge(text) if one.severity != "advice"]
                if bool(found) is not expected:
                    what = f"is found by {found[0].hit.rule.rule.id}" if found else "is not found by any rule"
                    yield self._sources.problem(
                        "mentions",
                        frame.id,
                        ("examples", part, number),
                        "frame-example",
                        f"“{text}” {what}",
                        "mend the frame or the example",
                    )

    def situation(self, situation: Situation) -> Iterator[Problem]:
        """Every approved form fills, passes the check, and does the act of its situation."""
        for number, phrase in enumerate(situation.phrases):
            for locale, form in phrase.forms.items():
                place = ("phrases", number, "forms", locale)

                def problem(code: str, message: str, advice: str, place: tuple[str | int, ...] = place) -> Problem:
                    return self._sources.problem("approved", situation.id, place, code, message, advice)

                unknown = [name for name in slot_names(form) if name not in _SLOTS]
                if unknown:
                    yield problem("unknown-slot", f"there is no slot “{unknown[0]}”", f"known: {', '.join(_SLOTS)}")
                    continue
                for slots in (_SLOTS, {"matched": _SLOTS["matched"]}):
                    said = fill(form, slots)
                    if said is None:
                        continue
                    for one in self._coach.judge(said):
                        if one.severity != "advice":
                            message = f"“{said}” breaks {one.hit.rule.rule.id} (wording {one.hit.wording.template})"
                            yield problem(
                                "phrase-breaks-rule", message, "say it otherwise, or give the rule an exception"
                            )
                    if situation.act:
                        compiled = self._coach.compiled.acts[situation.act]
                        if not act_spans(self._matcher.scan(said), compiled):
                            message = f"“{said}” is not recognised as {situation.act}"
                            yield problem("phrase-not-act", message, f"add a wording to the act “{situation.act}”")
