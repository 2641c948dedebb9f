"""`phrase-coach check`: texts, files and streams in; text, JSON and exit codes out."""

import io
import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from coach import Coach
from coach.cli import check
from tests.coach.cli.conftest import Run, json_lines

BAD = "我不知道"
GOOD = "您好，很高兴为您服务"
SAMPLES = Path(__file__).parents[3] / "data" / "samples"


@pytest.fixture
def texts_by_gate(coach: Coach) -> dict[str, str]:
    """A text for each gate, and one with advice only."""
    found = {"allow": GOOD, "block": BAD}
    for rule in coach.phrasebook.rules.values():
        for text in rule.examples.bad:
            verdict = coach.check(text)
            found.setdefault("advice" if verdict.gate == "allow" else verdict.gate, text)
    return found


def test_text_for_people(run: Run) -> None:
    """Each text with its marks, the clause and what to say instead; a count at the end."""
    result = run("check", "--no-color", BAD, GOOD)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[:3] == [f"✗ {BAD}", "    ~~~~~~", "    error · flat-ignorance/bare · 四.2.(5)"]
    assert any(line.startswith("    → ") for line in lines)
    assert any(line.startswith("    ⇒ ") for line in lines)
    assert lines[-3:] == [f"✓ {GOOD}", "", "2 utterances judged: 1 error, 0 warning, 0 advice"]


def test_sources_and_turns_are_named(run: Run, tmp_path: Path) -> None:
    """A heading for each file or conversation, the number and role of each turn; only agents are counted."""
    file = tmp_path / "chat.jsonl"
    turns = [{"role": "customer", "text": BAD}, {"role": "agent", "text": GOOD}]
    file.write_text(json.dumps({"id": "call-7", "turns": turns}) + '\n{"text": "好"}\n', "utf-8")
    assert run("check", "您好", str(file), "再见").stdout.splitlines() == [
        "✓ 您好",
        "",
        "── call-7",
        f"✓  0 customer {BAD}",
        f"✓  1 agent    {GOOD}",
        "",
        "── chat.jsonl",
        "✓ 好",
        "✓ 再见",
        "",
        "4 utterances judged: 0 error, 0 warning, 0 advice",
    ]


def test_json_holds_the_contract(run: Run) -> None:
    """One list; each record with the text, the verdict and findings whose span is the marked words."""
    (record, clean) = json.loads(run("check", "--format", "json", f"😀{BAD}", GOOD).stdout)
    assert list(record) == ["id", "text", "role", "gate", "findings", "rewritten"]
    (finding,) = record["findings"]
    assert record["gate"] == "block"
    assert finding["matched"] == record["text"][finding["start"] : finding["end"]] == "不知道"
    assert clean == {"id": None, "text": GOOD, "role": "agent", "gate": "allow", "findings": [], "rewritten": GOOD}


def test_json_lines_of_conversations(run: Run) -> None:
    """One object a line; turns are numbered in the record and in its findings."""
    records = json_lines(run("check", "--format", "jsonl", str(SAMPLES / "property-office.jsonl")).stdout)
    assert [record["turn"] for record in records] == list(range(len(records)))
    assert {record["id"] for record in records} == {"property-office"}
    found = [(record["turn"], finding["turn"]) for record in records for finding in record["findings"]]
    assert found
    assert [turn for turn, _ in found] == [turn for _, turn in found]


