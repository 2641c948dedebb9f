"""The learned model: how likely a text is one that a reviewer would mark, where, and for what.

Two logistic regressions over n-grams, one of the whole text and one of its windows, and a third that weighs the two
(stacking: Wolpert 1992). The whole tells register and what else is said, the window the offence. A gate of n-grams of
two characters, a few microseconds, spares most harmless texts the rest.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import repeat
from operator import add
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from coach.learned.reading import read
from phrasebook import LEARNED, PhrasebookNotFound, data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from coach.learned.reading import Window

_BITS = 21  # of a code point
_LEAST_LOGIT = -700.0  # below, the exponential function has no value
REPORTED = 0.85  # how probable a violation must be to be reported
REPORTED_AS_ADVICE = 0.6  # a false alarm costs little there


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model thinks of a text: how probable a violation is, in which window, and of which category."""

    probability: float
    window: Window
    category: str


class LearnedModel:
    """The weights, from the arrays that `coach.learned.training` writes.

    `text`, `window` and `categories` hold the weights of the n-grams in the rows of `grams` and, as the last row, the
    bias; `gate` has those of `pairs`, which must come to `least`; `stack` weighs text, window and one; `corpus` is the
    hash of the labelled utterances that it was learnt from.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._rows = {gram: row for row, gram in enumerate(arrays["grams"].tolist())}
        gate = _weights(arrays, "gate").astype(float).ravel().tolist()
        self._pairs: dict[str, float] = dict(zip(arrays["pairs"].tolist(), gate, strict=True))
        self.least = float(arrays["least"])
        self._text = _weights(arrays, "text")
        self._window = _weights(arrays, "window")
        self._categories = _weights(arrays, "categories")
        self._stack: list[float] = arrays["stack"].tolist()
        self._names: list[str] = arrays["names"].tolist()
        self.corpus = str(arrays["corpus"])
        # Several detectors ask about the same text.
        self.suspects = lru_cache(maxsize=64)(self._suspects)
        self.opinion = lru_cache(maxsize=64)(self._opinion)

    @classmethod
    def load(cls, path: Path) -> LearnedModel:
        """Read what training wrote.

        Raises:
            OSError: the file cannot be read.
            ValueError: it is damaged.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                model = cls({name: arrays[name] for name in arrays.files})
        except (BadZipFile, EOFError, KeyError, zlib.error) as error:
            raise ValueError(f"damaged: {error}") from error
        sizes = {len(weights) for weights in (model._text, model._window, model._categories)}
        if sizes != {len(model._rows) + 1}:
            raise ValueError("damaged: not as many weights as n-grams")
        return model

    def _suspects(self, lines: str, sound: str) -> bool:
        """Tell, as cheaply as possible, whether a text with these lines and this sound is worth an opinion."""
        weights, lines, sound = self._pairs.get, f"\n{lines}\n", f"\n{sound}\n"
        of_lines = sum(map(weights, map(add, lines, lines[1:]), repeat(0.0)))
        return of_lines + sum(map(weights, map(add, sound, sound[1:]), repeat(0.0))) > self.least

    def pair_weights(self, points: NDArray[np.uint32]) -> NDArray[np.float64]:
        """Return what the gate gives for each two neighbours of an array of code points, of lines or of their sound.

        What a text and its sound come to together must be above `least`.
        """
        keys, weights = self._keyed
        wanted = _keys(points[:-1], points[1:])
        rows = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[rows] == wanted, weights[rows], 0.0)

    @cached_property
    def _keyed(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The weights of the gate by a number for each pair, ascending."""
        points = np.array([[ord(char) for char in pair] for pair in self._pairs], np.uint32)
        keys = _keys(points[:, 0], points[:, 1])
        order = np.argsort(keys)
        return keys[order], np.array(list(self._pairs.values()))[order]

    def _opinion(self, text: str) -> Opinion | None:
        """Return what the model thinks of a text; None where there is nothing to read."""
        reading = read(text)
        if not reading.windows:
            return None
        rows = [self._known(window.grams()) for window in reading.windows]
        scores = [_score(self._window, row) for row in rows]
        worst = max(range(len(scores)), key=scores.__getitem__)
        whole = _score(self._text, rows[0] if len(rows) == 1 else self._known(reading.grams()))
        logit = self._stack[0] * whole + self._stack[1] * scores[worst] + self._stack[2]
        leaning = self._categories[rows[worst]].sum(axis=0)
        return Opinion(
            1 / (1 + math.exp(-max(logit, _LEAST_LOGIT))), reading.windows[worst], self._names[int(leaning.argmax())]
        )

    def _known(self, grams: Iterable[str]) -> list[int]:
        """Return the rows of the n-grams that the model knows, and that of the bias."""
        # In order, for sums of fractions depend on it and the order of a set on the process.
        return [*sorted(row for row in map(self._rows.get, grams) if row is not None), -1]


@cache
def built_in() -> LearnedModel:
    """Return the model beside the built-in phrasebook, read once.

    Raises:
        PhrasebookNotFound: its file is not there or damaged.
    """
    path = data_folder() / "phrasebook" / LEARNED
    try:
        return LearnedModel.load(path)
    except (OSError, ValueError) as error:
        raise PhrasebookNotFound(f"no learned weights in {path}: {error}; reinstall, or learn them anew") from error


def _keys(left: NDArray[np.uint32], right: NDArray[np.uint32]) -> NDArray[np.int64]:
    return (left.astype(np.int64) << _BITS) | right


def _weights(arrays: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    return arrays[name].astype(np.float32) * np.float32(arrays[f"{name}_step"])


def _score(weights: NDArray[np.float32], rows: list[int]) -> float:
    return float(weights[rows].sum())
