"""Subtitles as transcripts: WebVTT (w3.org/TR/webvtt1) and SubRip (.srt, as webvtt-py reads it).

The cues are parsed by webvtt-py one by one, so that a broken one is reported with its line and the others go on. A
speaker is a WebVTT voice (`<v 客服>`), one or several in a cue, or a label before the text (“客服：…”).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import webvtt

from coach.transcripts.labels import is_either, read_label
from coach.transcripts.problem import ReadingError
from coach.transcripts.segments import MILLISECONDS, Segments, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.opened import Head, Opened
    from coach.transcripts.options import ReadOptions

    Lines = list[str]

_ARROW = "-->"
_CLOCK = r"(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
# a line of times alone, with settings perhaps: written dialogues have words behind such times
_TIMES = re.compile(rf"^[ \t]*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}(?:[ \t]+\w+:[\w.%,-]+)*[ \t]*\r?$", re.M | re.A)
_VOICE = re.compile(r"<v(?:\.[^\s>]+)*[ \t]+([^>]*)>")
_LABEL = re.compile(r"\s*([^:：]{1,24})[:：]\s*(?![/\d])")
_POSITION = re.compile(r"\{\\[^}]*\}")  # {\an8}, which players of SubRip know
_BESIDE = ("WEBVTT", "NOTE", "STYLE", "REGION")


@dataclass(slots=True)
class _Cue:
    """A cue with its text as written, at milliseconds."""

    place: str
    start: int
    end: int
    raw: str


def looks_like(head: Head) -> bool:
    """Tell by the first word of WebVTT, or by a line with times and an arrow between them."""
    text = head.text.lstrip()
    return text.startswith("WEBVTT") or bool(_TIMES.search(text) and not text.startswith(("{", "[")))


def read(file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Read the one conversation of the file, each voice of a cue a turn."""
    segments = Segments(file, options)
    cues = _cues(segments, file.each_line())
    spoken = [(cue, _voices(cue.raw)) for cue in cues]
    labelled = sum(_LABEL.match(text) is not None for _, voices in spoken for voice, text in voices if voice is None)
    every_label = labelled * 2 >= len(cues)
    for cue, voices in spoken:
        pieces = [piece for voice, text in voices for piece in _labelled(voice, text, options, every_label)]
        for speaker, text in pieces or [(None, "")]:
            segments.add(cue.place, text, start=cue.start, end=cue.end, unit=MILLISECONDS, speaker=speaker)
    yield from segments.transcript(channel=options.channel or "call")


def _cues(segments: Segments, lines: Iterable[str | ReadingError]) -> list[_Cue]:
    """Parse the cues; report those that cannot be parsed, and text that belongs to none."""
    cues: list[_Cue] = []
    vtt = goes_on = False
    blocks = list(_blocks(segments, lines))
    for (number, block), (_, following) in pairwise([*blocks, (0, [""])]):
        place = f"line {number}"
        vtt = vtt or block[0].startswith("WEBVTT")
        if not any(_ARROW in line for line in block):
            if vtt and block[0].startswith(_BESIDE):
                continue
            if block[-1].strip().isdigit() and _ARROW in following[0]:
                # the number of the next cue, with an empty line behind it
                block = block[:-1]
            if goes_on and not vtt:
                # SubRip has no rule against empty lines within a cue
                cues[-1].raw += "".join(f"\n{line}" for line in block)
            elif block:
                message = f"no times before “{block[0].strip()[:20]}”"
                segments.report(place, "no-times", message, "a cue begins with 00:00:01.000 --> 00:00:04.000")
            continue
        parsed = _parse(block, vtt)
        goes_on = parsed is not None
        if parsed is None:
            shown = next(line for line in block if _ARROW in line).strip()
            advice = "write its times as 00:00:01.000 --> 00:00:04.000 (in .srt 00:00:01,000) and its text below"
            segments.report(place, "bad-cue", f"this cue cannot be read: {shown[:60]}", advice)
        else:
            cues.append(
                _Cue(place, parsed.start_time.in_milliseconds(), parsed.end_time.in_milliseconds(), parsed.raw_text)
            )
    return cues


def _blocks(segments: Segments, lines: Iterable[str | ReadingError]) -> Iterator[tuple[int, Lines]]:
    """Yield the lines between empty ones, with the number of the first; a line of times begins a block in any case.

    A block with a line that cannot be decoded is reported and left out.
    """
    block: Lines = []
    start, sound = 1, True
    for number, line in enumerate(lines, 1):
        if isinstance(line, ReadingError):
            segments.report(line.place, line.code, line.message, line.advice)
            sound = False
            continue
        begins = _ARROW in line and any(_ARROW in other or other.startswith("WEBVTT") for other in block)
        if begins or not line.strip():
            # the number or name of a SubRip cue stands above its times
            above = [block.pop()] if begins and block[-1].strip().isdigit() else []
            if block and sound:
                yield start, block
            block, start, sound = above, number - len(above), True
        if line.strip():
            start = start if block else number
            block.append(line)
    if block and sound:
        yield start, block


def _parse(block: Lines, vtt: bool) -> webvtt.Caption | None:
    """Return the cue in a block; None where it is broken.

    A cue of SubRip is one of WebVTT with commas in its times, which the parser takes with or without hours and text.
    """
    lines = block if vtt else [line.replace(",", ".") if _ARROW in line else line for line in block]
    captions = webvtt.from_string("\n".join(["WEBVTT", "", *lines])).captions
    return captions[0] if captions else None


def _voices(raw: str) -> list[tuple[str | None, str]]:
    """Return who says what in the text of a cue: voice, None where no voice is named, and text without tags."""
    first, *rest = _VOICE.split(raw)
    voices = [(None, first), *zip(rest[::2], rest[1::2], strict=True)]
    return [(voice, clean) for voice, text in voices if (clean := _clean(text))]


def _clean(text: str) -> str:
    return html.unescape(_POSITION.sub("", webvtt.Caption(text=text).text)).strip()


def _labelled(voice: str | None, text: str, options: ReadOptions, every_label: bool) -> list[tuple[str | None, str]]:
    """Split a text at the lines that begin with a label, and take the label for the speaker.

    A label that names no speaker one knows is one only where labels are the custom of the file: “地址：” is none.
    """
    pieces: list[tuple[str | None, Lines]] = [(html.unescape(voice) if voice else None, [])]
    for line in text.split("\n"):
        found = None if voice else _LABEL.match(line)
        if found and (every_label or read_label(found[1], options.roles).role or is_either(found[1])):
            pieces.append((found[1], [line[found.end() :].strip()]))
        else:
            pieces[-1][1].append(line.strip())
    return [(speaker, joined(lines)) for speaker, lines in pieces if any(lines)]
