"""`phrase-coach bench`: figures on the screen and in a file."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.coach.cli.conftest import Run

FIGURES = {"utterances": 2, "clean message µs": 12.3456, "spaCy": None}


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in an empty folder: figures are written to the current one."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Put known figures in the place of measuring; return what was asked for."""
    asked: list[Any] = []
    monkeypatch.setattr("coach.bench.texts.sample_texts", lambda path: [str(path)])
    monkeypatch.setattr("coach.bench.speed.measure", lambda texts: asked.extend(texts) or FIGURES)
    monkeypatch.setattr("coach.bench.http.measure", lambda: asked.append("http") or {"requests/s": 1234.5})
    return asked


def test_figures_are_printed_and_written(run: Run, measured: list[Any]) -> None:
    """Each figure on a line with three digits; the file holds them all, exactly."""
    result = run("bench", "speed", "--text", "mine.txt", "--out", "figures.json")
    assert result.exit_code == 0
    assert measured == ["mine.txt", "http"]
    lines = {line[:58].strip(): line[58:].strip() for line in result.stdout.splitlines()}
    assert (lines["clean message µs"], lines["spaCy"], lines["utterances"]) == ("12.3", "not installed", "2")
    assert (lines["requests/s"], lines["text"]) == ("1.23e+03", "mine.txt")
    written = json.loads(Path("figures.json").read_text("utf-8"))
    assert {"python", "machine", "text"} | FIGURES.keys() | {"requests/s"} == written.keys()
    assert written["clean message µs"] == 12.3456


def test_without_the_service(run: Run, measured: list[Any]) -> None:
    """--no-http leaves the service out."""
    assert run("bench", "speed", "--no-http").exit_code == 0
    assert measured == ["None"]


def test_everything_by_default(run: Run, measured: list[Any]) -> None:
    """`bench` alone measures the bundled conversations and the service, and writes bench.json."""
    assert run("bench").exit_code == 0
    assert measured == ["None", "http"]
    assert Path("bench.json").is_file()


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"", b"\n \n"])
def test_texts_that_cannot_be_measured(run: Run, content: bytes | None) -> None:
    """A missing, wrongly encoded or empty file is wrong usage."""
    if content is not None:
        Path("mine.txt").write_bytes(content)
    result = run("bench", "speed", "--no-http", "--text", "mine.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "mine.txt" in result.stderr


@pytest.mark.usefixtures("measured")
def test_a_file_that_cannot_be_written(run: Run) -> None:
    """The message names the file, and what was measured has been printed."""
    result = run("bench", "speed", "--out", "missing/bench.json")
    assert result.exit_code == 2
    assert "missing/bench.json" in result.stderr
    assert "12.3" in result.stdout


def test_accuracy_is_printed_by_group(run: Run) -> None:
    """A line a group; the misses of the set to look at, never those of the other."""
    result = run("bench", "wording", "--split", "dev", "--misses")
    assert result.exit_code == 0
    groups = [line.split()[0] for line in result.stdout.splitlines()]
    assert {"group", "all", "kind:asr", "category:sarcasm", "script:hans", "missed"} <= set(groups)


def test_what_went_wrong_on_the_unseen_set_stays_unseen(run: Run) -> None:
    """It is for totals only."""
    result = run("bench", "wording", "--misses")
    assert result.exit_code == 2
    assert "--split dev" in result.stderr


def test_alarms_are_printed_with_examples_and_judged(run: Run) -> None:
    """A round trip: count, write for judging, judge, read back."""
    lines = [{"text": "这个我不知道"}, {"text": "您好"}, {"text": "不知道", "role": "customer"}]
    Path("real.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    result = run("bench", "alarms", "real.jsonl", "--write", "alarms.jsonl")
    assert result.exit_code == 0
    assert "2 utterances of agents\n" in result.stdout
    assert "alarms: 1 utterances, 5000.0 per 10,000" in result.stdout
    assert "这个我不知道" in result.stdout
    (alarm,) = [json.loads(line) for line in Path("alarms.jsonl").read_text("utf-8").splitlines()]
    assert (alarm["rule"], alarm["right"]) == ("flat-ignorance/bare", None)
    judged = [alarm | {"right": True}, {"text": "别的", "rule": "flat-ignorance/bare", "right": False}]
    Path("judged.jsonl").write_text("".join(json.dumps(one) + "\n\n" for one in judged), "utf-8")
    shown = run("bench", "alarms", "real.jsonl", "--judged", "judged.jsonl", "--examples", "0").stdout
    assert [line.split()[-3:] for line in shown.splitlines() if line.startswith("all ")] == [["1", "1", "1.00"]]
    assert "1 judgements are about no alarm of this run" in shown


@pytest.mark.parametrize(
    ("content", "judged", "complaint"),
    [
        (None, None, "there is no file"),
        ('{"text": "喂", "role": "customer"}\n', None, "holds no utterance of an agent"),
        ("oops\n{}\n", None, "not JSON"),
        ('{"text": "喂"}\n', "[]", "needs text, rule and right"),
        ('{"text": "喂"}\n', '{"text": ["喂"], "rule": "a/b", "right": true}', "needs text, rule and right"),
        ('{"text": "喂"}\n', '{"text": "喂", "rule": "a/b", "right": "false"}', "needs text, rule and right"),
        ('{"text": "喂"}\n', "", "No such file"),
    ],
)
def test_what_alarms_cannot_be_counted_on(run: Run, content: str | None, judged: str | None, complaint: str) -> None:
    """Wrong input is named before anything is measured."""
    if content:
        Path("real.jsonl").write_text(content, "utf-8")
    if judged:
        Path("judged.jsonl").write_text(judged, "utf-8")
    options = [] if judged is None else ["--judged", "judged.jsonl"]
    result = run("bench", "alarms", "real.jsonl", *options)
    assert result.exit_code == 2
    assert complaint in " ".join(result.stderr.split())


def test_a_detector_can_be_left_out(run: Run) -> None:
    """Recall falls without the rules; an unknown name is wrong usage."""
    whole, less = (run("bench", "wording", *options).stdout for options in ((), ("--without", "template")))
    recalls = [
        float(next(line for line in shown.splitlines() if line.startswith("all ")).split()[4])
        for shown in (whole, less)
    ]
    assert recalls[0] > recalls[1]
    result = run("bench", "wording", "--without", "telepathy")
    assert result.exit_code == 2
    assert "telepathy" in result.stderr


def test_dialogues_are_scored_by_duty(run: Run) -> None:
    result = run("bench", "dialogues", "--split", "dev", "--misses")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert any(line.startswith("greeting-missing") for line in lines)
    assert lines[-1].startswith("exemplary conversations left clean: ")
    refused = run("bench", "dialogues", "--split", "test", "--misses")
    assert refused.exit_code == 2


def test_the_speed_of_a_review_is_printed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.bench.reviewing.measure", lambda *asked: {"asked": str(asked), "seconds": 1.5})
    result = run("bench", "review", "--utterances", "40", "--workers", "1")
    assert "(40, 1, '.jsonl')" in result.stdout
    assert "1.5" in result.stdout
