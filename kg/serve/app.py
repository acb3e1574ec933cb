"""The HTTP side: routes, caching, and what holds for every answer. It never opens the store."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from starlette import requests, responses
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from kg import __version__
from kg.model import today
from kg.serve import negotiation
from kg.serve.files import served
from kg.serve.lanes import Lanes
from kg.serve.protocol import checked, pairs, posted
from kg.serve.refusal import refused
from kg.serve.safety import Guard, body
from kg.serve.settings import LANGUAGES, Refusal, Reply, Request, Settings
from kg.serve.state import Place, State

_KEPT: Final = 32 << 20
"""Bytes of answers that are kept to be given again."""
_KEPT_EACH: Final = 1 << 20

Endpoint = Callable[[requests.Request], Awaitable[responses.Response]]


def application(settings: Settings) -> Starlette:
    """The server as an ASGI application. Raises ``StoreError`` where there is no store to read."""
    server = Server(settings)
    return Starlette(
        routes=server.routes(),
        lifespan=server.lifespan,
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={HTTPException: server.error, Refusal: server.error},
    )


class Server:
    """One running server: its snapshot, its workers, and the answers that it keeps."""

    def __init__(self, settings: Settings) -> None:
        """Take the first snapshot."""
        self.settings = settings
        self.state = State(settings.store)
        self.lanes = Lanes(settings)
        self._lock = asyncio.Lock()
        self._kept: OrderedDict[str, Reply] = OrderedDict()

    def routes(self) -> list[Route]:
        """All paths. Things have theirs where their IRIs say."""
        root, own = self.settings.root, self.state.place.identities
        get = ["GET"]
        return [
            Route(f"{root}/", self.task("home"), methods=get),
            Route(f"{root}/search", self.task("search"), methods=get),
            Route(f"{root}/ask", self.task("ask"), methods=get),
            Route(f"{root}/questions", self.task("questions"), methods=get),
            Route(f"{root}/questions/{{name}}", self.task("question"), methods=get),
            Route(f"{root}/view", self.task("view"), methods=get),
            Route(f"{root}/view/{{name:path}}", self.task("view"), methods=get),
            Route(f"{root}/sparql", self.sparql, methods=["GET", "POST"]),
            Route(f"{root}/sparql.{{suffix}}", self.sparql, methods=["GET", "POST"]),
            Route(f"{root}/.well-known/void", self.task("void"), methods=get),
            Route(f"{root}/static/{{name}}", self.file, methods=get),
            Route(f"{root}{own}{{name:path}}", self.task("thing"), methods=get),
        ]

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Start the workers, and end them."""
        del app
        self.lanes.open()
        try:
            yield
        finally:
            self.lanes.close()
            self.state.close()

    def task(self, name: str) -> Endpoint:
        """The endpoint that has a worker do a task."""

        async def endpoint(request: requests.Request) -> responses.Response:
            values = pairs(request.url.query)
            named = request.path_params.get("name", "")
            stem, suffix = negotiation.split(named) if name == "question" else (named, "")
            return await self.answer(request, self._request(request, name, values, name=stem, suffix=suffix))

        return endpoint

    async def sparql(self, request: requests.Request) -> responses.Response:
        """The endpoint: a query, or without one its description; for browsers the editor."""
        suffix = request.path_params.get("suffix", "")
        if suffix and suffix not in negotiation.SUFFIXES:
            raise Refusal(404, f"There is no format {suffix!r}.")
        values = pairs(request.url.query)
        if request.method == "POST":
            sent = await body(request, self.settings.body)
            values = posted(request.headers.get("content-type", ""), sent, values)
        elif not any(name in ("query", "update") for name, _ in values):
            return await self._bare(request, values, suffix)
        request.state.values = values
        values = checked(values)
        return await self.answer(request, self._request(request, "sparql", values, suffix=suffix))

    async def _bare(
        self, request: requests.Request, values: tuple[tuple[str, str], ...], suffix: str
    ) -> responses.Response:
        offered = (*negotiation.DESCRIPTIONS, negotiation.HTML)
        try:
            form = negotiation.chosen(offered, request.headers.get("accept", ""), suffix)
        except negotiation.NotAcceptableError as error:
            raise Refusal(406, f"The description can be had as {', '.join(error.offered)}.") from None
        task = "editor" if form is negotiation.HTML else "description"
        return await self.answer(request, self._request(request, task, values, suffix=suffix))

    async def file(self, request: requests.Request) -> responses.Response:
        """A style sheet or a script."""
        found = served().get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        headers = {"Cache-Control": "max-age=3600", "ETag": found.mark, "Content-Type": found.media}
        known = found.mark in _marks(request.headers.get("if-none-match", ""))
        return responses.Response(b"" if known else found.data, 304 if known else 200, headers)

    async def answer(self, request: requests.Request, asked: Request) -> responses.Response:
        """The answer of a worker, or one kept from before; 304 where the client has it."""
        place = await self._place()
        reading = request.method in ("GET", "HEAD")
        mark = self._mark(asked, place)
        if reading and mark in _marks(request.headers.get("if-none-match", "")):
            return self._response(request, Reply(b"", "", 304), mark)
        kept = self._kept.get(mark) if reading else None
        if kept is not None:
            self._kept.move_to_end(mark)
            return self._response(request, kept, mark)
        reply = await self.lanes.ask(place.folder, asked, partial(_gone, request))
        self.state.release(self.lanes.places)
        if reading and reply.status == 200:
            self._keep(mark, reply)
        return self._response(request, reply, mark if reading and reply.status == 200 else "")

    async def error(self, request: requests.Request, error: Exception) -> responses.Response:
        """A refusal, or what the framework refuses (404, 405), in the form that the client wants."""
        if isinstance(error, HTTPException):
            headers = tuple((error.headers or {}).items())
            texts = {404: "There is nothing at this path.", 405: "This path is only read."}
            error = Refusal(error.status_code, texts.get(error.status_code, error.detail), headers=headers)
        if not isinstance(error, Refusal):
            raise error
        values = getattr(request.state, "values", ())  # a query that was stopped is not lost to its writer
        return self._response(request, refused(error, self._request(request, "", values), root=self.settings.root))

    async def _place(self) -> Place:
        if self.state.stale():
            async with self._lock:
                if self.state.stale():
                    await asyncio.get_running_loop().run_in_executor(None, self.state.renew)
        return self.state.place

    def _request(
        self,
        request: requests.Request,
        task: str,
        values: tuple[tuple[str, str], ...],
        *,
        name: str = "",
        suffix: str = "",
    ) -> Request:
        chosen = next((value for key, value in values if key == "lang" and value in LANGUAGES), "")
        wanted = negotiation.language(request.headers.get("accept-language", ""), LANGUAGES)
        link = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        accept = request.headers.get("accept", "*/*")
        return Request(task, name, values, accept, suffix, chosen or wanted, bool(chosen), link)

    def _mark(self, asked: Request, place: Place) -> str:
        """The ETag: another one whenever the answer may be another."""
        sent = sorted(each.mark for each in served().values())
        day = today() if asked.task == "ask" else None
        told = repr((__version__, sent, place.revision, place.base, self.settings, asked, day))
        return f'"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'

    def _keep(self, mark: str, reply: Reply) -> None:
        if len(reply.body) > _KEPT_EACH:
            return
        self._kept[mark] = reply
        while sum(len(each.body) for each in self._kept.values()) > _KEPT:
            self._kept.popitem(last=False)

    def _response(self, request: requests.Request, reply: Reply, mark: str = "") -> responses.Response:
        response = responses.Response(reply.body, reply.status)
        if reply.media:
            response.headers["Content-Type"] = reply.media
        response.headers["Vary"] = "Accept, Accept-Language"
        if mark:
            response.headers["ETag"] = mark
            # Kept by anybody, but asked for again: that costs a look at one file, not a query.
            response.headers["Cache-Control"] = "no-cache"
        else:
            response.headers["Cache-Control"] = "no-store"
        for name, value in reply.headers:
            response.headers[name] = value
        del request
        return response


def _marks(header: str) -> frozenset[str]:
    """The marks of an If-None-Match header, weak ones as strong."""
    return frozenset(mark.strip().removeprefix("W/") for mark in header.split(","))


async def _gone(request: requests.Request) -> None:
    """Done when the client has left."""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return


def listening(settings: Settings, host: str, port: int, public: str | None = None) -> Settings:
    """The settings of a server that listens there: its URL, and the names by which it may be called.

    Behind a loopback address it answers to no other names than that and the one of ``public``.
    """
    shown = f"[{host}]" if ":" in host else host
    url = (public or f"http://{shown}:{port}").rstrip("/")
    named = urlsplit(url).hostname or shown
    hosts = (*settings.hosts, named) if shown in settings.hosts else ("*",)
    return replace(settings, public=url, hosts=hosts)
