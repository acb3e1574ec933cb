"""What holds for every request and answer: whom it may be for, how large it is, what a browser may do with it."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.settings import Refusal, Settings

_SLOWEST: Final = 15.0
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS: Final = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


async def body(request: Request, most: int) -> bytes:
    """The body of a request. Raises ``Refusal``: 413 where it is larger, 408 where it takes too long to come."""
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise _too_large(most)
    parts, size = [], 0
    try:
        async with asyncio.timeout(_SLOWEST):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise _too_large(most)
                parts.append(part)
    except TimeoutError:
        raise Refusal(408, "The request took too long to come.") from None
    except ClientDisconnect:
        raise Refusal(400, "The client has left.") from None
    return b"".join(parts)


def _too_large(most: int) -> Refusal:
    return Refusal(413, f"The request is larger than {most} bytes.")


class Guard:
    """Middleware: known hosts only, safe headers on every answer, other origins only where they are allowed."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Wrap ``app``."""
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        allowed = self._allowed(headers.get("origin", ""))

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name.lower() for name, _ in message["headers"]}
                more = {**_HEADERS, **allowed}
                if message["status"] == 304:  # what the browser has keeps its own
                    del more["content-security-policy"]
                more.setdefault("cross-origin-resource-policy", "same-origin")
                message["headers"] = [
                    *message["headers"],
                    *((n.encode(), v.encode()) for n, v in more.items() if n.encode() not in known),
                ]
            await send(message)

        if not self._known(headers.get("host", "")):
            # A page elsewhere could else have its own name point here and read all that this server says.
            response = PlainTextResponse("This server does not go by that name.\n", 421)
            await response(scope, receive, guarded)
        elif allowed and scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await _preflight(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _known(self, host: str) -> bool:
        name = host.lower().rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host.lower()
        return "*" in self._settings.hosts or name in self._settings.hosts

    def _allowed(self, origin: str) -> dict[str, str]:
        """The CORS headers for an origin; none where it is not allowed."""
        cors = self._settings.cors
        if not origin or not ("*" in cors or origin in cors):
            return {}
        return {
            "access-control-allow-origin": "*" if "*" in cors else origin,
            "access-control-expose-headers": "ETag, X-Truncated, Retry-After",
            "cross-origin-resource-policy": "cross-origin",
        }


async def _preflight(scope: Scope, receive: Receive, send: Send) -> None:
    headers = {
        "access-control-allow-methods": "GET, HEAD, POST",
        "access-control-allow-headers": "Accept, Accept-Language, Content-Type, If-None-Match",
        "access-control-max-age": "3600",
    }
    await PlainTextResponse("", 204, headers)(scope, receive, send)
