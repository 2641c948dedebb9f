"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from coach.turn import Channel
from phrasebook import Language, Locale, Severity

Overlays: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--overlay", help="A folder of your own phrasebook files, laid over the built-in ones. May be repeated."
    ),
]
FailOn: TypeAlias = Annotated[
    Severity | None, typer.Option("--fail-on", help="Exit with 1 when a finding of this severity or worse is there.")
]
AnswerLocale: TypeAlias = Annotated[
    Locale | None, typer.Option("--locale", help="Answer in this locale instead of the text's own.")
]
ReaderLanguage: TypeAlias = Annotated[
    Language | None, typer.Option("--language", help="Explain in this language instead of the text's own.")
]

Speakers: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--speaker",
        metavar="LABEL=ROLE",
        help="The role of a speaker that the files call otherwise: 0=agent, 小王=agent. May be repeated.",
    ),
]
Columns: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=HEADER",
        help="The column of a table that holds a field: text=話術, role=說話人, id=…, start=… May be repeated.",
    ),
]
FileFormat: TypeAlias = Annotated[
    str | None, typer.Option("--input-format", help="The format of the files, where it is not told by itself.")
]
Encoding: TypeAlias = Annotated[
    str | None, typer.Option("--encoding", help="The encoding of the files, where it is not told by itself.")
]
ChannelName: TypeAlias = Annotated[
    Channel | None, typer.Option("--channel", help="What the conversations are, where they do not say.")
]
