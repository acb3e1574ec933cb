"""Requests to a triple store: credentials, retries with growing pauses, errors that say what helps."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Final, Self

import httpx2

from kg.push.state import bare

RETRIED: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 60.0
_SHOWN: Final = 300
_UNAUTHORISED: Final = frozenset({401, 403})


class PushError(Exception):
    """What the store refused or could not do: what happened (``problem``) and what helps (``cure``)."""

    def __init__(self, problem: str, cure: str = "") -> None:
        """Take a sentence each."""
        super().__init__(f"{problem} {cure}".strip())
        self.problem, self.cure = problem, cure


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password (HTTP Basic or Digest, as the server asks), or a bearer token; empty for none."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.user or self.token)


class _Auth(httpx2.Auth):
    """Basic or Digest, as the server's first answer asks.

    The first request goes without credentials: Virtuoso, which wants Digest, sends no challenge to one that has others.
    """

    def __init__(self, credentials: Credentials) -> None:
        self._basic = httpx2.BasicAuth(credentials.user, credentials.password)
        self._digest = httpx2.DigestAuth(credentials.user, credentials.password)
        self._chosen: httpx2.Auth | None = None

    def auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        """Yield the request with what the server wants."""
        if self._chosen is None:
            response = yield request
            if response.status_code not in _UNAUTHORISED:
                return
            digest = response.headers.get("www-authenticate", "").lower().startswith("digest")
            self._chosen = self._digest if digest else self._basic
        yield from self._chosen.auth_flow(request)


class Client:
    """A connection to a triple store. ``told`` hears of every retry; a context manager that closes it."""

    def __init__(
        self,
        credentials: Credentials,
        *,
        retries: int = 5,
        timeout: float = 60.0,
        told: Callable[[str], None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        """``timeout`` in seconds for one request; ``transport`` stands in for the network in tests."""
        headers = {"user-agent": "chuanyu-kg"}
        if credentials.token:
            headers["authorization"] = f"Bearer {credentials.token}"
        auth = _Auth(credentials) if credentials.user and not credentials.token else None
        self._client = httpx2.Client(
            auth=auth, headers=headers, timeout=timeout, transport=transport, follow_redirects=False, trust_env=True
        )
        self._retries, self._told, self._sleep = retries, told or (lambda _: None), sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        missing: bool = False,
    ) -> httpx2.Response:
        """The answer to a request that may be repeated without harm; with ``missing``, 404 is an answer, too.

        Raises ``PushError`` for what the server refuses, and when it does not answer after all retries.
        """
        problem = ""
        for attempt in range(self._retries + 1):
            pause = _FIRST_PAUSE * 2**attempt
            try:
                response = self._client.request(method, url, content=content, params=params, headers=headers)
            except httpx2.TransportError as error:
                problem = f"{bare(url)}: {type(error).__name__}: {error}"
            except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
                raise PushError(f"{url}: {error}.", "Give a full URL, like http://127.0.0.1:7878/store.") from error
            else:
                if response.is_success or (missing and response.status_code == 404):
                    return response
                if response.status_code not in RETRIED:
                    raise _refused(method, url, response)
                problem = f"{bare(url)}: {response.status_code} {response.reason_phrase}: {_body(response)}"
                pause = max(pause, _asked_pause(response))
            if attempt < self._retries:
                pause = min(pause, _LONGEST_PAUSE)
                self._told(f"{problem}; again in {pause:g} s")
                self._sleep(pause)
        raise PushError(
            f"{problem} (after {self._retries + 1} attempts).", "Is it running? A new push goes on from here."
        )


def _asked_pause(response: httpx2.Response) -> float:
    """The seconds that the server asks to wait; 0 where it says nothing, or a date."""
    asked = response.headers.get("retry-after", "")
    return float(asked) if asked.isascii() and asked.isdigit() else 0.0


def _refused(method: str, url: str, response: httpx2.Response) -> PushError:
    """What an answer means that no retry will change."""
    code = response.status_code
    problem = f"{method} {bare(url)}: {code} {response.reason_phrase}: {_body(response)}"
    if code in _UNAUTHORISED:
        return PushError(problem, "Set KG_PUSH_USER and KG_PUSH_PASSWORD, or KG_PUSH_TOKEN.")
    if response.is_redirect:
        return PushError(problem, f"Push to {bare(response.headers.get('location', ''))} instead.")
    if code in {404, 405, 415}:
        return PushError(problem, "Is this the right URL for this --method? docs/loading.md lists those of each store.")
    return PushError(problem)


def _body(response: httpx2.Response) -> str:
    text = " ".join(response.text.split())
    return text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
