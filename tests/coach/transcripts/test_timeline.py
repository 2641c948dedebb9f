"""The moments of a conversation as seconds from its start."""

import pytest

from coach.transcripts.moments import read_moment
from coach.transcripts.timeline import Timeline


def seconds(
    pairs: list[tuple[object, object]], characters: int = 40, timeline: Timeline | None = None
) -> list[tuple[float | None, float | None]]:
    moments = [(read_moment(start), read_moment(end)) for start, end in pairs]
    return (timeline or Timeline()).seconds(moments, characters)


def test_nothing_known() -> None:
    """No moments, no seconds."""
    assert seconds([(None, None)] * 2) == [(None, None)] * 2
    assert seconds([]) == []


def test_dates_count_from_the_first() -> None:
    """In whatever order they stand."""
    assert seconds([("2024-05-01 10:00:10", None), ("2024-05-01 10:00:03", "2024-05-01 10:00:04.5")]) == [
        (7.0, None),
        (0.0, 1.5),
    ]


def test_clocks_of_a_call_and_of_a_day() -> None:
    """Times of day count from the first, those of a call stay."""
    assert seconds([("00:12", "00:14"), ("01:00", None)]) == [(12, 14), (60, None)]
    assert seconds([("10:00:03", None), ("10:00:13", None)]) == [(0, None), (10, None)]
    assert seconds([("23:59:58", None), ("00:00:03", None), (None, None)]) == [(0, None), (5, None), (None, None)]


def test_another_kind_is_left_out() -> None:
    """What most turns have decides."""
    assert seconds([("00:12", None), ("2024-05-01", None), ("00:20", None)]) == [(12, None), (None, None), (20, None)]


@pytest.mark.parametrize(
    ("pairs", "characters", "first"),
    [
        ([(0, 4), (5, 9)], 40, 4),  # seconds: eight of them for forty characters
        ([(0, 4000), (5000, 9000)], 40, 4),
        ([(0, 4.5), (5000, 9000)], 40, 4.5),  # a fraction: seconds, however long
        ([(0, 2500)], 6, 2.5),
        ([(0, 90), (600, 690)], 60, 90),  # somebody speaks slowly
    ],
)
def test_milliseconds_show(pairs: list[tuple[object, object]], characters: int, first: float) -> None:
    """Whole numbers are milliseconds where nobody could speak that slowly."""
    assert seconds(pairs, characters)[0] == (0, first)


def test_milliseconds_show_by_starts_alone() -> None:
    """Where ends are missing, the whole conversation counts."""
    assert seconds([(0, None), (31_000, None)], 40)[1] == (31, None)
    assert seconds([(0, None), (310, None)], 40)[1] == (310, None)


def test_a_file_has_one_scale() -> None:
    """What one conversation shows holds for the next; a lone zero shows nothing; a header that says it decides."""
    timeline = Timeline()
    assert seconds([(0, None)], 4, timeline) == [(0, None)]
    assert timeline.milliseconds is None
    assert seconds([(0, 2000)], 8, timeline) == [(0, 2)]
    assert seconds([(0, 20)], 8, timeline) == [(0, 0.02)]
    assert seconds([(0, 2000)], 8, Timeline(milliseconds=False)) == [(0, 2000)]
