"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

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
