"""The ways of finding a forbidden wording, each behind one small interface and under a name.

A new detector is a class with `alert` and `detect`, registered with `@register("name")` in a module of this package.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coach.compiled import CompiledPhrasebook, CompiledRule
    from coach.finding import How
    from coach.matcher import Scan, Span
    from coach.wording import Wording


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording of a rule that stands in a text, before anything speaks for it. `span` is in the folded text.

    What the learned model finds has no wording: it is like what the rule forbids.
    """

    rule: CompiledRule
    wording: Wording | None
    span: Span
    how: How
    confidence: float


class Detector(ABC):
    """Finds wordings of the rules of one compiled phrasebook.

    A `doubtful` one is asked only where the others found nothing that counts.
    """

    doubtful: ClassVar[bool] = False

    def __init__(self, compiled: CompiledPhrasebook) -> None:
        self.compiled = compiled

    @abstractmethod
    def alert(self, scan: Scan) -> bool:
        """Tell, as cheaply as possible, whether a text can hold anything."""

    @abstractmethod
    def detect(self, scan: Scan) -> Iterable[Hit]:
        """Return what is found in a text that some detector was alert to."""


DETECTORS: dict[str, type[Detector]] = {}
D = TypeVar("D", bound=type[Detector])


def register(name: str) -> Callable[[D], D]:
    """Make a detector known under `name`."""

    def remember(detector: D) -> D:
        DETECTORS[name] = detector
        return detector

    return remember


from coach.detectors import evasion, homophone, learned, template, typo  # noqa: E402  (they register themselves)

__all__ = ["DETECTORS", "Detector", "Hit", "evasion", "homophone", "learned", "register", "template", "typo"]
