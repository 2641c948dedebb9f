"""The speed of a review, measured on little."""

from coach.bench.reviewing import measure


def test_what_is_asked_for_is_reviewed() -> None:
    """All utterances are in conversations of twenty turns, and the figures belong together."""
    figures = measure(45, workers=1)
    assert (figures["utterances"], figures["conversations"]) == (45, 3)
    assert figures["characters"] > 45
    assert figures["seconds"] >= 0
    assert figures["most memory of a process MiB"] > 10
