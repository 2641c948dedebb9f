"""`phrase-coach phrasebook diff`: what a changed phrasebook would do to conversations."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach import Coach, cli
from tests.coach.cli.conftest import Run, json_lines
from tests.conftest import WriteBook
from tests.phrasebook.test_scorecard import FILE, written

OVERLAY = "id: ours\nversion: '2'\ntitle: {zh-Hant: 我, zh-Hans: 我, en: Ours}\n"
TURNS = [
    {"role": "customer", "text": "謝謝你"},
    {"role": "agent", "text": "這不是我的事"},
    {"role": "agent", "text": "藍色大象，好的"},
]


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes checks faster takes seconds, and changes nothing."""
    monkeypatch.setattr(Coach, "accelerate", lambda _: None)


@pytest.fixture
def calls(tmp_path: Path) -> str:
    """Three conversations of two agents, one of them without anybody who speaks."""
    path = tmp_path / "calls.jsonl"
    records: list[dict[str, Any]] = [
        {"id": "a", "agent": "小王", "turns": TURNS},
        {"id": "b", "agent": "小李", "turns": TURNS[:1]},
        {"id": "c", "turns": []},
    ]
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    return str(path)


@pytest.fixture
def changed(write_book: WriteBook, coach: Coach) -> str:
    """An overlay that takes what the first answer breaks for less serious, and forbids a word of the second."""
    (rule,) = {finding.rule for finding in coach.check(TURNS[1]["text"])}
    change = f"change: [{{rule: {rule}, severity: warning, add_wordings: [蓝色大象]}}]\n"
    return str(write_book({"phrasebook.yaml": OVERLAY + change}, "ours", base={}))


def test_the_same_phrasebook_changes_nothing(run: Run, coach: Coach, calls: str) -> None:
    """What cannot be read is complained of, and the exit code says so."""
    result = run("phrasebook", "diff", "built-in", "built-in", "--on", calls)
    name = coach.phrasebook.hash
    first, second, *_ = result.stdout.splitlines()
    assert first == f"phrasebook {name} → {name} on 2 conversations, 0 of them change"
    assert second.startswith("findings: 0 added, 0 removed, 0 with another severity, ")
    assert result.exit_code == 2
    assert "calls.jsonl: line 3" in result.stderr


def test_what_changes_is_shown_by_rule_and_agent(run: Run, calls: str, changed: str) -> None:
    """With the words, where they stand, and how the mean score of each agent moves."""
    lines = run("phrasebook", "diff", "built-in", changed, "--on", calls).stdout.splitlines()
    assert lines[0].endswith(" on 2 conversations, 1 of them change")
    assert lines[1].startswith("findings: 1 added, 0 removed, 1 with another severity, ")
    assert any(line.startswith("  ~ ") and line.endswith("(error → warning; a, turn 1)") for line in lines)
    assert "  + 藍色大象  (warning; a, turn 2)" in lines
    heading, *agents = lines[-3:]
    assert heading.split()[:2] == ["agent", "conversations"]
    by_agent = {line.split()[0]: line.split()[1:] for line in agents}
    assert by_agent.keys() == {"小王", "小李"}
    conversations, before, after, change, *_ = by_agent["小王"]
    assert (conversations, change) == ("1", f"{float(after) - float(before):+.1f}")
    assert float(after) != float(before)
    assert by_agent["小李"][3] == "+0.0"


def test_back_again_is_the_contrary(run: Run, calls: str, changed: str) -> None:
    forth, back = (
        json.loads(run("phrasebook", "diff", *pair, "--on", calls, "--format", "json").stdout)
        for pair in (("built-in", changed), (changed, "built-in"))
    )
    assert (forth["old"], forth["new"]) == (back["new"], back["old"])
    assert forth["findings"]["added"] == back["findings"]["removed"] == 1
    assert forth["findings"]["severity"] == back["findings"]["severity"] == 1
    assert [(one["before"], one["after"]) for one in forth["agents"]] == [
        (one["after"], one["before"]) for one in back["agents"]
    ]


def test_every_difference_as_a_line(run: Run, calls: str, changed: str) -> None:
    result = run("phrasebook", "diff", "built-in", changed, "--on", calls, "--on", calls, "--format", "jsonl")
    lines = json_lines(result.stdout)
    assert [(line["conversation"], line["turn"], line["change"]) for line in lines] == [
        ("a", 1, "severity"),
        ("a", 2, "added"),
    ] * 2
    assert {line["source"] for line in lines} == {calls}


def test_messages_are_in_the_language_of_the_reader(run: Run, calls: str, changed: str) -> None:
    arguments = ("--on", calls, "--format", "jsonl", "--language", "en")
    lines = json_lines(run("phrasebook", "diff", "built-in", changed, *arguments).stdout)
    assert all(line["message"].isascii() or "：" not in line["message"] for line in lines)


def test_speakers_and_format_as_in_review(run: Run, tmp_path: Path, changed: str) -> None:
    path = tmp_path / "calls.dat"
    path.write_text(json.dumps({"id": "a", "turns": [{"speaker": "0", "text": "這不是我的事"}]}), "utf-8")
    arguments = ("--on", str(path), "--speaker", "0=agent", "--input-format", "jsonl")
    result = run("phrasebook", "diff", "built-in", changed, *arguments)
    assert result.exit_code == 0
    assert " on 1 conversations, 1 of them change" in result.stdout


@pytest.fixture
def whole(write_book: WriteBook, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Write another version of the whole phrasebook, of which the tiny one stands for the built-in."""
    monkeypatch.setattr("coach.cli.diff.data_folder", lambda: write_book(name="data/phrasebook").parent)
    return lambda files: str(write_book(files, "version"))


def test_another_version_of_the_whole(run: Run, calls: str, whole: Callable[..., str]) -> None:
    """A folder with the id of the built-in phrasebook is not laid over it."""
    result = run("phrasebook", "diff", "built-in", whole({FILE: written()}), "--on", calls, "--format", "json")
    answer = json.loads(result.stdout)
    assert answer["rules"]["greeting-missing/duty"]["removed"] == 1
    assert answer["findings"]["added"] > 0


def test_a_version_without_a_scorecard_cannot_score(
    run: Run, calls: str, whole: Callable[..., str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says so, in one message."""
    arguments = ["phrase-coach", "phrasebook", "diff", "built-in", whole({}), "--on", calls]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith(" has no scorecard → write one into scorecard/\n")


@pytest.mark.parametrize("content", [None, "id: [", "- id", "id: &x [*x]", "\x00"])
def test_what_is_no_phrasebook_is_named(
    run: Run,
    calls: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: str | None,
) -> None:
    """One message, exit code 2."""
    folder = tmp_path / "nothing"
    folder.mkdir()
    if content is not None:
        (folder / "phrasebook.yaml").write_text(content, "utf-8")
    monkeypatch.setattr(sys, "argv", ["phrase-coach", "phrasebook", "diff", "built-in", str(folder), "--on", calls])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "phrasebook.yaml" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments", [["built-in"], ["built-in", "built-in"], ["a", "b", "--on", "x", "--format", "nope"]]
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    assert run("phrasebook", "diff", *arguments).exit_code == 2


def test_a_path_where_nothing_is(run: Run, tmp_path: Path) -> None:
    result = run("phrasebook", "diff", "built-in", "built-in", "--on", str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert result.stdout.endswith("0 unchanged\n\n")
