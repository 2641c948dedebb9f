"""How plausible a piece of text is as Chinese: the probability of its best segmentation into words."""

from __future__ import annotations

from functools import lru_cache

from coach.segmenter import tokenizer


@lru_cache(maxsize=4096)
def log_probability(text: str) -> float:
    """Return the natural logarithm of the probability of `text` as a sequence of independent words.

    The model is that of jieba's segmentation: word counts of its dictionary, a count of one for what is unknown.
    """
    words = tokenizer()
    route: dict[int, tuple[float, int]] = {}
    words.calc(text, words.get_DAG(text), route)
    return float(route[0][0]) if text else 0.0
