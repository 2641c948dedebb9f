"""Findings as SARIF 2.1.0 for code scanners and editors, of use where canned replies are kept in a repository.

The format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. Results are written as they come; the tool
and its rules, of which what is met is described, follow them. A result names the file and, as a logical location, the
conversation and the turn (from 1); `start` and `end` among its properties are code points of the turn's text.
"""

from __future__ import annotations

import json
import os
import shutil
from hashlib import sha256
from importlib.metadata import version
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from coach.reports.labels import labels
from coach.reports.table import turn_of
from coach.reports.visible import visible

if TYPE_CHECKING:
    from pathlib import Path

    from coach.finding import Finding
    from coach.reviewed import Reviewed
    from coach.transcript import TranscriptProblem
    from phrasebook import Language

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
# The schema knows languages with a country, not with a script.
_LANGUAGES = {"zh-Hant": "zh-TW", "zh-Hans": "zh-CN", "en": "en"}
_IN_MEMORY = 1_000_000  # bytes of notifications before they go to disk


class SarifReport:
    """Writes one run with a result for each finding and a notification for whatever could not be read."""

    def __init__(self, path: Path, language: Language) -> None:
        self._language = _LANGUAGES[language]
        self._labels = labels(language)
        self._rules: dict[str, dict[str, Any]] = {}
        self._phrasebooks: dict[str, None] = {}
        self._file = path.open("wb")
        self._notifications: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by close()
        head = json.dumps({"$schema": _SCHEMA, "version": "2.1.0"})[:-1]
        self._file.write(f'{head}, "runs": [{{"columnKind": "unicodeCodePoints", "results": ['.encode())
        self._results = 0

    def add(self, reviewed: Reviewed) -> None:
        """Write a result for each finding."""
        self._phrasebooks[reviewed.phrasebook] = None
        for finding in reviewed.findings:
            self._file.write((b",\n" if self._results else b"\n") + _json(self._result(finding, reviewed)))
            self._results += 1

    def problem(self, problem: TranscriptProblem) -> None:
        """Keep a notification for the end of the file."""
        place = f"{problem.place}: " if problem.place else ""
        notification: dict[str, Any] = {
            "descriptor": {"id": visible(problem.code)},
            "level": "error",
            "message": {"text": visible(f"{place}{problem.message} → {problem.advice}")},
        }
        if location := _file_location(problem.source):
            notification["locations"] = [{"physicalLocation": location}]
        self._notifications.write((b",\n" if self._notifications.tell() else b"\n") + _json(notification))

    def close(self) -> None:
        """Write notifications and rules, and close the file."""
        with self._file, self._notifications:
            complete = json.dumps(not self._notifications.tell())
            self._file.write(f'\n], "invocations": [{{"executionSuccessful": {complete}'.encode())
            self._file.write(b', "toolExecutionNotifications": [')
            self._notifications.seek(0)
            shutil.copyfileobj(self._notifications, self._file)
            driver = {
                "name": "phrase-coach",
                "semanticVersion": version("phrase-coach"),
                "language": self._language,
                "rules": list(self._rules.values()),
                "properties": {"phrasebooks": list(self._phrasebooks)},
            }
            self._file.write(b']}], "tool": ' + _json({"driver": driver}) + b"}]}\n")

    def _result(self, finding: Finding, reviewed: Reviewed) -> dict[str, Any]:
        transcript = reviewed.transcript
        turn = turn_of(finding, transcript)
        said = turn.text if turn else finding.matched
        if finding.rule not in self._rules:
            self._rules[finding.rule] = self._rule(finding)
        text = f"「{finding.matched}」{finding.message}" if finding.matched else finding.message
        better = self._labels["words.joint"].join(dict.fromkeys(one.text for one in finding.suggestions))
        if better:
            text = f"{text}\n{self._labels['words.say_instead']}{self._labels['words.colon']}{better}"
        name = transcript.id if finding.turn is None else f"{transcript.id}/{finding.turn + 1}"
        location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": visible(name)}]}
        if physical := _file_location(transcript.source):
            location["physicalLocation"] = physical
        same = "\0".join((finding.rule, finding.matched, said)).encode(errors="surrogatepass")
        return {
            "ruleId": finding.rule,
            "ruleIndex": list(self._rules).index(finding.rule),
            "level": _LEVELS[finding.severity],
            "message": {"text": visible(text)},
            "locations": [location],
            "partialFingerprints": {"utterance/v1": sha256(same).hexdigest()},
            "properties": {
                "clause": finding.clause,
                "how": finding.how,
                "confidence": finding.confidence,
                "turn": finding.turn,
                "start": finding.start,
                "end": finding.end,
                "utterance": visible(said),
            },
        }

    def _rule(self, finding: Finding) -> dict[str, Any]:
        """Describe a rule by the first finding of it; its message says what is wrong and why."""
        clause = f"{self._labels['words.clause']}{self._labels['words.colon']}{finding.clause}"
        return {
            "id": finding.rule,
            "shortDescription": {"text": visible(finding.message)},
            "help": {"text": visible(f"{finding.message}\n{clause}")},
            "defaultConfiguration": {"level": _LEVELS[finding.severity]},
            "properties": {"category": finding.category, "clause": finding.clause},
        }


def _file_location(source: str) -> dict[str, Any] | None:
    """Return where the file is: as a URI, relative to where the tool ran if it was named so."""
    if not source:
        return None
    if PurePath(source).is_absolute():
        return {"artifactLocation": {"uri": f"file://{_uri(source)}"}}
    return {"artifactLocation": {"uri": _uri(source), "uriBaseId": "%SRCROOT%"}}


def _uri(source: str) -> str:
    path = PurePath(source).as_posix()
    try:
        return quote(os.fsencode(path))
    except UnicodeEncodeError:  # a lone surrogate that stands for no byte of a file name
        return quote(visible(path))


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
