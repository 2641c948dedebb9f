"""A review as one HTML file that opens anywhere, offline: to read on a screen, to search, and to print."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cache
from heapq import heappush, heapreplace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from coach.reports.dialogue import Dialogue, clock
from coach.reports.markup import visible
from coach.reports.strings import Strings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from coach.reviewed import Reviewed
    from coach.summary import Summary
    from coach.transcript import TranscriptProblem
    from phrasebook import Language

CONVERSATIONS = 500
"""How many conversations a page holds; a browser still searches and sorts them at once."""
_AGENTS = 300
_PROBLEMS = 300
_RULES = 10
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, order=True, slots=True)
class _Kept:
    """A conversation that is on the page so far; the one with the smallest `goodness` goes first when one must."""

    goodness: tuple[float, int, int, int]
    offset: int = field(compare=False)
    length: int = field(compare=False)
    agent: str | None = field(compare=False)
    categories: tuple[str, ...] = field(compare=False)
    missed: tuple[str, ...] = field(compare=False)
    phrasebook: str = field(compare=False)


def write_html(
    reviews: Iterable[Reviewed],
    problems: Sequence[TranscriptProblem],
    out: BinaryIO | Path,
    *,
    title: str,
    language: Language,
    summary: Summary,
    mask: Callable[[str], str] | None = None,
    clauses: Mapping[str, str] | None = None,
    limit: int = CONVERSATIONS,
    elsewhere: Sequence[str] = (),
    date: str = "",
) -> None:
    """Write the page.

    Memory does not grow with the reviews: conversations wait in a temporary file while those with the lowest scores
    are picked. `summary` and `problems` are read behind the last review, so that they may fill up on the way
    (`Summary.counting`). A path is opened only then; a review that breaks off leaves an older report as it is.

    Args:
        reviews: The reviews, read once.
        problems: What could not be read.
        out: Where the UTF-8 bytes go.
        title: The heading of the page.
        language: The language of everything that is not quoted from the reviews.
        summary: The figures over all reviews.
        mask: Hides personal data in what comes from conversations, their ids and files included, and keeps the number
            of code points. Names of agents stay.
        clauses: The texts of clauses by their ids; those referred to are printed at the end.
        limit: The most conversations to print; the page says how many more there are.
        elsewhere: The files that hold all conversations, to be named where some are left out.
        date: When the review was made, in the form in which it is to be read.

    Raises:
        OSError: `out` or the temporary file cannot be written.
        ValueError: `mask` changed the length of a turn.
    """
    page = _Page(Strings(language), mask, clauses or {})
    with TemporaryFile() as spool:
        count, kept = page.spool(reviews, spool, limit)
        duty_name = page.duty_names(summary)
        agents = {one.agent for one in kept}

        def category_name(slug: str) -> str:
            return page.strings.category(slug, duty_name(slug))

        shown = {
            "title": title,
            "date": date,
            "summary": summary,
            "problems": problems,
            "count": count,
            "kept": kept,
            "conversations": _read_back(spool, kept),
            "elsewhere": elsewhere,
            "phrasebooks": sorted({one.phrasebook for one in kept}),
            "used_agents": sorted(agents, key=lambda agent: (agent is None, agent)),
            "used_categories": _by_name((slug for one in kept for slug in one.categories), category_name),
            "used_duties": _by_name((slug for one in kept for slug in one.missed), duty_name),
            "category_name": category_name,
            "duty_name": duty_name,
        }
        stream = page.environment.get_template("report.html.j2").stream(shown)
        stream.enable_buffering(64)
        if isinstance(out, Path):
            with out.open("wb") as file:
                stream.dump(file, encoding="utf-8")
        else:
            stream.dump(out, encoding="utf-8")


class _Page:
    """What all parts of one page share: language, mask, the numbers of agents and clauses."""

    def __init__(self, strings: Strings, mask: Callable[[str], str] | None, clauses: Mapping[str, str]) -> None:
        self.strings = strings
        self.mask = mask
        self.clauses = clauses
        self.agents: dict[str | None, int] = {}
        self.clause_numbers: dict[str, int] = {}
        self.environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            finalize=_final,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        style, script = _asset("report.css"), _asset("report.js")
        self.environment.globals.update(
            t=strings,
            page=self,
            masked=mask is not None,
            hide=mask or str,
            style=Markup(style),
            script=Markup(script),
            # Nothing but this page's own style and script may run, and nothing may be fetched.
            policy="default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
            f"style-src '{_digest(style)}'; script-src '{_digest(script)}'",
            whole=lambda number: f"{number:,}",
            points=_points,
            share=lambda share: f"{share:.0%}",
            clock=clock,
            most_agents=_AGENTS,
            most_problems=_PROBLEMS,
            most_rules=_RULES,
        )
        self._conversation = self.environment.get_template("conversation.html.j2")

    def spool(self, reviews: Iterable[Reviewed], spool: IO[bytes], limit: int) -> tuple[int, list[_Kept]]:
        """Write conversations to `spool`; return how many reviews there were, and those to print, worst first."""
        count = 0
        kept: list[_Kept] = []
        for count, reviewed in enumerate(reviews, 1):
            errors, warnings = (
                sum(finding.severity == severity for finding in reviewed.findings) for severity in ("error", "warning")
            )
            goodness = (-reviewed.scorecard.score, errors, warnings, -count)
            full = len(kept) >= limit
            if full and (not kept or goodness < kept[0].goodness):
                continue
            one = self._write(reviewed, count, goodness, spool)
            if full:
                heapreplace(kept, one)
            else:
                heappush(kept, one)
        return count, sorted(kept, reverse=True)

    def agent_number(self, agent: str | None) -> int:
        """Return the number that stands for an agent on the page."""
        return self.agents.setdefault(agent or None, len(self.agents))

    def clause(self, clause: str) -> Markup:
        """Return a clause as HTML, leading to its text where that is known."""
        if clause not in self.clauses:
            return Markup('<span class="clause">{}</span>').format(visible(clause))
        number = self.clause_numbers.setdefault(clause, len(self.clause_numbers) + 1)
        return Markup('<a class="clause" href="#k{}">{}</a>').format(number, visible(clause))

    def duty_names(self, summary: Summary) -> Callable[[str], str]:
        """Return what names a duty: the reports' own name, otherwise the title in the reviews."""
        duties = summary.total.duties
        return lambda slug: self.strings.duty(slug, duties[slug].title if slug in duties else "")

    def _write(self, reviewed: Reviewed, number: int, goodness: tuple[float, int, int, int], spool: IO[bytes]) -> _Kept:
        dialogue = Dialogue(reviewed, number, self.strings, self.mask)
        html = self._conversation.render(d=dialogue, order=number).encode()
        agent = reviewed.transcript.agent or None
        offset = spool.tell()
        spool.write(html)
        categories, missed = tuple(dialogue.categories), tuple(dialogue.missed)
        return _Kept(goodness, offset, len(html), agent, categories, missed, reviewed.phrasebook)


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


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _digest(source: str) -> str:
    """Return the hash by which a content security policy allows an inline element (https://www.w3.org/TR/CSP3/)."""
    return f"sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


def _points(number: float) -> str:
    """Return a score without needless decimals."""
    return f"{number:.1f}".removesuffix(".0")


def _final(value: Any) -> Any:
    """Make visible what must not reach a page, in everything that templates print; Jinja escapes it afterwards."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
