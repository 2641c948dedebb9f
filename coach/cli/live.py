"""`phrase-coach live`: answer the turns of running conversations at once."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from coach.cli.inputs import InputError, json_record
from coach.cli.options import AnswerLocale, Overlays, ReaderLanguage
from coach.jsontext import json_bytes
from coach.turn import Channel


def live(
    channel: Annotated[Channel | None, typer.Option(help="What the conversations are, where they do not say.")] = None,
    overlay: Overlays = None,
    locale: AnswerLocale = None,
    language: ReaderLanguage = None,
) -> None:
    """Read turns as JSON lines and answer each at once.

    A line is {"conversation": …, "role": "agent"|"customer"|"system", "text": "…", "start": …, "end": …}, or
    {"conversation": …, "end": true}. Conversations that are still open when the input ends are ended as excerpts.
    """
    from coach.checker import Coach
    from coach.live import Live, LiveError

    coach = Coach(overlays=overlay or ())
    coach.accelerate()
    running = Live(coach, channel=channel, language=language, locale=locale)
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        if not raw.strip():
            continue
        record: Any = None
        try:
            record = json_record(raw, number)
            answer = running.answer(record)
        except (InputError, LiveError) as error:
            name = record.get("conversation") if isinstance(record, dict) else None
            answer = {"conversation": name, "error": {**error.as_dict(), "line": number}}
        _write(answer)
    for name in running.running:
        _write(running.end(name, complete=False))


def _write(answer: object) -> None:
    sys.stdout.buffer.write(json_bytes(answer) + b"\n")
    sys.stdout.buffer.flush()
