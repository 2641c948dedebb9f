"""How fast checks are, in microseconds and as ratios to other ways in the same run."""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING, Any

from coach.bench.texts import made_phrases
from coach.bulk import BulkChecker
from coach.checker import Coach
from coach.compiled import CompiledPhrasebook
from coach.fold import squeeze
from coach.segmenter import warm_up

if TYPE_CHECKING:
    from collections.abc import Callable

_CLEAN = "您好，您的包裹今天下午三点前会送到前台，到时候给您发短信通知"
_HIT = "陈先生您好，这个事情我不知道啊，要不您明天上午再打个电话过来"
_ROUNDS = 5
_IN_BULK = 40_000  # utterances, roughly
_IN_GROWTH = 5_000


def seconds(action: Callable[[], Any], repeat: int) -> float:
    """Return the median time of one call of `action`, over five rounds of `repeat` calls."""
    rounds = []
    for _ in range(_ROUNDS):
        begin = time.perf_counter()
        for _ in range(repeat):
            action()
        rounds.append((time.perf_counter() - begin) / repeat)
    return median(rounds)


def measure(texts: list[str]) -> dict[str, float | None]:
    """Measure everything, some of it on these texts, and return the figures by name."""
    coach = Coach()
    coach.accelerate()
    warm_up()
    clean = [text for text in texts if not coach.check(text).findings]
    figures: dict[str, float | None] = {
        "utterances": len(texts),
        "mean length": sum(map(len, texts)) / len(texts),
        "with a finding %": 100 * (1 - len(clean) / len(texts)),
        "clean message µs": 1e6 * seconds(lambda: coach.check(_CLEAN), 2000),
        "message with a hit µs": 1e6 * seconds(lambda: coach.check(_HIT), 500),
        "typical message µs": 1e6 * seconds(lambda: [coach.check(text) for text in texts], 3) / len(texts),
    }
    bulk_rate = _bulk_rate(coach, texts)
    figures["bulk Mchar/s"] = bulk_rate / 1e6
    if clean:
        figures["bulk of the clean ones Mchar/s"] = _bulk_rate(coach, clean) / 1e6
    phrases = sorted(
        {core for rule in coach.compiled.rules for wording in rule.wordings.wordings for core in wording.cores}
    )
    some = texts[:20]
    naive = seconds(lambda: [[p for p in phrases if p in text] for text in map(squeeze, some)], 1) / len(some)
    ours = seconds(lambda: [coach.check(text) for text in some], 20) / len(some)
    figures["naive loop over the same phrases, times slower"] = naive / ours
    figures["spaCy PhraseMatcher on jieba tokens, times slower in bulk"] = _spacy_ratio(phrases, texts, bulk_rate)
    figures.update(_growth(coach, _repeated(texts, _IN_GROWTH)))
    figures.update(_start_up())
    return figures


def _repeated(texts: list[str], number: int) -> list[str]:
    """Return about as many texts as that, each as often as every other."""
    return texts * max(1, number // len(texts))


def _bulk_rate(coach: Coach, texts: list[str]) -> float:
    """Return how many characters are checked a second."""
    many = _repeated(texts, _IN_BULK)
    bulk = BulkChecker(coach)
    return sum(map(len, many)) / seconds(lambda: list(bulk.findings(many)), 1)


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


def _growth(coach: Coach, texts: list[str]) -> dict[str, float]:
    """Return what 100 times more phrases cost, with a phrasebook of made-up phrases."""
    times: dict[int, float] = {}
    bulk_times: dict[int, float] = {}
    for number in (100, 10_000):
        larger = _forbidding(coach, made_phrases(number))
        times[number] = seconds(lambda larger=larger: larger.check(_CLEAN), 2000)  # type: ignore[misc]
        bulk = BulkChecker(larger)
        bulk_times[number] = seconds(lambda bulk=bulk: list(bulk.findings(texts)), 2)  # type: ignore[misc]
    return {
        "100 phrases, clean message µs": 1e6 * times[100],
        "10,000 phrases, clean message µs": 1e6 * times[10_000],
        "cost of 100× more phrases, message": times[10_000] / times[100],
        "cost of 100× more phrases, bulk": bulk_times[10_000] / bulk_times[100],
    }


def _forbidding(coach: Coach, phrases: list[str]) -> Coach:
    """Return an accelerated coach that forbids these phrases and nothing else."""
    rule = next(iter(coach.phrasebook.rules.values()))
    made = rule.model_copy(update={"wordings": tuple(phrases), "exceptions": (), "mitigated_by": (), "not_written": ()})
    book = coach.phrasebook.model_copy(update={"rules": {made.id: made}, "acts": {}, "frames": {}})
    forbidding = Coach(CompiledPhrasebook(book))
    forbidding.accelerate()
    return forbidding


def _start_up() -> dict[str, float]:
    """Return the time of a whole `check` process with a clean and with a found text, and of bare Python."""

    def run(*arguments: str) -> float:
        return seconds(lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True), 1)

    return {
        "start-up of check s": run("-m", "coach", "check", "您好"),
        "start-up of check with a finding s": run("-m", "coach", "check", "我不知道"),
        "start-up of bare Python s": run("-c", "pass"),
    }
