"""JSON of Amazon: Transcribe Call Analytics, Contact Lens, and Transcribe itself.

Sources:
    Call Analytics: docs.aws.amazon.com/transcribe/latest/dg/tca-output-batch.html
    Contact Lens: docs.aws.amazon.com/connect/latest/adminguide/contact-lens-example-output-files.html, for chats
        contact-lens-chat-example-output-file.html
    Transcribe: docs.aws.amazon.com/transcribe/latest/dg/diarization-output-batch.html and
        channel-id-output-batch.html
    Jobs: docs.aws.amazon.com/transcribe/latest/APIReference/API_TranscriptionJob.html and API_CallAnalyticsJob.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from coach.transcripts.segments import MILLISECONDS, Segments, joined, named, number_of, word
from coach.transcripts.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.context import Role
    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.opened import Head, Opened
    from coach.transcripts.options import ReadOptions
    from coach.transcripts.segments import Fields

    # by the start of a word the number of its segment and its speaker
    _Spoken: TypeAlias = dict[float | None, tuple[int | None, object]]

_ROLES: dict[str, Role] = {
    "AGENT": "agent",
    "SUPERVISOR": "agent",
    "CUSTOMER": "customer",
    "SYSTEM": "system",
    "CUSTOM_BOT": "system",
}
_JOBS = {"TranscriptionJob": "TranscriptionJobStatus", "CallAnalyticsJob": "CallAnalyticsJobStatus"}


@dataclass(slots=True)
class _Word:
    """A word with the punctuation behind it, its times and speaker as written, and the number of its segment."""

    place: str
    text: str
    start: object
    end: object
    segment: int | None
    speaker: object


def looks_like(head: Head) -> bool:
    """Tell by the turns of Call Analytics and Contact Lens, the results of Transcribe, or the description of a job."""
    found = fields(head.text)
    return (
        # the turns may stand far behind their characteristics
        "Participants[].ParticipantRole" in found
        or ("Transcript[].Content" in found and "Transcript[].ParticipantRole" in found)
        or "results.transcripts[].transcript" in found
        or any(f"{job}.{status}" in found for job, status in _JOBS.items())
    )


def read(file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Read the one conversation of the file: the turns of call analytics, or the segments of a transcription."""
    data = file.json()
    segments = Segments(file, options)
    if named(data, "Transcript") is not None:
        yield from _contact(data, segments)
    elif named(data, "results") is not None:
        _results(data, segments)
        yield from segments.transcript(named(data, "jobName"))
    else:
        _job(data, segments)
        yield from segments.transcript()


def _contact(data: Fields, segments: Segments) -> Iterator[Transcript | TranscriptProblem]:
    by_id = {
        entry.get("ParticipantId"): entry.get("ParticipantRole")
        for _, entry in segments.entries(data.get("Participants", []), "$.Participants")
        if isinstance(entry.get("ParticipantId"), str)
    }
    agent = None
    for place, entry in segments.entries(data["Transcript"], "$.Transcript"):
        participant = word(entry.get("ParticipantId"))
        role = word(entry.get("ParticipantRole")) or word(by_id.get(participant)) or participant
        start, end = entry.get("BeginOffsetMillis"), entry.get("EndOffsetMillis")
        if start is None:
            start = segments.since_first(entry.get("AbsoluteTime"))
        who = _ROLES.get(role or "")
        if who == "agent" and agent is None:
            agent = word(entry.get("DisplayName"))
        segments.add(
            place,
            entry.get("Content"),
            start=start,
            end=end,
            unit=MILLISECONDS,
            speaker=participant or role,
            role=who,
        )
    name = named(data, "CustomerMetadata", "ContactId") or data.get("JobName")
    yield from segments.transcript(name, channel="chat" if data.get("Channel") == "CHAT" else "call", agent=agent)


def _results(data: Fields, segments: Segments) -> None:
    results = data["results"]
    audio = named(results, "audio_segments")
    channels = named(results, "channel_labels", "channels")
    if audio is not None:
        for place, entry in segments.entries(audio, "$.results.audio_segments"):
            segments.add(
                place,
                entry.get("transcript"),
                start=entry.get("start_time"),
                end=entry.get("end_time"),
                speaker=entry.get("speaker_label", entry.get("channel_label")),
            )
    elif channels is not None:
        for place, channel in segments.entries(channels, "$.results.channel_labels.channels"):
            _add_items(segments, channel.get("items"), f"{place}.items", {}, channel.get("channel_label"))
    else:
        spoken = _speaker_segments(segments, named(results, "speaker_labels", "segments"))
        _add_items(segments, named(results, "items"), "$.results.items", spoken, None)


def _speaker_segments(segments: Segments, value: object) -> _Spoken:
    """Return by the start of each word which segment it stands in and who speaks."""
    found: _Spoken = {}
    if value is not None:
        for number, (place, segment) in enumerate(segments.entries(value, "$.results.speaker_labels.segments")):
            for _, item in segments.entries(segment.get("items", []), f"{place}.items"):
                found[number_of(item.get("start_time"))] = number, segment.get("speaker_label")
    return found


def _add_items(segments: Segments, value: object, place: str, labels: _Spoken, channel: object) -> None:
    """Add words and punctuation as segments: those of the speaker labels, or else sentences."""
    spoken: list[_Word] = []
    for where, item in segments.entries(value, place):
        alternatives = item.get("alternatives")
        content = named(alternatives[0], "content") if isinstance(alternatives, list) and alternatives else None
        if not isinstance(content, str):
            segments.report(where, "bad-text", "the item has no content", "the word is left out")
        elif item.get("type") == "punctuation" and spoken:
            spoken[-1].text += content
        else:
            unlabelled = None, item.get("speaker_label", channel)
            segment, speaker = labels.get(number_of(item.get("start_time")), unlabelled)
            start, end = item.get("start_time"), item.get("end_time")
            said = _Word(where, content, start, end, segment, speaker)
            if spoken and _parts(spoken[-1], said):
                _add_words(segments, spoken)
                spoken = []
            spoken.append(said)
    _add_words(segments, spoken)


def _parts(one: _Word, other: _Word) -> bool:
    """Tell whether a segment ends between two words."""
    if (one.segment, one.speaker) != (other.segment, other.speaker):
        return True
    return one.segment is None and one.text.endswith(tuple("。？！?!."))


def _add_words(segments: Segments, spoken: list[_Word]) -> None:
    if spoken:
        first, text = spoken[0], joined(said.text for said in spoken)
        segments.add(first.place, text, start=first.start, end=spoken[-1].end, speaker=first.speaker)


def _job(data: object, segments: Segments) -> None:
    """Report what the description of a job says: it holds no words."""
    for job, status in _JOBS.items():
        state = word(named(data, job, status))
        if state == "FAILED":
            reason = word(named(data, job, "FailureReason")) or "no reason given"
            segments.report(f"$.{job}", "job-failed", f"the transcription failed: {reason}", "transcribe it again")
        elif state is not None:
            advice = f"fetch the file that {job}.Transcript.TranscriptFileUri names, and review that"
            segments.report(f"$.{job}", "job-only", f"this describes a job ({state}), it has no words", advice)
    if not segments.problems:
        segments.report("$", "no-segments", "there is neither Transcript nor results", "export the result anew")
