"""How right the coach is on labelled utterances: precision, recall and F1, overall and by group.

An utterance counts as marked when a finding is a warning or an error; where a bare command is labelled, advice counts
too, for such rules give no more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict, get_args

from phrasebook import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.checker import Coach

Split: TypeAlias = Literal["dev", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)


class Labelled(TypedDict):
    """An utterance of an agent with its label; `category` and `span` are None where nothing is wrong with it."""

    id: str
    text: str
    violation: bool
    category: str | None
    span: str | None
    kind: str
    script: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of utterances: rightly marked, wrongly marked, wrongly left alone, rightly left alone."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0
    clean: int = 0

    @property
    def precision(self) -> float:
        """The share of the marked ones that are violations."""
        return self.hits / (self.hits + self.false_alarms) if self.hits else 0.0

    @property
    def recall(self) -> float:
        """The share of the violations that are marked."""
        return self.hits / (self.hits + self.misses) if self.hits else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (2 * self.hits + self.false_alarms + self.misses) if self.hits else 0.0

    def plus(self, violation: bool, marked: bool) -> Score:
        """Return the counts with one more utterance."""
        return Score(
            self.hits + (violation and marked),
            self.false_alarms + (not violation and marked),
            self.misses + (violation and not marked),
            self.clean + (not violation and not marked),
        )


@dataclass(slots=True)
class Report:
    """The scores by group (`all`, `kind:…`, `category:…`, `script:…`), and the utterances that went wrong."""

    scores: dict[str, Score] = field(default_factory=dict)
    missed: list[Labelled] = field(default_factory=list)
    false: list[Labelled] = field(default_factory=list)


def labelled(split: Split) -> list[Labelled]:
    """Return the bundled labelled utterances: `dev` to look at, `test` for totals only."""
    lines = (data_folder() / "benchmark" / f"{split}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def score(coach: Coach, utterances: Iterable[Labelled]) -> Report:
    """Return how right the coach is on the utterances."""
    report = Report()
    for one in utterances:
        violation = one["violation"]
        bare = one["category"] == "bare-command"
        marked = any(bare or finding.severity != "advice" for finding in coach.check(one["text"]))
        groups = ["all", f"kind:{one['kind']}", f"script:{one['script']}"]
        if one["category"]:
            groups.append(f"category:{one['category']}")
        for group in groups:
            report.scores[group] = report.scores.get(group, Score()).plus(violation, marked)
        if violation and not marked:
            report.missed.append(one)
        elif marked and not violation:
            report.false.append(one)
    return report
