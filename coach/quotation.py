"""What stands in quotation marks."""

from __future__ import annotations

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", '"': '"'}


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans inside paired quotation marks, nested ones included; an unpaired mark quotes nothing."""
    if _PAIRS.keys().isdisjoint(text):
        return []
    spans: list[tuple[int, int]] = []
    open_marks: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        waiting = [mark for mark, _ in open_marks[-4:]]
        if char in waiting:
            while open_marks:
                mark, start = open_marks.pop()
                if mark == char:
                    spans.append((start, index))
                    break
        elif char in _PAIRS:
            open_marks.append((_PAIRS[char], index + 1))
    return spans
