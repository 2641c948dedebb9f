"""The score of one conversation by a form of the phrasebook.

Score = start + (ceiling - start) x Σ weight x earned / possible ÷ Σ weight, over the sections that have anything
possible, plus the bonuses, between floor and ceiling; rounded half up to one decimal. It is reckoned in fractions from
the points of the lines, so that the lines give it exactly. What is not applicable, or waits for a reviewer, is neither
earned nor possible; where nothing is possible nothing was done wrong, and the score is the ceiling.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coach.reviewed import Scorecard, TimingFigures
from coach.scoreline import Facts, Mark, Voice, exact, half_up, score_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from coach.finding import Finding
    from coach.reviewed import DutyResult, ScoreLine
    from phrasebook import Language, ScorecardForm

__all__ = ["Mark", "Scorer", "mark_fault"]


class Scorer:
    """Scores conversations by one form, in one language; what no conversation changes is said once.

    Args:
        form: how to score.
        language: of titles and reasons.
    """

    def __init__(self, form: ScorecardForm, language: Language) -> None:
        self._form = form
        self._language: Language = language
        self._voice = Voice(form.sentences, language)
        nothing = Facts((), (), TimingFigures(), {}, 0, {}, frozenset())
        self._items = [
            (item, section.id, score_line(item, section.id, nothing, self._voice) if item.manual else None)
            for section in form.sections
            for item in section.items
        ]

    def score(
        self,
        *,
        findings: Sequence[Finding],
        duties: Sequence[DutyResult],
        timing: TimingFigures,
        courtesy: Mapping[str, int],
        agent_turns: int,
        marks: Iterable[Mark] = (),
        set_aside: Collection[int] = (),
    ) -> Scorecard:
        """Return the scorecard of a conversation.

        Args:
            findings: of wording and of missed duties; the lines name them by index. Those of duties cost nothing
                themselves: `duties` say what was missed.
            duties: every occasion.
            timing: figures, None where times are not known.
            courtesy: how many agent turns do an act, by act, for the acts that `form.acts` names.
            agent_turns: how many turns the agent has.
            marks: points that people gave for manual items; the last one of an item counts.
            set_aside: indexes of the findings that a person found to be none. The duties they stand for are expected
                to be given as kept.

        Raises:
            ValueError: a mark is not for a manual item of the form, or its points are not between 0 and the item's.
        """
        form = self._form
        given: dict[str, Mark] = {}
        for mark in marks:
            fault = mark_fault(form, mark.item, mark.points)
            if fault:
                raise ValueError(" → ".join(fault))
            given[mark.item] = mark
        facts = Facts(findings, duties, timing, courtesy, agent_turns, given, frozenset(set_aside))
        lines = tuple(
            to_tick if to_tick and item.id not in given else score_line(item, section, facts, self._voice)
            for item, section, to_tick in self._items
        )
        fatal = next((line.item for line in lines if line.fatal), None)
        total = form.floor if fatal else _total(form, lines)
        return Scorecard(
            id=form.id,
            title=form.title.get(self._language),
            score=total,
            passed=fatal is None and total >= form.pass_mark,
            pass_mark=form.pass_mark,
            fatal=fatal,
            sections=tuple((section.id, section.title.get(self._language)) for section in form.sections),
            lines=lines,
        )


def mark_fault(form: ScorecardForm, item: str, points: float) -> tuple[str, str] | None:
    """Return what is wrong with giving so many points for an item, and what to do; None where nothing is."""
    manual = {one.id: one for one in form.items() if one.manual}
    if item not in manual:
        what = "is judged by the machine" if any(one.id == item for one in form.items()) else "is not on the scorecard"
        return f"“{item}” {what}", f"manual items are: {', '.join(manual) or 'none'}"
    most = manual[item].points
    if not 0 <= points <= most:
        return f"{points:g} points for “{item}”", f"give 0 to {most:g}"
    return None


def _total(form: ScorecardForm, lines: Sequence[ScoreLine]) -> float:
    weighed, weights = Fraction(0), Fraction(0)
    for section in form.sections:
        counted = [line for line in lines if line.section == section.id and line.possible]
        possible = sum(exact(line.possible) for line in counted)
        if possible:
            weights += exact(section.weight)
            weighed += exact(section.weight) * sum(exact(line.earned) for line in counted) / possible
    share = weighed / weights if weights else Fraction(1)
    start, ceiling = exact(form.start), exact(form.ceiling)
    bonus = sum(exact(line.earned) for line in lines if not line.possible)
    return half_up(min(start + (ceiling - start) * share + bonus, ceiling))
