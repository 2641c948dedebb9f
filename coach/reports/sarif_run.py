"""A run in SARIF 2.1.0, for code scanners and editors: results as they come, then the tool and the rules they met.

The format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
Columns are code points, as everywhere here.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from coach.reports.labels import labels
from coach.reports.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.finding import Finding
    from phrasebook import Language

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
# The schema knows languages with a country, not with a script.
_LANGUAGES = {"zh-Hant": "zh-TW", "zh-Hans": "zh-CN", "en": "en"}
_IN_MEMORY = 1_000_000  # bytes of notifications before they go to disk


@dataclass(frozen=True, slots=True)
class Region:
    """A place on one line of a file, counted from 1; `end` is the column behind it. Without columns, the whole line."""

    line: int
    start: int | None = None
    end: int | None = None

    def as_dict(self) -> dict[str, int]:
        """Return the region as SARIF has it."""
        columns = {"startColumn": self.start, "endColumn": self.end}
        return {"startLine": self.line} | {name: value for name, value in columns.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Location:
    """Where a result stands: a file, a place in it, and the name of what is there (a conversation, a reply).

    Whatever is not known is empty.
    """

    file: str = ""
    region: Region | None = None
    name: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the location as SARIF has it."""
        location: dict[str, Any] = {}
        if self.name:
            location["logicalLocations"] = [{"fullyQualifiedName": visible(self.name)}]
        if self.file:
            physical: dict[str, Any] = {"artifactLocation": artifact(self.file)}
            if self.region:
                physical["region"] = self.region.as_dict()
            location["physicalLocation"] = physical
        return location


@dataclass(frozen=True, slots=True)
class Fix:
    """A better wording, ready to be put in the place of what stands at a region of the file."""

    file: str
    region: Region
    text: str

    def as_dict(self) -> dict[str, Any]:
        """Return the fix as SARIF has it."""
        replacement = {"deletedRegion": self.region.as_dict(), "insertedContent": {"text": self.text}}
        return {
            "description": {"text": self.text},
            "artifactChanges": [{"artifactLocation": artifact(self.file), "replacements": [replacement]}],
        }


class SarifRun:
    """Writes one run into a binary file, which stays open."""

    def __init__(self, file: IO[bytes], language: Language) -> None:
        self._file = file
        self._language = language
        self._labels = labels(language)
        self._rules: dict[str, dict[str, Any]] = {}
        self._results = 0
        self._notifications: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by close()
        head = json.dumps({"$schema": _SCHEMA, "version": "2.1.0"})[:-1]
        self._file.write(f'{head}, "runs": [{{"columnKind": "unicodeCodePoints", "results": ['.encode())

    def result(self, finding: Finding, said: str, location: Location, fixes: Sequence[Fix] = ()) -> None:
        """Write a result: a finding in the utterance `said`."""
        if finding.rule not in self._rules:
            self._rules[finding.rule] = self._rule(finding)
        text = f"「{finding.matched}」{finding.message}" if finding.matched else finding.message
        better = self._labels["words.joint"].join(dict.fromkeys(one.text for one in finding.suggestions))
        if better:
            text = f"{text}\n{self._labels['words.say_instead']}{self._labels['words.colon']}{better}"
        same = "\0".join((finding.rule, finding.matched, said)).encode(errors="surrogatepass")
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": list(self._rules).index(finding.rule),
            "level": _LEVELS[finding.severity],
            "message": {"text": visible(text)},
            "locations": [place] if (place := location.as_dict()) else [],
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
        if fixes:
            result["fixes"] = [fix.as_dict() for fix in fixes]
        self._file.write((b",\n" if self._results else b"\n") + _json(result))
        self._results += 1

    def notification(self, code: str, text: str, location: Location) -> None:
        """Keep for the end of the run that something could not be read."""
        notification: dict[str, Any] = {
            "descriptor": {"id": visible(code)},
            "level": "error",
            "message": {"text": visible(text)},
        }
        if location.file:
            notification["locations"] = [location.as_dict()]
        self._notifications.write((b",\n" if self._notifications.tell() else b"\n") + _json(notification))

    def finish(self, phrasebooks: Iterable[str]) -> None:
        """Write the notifications, the tool with the hashes of its phrasebooks, and the rules."""
        complete = json.dumps(not self._notifications.tell())
        self._file.write(f'\n], "invocations": [{{"executionSuccessful": {complete}'.encode())
        self._file.write(b', "toolExecutionNotifications": [')
        self._notifications.seek(0)
        shutil.copyfileobj(self._notifications, self._file)
        driver = {
            "name": "phrase-coach",
            "semanticVersion": version("phrase-coach"),
            "language": _LANGUAGES[self._language],
            "rules": list(self._rules.values()),
            "properties": {"phrasebooks": list(phrasebooks)},
        }
        self._file.write(b']}], "tool": ' + _json({"driver": driver}) + b"}]}\n")

    def close(self) -> None:
        """Drop what waits for the end of the run."""
        self._notifications.close()

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


def artifact(file: str) -> dict[str, str]:
    """Return where a file is: as a URI, relative to where the tool ran if it was named so."""
    if PurePath(file).is_absolute():
        return {"uri": f"file://{_uri(file)}"}
    return {"uri": _uri(file), "uriBaseId": "%SRCROOT%"}


def _uri(file: str) -> str:
    path = PurePath(file).as_posix()
    try:
        return quote(os.fsencode(path))
    except UnicodeEncodeError:  # a lone surrogate that stands for no byte of a file name
        return quote(visible(path))


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
