"""When something was said: seconds, clocks and dates as exports write them."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

DAY = 86_400.0
_LATEST = 10 * 365 * DAY  # seconds: longer is no conversation
_EPOCHS = ((1e18, 1e9), (1e15, 1e6), (1e12, 1e3), (1e9, 1.0))  # numbers this large count from 1970, in so many a second
_NUMBER = re.compile(r"(\d+(?:\.\d+)?) ?(ms|毫秒|s|秒|sec)?")
_CLOCK = re.compile(r"(上午|下午|凌晨|早上|中午|晚上|am|pm)? ?(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d+)?) ?(am|pm)?")
_SHORT = re.compile(r"\d{1,2}:\d{2}")
_DATE = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:t| ?\(?(?:星期|周|週|礼拜|禮拜)\S\)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_COMPACT = re.compile(r"(\d{8})[ t_-]?(\d{6})")
_ZONE = re.compile(r" ?(z|utc|gmt|[+-]\d{2}:?\d{2})$")
_AFTERNOON = {"下午", "晚上", "pm"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time. `seconds` count from the start of the conversation, of a day or of 1970, as `kind` says.

    `kind` is "offset" for a plain number, "clock" for hours and minutes, which may be either, "date" with a date.
    `whole` is true for a number without a fraction and without a unit, which may be milliseconds as well, `short` for
    a clock of two parts, which is taken for minutes and seconds.
    """

    seconds: float
    kind: Literal["offset", "clock", "date"]
    date: str | None = None
    whole: bool = False
    short: bool = False

    def of_day(self) -> Moment:
        """Return the moment with a clock of two parts taken for hours and minutes."""
        return Moment(self.seconds * 60, "clock") if self.short else self


def read_moment(value: object) -> Moment | None:
    """Return the moment of a cell or a stamp, None where it is none.

    Taken are seconds (12.5, 12.5s, 350ms), clocks (00:12, 10:00:03.250, 下午3:05), dates with a time (2024-05-01
    10:00:03, 2024年5月1日 10:00, 20240501100003, ISO 8601), seconds or milliseconds since 1970, and the values of
    workbooks for them. A day and a month in either order are taken as day first where the year comes last.
    """
    if isinstance(value, bool) or value is None or value == "":
        return None
    if isinstance(value, datetime):
        return _dated(value)
    if isinstance(value, date):
        return _dated(datetime.combine(value, time()))
    if isinstance(value, time):
        return Moment(_of_day(value), "clock")
    if isinstance(value, timedelta):
        return _offset(value.total_seconds())
    if isinstance(value, int | float):
        return _number(float(value), whole=value == value // 1) if abs(value) < 1e30 else None
    return _written(unicodedata.normalize("NFKC", value).strip().casefold()) if isinstance(value, str) else None


def _written(text: str) -> Moment | None:
    if len(text) > 60:
        return None
    if found := _NUMBER.fullmatch(text):
        number, unit = float(found[1]), found[2]
        if unit:
            return _offset(number / 1000 if unit in {"ms", "毫秒"} else number)
        if compact := _COMPACT.fullmatch(text):
            return _compact(compact)
        return _number(number, whole="." not in text)
    if compact := _COMPACT.fullmatch(text):
        return _compact(compact)
    for pattern, order in ((_DATE, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        if found := pattern.match(text):
            rest = _ZONE.sub("", text[found.end() :]).strip(" ,t")
            clock = _clock(rest, of_day=True) if rest else 0.0
            year, month, day = (int(found[index]) for index in order)
            if month > 12:
                month, day = day, month
            try:
                midnight = datetime(year, month, day, tzinfo=UTC)
            except ValueError:
                return None
            return None if clock is None else Moment(midnight.timestamp() + clock, "date", midnight.date().isoformat())
    clock = _clock(text)
    return None if clock is None else Moment(clock, "clock", short=bool(_SHORT.fullmatch(text)))


def _clock(text: str, of_day: bool = False) -> float | None:
    """Return the seconds of hh:mm:ss, 下午3:05, or of mm:ss, which is hh:mm where the time is that `of_day`."""
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    half = found[1] or found[5]
    parts = [int(part) for part in (found[2], found[3]) if part]
    last = float(found[4].replace(",", "."))
    if len(parts) == 1 and (half or of_day):
        parts.append(int(last))
        last = 0.0
    hours, minutes = parts if len(parts) == 2 else (0, parts[0])
    if last >= 60 or (len(parts) == 2 and minutes >= 60):
        return None
    if half and 1 <= hours <= 12:
        later = half in _AFTERNOON or (half == "中午" and hours < 3)
        hours = hours % 12 + (12 if later or (half == "中午" and hours == 12) else 0)
    return hours * 3600.0 + minutes * 60 + last


def _compact(found: re.Match[str]) -> Moment | None:
    try:
        return _dated(datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S"))
    except ValueError:
        return None


def _dated(moment: datetime) -> Moment:
    """Return a date as written: only differences count, so its zone does not."""
    seconds = moment.replace(tzinfo=UTC).timestamp()
    return Moment(seconds, "date", moment.date().isoformat())


def _of_day(clock: time) -> float:
    return clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6


def _number(number: float, whole: bool) -> Moment | None:
    for least, a_second in _EPOCHS:
        if least <= number < least * 1e3:
            moment = datetime.fromtimestamp(number / a_second, UTC)
            return Moment(number / a_second, "date", moment.date().isoformat())
    offset = _offset(number)
    return offset and Moment(offset.seconds, "offset", None, whole)


def _offset(seconds: float) -> Moment | None:
    return Moment(seconds, "offset") if math.isfinite(seconds) and 0 <= seconds < _LATEST else None
