"""One line of a written dialogue: the stamp, the speaker and the words.

Taken are `客服：…`, `[00:12] 客服: …`, `[12.5-14.0] Agent: …`, `10:00:03 客服小王：…`, `客服小王(10:00:03)：…`,
`【客服】…`, tabs between the three, and lines that only say who speaks and when, with the words below:
`2024-05-01 10:00:03 客服小王`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.transcripts.labels import is_either, read_label
from coach.transcripts.moments import read_moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.context import Role
    from coach.transcripts.moments import Moment

_DAY = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
_HALF = r"(?:上午|下午|凌晨|早上|中午|晚上)"
_TIME = rf"{_HALF}? ?\d{{1,3}}[:：]\d{{2}}(?:[:：]\d{{2}})?(?:[.,]\d{{1,6}})?(?: ?[AaPp][Mm]\b)?"
_MOMENT = rf"(?:{_DAY}(?:[ ,，T]{{0,2}}(?:(?:星期|周|週)\S)? ?)?)?{_TIME}"
_TO = r"\s*(?:-->|->|[-–—~～至到])\s*"
_BARE = re.compile(rf"(?P<start>{_MOMENT})(?:{_TO}(?P<end>{_MOMENT}))?(?![\d:：])")
_SECONDS = r"\d+(?:\.\d+)?(?:s|秒)?"
_INSIDE = re.compile(rf"\s*(?P<start>{_MOMENT}|{_DAY}|{_SECONDS})(?:{_TO}(?P<end>{_MOMENT}|{_SECONDS}))?\s*")
_BRACKETS = re.compile(r"[\[(【（［<](?P<inside>(?:[^\])】）］>]|(?<=-)>){1,60})[\])】）］>]")
_ORDINAL = re.compile(r"\d{1,4}")
_BULLET = re.compile(r"(?:[-*•·>]+\s+|\d{1,4}[.、)）．]\s*(?=\D))")
_DAY_LINE = re.compile(rf"[-=—─ ]*(?P<day>{_DAY})[ (（]{{0,2}}(?:(?:星期|周|週|禮拜|礼拜)\S)?[)）]?[-=—─ ]*")
_BETWEEN = re.compile(r"[\s\-–—|]*")
_LABEL = re.compile(r"(?P<label>[^:：\t，。！？；,!?;“”\"…]{1,24}?)\s*(?:[:：]|\t)\s*(?P<text>.*)", re.S)
_FRONT = 120  # characters in which speaker and stamp stand
_NAME = r"[^:：\s，。！？；,!?;“”\"…]{1,20}"
# A name may have two words; the accounts of a shop are called 旗舰店:小陆.
_ALONE = re.compile(rf"{_NAME}(?: {_NAME})?|{_NAME}店[:：]{_NAME}")


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says: `text` if `label` begins a turn, `rest` if it does not and goes on with the one before.

    `sure` is false where the label may as well be the beginning of a sentence (地址：…); `alone` is true where only the
    speaker and the time stand on the line, and the words follow.
    """

    text: str
    rest: str
    label: str | None = None
    start: Moment | None = None
    end: Moment | None = None
    sure: bool = False
    alone: bool = False


def read_day(line: str) -> str | None:
    """Return the day (2024-05-01) of a line that holds nothing else, as chat exports have it between days."""
    found = _DAY_LINE.fullmatch(line.strip())
    moment = read_moment(found["day"]) if found else None
    return moment.date if moment else None


def read_line(line: str, roles: Mapping[str, Role]) -> Line:
    """Return what a line says; `roles` are the labels that the user has named."""
    stripped = line.strip()
    rest, start, end = _stamp(stripped)
    if rest == stripped and (bullet := _BULLET.match(rest)):
        rest, start, end = _stamp(rest[bullet.end() :])
    going_on = rest if start else stripped
    if (ahead := _BRACKETS.match(rest)) and read_label(ahead["inside"], roles).role:
        words = rest[ahead.end() :].lstrip(":： \t")
        return Line(words, going_on, ahead["inside"], start, end, sure=True)
    if behind := _stamp_behind(rest, going_on, roles):
        return behind
    found = _LABEL.fullmatch(rest)
    if found and _may_speak(found["label"], found["text"], roles):
        sure = start is not None or _known(found["label"], roles)
        return Line(found["text"], going_on, found["label"], start, end, sure)
    if start and _ALONE.fullmatch(rest):
        return Line("", going_on, rest, start, end, _known(rest, roles), alone=True)
    return Line(going_on, going_on, None, start, end)


def read_name(line: str, roles: Mapping[str, Role]) -> Line | None:
    """Return a line that is nothing but a known speaker, whose words follow; in a chat it may as well be said."""
    name = line.strip()
    return Line("", name, name, sure=True, alone=True) if read_label(name, roles).role else None


def _known(label: str, roles: Mapping[str, Role]) -> bool:
    return read_label(label, roles).role is not None or is_either(label)


def _may_speak(label: str, text: str, roles: Mapping[str, Role]) -> bool:
    """Tell whether that is no address of a page and no time within a sentence."""
    if text.startswith("//"):
        return False
    return not (label[-1:].isdigit() and text[:1].isdigit()) or _known(label, roles)


def _stamp(text: str) -> tuple[str, Moment | None, Moment | None]:
    """Return what follows the stamp at the beginning, and its moments; a number alone in brackets counts the turns."""
    if (found := _BRACKETS.match(text)) and (inside := _INSIDE.fullmatch(found["inside"])):
        start, end = read_moment(inside["start"]), read_moment(inside["end"] or "")
        if _ORDINAL.fullmatch(found["inside"].strip()):
            start = None
        return text[_BETWEEN.match(text, found.end()).end() :], start, end  # type: ignore[union-attr]
    if (bare := _BARE.match(text)) and (start := read_moment(bare["start"])):
        return text[_BETWEEN.match(text, bare.end()).end() :], start, read_moment(bare["end"] or "")  # type: ignore[union-attr]
    return text, None, None


def _stamp_behind(text: str, going_on: str, roles: Mapping[str, Role]) -> Line | None:
    """Return a line that has its stamp behind the speaker, with or without words: 客服小王 2024-05-01 10:00:03."""
    bracket = next((one for one in _BRACKETS.finditer(text, 0, _FRONT) if _INSIDE.fullmatch(one["inside"])), None)
    match = bracket or _BARE.search(text, 0, _FRONT)
    times = _INSIDE.fullmatch(bracket["inside"]) if bracket else match
    if not match or not times:
        return None
    label, rest = text[: match.start()].strip(), text[match.end() :].strip()
    start, end = read_moment(times["start"]), read_moment(times["end"] or "")
    if start is None or not _ALONE.fullmatch(label):
        return None
    known, words = _known(label, roles), rest.lstrip(":：")
    if not rest:
        return Line("", going_on, label, start, end, known, alone=True)
    return Line(words.strip(), going_on, label, start, end, sure=True) if known or words != rest else None
