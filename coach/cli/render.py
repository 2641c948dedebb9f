"""Verdicts for the terminal: the text, the marked words, why, and what to say instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from coach.cli.printable import printable

if TYPE_CHECKING:
    from coach.finding import Finding, Verdict

_STYLES = {"error": "bold red", "warning": "bold yellow", "advice": "bold cyan"}
_MARKS = {"error": "✗", "warning": "!", "advice": "·"}
_AROUND = 40  # characters shown on each side of the words in a long text
_LONG = 160


def console(*, color: bool | None = None, stderr: bool = False) -> Console:
    """Return a console that never re-interprets what it prints."""
    force = None if color is None else color
    return Console(
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
        stderr=stderr,
        force_terminal=force,
        no_color=color is False,
    )


def print_verdict(out: Console, verdict: Verdict, label: str = "") -> None:
    """Print one checked utterance with its findings."""
    text = verdict.text
    if not verdict.findings:
        out.print(Text.assemble(("✓ ", "green"), (label, "dim"), _beginning(text)))
        return
    worst = max(verdict.findings, key=lambda finding: ("advice", "warning", "error").index(finding.severity))
    mark = (f"{_MARKS[worst.severity]} ", _STYLES[worst.severity])
    out.print(Text.assemble(mark, (label, "dim"), _beginning(text)))
    indent = " " * (2 + cell_len(label))
    for finding in verdict.findings:
        _print_finding(out, text, finding, indent, repeat=len(text) > _LONG)
    rewritten = verdict.rewritten
    if rewritten != text:
        out.print(Text.assemble("    ", ("⇒ ", "green"), (_beginning(rewritten), "green")))


def _print_finding(out: Console, text: str, finding: Finding, indent: str, *, repeat: bool) -> None:
    start, end = finding.start or 0, finding.end or 0
    style = _STYLES[finding.severity]
    before, words = printable(text[:start]), printable(text[start:end])
    if repeat:
        excerpt, shift = _excerpt(text, start, end)
        before = printable(excerpt[: start - shift])
        out.print(Text.assemble(indent, printable(excerpt)))
    out.print(Text.assemble(indent, " " * cell_len(before), ("~" * max(1, cell_len(words)), style)))
    found = "" if finding.how in {"literal", "pattern"} else f" · {finding.how} {finding.confidence:.0%}"
    head = f"{finding.severity} · {finding.rule} · {finding.clause}{found}"
    out.print(Text.assemble("    ", (head, style)))
    out.print(Text.assemble("    ", (finding.message, "dim")))
    for suggestion in finding.suggestions:
        out.print(
            Text.assemble("    ", ("→ ", "green"), printable(suggestion.text), (f"  ({suggestion.phrase})", "dim"))
        )


def _beginning(text: str) -> str:
    return printable(_excerpt(text, 0, 0)[0])


def _excerpt(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the part of a long text around a span, and the code points cut off before it, dots included."""
    if len(text) <= _LONG:
        return text, 0
    low, high = max(0, start - _AROUND), min(len(text), max(end + _AROUND, start + _LONG - _AROUND))
    head, tail = ("…" if low else ""), ("…" if high < len(text) else "")
    return f"{head}{text[low:high]}{tail}", low - len(head)
