"""Learn the weights of the model from labelled utterances; the same utterances give the same weights.

scikit-learn is needed here and nowhere else (extra `train`).
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from operator import add
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from coach.fold import lines as fold_lines
from coach.learned.model import REPORTED_AS_ADVICE
from coach.learned.noise import Disguises
from coach.learned.reading import read
from coach.sound import sounds

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from coach.learned.corpus import Lesson

    Weights = NDArray[np.float64]

_FOLDS = 5
_FREEDOM = 4.0  # inverse of the strength of regularisation
_LEAST_SEEN = 3  # texts that an n-gram must be in
_OFFENDING, _TOUCHED = 0.6, 0.35  # share of the offending words that a window must hold to be one, or to say nothing
_ELSEWHERE = 0.5  # how much the other windows of a violation count as harmless: they may be rude, too
_GATE_RECALL = 0.99  # share of what the model would report that the gate lets through
_STEPS = 127  # of a weight in one byte


@dataclass(frozen=True, slots=True)
class _Example:
    """A lesson, read: the n-grams of the text and of its windows, and which windows offend (None: cannot tell)."""

    category: str | None
    whole: Collection[str]
    windows: list[Collection[str]]
    offends: list[bool | None]
    pairs: list[str]


def train(lessons: Sequence[Lesson]) -> dict[str, NDArray[Any]]:
    """Return the arrays of a `LearnedModel`, learnt from the lessons and from disguised forms of them.

    The stack and the gate are learnt from opinions on lessons that were held out.
    """
    disguises = Disguises(lessons)
    groups = [[_example(one) for one in (lesson, *disguises.of(lesson))] for lesson in lessons]
    part = np.array([zlib.crc32(lesson[0].encode(errors="replace")) % _FOLDS for lesson in lessons])
    opinions = np.zeros((len(lessons), 3))
    for number in range(_FOLDS):
        unseen = np.flatnonzero(part == number)
        parts = _Parts(list(chain(*(groups[place] for place in np.flatnonzero(part != number)))))
        opinions[unseen] = parts.opinions([groups[place][0] for place in unseen])
    guilty = np.array([category is not None for _, category, _ in lessons])
    stack = _regression(1.0).fit(opinions[:, :2], guilty)
    reported = stack.predict_proba(opinions[:, :2])[:, 1] >= REPORTED_AS_ADVICE
    least = float(np.quantile(opinions[reported, 2], 1 - _GATE_RECALL))
    arrays = _Parts(list(chain(*groups))).arrays()
    return arrays | {"stack": np.array([*stack.coef_[0], stack.intercept_[0]]), "least": np.array(least)}


def write(arrays: dict[str, NDArray[Any]], place: Path) -> None:
    """Write the arrays of a model; the same arrays give the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    unfinished = place.with_name(f".{place.name}")
    with ZipFile(unfinished, "w", ZIP_DEFLATED) as archive:
        for name, array in sorted(arrays.items()):
            content = BytesIO()
            np.save(content, array, allow_pickle=False)
            # numpy.savez would write the time of day.
            archive.writestr(ZipInfo(f"{name}.npy"), content.getvalue(), ZIP_DEFLATED)
    unfinished.replace(place)


class _Parts:
    """The regressions that the model is made of, fitted to examples."""

    def __init__(self, examples: Sequence[_Example]) -> None:
        from sklearn.feature_extraction.text import CountVectorizer

        guilty = [one.category is not None for one in examples]
        self._grams = CountVectorizer(analyzer=list, min_df=_LEAST_SEEN, dtype=np.float64)
        self._grams.fit(one.whole for one in examples)
        self._text = _regression(_FREEDOM).fit(self._vectors([one.whole for one in examples]), guilty)

        self._judged = [
            (window, offends, one.category)
            for one in examples
            for window, offends in zip(one.windows, one.offends, strict=True)
            if offends is not None
        ]
        self._window = _regression(_FREEDOM).fit(
            self._vectors([window for window, _, _ in self._judged]),
            [offends for _, offends, _ in self._judged],
            sample_weight=[1.0 if offends or category is None else _ELSEWHERE for _, offends, category in self._judged],
        )

        self._pairs = CountVectorizer(analyzer=list, min_df=_LEAST_SEEN, dtype=np.float64)
        self._gate = _regression(_FREEDOM).fit(self._pairs.fit_transform([one.pairs for one in examples]), guilty)

    def opinions(self, examples: Sequence[_Example]) -> NDArray[np.float64]:
        """Return for each example the logits of the text, of its worst window, and of the gate without its bias."""
        whole = self._text.decision_function(self._vectors([one.whole for one in examples]))
        windows = [window for one in examples for window in one.windows]
        logits = self._window.decision_function(self._vectors(windows))
        ends = np.cumsum([len(one.windows) for one in examples])
        worst = [part.max(initial=-math.inf) for part in np.split(logits, ends[:-1])]
        gate = (
            self._gate.decision_function(self._pairs.transform([one.pairs for one in examples]))
            - self._gate.intercept_[0]
        )
        return np.column_stack([whole, worst, gate])

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays of the model but for those that held-out lessons tell."""
        rude = [(window, category) for window, offends, category in self._judged if offends]
        categories = _regression(_FREEDOM, solver="lbfgs").fit(
            self._vectors([window for window, _ in rude]), [category for _, category in rude]
        )
        arrays: dict[str, NDArray[Any]] = {
            "grams": self._grams.get_feature_names_out().astype(str),
            "pairs": self._pairs.get_feature_names_out().astype(str),
            "names": categories.classes_.astype(str),
        }
        for name, fitted in (("text", self._text), ("window", self._window), ("categories", categories)):
            arrays |= _in_bytes(name, np.vstack([fitted.coef_.T, fitted.intercept_]))
        return arrays | _in_bytes("gate", self._gate.coef_.T)

    def _vectors(self, bags: Sequence[Collection[str]]) -> Any:
        return self._grams.transform(bags)


def _in_bytes(name: str, weights: NDArray[np.float64]) -> dict[str, NDArray[Any]]:
    """Return weights as whole numbers of one byte, with the size of their step."""
    step = np.abs(weights).max() / _STEPS
    return {name: np.rint(weights / step).astype(np.int8), f"{name}_step": np.array(step)}


def _regression(freedom: float, solver: str = "liblinear") -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=freedom, solver=solver, max_iter=500, random_state=0)


def _example(lesson: Lesson) -> _Example:
    text, category, span = lesson
    reading = read(text)
    lines = f"\n{fold_lines(text)}\n"
    sound = sounds(lines)
    windows = [window.text for window in reading.windows]
    return _Example(
        category=category,
        whole=reading.grams(),
        windows=[window.grams() for window in reading.windows],
        offends=_offending(windows, span) if category else [False] * len(windows),
        pairs=[*map(add, lines, lines[1:]), *map(add, sound, sound[1:])],
    )


def _offending(windows: Sequence[str], span: str | None) -> list[bool | None]:
    """Tell which windows of a violation offend: those with most of the longest clause of the offending words."""
    words = max((window.text.strip("\r\n") for window in read(span or "").windows), key=len, default="")
    shares = [_shared(words, window) / len(words) if words else 1.0 for window in windows]
    if max(shares, default=0) < _OFFENDING:
        return [None if share < _TOUCHED else True for share in shares]
    return [True if share >= _OFFENDING else None if share >= _TOUCHED else False for share in shares]


def _shared(words: str, window: str) -> int:
    """Return the length of the longest piece of `words` in the window."""
    longest = 0
    for start in range(len(words)):
        while start + longest < len(words) and words[start : start + longest + 1] in window:
            longest += 1
    return longest
