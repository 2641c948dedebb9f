"""Find wordings in text.

Which forbidden wordings may be in a text is told by one pass over the sound of its lines; one without any is done. Only
for those found, and for what speaks for them — exceptions, acts, mention frames — patterns decide what stands where.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from hyperscan import HyperscanError

from coach.accelerator import Automaton
from coach.fold import Folded, fold, lines
from coach.quotation import quoted_spans
from coach.sound import Spoken, sounds, spoken
from coach.wording import pattern_set
from phrasebook.errors import PhrasebookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.context import Role
    from coach.wording import Wording

Span: TypeAlias = tuple[int, int]
_STOPS = "。！？!?\n"


@dataclass(frozen=True, eq=False)
class WordingSet:
    """The wordings of one owner (a rule, an act, a frame) under one purpose; `slot` is its place in the matcher."""

    slot: int
    wordings: tuple[Wording, ...]
    trigger: bool

    def heard(self, lines: str, sound: str) -> list[Wording]:
        """Return the wordings that match somewhere in the lines, or in their sound."""
        matched = self._sound_patterns.Match(sound) if self._sounding else ()
        sounding = [self._sounding[number] for number in matched or ()]
        return list(dict.fromkeys([*self.present(lines), *sounding]))

    def present(self, lines: str) -> list[Wording]:
        """Return the wordings that match somewhere in the lines."""
        return [self.wordings[number] for number in self._patterns.Match(lines) or ()] if self.wordings else []

    @cached_property
    def _patterns(self) -> Any:
        return pattern_set(wording.source for wording in self.wordings)

    @cached_property
    def _sounding(self) -> list[Wording]:
        return [wording for wording in self.wordings if wording.sound_source]

    @cached_property
    def _sound_patterns(self) -> Any:
        return pattern_set(wording.sound_source for wording in self._sounding)


@dataclass(frozen=True, slots=True)
class Acceleration:
    """The automata of the trigger wordings: for lines those that sound does not tell, for sound all others.

    `agent` and `customer` find the wordings and exceptions of the acts of that role.
    """

    lines: Automaton
    sound: Automaton
    agent: Automaton
    customer: Automaton


class Matcher:
    """Every wording of a phrasebook, found by one scan. Safe to share once everything is added."""

    def __init__(self) -> None:
        self._groups: list[WordingSet] = []
        self._acts: dict[str, list[WordingSet]] = {"agent": [], "customer": []}
        self.acceleration: Acceleration | None = None

    def add(self, wordings: Sequence[Wording], *, trigger: bool = False, by: Role | None = None) -> WordingSet:
        """Add wordings.

        `trigger` ones are those that make a text worth a closer look; those that tell acts are `by` a role.
        """
        group = WordingSet(len(self._groups), tuple(wordings), trigger)
        self._groups.append(group)
        if by in self._acts:
            self._acts[by].append(group)
        return group

    def accelerate(self) -> None:
        """Compile the automata, which takes seconds.

        Raises:
            PhrasebookError: a wording is too large for them.
        """
        self.acceleration = Acceleration(
            _automaton(self._silent, "scan_source"),
            _automaton(self._sounding, "sound_scan_source"),
            **{by: _automaton(found, "text_scan_source") for by, found in self._telling.items()},
        )

    @cached_property
    def _trigger_groups(self) -> list[WordingSet]:
        return [group for group in self._groups if group.trigger]

    @cached_property
    def _silent(self) -> list[tuple[int, Wording]]:
        return [(slot, wording) for slot, wording in self._triggers if not wording.audible]

    @cached_property
    def _sounding(self) -> list[tuple[int, Wording]]:
        return [(slot, wording) for slot, wording in self._triggers if wording.sound_source]

    @cached_property
    def _telling(self) -> dict[str, list[tuple[int, Wording]]]:
        return {
            by: [(group.slot, wording) for group in groups for wording in group.wordings]
            for by, groups in self._acts.items()
        }

    def telling(self, lines: str, by: str) -> dict[int, list[Wording]]:
        """Return the wordings and exceptions of the acts of a role that lines may hold, by slot."""
        if self.acceleration:
            automaton: Automaton = getattr(self.acceleration, by)
            return _by_slot(self._telling[by][number] for number, _ in automaton.matches(f"\n{lines}\n".encode()))
        bare = lines.strip("\n")
        return {group.slot: found for group in self._acts[by] if (found := group.present(bare))}

    @property
    def _triggers(self) -> list[tuple[int, Wording]]:
        return [(group.slot, wording) for group in self._trigger_groups for wording in group.wordings]

    def triggers(self, lines: str, sound: str) -> dict[int, list[Wording]]:
        """Return the trigger wordings that text with these lines, or this sound, may hold, by slot."""
        if self.acceleration:
            silent = self.acceleration.lines.matches(f"\n{lines}\n".encode())
            sounding = self.acceleration.sound.matches(f"\n{sound}\n".encode())
            if not silent and not sounding:
                return {}
            return _by_slot(
                [*(self._silent[number] for number, _ in silent), *(self._sounding[number] for number, _ in sounding)]
            )
        groups = self._trigger_groups
        return _by_slot(
            (group.slot, wording) for group in groups for wording in group.heard(lines.strip("\n"), sound.strip("\n"))
        )

    def scan(self, text: str) -> Scan:
        """Return what may stand in `text`, for verification."""
        return Scan(self, text)


def positions(lines: str) -> list[int]:
    """Return for each squeezed character its place in the lines."""
    return [index for index, char in enumerate(lines) if char != "\n"]


def _automaton(wordings: Sequence[tuple[int, Wording]], source: str) -> Automaton:
    try:
        return Automaton.compile([getattr(wording, source) for _, wording in wordings])
    except HyperscanError as error:
        for _, wording in wordings:
            try:
                Automaton.compile([getattr(wording, source)])
            except HyperscanError:
                message = f"the wording “{wording.template}” is too large to be looked for → write it as several"
                raise PhrasebookError(message) from error
        raise


def _by_slot(found: Iterable[tuple[int, Wording]]) -> dict[int, list[Wording]]:
    by_slot: dict[int, list[Wording]] = {}
    for slot, wording in dict.fromkeys(found):
        by_slot.setdefault(slot, []).append(wording)
    return by_slot


class Scan:
    """One text after the scan. Spans are in the folded text unless said otherwise."""

    def __init__(self, matcher: Matcher, text: str) -> None:
        self.text = text
        self.lines = lines(text)
        self._matcher = matcher
        self._matches: dict[int, list[tuple[Wording, Span]]] = {}

    @cached_property
    def folded(self) -> Folded:
        """The text folded, with the way back to it as written."""
        return fold(self.text)

    @cached_property
    def spoken(self) -> Spoken:
        """The sound of the lines, with pinyin in letters read as syllables."""
        return spoken(self.lines)

    @cached_property
    def sound(self) -> str:
        """The sound of the lines, character by character."""
        return sounds(self.lines)

    @cached_property
    def plain_triggers(self) -> dict[int, list[Wording]]:
        """The trigger wordings that the text may hold, pinyin in letters left aside, by slot."""
        return self._matcher.triggers(self.lines, self.sound)

    @cached_property
    def triggers(self) -> dict[int, list[Wording]]:
        """The trigger wordings that the text may hold, by slot."""
        triggers = dict(self.plain_triggers)
        if len(self.spoken.text) != len(self.lines):  # pinyin in letters
            for slot, wordings in self._matcher.triggers(self.lines, self.spoken.text).items():
                triggers[slot] = list(dict.fromkeys([*triggers.get(slot, ()), *wordings]))
        return triggers

    @cached_property
    def squeezed(self) -> str:
        """The text without anything that is no letter or digit."""
        return self.lines.replace("\n", "")

    @cached_property
    def positions(self) -> list[int]:
        """For each squeezed character its place in the folded text."""
        return positions(self.lines)

    @cached_property
    def quoted(self) -> list[Span]:
        """Where the folded text stands in quotation marks."""
        return quoted_spans(self.folded.text)

    def matches(self, group: WordingSet) -> list[tuple[Wording, Span]]:
        """Return where wordings of `group` stand."""
        known = self._matches.get(group.slot)
        if known is None:
            wordings = self.triggers.get(group.slot, ()) if group.trigger else group.present(self.lines.strip("\n"))
            known = self._matches[group.slot] = [
                (wording, span) for wording in wordings for span in self.spans(wording)
            ]
        return known

    def spans(self, wording: Wording) -> Iterable[Span]:
        """Return where a wording stands."""
        for first, last in self._sentences if wording.long else self._whole:
            for match in wording.pattern.finditer(self.lines[first:last]):
                if match.end() > match.start():
                    yield match.start() + first, match.end() + first

    @cached_property
    def _whole(self) -> list[Span]:
        """The text without the marks around it: `$$` is where the last word ends."""
        first = len(self.lines) - len(self.lines.lstrip("\n"))
        return [(first, max(first, len(self.lines.rstrip("\n"))))]

    @cached_property
    def _sentences(self) -> list[Span]:
        stops = [index for index, char in enumerate(self.folded.text) if char in _STOPS]
        return list(zip([0, *(stop + 1 for stop in stops)], [*stops, len(self.lines)], strict=True))
