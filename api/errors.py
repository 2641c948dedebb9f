"""Every refusal in one JSON shape: `{"error": {"code", "message", "advice", "where"}}`."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.schemas import ErrorOut
from coach.jsontext import json_bytes

_ADVICE = {
    400: ("bad-request", "send UTF-8 JSON; see /docs"),
    404: ("not-found", "see /docs for what there is"),
    405: ("method-not-allowed", "see /docs for the method"),
    413: ("too-large", "send less at once"),
    503: ("not-ready", "try again in a moment"),
}


class Refusal(HTTPException):
    """A refusal with its own code and advice."""

    def __init__(self, status: int, code: str, message: str, advice: str, where: str | None = None) -> None:
        super().__init__(status, message)
        self.code, self.advice, self.where = code, advice, where

    def response(self) -> Response:
        """Return the refusal as a response."""
        return error_response(self.status_code, self.code, self.detail, self.advice, self.where)


def error_response(
    status: int, code: str, message: str, advice: str, where: str | None = None, headers: Any = None
) -> Response:
    """Return a refusal as a response."""
    body = {"error": {"code": code, "message": message, "advice": advice, "where": where}}
    return Response(json_bytes(body), status, headers, media_type="application/json")


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI documentation of refusals with these status codes."""
    return {status: {"model": ErrorOut, "description": _ADVICE.get(status, ("invalid", ""))[0]} for status in statuses}


def install(app: FastAPI) -> None:
    """Make every error of the app answer in the one shape."""

    @app.exception_handler(HTTPException)
    async def http_error(_: Request, error: HTTPException) -> Response:
        if isinstance(error, Refusal):
            return error.response()
        code, advice = _ADVICE.get(error.status_code, ("error", "see /docs"))
        return error_response(error.status_code, code, str(error.detail), advice, headers=error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        source, *place = first["loc"]
        if first["type"] == "json_invalid":
            message = f"the body is not JSON: {first['ctx']['error']}"
            return error_response(422, "not-json", message, 'send {"text": "…"}', f"character {int(place[0]) + 1}")
        # The first part of a place in the body is only our name for one request or many.
        where = ".".join(map(str, place[1:] if source == "body" else place)) or None
        name = where or "the body"
        return error_response(422, "invalid", f"{name}: {first['msg']}", "see /docs for the request's shape", where)

    @app.exception_handler(Exception)
    async def failed(_: Request, error: Exception) -> Response:
        return error_response(
            500, "internal", "the service failed on this request", "report it with the time; the log says more"
        )
