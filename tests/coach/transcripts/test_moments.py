"""When something was said, as exports write it."""

from datetime import date, datetime, time, timedelta

import pytest

from coach.transcripts.moments import Moment, read_moment

TEN = datetime(2024, 5, 1, 10, 0, 3)
MAY = 1714557603.0  # 2024-05-01 10:00:03 as if in UTC


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("12.5", 12.5),
        ("12.5s", 12.5),
        ("3秒", 3),
        ("350ms", 0.35),
        ("350 毫秒", 0.35),
        ("１２", 12),
        (7, 7),
        (7.25, 7.25),
    ],
)
def test_offsets(value: object, seconds: float) -> None:
    """Numbers, with or without a unit."""
    moment = read_moment(value)
    assert moment
    assert (moment.kind, moment.seconds) == ("offset", seconds)


def test_whole_numbers_may_be_milliseconds() -> None:
    """Those without a fraction and without a unit."""
    moments = [read_moment(value) for value in (7, 7.0, "7", "7.0", 7.5, "7s")]
    assert [moment and moment.whole for moment in moments] == [True, True, True, False, False, False]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:12", 12),
        ("0:00.5", 0.5),
        ("125:30", 7530),
        ("1:02:03.250", 3723.25),
        ("00:01:02,5", 62.5),
        ("10：00：03", 36003),
        ("下午3:05", 54300),
        ("上午 9:05:06", 32706),
        ("中午12:30", 45000),
        ("中午1:30", 48600),
        ("凌晨12:10", 600),
        ("3:05 PM", 54300),
        ("12:00 AM", 0),
        ("下午15:05", 54300),
    ],
)
def test_clocks(text: str, seconds: float) -> None:
    """Hours, minutes and seconds, of a call or of a day."""
    moment = read_moment(text)
    assert moment
    assert (moment.kind, moment.seconds) == ("clock", seconds)


def test_clock_of_two_parts_below_a_date() -> None:
    """What is minutes and seconds alone is hours and minutes of a day."""
    short, long = read_moment("10:05"), read_moment("10:05:00")
    assert short
    assert long
    assert (short.seconds, short.of_day().seconds, long.of_day().seconds) == (605, 36300, 36300)


@pytest.mark.parametrize(
    "value",
    [
        "2024-05-01 10:00:03",
        "2024/5/1 10:00:03",
        "2024.05.01 10:00:03",
        "2024年5月1日 10:00:03",
        "2024-05-01T10:00:03+08:00",
        "2024-05-01T10:00:03Z",
        "2024/05/01（週三） 10:00:03",
        "2024-05-01 星期三 10:00:03",
        "2024/5/1 上午 10:00:03",
        "20240501100003",
        "20240501 100003",
        "1/5/2024, 10:00:03 AM",
        "1714557603",
        "1714557603000",
        1714557603,
        1714557603000000,
        TEN,
    ],
)
def test_dates(value: object) -> None:
    """All the ways to write the same second."""
    assert read_moment(value) == Moment(MAY, "date", "2024-05-01")


def test_dates_in_parts() -> None:
    """A day alone, a month that can be none, minutes without seconds."""
    assert read_moment("2024-05-01") == read_moment(date(2024, 5, 1)) == Moment(1714521600, "date", "2024-05-01")
    day_last = read_moment("5/31/2024 10:00")
    assert day_last
    assert day_last.date == "2024-05-31"
    assert read_moment("2024-05-01 10:05") == Moment(MAY + 297, "date", "2024-05-01")


def test_values_of_workbooks() -> None:
    """Times and durations."""
    assert read_moment(time(0, 1, 2, 500_000)) == Moment(62.5, "clock")
    assert read_moment(timedelta(minutes=1)) == Moment(60, "offset")


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "abc",
            "nan",
            "-3",
            "99:99",
            "1:60:00",
            "2024-13-40",
            "2024-05-01 noon",
            "20241340100003",
            "9" * 30,
            "1" * 99,
        ),
        *(None, True, float("nan"), float("inf"), -1, 1e300, 10**400, [1], timedelta(days=-1), "20240501 993003"),
    ],
)
def test_what_is_no_moment(value: object) -> None:
    """It is None, never an error."""
    assert read_moment(value) is None
