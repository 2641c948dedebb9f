"""Anchors: literals that must be in a text for a template to match it, chosen so that few harmless texts have them.

An anchor set is a set of literals of which every match contains one. Where every set is frequent, as 他 is, a second
set from other parts of the template, the companions, must be in the text too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from phrasebook.template import Choice, Edge, Node, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.commonness import Commonness

Literals: TypeAlias = frozenset[str]

_MOST = 2048
_MOST_COMPANIONS = 256
# The price of a literal (memory, start-up) against that of a look at a text in vain.
_PRICE = 1e-6
# The price of noticing a literal in a text, where its companion is not there.
_NOTICE = 0.01
_TEXT = 20  # characters of an ordinary text: how often a companion comes by chance


def anchors_of(node: Node, commonness: Commonness) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the anchors of a template and their companions; anchors are empty if nothing must be there."""
    runs = [(first, last, found) for first, last, found in _runs(node, commonness) if _usable(found)]
    if not runs:
        return (), ()
    frequency = {found: sum(map(commonness.of, found)) for _, _, found in runs}
    best = min((found for _, _, found in runs), key=lambda found: frequency[found] + len(found) * _PRICE)
    lowest = frequency[best] + len(best) * _PRICE
    companions: Literals = frozenset()
    for first, last, found in runs:
        for other_first, other_last, other in runs:
            if (last <= other_first or other_last <= first) and len(other) <= _MOST_COMPANIONS:
                in_vain = frequency[found] * min(1.0, frequency[other] * _TEXT)
                noticed = (frequency[found] + frequency[other]) * _NOTICE
                together = in_vain + noticed + (len(found) + len(other)) * _PRICE
                if together < lowest:
                    lowest, best, companions = together, found, other
    return tuple(sorted(_prune(best))), tuple(sorted(_prune(companions)))


def _usable(found: Literals) -> bool:
    """Tell whether the set says anything: an empty literal, or a mere edge, is in every text."""
    return bool(found) and all(literal.strip("\n") for literal in found)


def _runs(node: Node, commonness: Commonness) -> Iterator[tuple[int, int, Literals]]:
    """Return anchor sets of the node, each with the parts of the sequence (first, behind the last) that it is from."""
    if not isinstance(node, Sequence):
        yield 0, 1, _whole_or_best(node, commonness)
        return
    literals = [_literals(part) for part in node.parts]
    for first, part in enumerate(node.parts):
        run = literals[first]
        if run is None:
            yield first, first + 1, _whole_or_best(part, commonness)
            continue
        yield first, first + 1, run
        for behind, more in enumerate(literals[first + 1 :], start=first + 2):
            if more is None or len(run) * len(more) > _MOST:
                break
            run = _joined(run, more)
            yield first, behind, run


def _whole_or_best(node: Node, commonness: Commonness) -> Literals:
    """Return everything the node stands for or, where that is too much, the best anchors of each of its options."""
    whole = _literals(node)
    if whole is not None:
        return whole
    if isinstance(node, Choice):
        bests = [anchors_of(option, commonness)[0] for option in node.options]
        if all(bests):
            return frozenset(anchor for best in bests for anchor in best)
    if isinstance(node, Sequence):
        return frozenset(anchors_of(node, commonness)[0])
    return frozenset()


def _literals(node: Node) -> Literals | None:
    """Return every literal the node stands for in lines, or None when they are too many, or have gaps or pauses."""
    match node:
        case Text(value=value):
            return frozenset({value})
        case Edge():
            return frozenset({"\n"})
        case Choice(options=options):
            found: set[str] = set()
            for option in options:
                literals = _literals(option)
                if literals is None or len(found | literals) > _MOST:
                    return None
                found |= literals
            return frozenset(found)
        case Sequence(parts=parts):
            joined: Literals = frozenset({""})
            for part in parts:
                literals = _literals(part)
                if literals is None or len(joined) * len(literals) > _MOST:
                    return None
                joined = _joined(joined, literals)
            return joined
        case _:
            return None


def _joined(lefts: Literals, rights: Literals) -> Literals:
    """Return every left with every right; two edges that meet are one."""
    return frozenset((left + right).replace("\n\n", "\n") for left in lefts for right in rights)


def _prune(anchors: Literals) -> Literals:
    """Drop anchors that contain another one: where they are, the shorter one is."""
    return frozenset(anchor for anchor in anchors if not any(part in anchors for part in _proper_parts(anchor)))


def _proper_parts(text: str) -> Iterator[str]:
    """Return every shorter piece of `text`."""
    for size in range(1, len(text)):
        for start in range(len(text) - size + 1):
            yield text[start : start + size]
