"""The text as it should have been said: the best suggestion of every finding in its place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from coach.extent import COMMAS, GREETING, sentence_span
from coach.finding import RANK, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coach.finding import Finding

_WORDS = {"span", "person"}  # what is put in is part of a sentence
_WAIT = re.compile("稍候|稍等|等等|等一等")


def rewrite(text: str, findings: Sequence[Finding], is_clean: Callable[[str], bool]) -> str:
    """Return `text` with the best suggestion of every finding in place.

    The result passes `is_clean`. Where the pieces together would not, the best phrase stands for the whole of each
    sentence, and where that would not either, it alone is the answer.
    """
    wanted = [
        (finding, finding.suggestions[0])
        for finding in findings
        if finding.suggestions and (finding.severity != "advice" or finding.category == "bare-command")
    ]
    if not wanted:
        return text
    wanted.sort(key=lambda pair: (-RANK[pair[0].severity], pair[1].replace))
    offers = [suggestion for _, suggestion in wanted]
    rewritten = _put_in(text, offers)
    if is_clean(rewritten):
        return rewritten
    # Words in the place of words are no answer by themselves.
    whole = [one for finding, _ in wanted for one in finding.suggestions if one.kind not in _WORDS]
    best = {sentence_span(text, *one.replace): one for one in reversed(whole)}
    widened = [replace(one, kind="sentence", replace=span) for span, one in sorted(best.items())]
    rewritten = _put_in(text, widened)
    return rewritten if whole and is_clean(rewritten) else (whole or offers)[0].text


def _put_in(text: str, offers: Sequence[Suggestion]) -> str:
    """Return `text` with these suggestions in place, of overlapping ones the first; a sentence swallows its parts."""
    chosen: list[Suggestion] = []
    for suggestion in offers:
        start, end = suggestion.replace
        inside = [one for one in chosen if start < one.replace[1] and one.replace[0] < end]
        if suggestion.kind == "sentence" and inside:
            best = next((one for one in inside if one.kind not in _WORDS), suggestion)
            ranges = [suggestion.replace, *(one.replace for one in inside)]
            suggestion = replace(best, replace=(min(ranges)[0], max(end for _, end in ranges)))
            chosen = [one for one in chosen if one not in inside]
            inside = []
        if not inside:
            chosen.append(suggestion)
    chosen.sort(key=lambda one: one.replace)
    kept, at = [], 0
    for suggestion in chosen:
        kept.append(text[at : suggestion.replace[0]])
        at = suggestion.replace[1]
    kept.append(text[at:])
    said = {"您好"} if any(_greets(clause) for part in kept for clause in _clauses(part)) else set()
    out = kept[0]
    for suggestion, after in zip(chosen, kept[1:], strict=True):
        piece = suggestion.text
        bare = piece.rstrip("。？")
        opening, _, rest = piece.partition("，")
        opening = "您好" if _greets(opening.rstrip("。？")) else opening
        if suggestion.kind not in _WORDS or opening == "您好":
            if opening in said or bare in said:
                # The same sentence, or the same greeting, address or apology before two, helps nobody.
                piece = "" if bare in said else rest
            if _WAIT.search(bare):
                piece = "" if "稍候" in said else piece
                said.add("稍候")
            said |= {bare, opening}
        if not piece:
            # Its clause goes, with the comma before it or, where nothing is before it, the mark behind it.
            out = out.rstrip(COMMAS)
            after = after.lstrip(COMMAS + "。？！?!") if not out or not out[-1].isalnum() else after
        elif _greets(piece) and after[:1].isalnum():
            piece += "，"
        out += piece + after
    return out


def _clauses(text: str) -> list[str]:
    return re.split(r"[^\w]+", text)


def _greets(clause: str) -> bool:
    return bool(GREETING.fullmatch(clause))
