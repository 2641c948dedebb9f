"""JSON and text of Tencent Cloud's recognition of recordings (录音文件识别).

Sources:
    DescribeTaskStatus: cloud.tencent.com/document/product/1093/37822, its data types 1093/37824
    callback (code, text, resultDetail): cloud.tencent.com/document/product/1093/52632
The text form, in `Result` and in files of its own, has one sentence a line: `[0:1.340,0:4.120,0]  您好`, the times in
minutes:seconds, behind them the speaker or channel if they were told apart.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from coach.transcripts.problem import ReadingError
from coach.transcripts.segments import MILLISECONDS, Segments, kind_of, named, word
from coach.transcripts.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.opened import Head, Opened
    from coach.transcripts.options import ReadOptions

_CLOCK = r"(?:(\d{1,5}):)?(\d{1,5}):(\d{1,5}(?:\.\d{1,6})?)"
_LINE = re.compile(rf"\s*\[{_CLOCK},{_CLOCK}(?:,(-?\d{{1,4}}))?\](.*)", re.S)
_SUCCESS = 2
_STATES = {0: "waiting", 1: "running", 3: "failed"}


def looks_like(head: Head) -> bool:
    """Tell by the sentences, by the state of a task, or by a first line with times in brackets."""
    found = fields(head.text)
    for above in ("Response.Data.", "Data.", ""):
        if f"{above}ResultDetail[].FinalSentence" in found or {f"{above}StatusStr", f"{above}TaskId"} <= found:
            return True
    if {"code", "requestId", "appid", "text"} <= found or "Response.Error.Code" in found:
        return True
    return bool(_LINE.match(head.text.lstrip().partition("\n")[0]))


def read(file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Read the one conversation of the file: the detailed result, or else the sentences of the text form."""
    segments = Segments(file, options)
    first = next((line for line in file.each_line() if isinstance(line, str) and line.strip()), "")
    if _LINE.match(first):
        _add_lines(segments, file.each_line(), "line {}")
        yield from segments.transcript()
        return
    data = file.json()
    response = data.get("Response", data) if isinstance(data, dict) else data
    task = named(response, "Data") or response
    name = word(named(task, "TaskId")) or word(named(task, "requestId")) or word(named(response, "RequestId"))
    if not _failed(segments, response, task):
        _add_result(segments, task)
    yield from segments.transcript(name)


def _failed(segments: Segments, response: object, task: object) -> bool:
    """Report what the service says of a task that has no result."""
    error = named(response, "Error")
    if error is not None:
        reason = f"{word(named(error, 'Code'))}: {word(named(error, 'Message'))}"
        segments.report("$.Response.Error", "job-failed", f"the service refused: {reason}", "ask for the result again")
        return True
    state, code = named(task, "Status"), named(task, "code")
    if state in (None, _SUCCESS) and code in (None, 0, "0"):
        return False
    reason = word(named(task, "ErrorMsg")) or word(named(task, "message")) or "no reason given"
    if state in (0, 1):
        segments.report("$", "job-unfinished", f"the task is {_STATES[state]}", "fetch the result when it has finished")
    else:
        segments.report("$", "job-failed", f"the recognition failed: {reason}", "have the recording recognised again")
    return True


def _add_result(segments: Segments, task: object) -> None:
    detail, place = named(task, "ResultDetail"), "$.ResultDetail"
    if detail is None:
        detail, place = named(task, "resultDetail"), "$.resultDetail"
    if isinstance(detail, str):
        # the callback has JSON within a text
        try:
            detail = json.loads(detail) if detail.strip() else None
        except (ValueError, RecursionError):
            segments.report(place, "not-json", "the text in it is no JSON", "the short form of the result is read", 0)
            detail = None
    if detail:
        for where, sentence in segments.entries(detail, place):
            segments.add(
                where,
                _sentence(sentence.get("FinalSentence"), sentence.get("WrittenText"), sentence.get("SliceSentence")),
                start=sentence.get("StartMs"),
                end=sentence.get("EndMs"),
                unit=MILLISECONDS,
                speaker=sentence.get("SpeakerId"),
            )
        return
    result, place = named(task, "Result"), "$.Result"
    if result is None:
        result, place = named(task, "text"), "$.text"
    if isinstance(result, str):
        _add_lines(segments, result.split("\n"), place + " line {}")
    else:
        advice = "fetch the result anew, with ResTextFormat 1 or more for its details"
        segments.report(place, "no-segments", f"the result is {kind_of(result)}", advice)


def _sentence(final: object, written: object, sliced: object) -> object:
    """Return the sentence; the service leaves one form null where it has another."""
    if final is not None:
        return final
    if written is not None:
        return written
    return sliced.replace(" ", "") if isinstance(sliced, str) else sliced


def _add_lines(segments: Segments, lines: Iterable[str | ReadingError], place: str) -> None:
    for number, line in enumerate(lines, 1):
        where = place.format(number)
        if isinstance(line, ReadingError):
            segments.report(line.place or where, line.code, line.message, line.advice)
        elif found := _LINE.fullmatch(line):
            *clock, speaker, text = found.groups()
            start, end = _seconds(*clock[:3]), _seconds(*clock[3:])
            segments.add(where, text, start=start, end=end, speaker=speaker)
        elif line.strip():
            message = f"no times in brackets before “{line.strip()[:20]}”"
            segments.report(where, "no-times", message, "a line is like [0:1.340,0:4.120,0]  您好")


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
