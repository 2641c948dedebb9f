"""Checked utterances for code scanners and CI servers: where canned replies are kept in a repository."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from coach.locale import language_of
from coach.reports.junit_suite import JunitSuite
from coach.reports.sarif_run import Fix, Location, Region, SarifRun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coach.checker import Coach
    from coach.cli.inputs import InputError, Utterance
    from coach.context import Context
    from coach.finding import Finding, Verdict
    from phrasebook import Language

_SHOWN = 60  # code points of a text that stands for its own name


def write_sarif(
    out: IO[bytes],
    coach: Coach,
    checked: Sequence[tuple[Utterance, Verdict]],
    wrong: Sequence[InputError],
    context: Context,
) -> None:
    """Write a SARIF run: a result for each finding, with its place in the file and what may be put there instead."""
    run = SarifRun(out, _language(coach, checked, context))
    try:
        for utterance, verdict in checked:
            for finding in _findings(utterance, verdict):
                region = _region(utterance, (finding.start or 0, finding.end or 0))
                location = Location(utterance.file or "", region, _name(utterance))
                run.result(finding, utterance.text, location, list(dict.fromkeys(_fixes(utterance, finding))))
        for error in wrong:
            location = Location(error.file or "", Region(error.line) if error.line else None)
            run.notification(error.code, str(error), location)
        run.finish([coach.phrasebook.hash])
    finally:
        run.close()


def write_junit(
    out: IO[bytes],
    coach: Coach,
    checked: Sequence[tuple[Utterance, Verdict]],
    wrong: Sequence[InputError],
    context: Context,
) -> None:
    """Write a JUnit suite: a case for each utterance of an agent, which fails if there are errors."""
    suite = JunitSuite(out, _language(coach, checked, context))
    try:
        for utterance, verdict in checked:
            if utterance.role == "agent":
                findings = _findings(utterance, verdict)
                name = _name(utterance) or (f"line {utterance.line}" if utterance.line else utterance.text[:_SHOWN])
                note = utterance.text if findings else ""
                suite.judged(name, utterance.file or "", findings, line=utterance.line, note=note)
        for error in wrong:
            name = f"line {error.line}" if error.line else ""
            suite.unreadable(name, error.file or "", error.code, error.message, str(error), line=error.line)
        suite.finish()
    finally:
        suite.close()


def _language(coach: Coach, checked: Sequence[tuple[Utterance, Verdict]], context: Context) -> Language:
    """Return the language of what is said around the findings: that of most of the words that have any."""
    said = "\n".join(utterance.text for utterance, verdict in checked if verdict.findings)
    return context.language or language_of(context.locale or coach.locale(said))


def _findings(utterance: Utterance, verdict: Verdict) -> list[Finding]:
    return [replace(finding, turn=utterance.turn) for finding in verdict.findings]


def _name(utterance: Utterance) -> str:
    """Return what the reply is called, if anything but its place in the file."""
    name = "" if utterance.id is None else str(utterance.id)
    if utterance.turn is not None:
        return f"{name or utterance.source}/{utterance.turn + 1}"
    if not name and utterance.file is None and utterance.line:
        return f"{utterance.source}:{utterance.line}"
    return name


def _region(utterance: Utterance, span: tuple[int, int]) -> Region | None:
    """Return where a span of the text stands in the file; the whole line where the text is written with escapes."""
    if utterance.line is None:
        return None
    if utterance.column is None:
        return Region(utterance.line)
    return Region(utterance.line, utterance.column + span[0], utterance.column + span[1])


def _fixes(utterance: Utterance, finding: Finding) -> Iterator[Fix]:
    """Yield the suggestions that can be put in their place in the file as they are."""
    if utterance.file is None or utterance.column is None:
        return
    for suggestion in finding.suggestions:
        region = _region(utterance, suggestion.replace)
        # In a file of JSON lines some characters would have to be escaped.
        if region and json.dumps(suggestion.text, ensure_ascii=False) == f'"{suggestion.text}"':
            yield Fix(utterance.file, region, suggestion.text)
