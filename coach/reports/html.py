"""A review as one HTML file that opens anywhere, offline: to read on a screen, to search, and to print."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappush, heapreplace
from os import SEEK_END
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from markupsafe import Markup

from coach.reports.dialogue import Dialogue
from coach.reports.draft import Draft
from coach.reports.strings import Strings
from coach.reports.templating import environment
from coach.reports.visible import visible
from coach.summary import FindingCount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from coach.reports.report import Details
    from coach.reviewed import Reviewed
    from coach.summary import Figures, Summary
    from coach.transcript import TranscriptProblem

CONVERSATIONS = 500
"""How many conversations a page holds; a browser still searches and sorts them at once."""
_AGENTS = 300
_PROBLEMS = 300
_RULES = 10


@dataclass(frozen=True, order=True, slots=True)
class _Kept:
    """A conversation that is on the page so far; the one with the smallest `badness` goes first when one must."""

    badness: tuple[float, int, int, int]
    offset: int = field(compare=False)
    length: int = field(compare=False)
    agent: str | None = field(compare=False)
    categories: tuple[str, ...] = field(compare=False)
    missed: tuple[str, ...] = field(compare=False)


class HtmlReport:
    """The page, written review by review.

    Memory does not grow with the reviews: conversations wait in a temporary file, and only those with the lowest
    scores are taken from it; the page says how many more than `limit` there are.
    """

    def __init__(self, path: Path, details: Details, *, limit: int = CONVERSATIONS) -> None:
        self._draft = Draft(path)
        self._details = details
        self._strings = Strings(details.language)
        self._limit = limit
        self._problems: list[TranscriptProblem] = []
        self._count = self._problem_count = 0
        self._kept: list[_Kept] = []
        self._agents: dict[str | None, int] = {}
        self._clause_numbers: dict[str, int] = {}
        self._environment = environment(t=self._strings, agent_number=self._agent_number, clause=self._clause)
        self._conversation = self._environment.get_template("conversation.html.j2")
        self._spool = TemporaryFile()  # noqa: SIM115 - closed by discard()

    def add(self, reviewed: Reviewed) -> None:
        """Take in one reviewed conversation."""
        self._count += 1
        errors, warnings = (
            sum(finding.severity == severity for finding in reviewed.findings) for severity in ("error", "warning")
        )
        badness = (-reviewed.scorecard.score, errors, warnings, -self._count)
        if len(self._kept) < self._limit:
            heappush(self._kept, self._write(reviewed, badness))
        elif self._kept and badness > self._kept[0].badness:
            heapreplace(self._kept, self._write(reviewed, badness))

    def problem(self, problem: TranscriptProblem) -> None:
        """Take in what could not be read."""
        self._problem_count += 1
        if self._problem_count <= _PROBLEMS:
            self._problems.append(problem)

    def close(self, summary: Summary) -> None:
        """Write the page."""
        try:
            stream = self._environment.get_template("report.html.j2").stream(self._shown(summary))
            stream.enable_buffering(64)
            stream.dump(self._draft.file, encoding="utf-8")
            self._draft.close()
        finally:
            self.discard()

    def discard(self) -> None:
        """Leave no page."""
        self._spool.close()
        self._draft.discard()

    def _shown(self, summary: Summary) -> dict[str, Any]:
        """Return what the page is made of, the worst conversation first."""
        kept = sorted(self._kept, reverse=True)
        agents = {one.agent for one in kept}
        categories, missed = self._by_kind(summary.total)
        titles = {slug: duty.title for slug, duty in summary.total.duties.items()}

        def duty_name(slug: str) -> str:
            return self._strings.duty(slug, titles.get(slug, ""))

        def category_name(slug: str) -> str:
            return self._strings.category(slug, titles.get(slug, ""))

        return {
            "title": self._details.title or self._strings("page", "title"),
            "date": self._details.date,
            "masked": self._details.masked,
            "elsewhere": self._details.elsewhere,
            "summary": summary,
            "problems": self._problems,
            "problem_count": self._problem_count,
            "count": self._count,
            "kept": kept,
            "conversations": _read_back(self._spool, kept),
            "phrasebooks": sorted(summary.phrasebooks),
            "used_agents": sorted(agents, key=lambda agent: (agent is None, agent)),
            "used_categories": _by_name((slug for one in kept for slug in one.categories), category_name),
            "used_duties": _by_name((slug for one in kept for slug in one.missed), duty_name),
            "most_agents": _AGENTS,
            "most_rules": _RULES,
            "used_clauses": [
                (self._clause_numbers[clause], clause, text)
                for clause, text in self._details.clauses.items()
                if clause in self._clause_numbers
            ],
            "categories": categories,
            "missed": missed,
            "category_name": category_name,
            "duty_name": duty_name,
        }

    def _by_kind(self, total: Figures) -> tuple[list[tuple[str, FindingCount]], FindingCount]:
        """Return the categories of wording, most urgent first, and the missed duties, which have a chart, as one."""
        ranked = total.worst_categories()
        wording = [(self._strings.category(slug), count) for slug, count in ranked if slug not in total.duties]
        missed = [count for slug, count in ranked if slug in total.duties]
        sums = {name: sum(getattr(count, name) for count in missed) for name in ("error", "warning", "advice")}
        return wording, FindingCount(**sums)

    def _write(self, reviewed: Reviewed, badness: tuple[float, int, int, int]) -> _Kept:
        dialogue = Dialogue(reviewed, self._count, self._strings)
        html = self._conversation.render(d=dialogue, order=self._count).encode()
        agent = reviewed.transcript.agent or None
        offset = self._spool.seek(0, SEEK_END)
        self._spool.write(html)
        return _Kept(badness, offset, len(html), agent, tuple(dialogue.categories), tuple(dialogue.missed))

    def _agent_number(self, agent: str | None) -> int:
        """Return the number that stands for an agent on the page."""
        return self._agents.setdefault(agent or None, len(self._agents))

    def _clause(self, clause: str) -> Markup:
        """Return a clause as HTML, leading to its text where that is known."""
        if clause not in self._details.clauses:
            return Markup('<span class="clause">{}</span>').format(visible(clause))
        number = self._clause_numbers.setdefault(clause, len(self._clause_numbers) + 1)
        return Markup('<a class="clause" href="#k{}">{}</a>').format(number, visible(clause))


def _read_back(spool: IO[bytes], kept: Iterable[_Kept]) -> Iterator[Markup]:
    for one in kept:
        spool.seek(one.offset)
        yield Markup(spool.read(one.length).decode())


def _by_name(slugs: Iterable[str], name: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return each slug once with its name, those found most often first."""
    counts: dict[str, int] = {}
    for slug in slugs:
        counts[slug] = counts.get(slug, 0) + 1
    return [(slug, name(slug)) for slug in sorted(counts, key=lambda slug: (-counts[slug], slug))]
