"""JSON of the Whisper family: OpenAI Whisper and its API, WhisperX, faster-whisper, whisper.cpp.

Sources:
    OpenAI Whisper: `WriteJSON` in github.com/openai/whisper, whisper/utils.py.
    OpenAI API: platform.openai.com/docs/api-reference/audio, `verbose_json` and `diarized_json`.
    WhisperX: github.com/m-bain/whisperX, whisperx/types.py (`speaker` on segments after diarization).
    faster-whisper: github.com/SYSTRAN/faster-whisper, `Segment`, as a list or under `segments`.
    whisper.cpp: `output_json` in github.com/ggml-org/whisper.cpp, examples/cli/cli.cpp (`-oj`; offsets in ms).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.transcripts.segments import MILLISECONDS, Segments, named
from coach.transcripts.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.opened import Head, Opened
    from coach.transcripts.options import ReadOptions

_LONG = 60_000  # bytes
_UNKNOWN = "?"  # whisper.cpp when both channels are equally loud


def looks_like(head: Head) -> bool:
    """Tell by the fields of a segment: start, end and text, or whisper.cpp's offsets."""
    found = fields(head.text)
    return (
        {"segments[].start", "segments[].end", "segments[].text"} <= found
        or {"transcription[].offsets.from", "transcription[].text"} <= found
        or ({"[].start", "[].end", "[].text"} <= found and "[].role" not in found)
        # the text of a whole call stands before its segments and may fill the beginning of the file
        or (found == {"text"} and len(head.raw) > _LONG)
    )


def read(file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Read the one conversation of the file, each segment a turn."""
    data = file.json()
    segments = Segments(file, options)
    if named(data, "transcription") is not None:
        for place, segment in segments.entries(data["transcription"], "$.transcription"):
            speaker = segment.get("speaker")
            segments.add(
                place,
                segment.get("text"),
                start=named(segment, "offsets", "from"),
                end=named(segment, "offsets", "to"),
                unit=MILLISECONDS,
                speaker=None if speaker == _UNKNOWN else speaker,
            )
    else:
        listed, above = (data, "$") if isinstance(data, list) else (named(data, "segments"), "$.segments")
        for place, segment in segments.entries(listed, above):
            segments.add(
                place,
                segment.get("text"),
                start=segment.get("start"),
                end=segment.get("end"),
                speaker=segment.get("speaker"),
            )
    yield from segments.transcript(named(data, "id"))
