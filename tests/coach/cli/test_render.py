"""Verdicts on the terminal: the marks stand under the words, and no text can do harm there."""

import unicodedata
from typing import Any

import pytest

from coach import Coach, Finding, Suggestion, Verdict
from coach.cli.render import console, print_verdict


def finding(text: str, words: str, **other: Any) -> Finding:
    """Return a finding of `words` in `text`."""
    start = text.index(words)
    known = {
        "rule": "flat-ignorance/bare",
        "category": "flat-ignorance",
        "severity": "error",
        "start": start,
        "end": start + len(words),
        "matched": words,
        "how": "literal",
        "confidence": 1.0,
        "message": "why not",
        "clause": "四.2.(5)",
        "phrasebook": "0" * 16,
    }
    return Finding(**(known | other))


def shown(capsys: pytest.CaptureFixture[str], verdict: Verdict, label: str = "") -> list[str]:
    """Return the lines printed for a verdict."""
    print_verdict(console(color=False), verdict, label)
    return capsys.readouterr().out.splitlines()


def cells(text: str) -> int:
    """Return how many columns a terminal needs."""
    narrow = sum(unicodedata.category(char) in {"Mn", "Me", "Cf"} for char in text)
    return len(text) - narrow + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def above(line: str, marks: str) -> str:
    """Return the part of a line that stands above the marks."""
    first, last = marks.index("~"), marks.rindex("~") + 1
    return "".join(char for number, char in enumerate(line) if first <= cells(line[:number]) < last and cells(char))


@pytest.mark.parametrize(
    ("text", "column", "width"),
    [
        ("不知道", 0, 6),
        ("您好，我不知道", 8, 6),
        ("abc不知道", 3, 6),
        ("ＡＢ不知道", 4, 6),
        ("😀不知道", 2, 6),
        ("e\u0301不知道", 1, 6),
        ("\u200b不知道", 0, 6),
        ("\x00\t不知道", 2, 6),
        ("ﾊﾛ不知道", 2, 6),
    ],
)
def test_marks_stand_under_the_words(capsys: pytest.CaptureFixture[str], text: str, column: int, width: int) -> None:
    """Wide, half-width, combining, invisible and control characters before the words are counted in columns."""
    lines = shown(capsys, Verdict(text, (finding(text, "不知道"),), ""))
    assert "  " + " " * column + "~" * width == lines[1]
    assert above(lines[0], lines[1]) == "不知道"


def test_marks_follow_a_label(capsys: pytest.CaptureFixture[str]) -> None:
    """The label of a turn moves the text and the marks alike."""
    lines = shown(capsys, Verdict("我不知道", (finding("我不知道", "不知道"),), ""), " 3 agent    ")
    assert lines[0] == "✗  3 agent    我不知道"
    assert above(lines[0], lines[1]) == "不知道"


def test_invisible_words_get_one_mark(capsys: pytest.CaptureFixture[str]) -> None:
    """Words without width can still be seen."""
    text = "好\u200b"
    assert shown(capsys, Verdict(text, (finding(text, "\u200b"),), ""))[1] == "    ~"


@pytest.mark.parametrize("place", [0, 20, 150, 297])
def test_long_text_is_cut_around_the_words(capsys: pytest.CaptureFixture[str], place: int) -> None:
    """In a long text each finding shows its own surroundings, dots where it was cut, and the marks fit."""
    text = "好" * place + "不知道" + "的" * (297 - place)
    lines = shown(capsys, Verdict(text, (finding(text, "不知道"),), ""))
    assert len(lines[0]) < 170
    assert above(lines[1], lines[2]) == "不知道"
    assert (place > 40) == lines[1].strip().startswith("…")
    assert (place < 200) == lines[1].endswith("…")


def test_long_harmless_text_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    """A megabyte of clean text is one short line."""
    (line,) = shown(capsys, Verdict("好" * 1_000_000, (), ""))
    assert line.startswith("✓ 好")
    assert line.endswith("…")
    assert len(line) < 170


def test_everything_about_a_finding_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Severity, rule, clause, how sure, why, what to say instead, and the whole text put right."""
    text = "不 知 道"
    better = Suggestion("我幫您問", (0, 5), "span", "cannot-handle/ask")
    found = finding(text, text, how="evasion", confidence=0.95, suggestions=(better,))
    assert shown(capsys, Verdict(text, (found,), "", lambda: "我幫您問")) == [
        "✗ 不 知 道",
        "  ~~~~~~~~",
        "    error · flat-ignorance/bare · 四.2.(5) · evasion 95%",
        "    why not",
        "    → 我幫您問  (cannot-handle/ask)",
        "    ⇒ 我幫您問",
    ]


@pytest.mark.parametrize(("length", "end"), [(160, "好"), (161, "…")])
def test_a_long_rewritten_text_is_cut(capsys: pytest.CaptureFixture[str], length: int, end: str) -> None:
    """What is put right is shown as far as the text is, with dots where it was cut."""
    better = "好" * length
    line = shown(capsys, Verdict("不知道", (finding("不知道", "不知道"),), "", lambda: better))[-1]
    assert line.startswith("    ⇒ 好")
    assert line.endswith(end)
    assert len(line) < 170


@pytest.mark.parametrize(
    ("severities", "mark"),
    [(["advice"], "·"), (["advice", "warning"], "!"), (["warning", "error", "advice"], "✗")],
)
def test_the_worst_finding_gives_the_mark(capsys: pytest.CaptureFixture[str], severities: list[str], mark: str) -> None:
    """One mark for an utterance: that of its worst finding."""
    findings = tuple(finding("不知道", "不知道", severity=severity) for severity in severities)
    assert shown(capsys, Verdict("不知道", findings, ""))[0] == f"{mark} 不知道"


def test_a_finding_without_place_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """A finding that has no span does not break the printing."""
    lines = shown(capsys, Verdict("您好", (finding("您好", "您好", start=None, end=None),), ""))
    assert "    why not" in lines


@pytest.mark.parametrize("harm", ["\x1b", "\u202e", "\ud800"])
def test_nothing_of_a_text_reaches_the_terminal_raw(
    coach: Coach, capsys: pytest.CaptureFixture[str], harm: str
) -> None:
    """Neither the text, nor the suggestions that repeat its words, nor the rewritten text."""
    verdict = coach.check(f"{harm}签{harm}这里{harm}")
    assert verdict.findings
    assert harm not in "".join(shown(capsys, verdict))


@pytest.mark.parametrize(("color", "expected"), [(True, True), (False, False), (None, False)])
def test_colour(capsys: pytest.CaptureFixture[str], color: bool | None, expected: bool) -> None:
    """Always, never, or as fits: not where output is caught."""
    console(color=color).print("[bold]:smile:", style="red")
    out = capsys.readouterr().out
    assert expected == ("\x1b[" in out)
    assert "[bold]:smile:" in out


def test_console_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    """A console may write to standard error instead."""
    console(stderr=True).print("喂")
    assert capsys.readouterr() == ("", "喂\n")
