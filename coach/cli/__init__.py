"""The command line: `phrase-coach`.

Exit codes: 0 done · 1 `--fail-on` was reached or a phrasebook has problems · 2 wrong usage or unreadable input.
"""

from __future__ import annotations

import os
import sys

import typer

from coach.cli import bench, check, phrasebook, serve
from phrasebook import PhrasebookError

app = typer.Typer(
    name="phrase-coach",
    help="Find forbidden wording in what service agents say, see the clause it breaks, and what to say instead.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("check")(check.check)
app.add_typer(phrasebook.app, name="phrasebook")
app.add_typer(bench.app, name="bench")
app.command("serve")(serve.serve)


def main() -> None:
    """Run the command line; what the user can mend ends in one clear message, never in a traceback."""
    try:
        app()
    except PhrasebookError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has gone (… | head); point stdout elsewhere so that exit does not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
