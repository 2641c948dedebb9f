"""Refuse bodies that are too large, before they are read whole."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Refusal


class _TooLarge(Refusal):
    """More bytes came, or are to come, than allowed."""

    def __init__(self, limit: int) -> None:
        super().__init__(413, "too-large", f"the body is larger than {limit:,} bytes", "send fewer texts at once")


class BodyLimit:
    """ASGI middleware: answers 413 when a request's body has more than `limit` bytes, announced or not."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what comes in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
        if announced.isdigit() and int(announced) > self._limit:
            await _TooLarge(self._limit).response()(scope, receive, send)
            return
        received = 0
        answered = False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                raise _TooLarge(self._limit)
            return message

        async def noted(message: Message) -> None:
            nonlocal answered
            answered = answered or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive if announced.isdigit() else counted, noted)
        except _TooLarge as refusal:
            if not answered:
                await refusal.response()(scope, receive, send)
