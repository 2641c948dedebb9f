"""JSON of Alibaba Cloud's speech recognition: recordings (录音文件识别), and Paraformer and Fun-ASR of DashScope.

Sources:
    录音文件识别: help.aliyun.com/document_detail/90727.html, the polled result and the callback, in which fields are
        written begin_time instead of BeginTime; 号码隐私保护 has the same sentences as beginTime
        (SecretAsrReport, help.aliyun.com/document_detail/305598.html)
    DashScope: help.aliyun.com/zh/model-studio/fun-asr-recorded-speech-recognition-http-api
Times are milliseconds. As one service writes the same field in three ways, fields are compared without case and `_`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coach.transcripts.segments import MILLISECONDS, Segments, named, word
from coach.transcripts.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.opened import Head, Opened
    from coach.transcripts.options import ReadOptions
    from coach.transcripts.segments import Fields

_DONE = {"SUCCESS", "SUCCESS_WITH_NO_VALID_FRAGMENT", "21050000", "21050003"}
_UNFINISHED = {"RUNNING", "QUEUEING", "21050001", "21050002"}
_SENTENCES = ("result.sentences[]", "sentences[]", "result[]")


def looks_like(head: Head) -> bool:
    """Tell by the sentences with their channel or number, by the transcripts of channels, or by the state of a task."""
    found = {_plain(path) for path in fields(head.text)}
    for above in ("", "[]."):
        if f"{above}transcripts[].channelid" in found or f"{above}transcripts[].sentences[].begintime" in found:
            return True
        if any({f"{above}{place}.begintime", f"{above}{place}.channelid"} <= found for place in _SENTENCES):
            return True
    return {"statuscode", "statustext", "taskid"} <= found or "output.taskstatus" in found


def read(file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Read the conversations of the file: one for each recording, of all its channels."""
    data = file.json()
    results = list(enumerate(data)) if isinstance(data, list) and data else [(None, data)]
    for number, result in results:
        place = "$" if number is None else f"$[{number}]"
        plain = _plain_keys(result)
        segments = Segments(file, options)
        if "transcripts" in plain:
            _add_channels(segments, plain["transcripts"], f"{place}.transcripts")
        elif "output" in plain:
            _report_task(segments, plain["output"], f"{place}.output")
        else:
            _add_result(segments, plain, place)
        name = word(plain.get("taskid")) or word(plain.get("callid"))
        if number and name is None:
            name = f"{file.stem}-{number + 1}"
        yield from segments.transcript(name)


def _add_channels(segments: Segments, value: object, place: str) -> None:
    several = isinstance(value, list) and len(value) > 1
    for where, channel in segments.entries(value, place):
        said = _plain_keys(channel)
        _add_sentences(segments, said.get("sentences"), f"{where}.sentences", said.get("channelid"), several)


def _add_result(segments: Segments, plain: Fields, place: str) -> None:
    """Add the sentences of a finished task, or report what the service says of one that is not."""
    state = word(plain.get("statustext")) or word(plain.get("statusmessage")) or word(plain.get("statuscode"))
    if state in _UNFINISHED:
        segments.report(place, "job-unfinished", f"the task is {state}", "fetch the result when it has finished")
        return
    if state is not None and state not in _DONE and word(plain.get("statuscode")) not in _DONE:
        code = word(plain.get("statuscode"))
        message = f"the recognition failed: {state}" + (f" ({code})" if code and code != state else "")
        segments.report(place, "job-failed", message, "have the recording recognised again")
        return
    result = plain.get("result")
    sentences = plain.get("sentences", _plain_keys(result).get("sentences", result))
    where = f"{place}.Result.Sentences" if isinstance(result, Mapping) else f"{place}.sentences"
    _add_sentences(segments, sentences, where, None, several=True)


def _add_sentences(segments: Segments, value: object, place: str, channel: object, several: bool) -> None:
    """Add sentences; in one channel speakers were told apart by voice, otherwise the channel tells them."""
    for where, sentence in segments.entries(value, place):
        said = _plain_keys(sentence)
        by_voice = None if several else said.get("speakerid")
        segments.add(
            where,
            said.get("text"),
            start=said.get("begintime"),
            end=said.get("endtime"),
            unit=MILLISECONDS,
            speaker=said.get("channelid", channel) if by_voice is None else by_voice,
        )


def _report_task(segments: Segments, output: object, place: str) -> None:
    """Report what the state of a DashScope task says: the words are in files of their own."""
    state = word(named(output, "task_status")) or "without a state"
    results = named(output, "results")
    if not isinstance(results, list) or not results:
        reason = word(named(output, "message")) or f"the task is {state}"
        code = "job-failed" if state == "FAILED" else "job-unfinished"
        segments.report(place, code, reason, "fetch the result when the task has succeeded")
        return
    for where, result in segments.entries(results, f"{place}.results"):
        if result.get("subtask_status") == "SUCCEEDED":
            advice = "fetch the file that transcription_url names, and review that"
            segments.report(where, "job-only", "this describes a task, it has no words", advice)
        else:
            reason = ": ".join(filter(None, (word(result.get("code")), word(result.get("message"))))) or state
            message = f"the recognition failed: {reason}"
            segments.report(where, "job-failed", message, "have the recording recognised again")


def _plain_keys(value: object) -> Fields:
    return {_plain(key): inner for key, inner in value.items()} if isinstance(value, Mapping) else {}


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
