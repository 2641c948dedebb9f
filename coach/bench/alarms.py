"""How often the coach raises an alarm on real text, by which rules, and how often it is right when people judge it.

Real text has no labels, and nearly all of it is harmless: an alarm is a warning or an error, and what matters is how
many there are, and whether a reviewer would stand by them.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.bulk import BulkChecker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.checker import Coach
    from coach.finding import How
    from phrasebook import Severity


@dataclass(frozen=True, slots=True)
class Alarm:
    """A warning or an error in a real utterance."""

    text: str
    rule: str
    severity: Severity
    matched: str
    how: How

    @property
    def key(self) -> tuple[str, str]:
        """What a judgement is about: the rule in the text."""
        return self.text, self.rule


@dataclass(slots=True)
class Alarms:
    """The alarms of a run over `utterances` utterances, and how many utterances had an alarm, and an error."""

    utterances: int = 0
    alarmed: int = 0
    errors: int = 0
    found: list[Alarm] = field(default_factory=list)

    def rate(self, count: int) -> float:
        """Return a count of utterances per 10,000."""
        return 10_000 * count / self.utterances if self.utterances else 0.0

    def by_rule(self) -> list[tuple[str, Severity, list[Alarm]]]:
        """Return the alarms by rule and severity, those with most of them first."""
        counts = Counter((alarm.rule, alarm.severity) for alarm in self.found)
        return [
            (rule, severity, [alarm for alarm in self.found if (alarm.rule, alarm.severity) == (rule, severity)])
            for (rule, severity), _ in counts.most_common()
        ]

    def sample(self, size: int) -> list[Alarm]:
        """Return alarms drawn by chance, always the same ones, at most one for each text and rule."""
        distinct = list({alarm.key: alarm for alarm in self.found}.values())
        return random.Random(size).sample(distinct, min(size, len(distinct)))

    def precision(self, judgements: Iterable[tuple[str, str, bool]]) -> dict[str, tuple[int, int]]:
        """Return by rule, and for `all`, how many of the judged alarms of this run are right, and how many there are.

        A judgement is a text, a rule, and whether the alarm is right; one about no alarm of this run does not count.
        """
        raised = {alarm.key for alarm in self.found}
        rated: dict[str, tuple[int, int]] = {}
        for (text, rule), right in {(text, rule): right for text, rule, right in judgements}.items():
            if (text, rule) in raised:
                for name in ("all", rule):
                    rights, judged = rated.get(name, (0, 0))
                    rated[name] = rights + right, judged + 1
        return rated


def alarms(coach: Coach, texts: Sequence[str]) -> Alarms:
    """Return the alarms in what agents said."""
    run = Alarms(len(texts))
    for number, verdict in BulkChecker(coach).findings(texts):
        raised = [finding for finding in verdict if finding.severity != "advice"]
        run.alarmed += bool(raised)
        run.errors += any(finding.severity == "error" for finding in raised)
        run.found += [
            Alarm(texts[number], finding.rule, finding.severity, finding.matched, finding.how) for finding in raised
        ]
    return run
