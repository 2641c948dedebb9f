"""JSON of Alibaba Cloud's dialogue analysis (智能对话分析): results of checks, and the chats uploaded for them.

Sources: help.aliyun.com/document_detail/456533.html (GetResult), 456547.html (GetResultToReview), 111394.html
(UploadData and UploadDataV4). Results write fields as Begin, uploads as begin; offsets are milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coach.transcripts.labels import read_label
from coach.transcripts.segments import MILLISECONDS, Segments, named, word
from coach.transcripts.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.opened import Head, Opened
    from coach.transcripts.options import ReadOptions
    from coach.transcripts.segments import Fields

_HOTLINE = 1  # `optional` of an upload: its text comes from recordings


def looks_like(head: Head) -> bool:
    """Tell by turns with words and role, or by the list of results."""
    found = fields(head.text)
    return (
        {"Data.Dialogues[].Words", "Data.Dialogues[].Role"} <= found
        or {"Data.Dialogues.Dialogue[].Words", "Data.Dialogues.Dialogue[].Role"} <= found
        or bool({"Data.ResultInfo[].AsrResult", "Data.ResultInfo[].HitResult"} & found)
        or {"tickets[].dialogue[].words", "tickets[].dialogue[].role"} <= found
        or {"dialogue[].words", "dialogue[].role"} <= found
        or {"Success", "Code", "Message", "RequestId"} <= found
    )


def read(file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Read the conversations of the file, one for each recording or ticket."""
    data = file.json()
    listed = Segments(file, options)
    if tickets := named(data, "tickets"):
        for place, ticket in listed.entries(tickets, "$.tickets"):
            yield from _uploaded(Segments(file, options), ticket, place, named(data, "optional"))
    elif named(data, "dialogue") is not None:
        yield from _uploaded(Segments(file, options), data, "$", data.get("optional"))
    elif results := named(data, "Data", "ResultInfo"):
        for place, result in listed.entries(results, "$.Data.ResultInfo"):
            yield from _checked(Segments(file, options), result, place)
    elif turns := named(data, "Data", "Dialogues"):
        _add_turns(listed, _inner(turns, "Dialogue"), "$.Data.Dialogues")
        name = named(data, "Data", "FileId") or named(data, "Data", "Vid")
        yield from listed.transcript(name)
        return
    else:
        reason = f"; the service says: {message}" if (message := word(named(data, "Message"))) else ""
        code = "job-failed" if named(data, "Success") is False else "no-segments"
        listed.report("$", code, f"there are no dialogues in it{reason}", "ask for the result again")
    yield from listed.problems


def _uploaded(
    segments: Segments, ticket: Fields, place: str, source: object
) -> Iterator[Transcript | TranscriptProblem]:
    agent = _add_turns(segments, ticket.get("dialogue"), f"{place}.dialogue")
    yield from segments.transcript(ticket.get("tid"), channel="call" if source == _HOTLINE else "chat", agent=agent)


def _checked(segments: Segments, result: Fields, place: str) -> Iterator[Transcript | TranscriptProblem]:
    recording = result.get("Recording")
    turns = _inner(result.get("AsrResult"), "AsrResult")
    agent = word(named(result, "Agent", "Name"))
    if turns is not None:
        identity = _add_turns(segments, turns, f"{place}.AsrResult")
        agent = agent or identity
    elif error := word(result.get("ErrorMessage")):
        segments.report(place, "job-failed", f"the recognition failed: {error}", "upload the recording again")
    elif result.get("Status") == 0:
        segments.report(place, "job-unfinished", "the check has not finished", "fetch the result when it has")
    else:
        advice = "ask for it with asrResult among requiredFields"
        segments.report(place, "no-segments", "the result was fetched without its turns", advice)
    yield from segments.transcript(
        named(recording, "Id") or result.get("TaskId"), agent=agent, date=word(named(recording, "CallTime"))
    )


def _inner(value: object, key: str) -> object:
    """Return a list that the RPC form of the API wraps into an object with one key."""
    return value.get(key) if isinstance(value, Mapping) else value


def _add_turns(segments: Segments, value: object, place: str) -> str | None:
    """Add the turns; return the name of the agent if their identity is one."""
    agent = None
    for where, turn in segments.entries(value, place):
        said = {str(key).lower(): inner for key, inner in turn.items()}
        start, role = said.get("begin"), word(said.get("role"))
        if start is None:
            start = segments.since_first(said.get("begintime"))
        # a chat message has one moment, which uploads give twice
        end = None if said.get("end") == start else said.get("end")
        segments.add(where, said.get("words"), start=start, end=end, unit=MILLISECONDS, speaker=role)
        identity = word(said.get("identity"))
        if identity and identity != role and role and read_label(role, segments.options.roles).role == "agent":
            agent = agent or identity
    return agent
