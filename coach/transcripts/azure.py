"""JSON of Azure speech to text: batch transcription and fast transcription.

Sources:
    batch: learn.microsoft.com/azure/ai-services/speech-service/batch-transcription-get, “Transcription result file”
    fast: learn.microsoft.com/azure/ai-services/speech-service/fast-transcription-create
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.transcripts.segments import MILLISECONDS, TICKS, Segments, kind_of, named, number_of, word
from coach.transcripts.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.opened import Head, Opened
    from coach.transcripts.options import ReadOptions
    from coach.transcripts.segments import Fields

_DURATION = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?", re.I)


def looks_like(head: Head) -> bool:
    """Tell by the phrases: recognizedPhrases of a batch, phrases in milliseconds of a fast transcription."""
    found = fields(head.text)
    return (
        bool({"recognizedPhrases[]", "combinedRecognizedPhrases[]"} & found)
        or {"combinedPhrases[]", "durationMilliseconds"} <= found
        or {"phrases[].offsetMilliseconds", "phrases[].text"} <= found
        or {"self", "status", "properties.error.message"} <= found
    )


def read(file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Read the one conversation of the file, each phrase a turn."""
    data = file.json()
    segments = Segments(file, options)
    failure = word(named(data, "properties", "error", "message"))
    if named(data, "recognizedPhrases") is not None:
        for place, phrase in segments.entries(data["recognizedPhrases"], "$.recognizedPhrases"):
            _add_recognized(segments, place, phrase)
    elif failure and named(data, "phrases") is None:
        segments.report(
            "$.properties.error", "job-failed", f"the transcription failed: {failure}", "transcribe it again"
        )
    else:
        for place, phrase in segments.entries(named(data, "phrases"), "$.phrases"):
            start, length = phrase.get("offsetMilliseconds"), phrase.get("durationMilliseconds")
            segments.add(
                place,
                phrase.get("text"),
                start=start,
                end=_end(start, length),
                unit=MILLISECONDS,
                speaker=_speaker(phrase),
            )
    yield from segments.transcript()


def _add_recognized(segments: Segments, place: str, phrase: Fields) -> None:
    status = phrase.get("recognitionStatus", "Success")
    if status != "Success":
        message = f"it was not recognised: {word(status) or kind_of(status)}"
        segments.report(f"{place}.recognitionStatus", "not-recognised", message, "listen to this part of the recording")
        return
    best = phrase.get("nBest")
    first = best[0] if isinstance(best, list) and best else None
    text = named(first, "display")
    start, length = phrase.get("offsetInTicks"), phrase.get("durationInTicks")
    if start is None:
        start, length = _ticks(phrase.get("offset")), _ticks(phrase.get("duration"))
    segments.add(
        place,
        named(first, "lexical") if text is None else text,
        start=start,
        end=_end(start, length),
        unit=TICKS,
        speaker=_speaker(phrase),
    )


def _speaker(phrase: Fields) -> object:
    """Return the speaker that diarization of one channel found, or else the channel."""
    return phrase.get("channel") if phrase.get("speaker") is None else phrase["speaker"]


def _end(start: object, length: object) -> object:
    """Return the end in the unit of both; what cannot be added is given on, to be reported."""
    if length is None:
        return None
    begins, lasts = number_of(start), number_of(length)
    if begins is None:
        return None
    return length if lasts is None else begins + lasts


def _ticks(value: object) -> object:
    """Return the ticks of an ISO 8601 duration (PT1M2.5S); anything else as it is, to be reported."""
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if not found or not any(found.groups()):
        return value
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return round((hours * 3600 + minutes * 60 + seconds) * TICKS)
