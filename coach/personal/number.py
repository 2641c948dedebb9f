"""A personal number found in folded text, and how much of it stays in the clear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

PersonalKind: TypeAlias = Literal[
    "phone", "identity", "passport", "card", "account", "email", "address", "plate", "spoken"
]

# A number begins and ends where no digit goes on, and never beside what is hidden already.
EDGE = r"(?<![0-9*])"
END = r"(?![0-9*])"
# The same for numbers with letters in them.
WORD_EDGE = r"(?<![0-9a-z*])"
WORD_END = r"(?![0-9a-z*])"
# What may stand between two groups of digits.
GAP = r"[ \-‐‑–—.·,、]{0,2}"


@dataclass(frozen=True, slots=True)
class Number:
    """A personal number: characters of the folded text, end exclusive, and those of them to be hidden."""

    start: int
    end: int
    kind: PersonalKind
    hidden_start: int
    hidden_end: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of number: what it looks like, and `told`, which says of a match whether it is one.

    The regular expression names the group `number`, of which the first `head` and the last `tail` letters and digits
    stay in the clear, if that is not most of it. It may name an `extension`, which is hidden altogether.
    """

    kind: PersonalKind
    regex: re.Pattern[str]
    head: int
    tail: int
    told: Callable[[re.Match[str]], bool] = lambda _: True

    def find(self, plain: str) -> Iterator[Number]:
        """Yield the numbers of this kind in `plain`, text folded character by character."""
        for match in self.regex.finditer(plain):
            if not self.told(match):
                continue
            extension = match.span("extension") if "extension" in self.regex.groupindex else (-1, -1)
            end = match.end("number")
            hidden = hidden_span(plain, match.start("number"), end, self.head, self.tail)
            yield Number(match.start(), end, self.kind, *hidden)
            if extension[0] >= 0:
                yield Number(*extension, self.kind, *extension)


def hidden_span(plain: str, start: int, end: int, head: int, tail: int) -> tuple[int, int]:
    """Return what of a number is hidden: from behind its first `head` characters to before its last `tail`.

    Only letters and digits count, and a number of which that would show more than three in four shows none.
    """
    places = [place for place in range(start, end) if plain[place].isalnum()]
    if not places or head + tail > len(places) * 3 // 4:
        return start, end
    return (places[head - 1] + 1 if head else start), (places[-tail] if tail else end)
