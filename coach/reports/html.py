"""A review as one HTML file that opens anywhere, offline: to read on a screen, to search, and to print."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappush, heapreplace
from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from markupsafe import Markup

from coach.reports.dialogue import Dialogue
from coach.reports.markup import visible
from coach.reports.strings import Strings
from coach.reports.templating import environment
from coach.summary import FindingCount, Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from coach.reviewed import Reviewed
    from coach.transcript import TranscriptProblem
    from phrasebook import Language

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
    phrasebook: str = field(compare=False)


class HtmlReport:
    """The page, written review by review.

    Memory does not grow with the reviews: conversations wait in a temporary file, and only those with the lowest
    scores are taken from it. Nothing is written to `out` before `close`; a review that breaks off leaves an older
    report as it is.

    Args:
        out: Where the UTF-8 bytes go.
        language: The language of everything that is not quoted from the reviews.
        title: The heading of the page; a common one unless given.
        summary: The figures over all reviews, where somebody else counts them; read when the report is closed.
        mask: Hides personal data in what was said, and keeps the number of code points. Ids, files and names of agents
            stay: without them nobody finds the conversation.
        clauses: The texts of clauses by their ids; those referred to are printed at the end.
        limit: The most conversations to print; the page says how many more there are.
        elsewhere: The files that hold all conversations, to be named where some are left out.
        date: When the review was made, in the form in which it is to be read.

    Raises:
        OSError: `out` or the temporary file cannot be written.
        ValueError: `mask` changed the length of a turn.
    """

    def __init__(
        self,
        out: BinaryIO | Path,
        language: Language,
        *,
        title: str = "",
        summary: Summary | None = None,
        mask: Callable[[str], str] | None = None,
        clauses: Mapping[str, str] | None = None,
        limit: int = CONVERSATIONS,
        elsewhere: Sequence[str] = (),
        date: str = "",
    ) -> None:
        self._out = out
        self._strings = Strings(language)
        self._mask = mask
        self._clauses = clauses or {}
        self._limit = limit
        self._head = {"title": title or self._strings("page", "title"), "date": date, "elsewhere": elsewhere}
        self._summary = summary or Summary()
        self._counts = summary is None
        self._problems: list[TranscriptProblem] = []
        self._count = self._problem_count = 0
        self._kept: list[_Kept] = []
        self._agents: dict[str | None, int] = {}
        self._clause_numbers: dict[str, int] = {}
        self._environment = environment(
            t=self._strings,
            agent_number=self._agent_number,
            clause=self._clause,
            masked=mask is not None,
            hide=mask or str,
        )
        self._conversation = self._environment.get_template("conversation.html.j2")
        self._spool = TemporaryFile()  # noqa: SIM115 - closed with the report

    def add(self, reviewed: Reviewed) -> None:
        """Take in one reviewed conversation."""
        if self._counts:
            self._summary.add(reviewed)
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
        if self._counts:
            self._summary.add_problem(problem)
        self._problem_count += 1
        if self._problem_count <= _PROBLEMS:
            self._problems.append(problem)

    def close(self) -> None:
        """Write the page."""
        with self._spool:
            stream = self._environment.get_template("report.html.j2").stream(self._shown())
            stream.enable_buffering(64)
            if isinstance(self._out, Path):
                with self._out.open("wb") as file:
                    stream.dump(file, encoding="utf-8")
            else:
                stream.dump(self._out, encoding="utf-8")

    def discard(self) -> None:
        """Write nothing."""
        self._spool.close()

    def _shown(self) -> dict[str, Any]:
        """Return what the page is made of, the worst conversation first."""
        kept = sorted(self._kept, reverse=True)
        agents = {one.agent for one in kept}
        categories, missed = self._by_kind()
        titles = {slug: duty.title for slug, duty in self._summary.total.duties.items()}

        def duty_name(slug: str) -> str:
            return self._strings.duty(slug, titles.get(slug, ""))

        def category_name(slug: str) -> str:
            return self._strings.category(slug, titles.get(slug, ""))

        return {
            **self._head,
            "summary": self._summary,
            "problems": self._problems,
            "problem_count": self._problem_count,
            "count": self._count,
            "kept": kept,
            "conversations": _read_back(self._spool, kept),
            "phrasebooks": sorted({one.phrasebook for one in kept}),
            "used_agents": sorted(agents, key=lambda agent: (agent is None, agent)),
            "used_categories": _by_name((slug for one in kept for slug in one.categories), category_name),
            "used_duties": _by_name((slug for one in kept for slug in one.missed), duty_name),
            "most_agents": _AGENTS,
            "most_rules": _RULES,
            "used_clauses": [
                (self._clause_numbers[clause], clause, text)
                for clause, text in self._clauses.items()
                if clause in self._clause_numbers
            ],
            "categories": categories,
            "missed": missed,
            "category_name": category_name,
            "duty_name": duty_name,
        }

    def _by_kind(self) -> tuple[list[tuple[str, FindingCount]], FindingCount]:
        """Return the categories of wording, most urgent first, and the missed duties, which have a chart, as one."""
        wording, missed = [], FindingCount()
        for slug, count in self._summary.total.worst_categories():
            if slug in self._summary.total.duties:
                missed.merge(count)
            else:
                wording.append((self._strings.category(slug), count))
        return wording, missed

    def _write(self, reviewed: Reviewed, badness: tuple[float, int, int, int]) -> _Kept:
        dialogue = Dialogue(reviewed, self._count, self._strings, self._mask)
        html = self._conversation.render(d=dialogue, order=self._count).encode()
        agent = reviewed.transcript.agent or None
        offset = self._spool.seek(0, SEEK_END)
        self._spool.write(html)
        categories, missed = tuple(dialogue.categories), tuple(dialogue.missed)
        return _Kept(badness, offset, len(html), agent, categories, missed, reviewed.phrasebook)

    def _agent_number(self, agent: str | None) -> int:
        """Return the number that stands for an agent on the page."""
        return self._agents.setdefault(agent or None, len(self._agents))

    def _clause(self, clause: str) -> Markup:
        """Return a clause as HTML, leading to its text where that is known."""
        if clause not in self._clauses:
            return Markup('<span class="clause">{}</span>').format(visible(clause))
        number = self._clause_numbers.setdefault(clause, len(self._clause_numbers) + 1)
        return Markup('<a class="clause" href="#k{}">{}</a>').format(number, visible(clause))


def write_html(
    reviews: Iterable[Reviewed],
    problems: Iterable[TranscriptProblem],
    out: BinaryIO | Path,
    *,
    title: str,
    language: Language,
    summary: Summary,
    mask: Callable[[str], str] | None = None,
    **more: Any,
) -> None:
    """Write the page of all reviews at once; the rest as for `HtmlReport`.

    `problems` are read behind the last review, so that a list may fill up on the way; so may `summary`
    (`Summary.counting`).
    """
    report = HtmlReport(out, language, title=title, summary=summary, mask=mask, **more)
    try:
        for reviewed in reviews:
            report.add(reviewed)
        for problem in problems:
            report.problem(problem)
        report.close()
    finally:
        report.discard()


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
