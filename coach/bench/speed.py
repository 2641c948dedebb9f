"""How fast checks are, in microseconds and as ratios to other ways in the same run."""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING, Any

from coach.bench.texts import made_phrases, sample_texts
from coach.bulk import BulkChecker
from coach.checker import Coach
from coach.compiled import CompiledPhrasebook
from coach.fold import squeeze
from coach.segmenter import warm_up

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_CLEAN = "您好，您的包裹今天下午三点前会送到前台，到时给您短信"
_HIT = "先生您好这个事情我不知道啊您问别的部门吧我这边没有办法的"
_ROUNDS = 5


def seconds(action: Callable[[], Any], repeat: int) -> float:
    """Return the median time of one call of `action`, over five rounds of `repeat` calls."""
    rounds = []
    for _ in range(_ROUNDS):
        begin = time.perf_counter()
        for _ in range(repeat):
            action()
        rounds.append((time.perf_counter() - begin) / repeat)
    return median(rounds)


def measure(path: Path | None = None) -> dict[str, float | str | None]:
    """Measure everything and return the figures by name."""
    coach = Coach()
    coach.accelerate()
    warm_up()
    texts = sample_texts(path)
    many = texts * max(1, 40_000 // max(1, len(texts)))
    characters = sum(map(len, many))
    found = sum(bool(coach.check(text).findings) for text in texts) / len(texts)
    figures: dict[str, float | str | None] = {
        "text": str(path) if path else "bundled conversations",
        "utterances": len(texts),
        "mean length": sum(map(len, texts)) / len(texts),
        "with a finding %": 100 * found,
        "clean message µs": 1e6 * seconds(lambda: coach.check(_CLEAN), 2000),
        "message with a hit µs": 1e6 * seconds(lambda: coach.check(_HIT), 500),
        "typical message µs": 1e6 * seconds(lambda: [coach.check(text) for text in texts], 3) / len(texts),
    }
    bulk = BulkChecker(coach)
    bulk_rate = characters / seconds(lambda: list(bulk.findings(many)), 1)
    figures["bulk Mchar/s"] = bulk_rate / 1e6
    phrases = sorted(
        {core for rule in coach.compiled.rules for wording in rule.wordings.wordings for core in wording.cores}
    )
    some = texts[:20]
    naive = seconds(lambda: [[p for p in phrases if p in squeeze(text)] for text in some], 1) / len(some)
    ours = seconds(lambda: [coach.check(text) for text in some], 20) / len(some)
    figures["naive loop over the same phrases, times slower"] = naive / ours
    figures["spaCy PhraseMatcher on jieba tokens, times slower in bulk"] = _spacy_ratio(phrases, texts, bulk_rate)
    figures.update(_growth(coach, many[:5000]))
    figures.update(_start_up())
    return figures


def _spacy_ratio(phrases: list[str], texts: list[str], bulk_rate: float) -> float | None:
    """Return how many times slower spaCy is on the same phrases, or None where it is not installed."""
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ModuleNotFoundError:
        return None
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("phrases", [nlp.make_doc(phrase) for phrase in phrases])
    took = seconds(lambda: [matcher(nlp.make_doc(text)) for text in texts], 1)
    return bulk_rate / (sum(map(len, texts)) / took)


def _growth(coach: Coach, texts: list[str]) -> dict[str, float | str | None]:
    """Return what 100 times more phrases cost, with a phrasebook of made-up phrases."""
    rule = next(iter(coach.phrasebook.rules.values()))
    times: dict[int, float] = {}
    bulk_times: dict[int, float] = {}
    for number in (100, 10_000):
        made = rule.model_copy(update={"wordings": tuple(made_phrases(number)), "exceptions": (), "mitigated_by": ()})
        book = coach.phrasebook.model_copy(update={"rules": {made.id: made}, "acts": {}, "frames": {}})
        larger = Coach(CompiledPhrasebook(book))
        larger.accelerate()
        times[number] = seconds(lambda larger=larger: larger.check(_CLEAN), 2000)  # type: ignore[misc]
        bulk = BulkChecker(larger)
        bulk_times[number] = seconds(lambda bulk=bulk: list(bulk.findings(texts)), 2)  # type: ignore[misc]
    return {
        "100 phrases, clean message µs": 1e6 * times[100],
        "10,000 phrases, clean message µs": 1e6 * times[10_000],
        "cost of 100× more phrases, message": times[10_000] / times[100],
        "cost of 100× more phrases, bulk": bulk_times[10_000] / bulk_times[100],
    }


def _start_up() -> dict[str, float | str | None]:
    """Return the time of a whole `check` process with a clean and with a found text, and of bare Python."""

    def run(*arguments: str) -> float:
        return seconds(lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True), 1)

    return {
        "start-up of check s": run("-m", "coach", "check", "您好"),
        "start-up of check with a finding s": run("-m", "coach", "check", "我不知道"),
        "start-up of bare Python s": run("-c", "pass"),
    }
