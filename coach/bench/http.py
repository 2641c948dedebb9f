"""Requests a second of `/v1/check` against a bare endpoint with the same models, both served on loopback in turn."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS = "from api.app import create_app; app = create_app()"
_BARE = """
from fastapi import FastAPI
from api.schemas import CheckAnswer, CheckBody
from fastapi import Response
app = FastAPI()
@app.post("/v1/check", response_model=CheckAnswer | list[CheckAnswer])
async def check(body: CheckBody) -> Response:
    return Response('{"id":null,"gate":"allow","findings":[],"rewritten":""}', media_type="application/json")
@app.get("/readyz")
async def ready() -> dict[str, str]:
    return {}
"""
_BODY = '{"text": "您好，您的包裹今天下午三点前会送到前台，到时给您短信"}'.encode()
_REQUESTS = 1500
_CONNECTIONS = 4
_ROUNDS = 5


def measure() -> dict[str, float]:
    """Return the rates and their ratio, medians of alternating rounds."""
    rates: dict[str, list[float]] = {"ours": [], "bare": []}
    with _served(_OURS) as ours, _served(_BARE) as bare:
        for _ in range(_ROUNDS):
            rates["ours"].append(asyncio.run(_rate(ours)))
            rates["bare"].append(asyncio.run(_rate(bare)))
    ratio = median(a / b for a, b in zip(rates["ours"], rates["bare"], strict=True))
    return {
        "/v1/check requests/s": median(rates["ours"]),
        "bare endpoint requests/s": median(rates["bare"]),
        "share of the bare endpoint's rate": ratio,
    }


@contextmanager
def _served(program: str) -> Iterator[int]:
    """Serve the `app` that the program makes on a free loopback port; give the port once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    source = f"{program}\nimport uvicorn\nuvicorn.run(app, host='127.0.0.1', port={port}, log_level='error')"
    server = subprocess.Popen([sys.executable, "-c", source])
    try:
        for _ in range(200):
            try:
                urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise TimeoutError("the service did not start within 20 s")
        yield port
    finally:
        server.terminate()
        server.wait(15)


async def _rate(port: int) -> float:
    """Send requests over a few kept-alive connections and return how many were answered a second."""
    request = (
        b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: " + str(len(_BODY)).encode() + b"\r\n\r\n" + _BODY
    )

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(_REQUESTS // _CONNECTIONS):
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
            await reader.readexactly(int(length.split(b":")[1]))
        writer.close()
        await writer.wait_closed()

    begin = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(_CONNECTIONS)))
    return _REQUESTS / (time.perf_counter() - begin)
