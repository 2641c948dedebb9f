"""The command line: `phrase-coach`.

Exit codes: 0 done · 1 `--fail-on` was reached or a phrasebook has problems · 2 wrong usage or unreadable input.
"""

from __future__ import annotations

import io
import sys

import typer

from coach.cli import bench, check, diff, learn, live, phrasebook, review, rulings, serve
from coach.cli.pipes import end_with_the_reader
from coach.cli.printable import complain
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
phrasebook.app.command("diff")(diff.diff)
app.command("review")(review.review)
app.command("live")(live.live)
app.add_typer(rulings.app, name="rulings")
app.add_typer(bench.app, name="bench")
app.command("learn")(learn.learn)
app.command("serve")(serve.serve)


def main() -> None:
    """Run the command line; what the user can mend ends in one clear message, never in a traceback."""
    end_with_the_reader()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal or a pipe may not know our characters; escapes are better than nothing.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app()
    except PhrasebookError as error:
        complain(str(error))
        sys.exit(2)
