"""The figures of `bench speed`: all of them come, on a tiny workload; how large they are is not asserted."""

import math
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from coach import Coach
from coach.bench import speed
from coach.bench.texts import made_phrases
from coach.bulk import BulkChecker
from tests.conftest import MakeCoach


def once(action: Callable[[], Any], _: int) -> float:
    """Run an action one time only."""
    action()
    return 0.5


def test_seconds_is_the_median_of_five_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every round repeats the action and counts for one call; a slow round does not spoil the figure."""
    calls: list[int] = []
    ticks = iter([0, 2, 10, 14, 20, 26, 30, 38, 40, 1000])
    monkeypatch.setattr("time.perf_counter", lambda: next(ticks))
    assert speed.seconds(lambda: calls.append(1), 2) == 3.0
    assert len(calls) == 10


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch, make_coach: MakeCoach) -> None:
    """Measure with the tiny phrasebook, few texts and phrases, everything once, and no process but this one."""

    def small(compiled: Any = None) -> Coach:
        return make_coach() if compiled is None else Coach(compiled)

    monkeypatch.setattr(speed, "seconds", once)
    monkeypatch.setattr(speed, "_IN_BULK", 40)
    monkeypatch.setattr(speed, "_IN_GROWTH", 40)
    monkeypatch.setattr(speed, "made_phrases", lambda number: made_phrases(number // 100))
    monkeypatch.setattr(speed, "Coach", small)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: None)


@pytest.mark.usefixtures("tiny")
def test_every_figure_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each figure is a positive number, except for what is not installed."""
    monkeypatch.setattr(speed, "_spacy_ratio", lambda *_: None)
    figures = speed.measure(["您好，请讲"] * 19 + ["我不知道"])
    assert figures.pop("spaCy PhraseMatcher on jieba tokens, times slower in bulk") is None
    assert (figures["utterances"], figures["with a finding %"]) == (20, pytest.approx(5.0))
    assert figures["mean length"] == 4.95
    assert {"bulk Mchar/s", "bulk of the clean ones Mchar/s"} <= figures.keys()
    assert {"cost of 100× more phrases, message", "start-up of check s"} <= figures.keys()
    assert [name for name, value in figures.items() if not isinstance(value, int | float) or value <= 0] == []
    assert all(math.isfinite(value) for value in figures.values() if isinstance(value, float))


@pytest.mark.usefixtures("tiny")
def test_without_a_clean_text() -> None:
    """There is no figure for what is not there."""
    assert "bulk of the clean ones Mchar/s" not in speed.measure(["我不知道"])


@pytest.mark.parametrize(("text", "found"), [(speed._CLEAN, 0), (speed._HIT, 1)])
def test_the_messages_are_what_they_are_called(coach: Coach, text: str, found: int) -> None:
    """Thirty characters each, one with nothing and one with one finding."""
    assert (len(text), len(coach.check(text).findings)) == (30, found)


@pytest.mark.parametrize("number", [10, 300])
def test_made_up_phrases_are_really_looked_for(make_coach: MakeCoach, number: int) -> None:
    """Each of them is found by the accelerated engine, alone and in bulk."""
    phrases = made_phrases(number)
    forbidding = speed._forbidding(make_coach(), phrases)
    assert forbidding.compiled.matcher.acceleration
    assert [phrase for phrase in phrases if not forbidding.check(phrase).findings] == []
    assert [place for place, _ in BulkChecker(forbidding).findings(phrases)] == list(range(number))
    assert forbidding.check("我不知道").findings == ()


def test_start_up_runs_whole_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` on a clean and on a found text, and Python alone, each as its own process."""
    ran: list[list[str]] = []
    monkeypatch.setattr(speed, "seconds", once)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: ran.append(command))
    assert list(speed._start_up().values()) == [0.5, 0.5, 0.5]
    assert [command[0] for command in ran] == [sys.executable] * 3
    assert [command[1:3] for command in ran] == [["-m", "coach"], ["-m", "coach"], ["-c", "pass"]]


def test_without_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where spaCy is not installed there is no figure."""
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert speed._spacy_ratio(["不知道"], ["我不知道"], 1.0) is None


def test_with_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is, it is given the same phrases and the same texts, and the rates are compared."""
    added: list[str] = []
    matched: list[str] = []

    class Matcher:
        def __init__(self, vocab: str) -> None:
            assert vocab == "vocabulary"

        def add(self, _: str, docs: list[str]) -> None:
            added.extend(docs)

        def __call__(self, doc: str) -> None:
            matched.append(doc)

    spacy, matcher = ModuleType("spacy"), ModuleType("spacy.matcher")
    spacy.blank = lambda _, config: SimpleNamespace(vocab="vocabulary", make_doc=str)  # type: ignore[attr-defined]
    matcher.PhraseMatcher = Matcher  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    monkeypatch.setitem(sys.modules, "spacy.matcher", matcher)
    monkeypatch.setattr(speed, "seconds", once)
    assert speed._spacy_ratio(["不知道"], ["我不知道", "您好"], 24.0) == 2.0
    assert (added, matched) == (["不知道"], ["我不知道", "您好"])