@pytest.mark.parametrize("form", ["json", "jsonl", "text"])
@pytest.mark.parametrize("stdin", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_nothing_on_standard_input(run: Run, form: str, stdin: bytes) -> None:
    """No text, no finding, no error."""
    result = run("check", "--format", form, stdin=stdin)
    assert (result.exit_code, result.stderr) == (0, "")
    expected = {"json": "[]\n", "jsonl": "", "text": "\n0 utterances judged: 0 error, 0 warning, 0 advice\n"}
    assert expected[form] == result.stdout


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input_is_read(run: Run, arguments: list[str]) -> None:
    """With `-`, or without any text."""
    result = run("check", *arguments, "--format", "jsonl", stdin=f"{BAD}\n{GOOD}\n")
    assert [record["gate"] for record in json_lines(result.stdout)] == ["block", "allow"]


def test_a_terminal_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a text at a terminal the command says what it wants."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    with pytest.raises(typer.BadParameter, match="give a text, a file, or -"):
        check.check()


@pytest.mark.parametrize("options", [{}, {"texts": ["-"]}, {"jsonl": True}])
def test_a_closed_standard_input_is_no_empty_one(monkeypatch: pytest.MonkeyPatch, options: dict[str, Any]) -> None:
    """Where nothing can be read, nothing was found to be clean."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(typer.BadParameter, match="standard input is closed"):
        check.check(**options)


@pytest.mark.parametrize(
    ("gate", "fail_on", "code"),
    [
        ("allow", "advice", 0),
        ("advice", "advice", 1),
        ("advice", "warning", 0),
        ("warn", "advice", 1),
        ("warn", "warning", 1),
        ("warn", "error", 0),
        ("block", "error", 1),
        ("block", None, 0),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_fail_on(
    run: Run, texts_by_gate: dict[str, str], gate: str, fail_on: str | None, code: int, stream: bool
) -> None:
    """Exit with 1 when a finding is as bad as said, whatever stands after it."""
    texts = [texts_by_gate[gate], GOOD]
    option = ["--fail-on", fail_on] if fail_on else []
    if stream:
        result = run("check", "--jsonl", *option, stdin="\n".join(json.dumps({"text": text}) for text in texts))
    else:
        result = run("check", *option, *texts)
    assert code == result.exit_code


def test_what_can_be_read_is_checked_all_the_same(run: Run, tmp_path: Path) -> None:
    """Unreadable input is named on standard error and beats --fail-on in the exit code."""
    file = tmp_path / "chat.txt"
    file.write_bytes(b"\xff\n" + BAD.encode())
    result = run("check", "--fail-on", "error", "--format", "jsonl", str(file), "missing.jsonl", GOOD)
    assert result.exit_code == 2
    assert [record["gate"] for record in json_lines(result.stdout)] == ["block", "allow"]
    assert result.stderr.splitlines() == [
        "phrase-coach: line 1: chat.txt: byte 1 is not UTF-8 → save the file as UTF-8",
        "phrase-coach: there is no file missing.jsonl → check the path",
    ]


HOSTILE = ["", "😀🎉", "不\x00知\x00道", "\x1b[2J\x07", "\u200b" * 100_000, "\ud800我不知道", "好" * 350_000]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "stream"])
def test_hostile_text(run: Run, tmp_path: Path, text: str, form: str) -> None:
    """Any text is answered, in any format, without harm to the terminal."""
    record = json.dumps({"id": text[:9], "text": text})
    if form == "stream":
        result = run("check", "--jsonl", stdin=record)
    else:
        file = tmp_path / "hostile.jsonl"
        file.write_text(record, "utf-8")
        result = run("check", "--format", form, "--no-color", str(file))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout
    assert not {"\x00", "\x07", "\x1b"} & set(result.stdout)


@pytest.mark.parametrize("harm", ["\x1b[2J", "\u202e"])
def test_the_name_of_a_file_does_no_harm(run: Run, tmp_path: Path, harm: str) -> None:
    """Neither in its heading nor in what is wrong with it."""
    file = tmp_path / f"{harm}.txt"
    file.write_bytes(BAD.encode() + b"\n\xff")
    result = run("check", "--no-color", str(file), f"{harm}missing.txt")
    assert result.exit_code == 2
    assert "byte 1 is not UTF-8" in result.stderr
    assert "there is no file" in result.stderr
    assert harm not in result.stdout + result.stderr


@pytest.mark.parametrize("name", ["\ud800", "\x1b[2J", "\u202e"])
def test_the_name_of_a_conversation_does_no_harm(run: Run, tmp_path: Path, name: str) -> None:
    """The heading of a conversation is as harmless as its text."""
    file = tmp_path / "chat.jsonl"
    file.write_text(json.dumps({"id": name, "turns": [{"role": "agent", "text": GOOD}]}), "utf-8")
    result = run("check", "--no-color", str(file))
    assert result.exit_code == 0
    assert name not in result.stdout


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_the_role_of_texts(run: Run, form: str) -> None:
    """What a customer says is not judged, not counted, and marked as the customer's."""
    result = run("check", "--role", "customer", "--format", form, BAD)
    if form == "text":
        assert result.stdout.splitlines()[-1] == "0 utterances judged: 0 error, 0 warning, 0 advice"
    else:
        (record,) = json_lines(result.stdout)
        assert (record["role"], record["gate"]) == ("customer", "allow")


def test_the_role_of_the_stream(run: Run) -> None:
    """`--role` is for the lines that do not say so themselves."""
    lines = ['{"text": "我不知道"}', '{"text": "我不知道", "role": "agent"}']
    answers = json_lines(run("check", "--jsonl", "--role", "customer", stdin="\n".join(lines)).stdout)
    assert [answer["gate"] for answer in answers] == ["allow", "block"]


def test_the_role_in_a_record_comes_first(run: Run, tmp_path: Path) -> None:
    """`--role` says who says the texts that do not say so themselves."""
    file = tmp_path / "chat.jsonl"
    file.write_text('{"text": "我不知道", "role": "customer"}\n', "utf-8")
    result = run("check", "--format", "jsonl", str(file))
    assert [(record["role"], record["gate"]) for record in json_lines(result.stdout)] == [("customer", "allow")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--role", "boss", "x"], "'boss' is not one of 'agent', 'customer', 'system'"),
        (["--format", "xml", "x"], "'xml' is not one of"),
        (["--fail-on", "fatal", "x"], "'fatal' is not one of"),
        (["--locale", "zh", "x"], "'zh' is not one of"),
        (["--language", "fr", "x"], "'fr' is not one of"),
        (["--jsonl", "x"], "--jsonl reads standard input"),
        (["--jsonl", "--format", "sarif"], "--jsonl answers in JSON lines"),
        (["--wat", "x"], "No such option: --wat"),
    ],
)
def test_wrong_usage(run: Run, arguments: list[str], message: str) -> None:
    """Exit with 2 and a message that says what would be right."""
    result = run("check", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in " ".join(result.stderr.split())


@pytest.mark.parametrize(("option", "expected"), [("--color", True), ("--no-color", False)])
def test_colour(run: Run, option: str, expected: bool) -> None:
    """Colour always or never."""
    assert expected == ("\x1b[" in run("check", option, BAD).stdout)


STREAM = [
    ('{"id": 1, "text": "我不知道"}', {"id": 1, "gate": "block"}),
    ("", None),
    ("oops", {"id": None, "error": "not-json"}),
    ('{"id": {"a": [1]}, "text": "我不知道", "role": "customer"}', {"id": {"a": [1]}, "gate": "allow"}),
    ('{"id": 2}', {"id": None, "error": "bad-text"}),
    ('{"text": "x", "role": "boss"}', {"id": None, "error": "bad-role"}),
    ("[]", {"id": None, "error": "not-an-object"}),
    ("[" * 100_000, {"id": None, "error": "not-json"}),
    ('{"id": "\\ud800", "text": "\\ud800\\u0000"}', {"id": "\ud800", "gate": "allow"}),
    ('{"id": 3, "text": "", "label": "ignored"}', {"id": 3, "gate": "allow"}),
]


def test_stream(run: Run) -> None:
    """Each line is answered by a line in the same order; broken ones are named by number; empty ones are skipped."""
    result = run("check", "--jsonl", stdin="\n".join(line for line, _ in STREAM))
    answers = json_lines(result.stdout)
    brief = [
        {"id": None, "error": answer["error"]["code"]}
        if "error" in answer
        else {"id": answer["id"], "gate": answer["gate"]}
        for answer in answers
    ]
    assert [expected for _, expected in STREAM if expected] == brief
    assert [answer["error"]["line"] for answer in answers if "error" in answer] == [3, 5, 6, 7, 8]
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("fatal", [b"\xff\xfe\n", b"\x00\n", b'{"text": "\xff"}\n'])
def test_stream_goes_on_after_wrong_bytes(run: Run, fatal: bytes) -> None:
    """Bytes that are not UTF-8 cost one line only."""
    result = run("check", "--jsonl", stdin=fatal + b'{"id": 9, "text": "x"}\n')
    assert [answer["id"] for answer in json_lines(result.stdout)] == [None, 9]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_stream_answers_in_json_only(run: Run, value: str) -> None:
    """What Python takes for a number but JSON does not never comes back."""
    (answer,) = json_lines(run("check", "--jsonl", stdin=f'{{"id": {value}, "text": "x"}}').stdout)
    assert answer["error"]["code"] == "not-json"


def test_stream_survives_any_depth(run: Run) -> None:
    """An id as deep as can just be read is answered or refused, and the stream goes on."""
    depths = range(700, 1000, 1)
    lines = [f'{{"id": {"[" * depth}{"]" * depth}, "text": "x"}}' for depth in depths]
    assert len(run("check", "--jsonl", stdin="\n".join(lines)).stdout.splitlines()) == len(depths)


def test_overlays_are_passed_on(run: Run, coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every --overlay reaches the phrasebook, in order."""
    seen: list[Any] = []
    monkeypatch.setattr(check, "Coach", lambda *, overlays: seen.append(overlays) or coach)
    for way in (["x"], ["--jsonl"]):
        assert run("check", "--overlay", "a", "--overlay", "b", *way).exit_code == 0
    assert seen == [[Path("a"), Path("b")]] * 2


def script(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """Start the installed command as its own process."""
    command = [str(Path(sys.executable).with_name("phrase-coach")), *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, **({"stdin": pipe, "stdout": pipe, "stderr": pipe} | options))


def test_stream_is_answered_at_once() -> None:
    """A process that is kept open answers each line before the next one comes."""
    with script("check", "--jsonl") as process:
        assert process.stdin
        assert process.stdout
        for number, line in enumerate([b'{"id": 0, "text": "x"}\n', b"oops\n", b'{"id": 2, "text": "x"}\n']):
            process.stdin.write(line)
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], 60)
            assert ready, f"no answer to line {number}"
            assert json.loads(process.stdout.readline())["id"] in {number, None}
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait(30) == 0


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_a_reader_that_has_gone_is_no_failure(form: str) -> None:
    """`… | head` ends quietly: no message, and not the exit code of --fail-on."""
    with script("check", "--format", form, *map(str, SAMPLES.glob("*.jsonl"))) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) in {0, -signal.SIGPIPE}


def test_a_reader_that_does_not_even_begin_is_no_failure() -> None:
    """So little is printed that it is written only at the end: `phrasebook show … | true`."""
    with script("phrasebook", "show", "flat-ignorance/bare") as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) in {0, -signal.SIGPIPE}


def test_a_terminal_without_chinese() -> None:
    """What cannot be shown is escaped."""
    with script("check", "您好", env=os.environ | {"PYTHONIOENCODING": "ascii"}) as process:
        out, error = process.communicate(timeout=30)
    assert (process.returncode, error) == (0, b"")
    assert b"\\u60a8\\u597d" in out


def test_arguments_that_are_not_utf8() -> None:
    """Bytes of the shell that are no text are shown, not choked on."""
    with script("check", "--no-color", "我不知道\udcff") as process:
        out, error = process.communicate(timeout=30)
    assert (process.returncode, error) == (0, b"")
    assert out.decode().startswith("✗ 我不知道�")
