"""`phrase-coach learn`: learn the weights of the learned detector anew."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.printable import printable


def learn(
    out: Annotated[Path | None, typer.Option(help="Where to write them, if not beside the phrasebook.")] = None,
) -> None:
    """Learn from the labelled utterances of data/training and the phrasebook's examples; takes a minute or two."""
    import numpy as np

    from coach.learned.corpus import lessons, written_hash
    from coach.learned.training import train, write
    from phrasebook import LEARNED, data_folder, load

    folder = data_folder() / "phrasebook"
    place = out or folder / LEARNED
    learnt = lessons(load([folder])[0])
    try:
        arrays = train(learnt) | {"corpus": np.array(written_hash())}
    except ModuleNotFoundError as error:
        raise typer.BadParameter(f"learning needs {error.name}; install phrase-coach with its extra “train”") from None
    try:
        write(arrays, place)
    except OSError as error:
        raise typer.BadParameter(f"--out {printable(str(place))}: {error.strerror}") from None
    violations = sum(category is not None for _, category, _ in learnt)
    sys.stdout.write(
        f"learnt from {len(learnt)} utterances, {violations} of them violations: "
        f"{len(arrays['grams'])} n-grams, {place.stat().st_size / 1e6:.1f} MB in {printable(str(place))}\n"
    )
