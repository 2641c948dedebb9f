"""How right the coach is on labelled conversations: for each duty, and whether exemplary ones stay clean."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict

from coach.bench.wording import Score
from coach.review import review
from coach.transcripts.jsonl import read_record
from coach.transcripts.options import ReadOptions
from phrasebook import CONVERSATION_CATEGORIES, data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.bench.wording import Split
    from coach.checker import Coach
    from coach.transcript import Transcript


class LabelledFinding(TypedDict):
    """Forbidden wording in one turn."""

    turn: int
    category: str


class LabelledDialogue(TypedDict):
    """A conversation with its labels: the duties missed in it, and the forbidden wording in its turns."""

    id: str
    channel: str
    script: str
    complete: bool
    turns: list[dict[str, object]]
    expected: list[str]
    utterance_findings: list[LabelledFinding]
    note: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A label that the coach missed, or a finding that nobody labelled."""

    dialogue: LabelledDialogue
    category: str
    missed: bool


@dataclass(slots=True)
class DialogueReport:
    """The scores by duty, of all duties, and of turns with forbidden wording; `clean` of `exemplary` ones stay so."""

    duties: dict[str, Score] = field(default_factory=lambda: {slug: Score() for slug in CONVERSATION_CATEGORIES})
    wording: Score = field(default_factory=Score)
    exemplary: int = 0
    clean: int = 0
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def all(self) -> Score:
        """The scores of all duties together."""
        scores = self.duties.values()
        return Score(
            sum(score.hits for score in scores),
            sum(score.false_alarms for score in scores),
            sum(score.misses for score in scores),
            sum(score.clean for score in scores),
        )


def labelled_dialogues(split: Split) -> list[LabelledDialogue]:
    """Return the bundled labelled conversations: `dev` to look at, `test` for totals only."""
    lines = (data_folder() / "benchmark" / f"dialogues-{split}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def score_dialogues(coach: Coach, dialogues: Iterable[LabelledDialogue]) -> DialogueReport:
    """Return how right the coach is; a turn with forbidden wording counts from severity warning up."""
    report = DialogueReport()
    for dialogue in dialogues:
        (transcript,) = read_record(dialogue, "", dialogue["id"], "benchmark", ReadOptions())
        _judge(coach, transcript, dialogue, report)  # type: ignore[arg-type]
    return report


def _judge(coach: Coach, transcript: Transcript, dialogue: LabelledDialogue, report: DialogueReport) -> None:
    found = review(transcript, coach).findings
    wanted, raised = set(dialogue["expected"]), {one.category for one in found} & set(CONVERSATION_CATEGORIES)
    for slug in CONVERSATION_CATEGORIES:
        report.duties[slug] = report.duties[slug].plus(slug in wanted, slug in raised)
    report.wrong += [Wrong(dialogue, slug, slug in wanted) for slug in sorted(wanted ^ raised)]
    bad = {one["turn"] for one in dialogue["utterance_findings"]}
    marked = {
        transcript.number(one.turn)
        for one in found
        if one.turn is not None and one.severity != "advice" and one.category not in CONVERSATION_CATEGORIES
    }
    for number, turn in enumerate(dialogue["turns"]):
        if turn["role"] == "agent":
            report.wording = report.wording.plus(number in bad, number in marked)
    if not wanted and not bad:
        report.exemplary += 1
        report.clean += not raised and not marked
