"""Where the built-in content is: inside the installed package, or beside it in a checkout."""

import os
from pathlib import Path

from phrasebook.errors import PhrasebookNotFound

ENVIRONMENT = "PHRASE_COACH_DATA"


def data_folder() -> Path:
    """Return the folder that holds `phrasebook/`, `samples/` and `benchmark/`.

    The environment variable PHRASE_COACH_DATA comes first, then the wheel's copy, then the checkout's `data/`.

    Raises:
        PhrasebookNotFound: none of them holds a phrasebook.
    """
    package = Path(__file__).parent
    named = os.environ.get(ENVIRONMENT)
    candidates = [Path(named)] if named else [package / "data", package.parent / "data"]
    for folder in candidates:
        if (folder / "phrasebook" / "phrasebook.yaml").is_file():
            return folder
    tried = ", ".join(map(str, candidates))
    raise PhrasebookNotFound(
        f"no phrasebook/phrasebook.yaml in {tried}; reinstall, or set {ENVIRONMENT} to the data folder"
    )
