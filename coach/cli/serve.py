"""`phrase-coach serve`: start the HTTP service."""

from __future__ import annotations

from typing import Annotated

import typer

from coach.cli.pipes import sockets


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; loopback by default.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Worker processes.")] = 1,
) -> None:
    """Serve the checks over HTTP (interactive documentation at /docs)."""
    import uvicorn

    from coach.checker import Coach

    # Here rather than in each worker: what is compiled once is remembered for all of them, and a phrasebook that does
    # not load is one message of ours instead of a traceback from each.
    Coach().accelerate()
    # By import string: judging never imports delivery.
    with sockets():
        uvicorn.run(
            "api.app:create_app", factory=True, host=host, port=port, workers=workers, timeout_graceful_shutdown=10
        )
