"""How plausible a piece of text is as Chinese: the probability of its best segmentation into words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from coach.segmenter import tokenizer

if TYPE_CHECKING:
    from coach.matcher import Span

_AROUND = 8  # characters each side that tell whether a spelling makes sense


@lru_cache(maxsize=4096)
def log_probability(text: str) -> float:
    """Return the natural logarithm of the probability of `text` as a sequence of independent words.

    The model is that of jieba's segmentation: word counts of its dictionary, a count of one for what is unknown.
    """
    words = tokenizer()
    route: dict[int, tuple[float, int]] = {}
    words.calc(text, words.get_DAG(text), route)
    return float(route[0][0]) if text else 0.0


def gain_of(lines: str, span: Span, written: str) -> float:
    """Return how much likelier (natural logarithm) the clause around the span is with `written` in its place."""
    start, end = span
    left = max(lines.rfind("\n", 0, start) + 1, start - _AROUND)
    right = lines.find("\n", end)
    right = min(len(lines) if right < 0 else right, end + _AROUND)
    mended = f"{lines[left:start]}{written}{lines[end:right]}".replace("\n", "")
    return log_probability(mended) - log_probability(lines[left:right].replace("\n", ""))
