"""Word boundaries from jieba, asked only around a candidate.

An own Tokenizer is used, filled straight from the dictionary: jieba's shared one reads a cache file at a predictable
place in the temp folder without checking who wrote it, and gains nothing by it.
"""

from __future__ import annotations

import logging
import threading
from functools import lru_cache
from typing import Any

_REACH = 12  # characters each side that are segmented around a candidate
_lock = threading.Lock()
_tokenizer: Any = None


def warm_up() -> None:
    """Load the dictionary now (about 0.6 s) instead of at the first short candidate."""
    tokenizer()


def tokenizer() -> Any:
    """Return the tokenizer with its dictionary loaded."""
    global _tokenizer
    with _lock:
        if _tokenizer is None:
            import jieba

            jieba.setLogLevel(logging.WARNING)
            loaded = jieba.Tokenizer()
            loaded.FREQ, loaded.total = loaded.gen_pfdict(loaded.get_dict_file())
            loaded.initialized = True
            _tokenizer = loaded
    return _tokenizer


@lru_cache(maxsize=4096)
def boundaries(clause: str) -> frozenset[int]:
    """Return the offsets in the folded `clause` at which a word begins or ends."""
    offsets = {0}
    at = 0
    # Without the hidden Markov model unknown words fall apart into characters: no invented word hides a candidate.
    for word in tokenizer().cut(clause, HMM=False):
        at += len(word)
        offsets.add(at)
    return frozenset(offsets)


def stands_alone(lines: str, start: int, end: int) -> bool:
    """Tell whether `lines[start:end]` begins and ends where words do, in its clause."""
    left = lines.rfind("\n", max(0, start - _REACH), start) + 1 or max(0, start - _REACH)
    right = lines.find("\n", end, end + _REACH)
    if right < 0:
        right = min(len(lines), end + _REACH)
    if left == start and right == end:
        return True
    cut = boundaries(lines[left:right])
    return start - left in cut and end - left in cut
