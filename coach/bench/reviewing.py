"""How fast whole conversations are reviewed out of a file, findings written, and how much memory that takes."""

from __future__ import annotations

import json
import random
import resource
import time
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from coach.batch import BatchOptions, review_files
from coach.bench.dialogues import labelled_dialogues
from coach.bench.wording import SPLITS
from coach.checker import Coach
from coach.reports.bundle import Bundle
from coach.reports.report import Details
from phrasebook import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_TURNS = 20  # of a conversation, by turns the agent's and the customer's
_RUDE = 0.01  # the share of the agent's turns that are taken from the violations
_SCANNED = 20_000  # utterances of which the scan alone is timed


def measure(utterances: int, workers: int, ending: str = ".jsonl") -> dict[str, Any]:
    """Review as many utterances, made up out of the labelled ones, and return the figures by name.

    The scan alone is what tells of a text that nothing can be in it: the automata of rules and acts, in one process.
    """
    with TemporaryDirectory() as folder:
        calls, report = Path(folder, "calls.jsonl"), Path(folder, f"findings{ending}")
        characters = _write_calls(calls, utterances)
        coach = Coach()
        coach.accelerate()
        begin = time.perf_counter()
        with Bundle([report], Details("zh-Hans")) as bundle:
            for part in review_files([calls], BatchOptions(), bundle.preparation, workers=workers):
                bundle.take(part.result)
        seconds = time.perf_counter() - begin
        scan = _scan_seconds(coach, calls) * utterances
        return {
            "utterances": utterances,
            "characters": characters,
            "workers": workers,
            "conversations": bundle.summary.total.conversations,
            "findings": bundle.summary.total.findings.total,
            "seconds": round(seconds, 1),
            "utterances a second": round(utterances / seconds),
            "characters a second": round(characters / seconds),
            "times the scan alone": round(seconds / scan, 1),
            "most memory of a process MiB": round(_memory(), 1),
            "report MiB": round(report.stat().st_size / (1 << 20), 1),
        }


def _memory() -> float:
    """Return the most memory that this process, or one that it started, has taken, in MiB (Linux counts in KiB)."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def _write_calls(path: Path, utterances: int) -> int:
    """Write conversations of the utterances asked for, and return how many characters they have."""
    said = {"agent": _agents(), "customer": _customers()}
    characters = 0
    with path.open("w", encoding="utf-8") as file:
        for number in range(-(-utterances // _TURNS)):
            turns = []
            start = 0.0
            for role in islice(cycle(said), min(_TURNS, utterances - number * _TURNS)):
                text = next(said[role])
                end = start + 0.2 * len(text)
                turns.append({"role": role, "text": text, "start": round(start, 2), "end": round(end, 2)})
                start = end + 0.5
                characters += len(text)
            call = {"id": f"c-{number}", "channel": "call", "agent": f"A{number % 50:02}", "turns": turns}
            file.write(json.dumps(call, ensure_ascii=False) + "\n")
    return characters


def _agents() -> Iterator[str]:
    """Yield what agents say, drawn from the lines that the learned detector was taught with, without end."""
    lines = [
        json.loads(line)
        for file in sorted((data_folder() / "training").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    rude = [line["text"] for line in lines if line["violation"]]
    fine = [line["text"] for line in lines if not line["violation"]]
    draw = random.Random(1)
    while True:
        yield draw.choice(rude if draw.random() < _RUDE else fine)


def _customers() -> Iterator[str]:
    """Yield what customers say in the labelled conversations, without end."""
    dialogues = [dialogue for split in SPLITS for dialogue in labelled_dialogues(split)]
    texts = [str(turn["text"]) for one in dialogues for turn in one["turns"] if turn["role"] == "customer"]
    draw = random.Random(2)
    while True:
        yield draw.choice(texts)


def _scan_seconds(coach: Coach, calls: Path) -> float:
    """Return the seconds that the scan of one utterance takes, over the first utterances of a file."""
    turns: list[tuple[str, str]] = []
    with calls.open(encoding="utf-8") as file:
        for line in file:
            turns += [(turn["role"], turn["text"]) for turn in json.loads(line)["turns"]]
            if len(turns) >= _SCANNED:
                break
    matcher = coach.compiled.matcher
    begin = time.perf_counter()
    for role, text in turns:
        scan = matcher.scan(text)
        matcher.telling(scan.lines, role)
        if role == "agent":
            _ = scan.plain_triggers
    return (time.perf_counter() - begin) / len(turns)
