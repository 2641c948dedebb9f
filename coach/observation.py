"""What is observed in each turn of a conversation: acts, names, what was handed over, times.

Beside the acts of the phrasebook there are those that no wording of their own tells (`phrasebook.duty.OBSERVED`): that
a customer says more than a greeting, tells a name or gives what was asked for, and that an agent uses the name or says
a sentence that only states something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.acts import ActFinder
from coach.handover import handed_over
from coach.mitigation import overlap
from coach.reviewed import Quote
from coach.surname import NameReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.compiled import CompiledPhrasebook
    from coach.matcher import Scan, Span
    from coach.turn import Turn

_SHORT, _MOST_KNOWN = 12, 20_000  # characters of turns that are remembered, and how many of them
_GREETS = "customer-greeting"
_ONLY_STATES = "only-states"
# What a sentence that does nothing but explain may do.
_EXPLAINS = frozenset({"explanation", "defence", "negative-answer"})
_TELLS_MISHAP, _MISHAP = "customer-tells-mishap", "customer-mishap"
# With these in it a customer's sentence is no mere report of a mishap.
_ASKING = ("customer-asks", "customer-own-doing", "customer-thanks", "customer-farewell")
_OPENING_QUESTION, _OFFERS = "opening-question", "offer-service"
# Questions that say nothing of what brings the customer: the name, a number asked for, 请稍等好吗, 听得到吗.
_ASKS_OTHER = ("ask-surname", "asks-for-item", "hold", "says-wait")
_ASKS_WHO = re.compile("谁|[哪边]一?位|本人|^.{0,5}边个[呀啊]?$|听[得不唔]?[到见清]|[^都存留现]在[吗么嘛]|^在吗")
_QUESTION = re.compile("[?]|(?:吗|么|嘛|呢|咩|未)[!。 ]*$")
_QUESTION_WORD = re.compile(
    "什么|[啥咩乜]|[哪边]一?[个件些里儿种类项方块样啲度]|几[时点号位个天日晚间人多]|多少|怎么|怎样|如何|点样"
    "|点[可能帮]|还是|定系|有何|有没有|有冇|系咪|系唔系|是不是|[要想]不[要想]|[要想]唔[要想]"
)
_CLAUSE = re.compile(r"[^,，、。！？!?；;\s]+")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")
_STATEMENT, _REPORT = 8, 6  # characters, at least


@dataclass(frozen=True, slots=True)
class Observation:
    """One turn as observed. `acts` gives each act its place in the text as written, None for the whole turn.

    `silence` is the agent's: seconds the customer waited before this turn; `overlap` by how many seconds it cuts into
    the customer's.
    """

    number: int
    turn: Turn
    acts: Mapping[str, tuple[int, int] | None]
    silence: float | None = None
    overlap: float | None = None

    def quote(self, act: str | None = None) -> Quote:
        """Return the words that do an act, or the whole turn."""
        span = self.acts.get(act) if act else None
        if span is None:
            return Quote(self.number, self.turn.text)
        return Quote(self.number, self.turn.text[slice(*span)], *span)

    def place(self, act: str) -> int:
        """Return where an act begins in the text."""
        span = self.acts[act]
        return span[0] if span else 0


class Observer:
    """Observes the turns of conversations by one phrasebook; one serves all conversations."""

    def __init__(self, compiled: CompiledPhrasebook) -> None:
        self._matcher = compiled.matcher
        self._finders = {role: ActFinder(compiled, role) for role in ("agent", "customer")}
        self._known: dict[tuple[str, str], tuple[Scan, dict[str, list[Span]]]] = {}
        self.names = NameReader(compiled.book)

    def agent(self, turn: Turn, *, opening: bool = False) -> dict[str, tuple[int, int] | None]:
        """Return everything that an agent's turn does, except for names.

        `opening`: the customer has said no more than a greeting so far.
        """
        scan, places, acts = self._observe(turn)
        if opening and (asked := self._opening_question(scan, places)):
            acts[_OPENING_QUESTION] = scan.folded.span(*asked)
        doing = [span for act, spans in places.items() if act not in _EXPLAINS for span in spans]
        for sentence in _sentences(scan, _STATEMENT):
            if not any(overlap(span, sentence) for span in doing):
                acts[_ONLY_STATES] = scan.folded.span(*sentence)
                break
        return acts

    def customer(self, turn: Turn, *, asked_item: bool, unanswered: bool) -> dict[str, tuple[int, int] | None]:
        """Return everything that a customer's turn does, except for names.

        `asked_item`: the agent has asked for a document or number; `unanswered`: said no more than a greeting so far.
        """
        scan, places, acts = self._observe(turn)
        if asked_item and (span := handed_over(turn.text)):
            acts["customer-answers-request"] = span
        if _GREETS not in acts and any(map(str.isalnum, turn.text)):
            acts["customer-tells-need"] = None
        if unanswered and (told := self._mishap(scan, places)):
            acts[_TELLS_MISHAP] = scan.folded.span(*told)
        return acts

    @staticmethod
    def _opening_question(scan: Scan, places: Mapping[str, list[Span]]) -> Span | None:
        """Return the words that invite the need: an offer, or any question but those about the name and the like."""
        text = scan.folded.text
        if places.get(_OFFERS):
            return min(places[_OFFERS])
        other = [span for act in _ASKS_OTHER for span in places.get(act, ())]
        for pattern, question in ((_SENTENCE, _QUESTION), (_CLAUSE, _QUESTION_WORD)):
            for part in pattern.finditer(text):
                is_other = _ASKS_WHO.search(part[0]) or any(overlap(span, part.span()) for span in other)
                if question.search(part[0]) and not is_other:
                    return part.span()
        return None

    @staticmethod
    def _mishap(scan: Scan, places: Mapping[str, list[Span]]) -> Span | None:
        """Return the words that tell a mishap in a sentence that asks nothing."""
        mishaps = places.get(_MISHAP, [])
        asking = [span for act in _ASKING for span in places.get(act, ())]
        for sentence in _sentences(scan, _REPORT) if mishaps else ():
            told = [span for span in mishaps if overlap(span, sentence)]
            if told and not any(overlap(span, sentence) for span in asking):
                return min(told)
        return None

    def _observe(self, turn: Turn) -> tuple[Scan, dict[str, list[Span]], dict[str, tuple[int, int] | None]]:
        assert turn.role is not None
        known = self._known.get((turn.role, turn.text))
        if known is None:
            scan = self._matcher.scan(turn.text)
            known = scan, self._finders[turn.role].places(scan)
            if len(turn.text) <= _SHORT and len(self._known) < _MOST_KNOWN:
                self._known[turn.role, turn.text] = known
        scan, places = known
        return scan, places, {act: scan.folded.span(*min(spans)) for act, spans in places.items()}


def _sentences(scan: Scan, length: int) -> list[Span]:
    """Return the sentences of a text that have `length` letters or more and are no questions."""
    return [
        sentence.span()
        for sentence in _SENTENCE.finditer(scan.folded.text)
        if "?" not in sentence[0] and sum(map(str.isalnum, sentence[0])) >= length
    ]
