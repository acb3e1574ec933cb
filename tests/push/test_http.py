"""Requests: retries, pauses, credentials, and what is said of a refusal."""

from __future__ import annotations

from collections.abc import Callable

import httpx2
import pytest

from kg.push.http import Client, Credentials, PushError

Handler = Callable[[httpx2.Request], httpx2.Response]
URL = "http://store.example/data"


def _client(
    handler: Handler, credentials: Credentials | None = None, *, retries: int = 5
) -> tuple[Client, list[float]]:
    """A client whose requests ``handler`` answers, and the pauses that it makes."""
    pauses: list[float] = []
    transport = httpx2.MockTransport(handler)
    return Client(credentials or Credentials(), sleep=pauses.append, transport=transport, retries=retries), pauses


def test_what_may_pass_is_tried_again_with_growing_pauses() -> None:
    answers = iter([503, 502, 429, 204])
    client, pauses = _client(lambda _: httpx2.Response(next(answers)))

    assert client.send("PUT", URL).status_code == 204
    assert pauses == [0.5, 1.0, 2.0]


def test_the_server_says_how_long_to_wait() -> None:
    answers = iter([httpx2.Response(503, headers={"retry-after": "7"}), httpx2.Response(200)])
    client, pauses = _client(lambda _: next(answers))

    client.send("PUT", URL)
    assert pauses == [7.0]


def test_a_connection_that_fails_is_tried_again() -> None:
    tries = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        tries.append(request)
        if len(tries) < 3:
            raise httpx2.ConnectError("no route", request=request)
        return httpx2.Response(200)

    client, _ = _client(handler)
    assert client.send("GET", URL).status_code == 200
    assert len(tries) == 3


def test_after_all_attempts_it_says_so() -> None:
    client, pauses = _client(lambda _: httpx2.Response(503, text="busy"), retries=2)

    with pytest.raises(PushError, match=r"503 .*busy.*3 attempts"):
        client.send("PUT", URL)
    assert len(pauses) == 2


@pytest.mark.parametrize(
    ("code", "says"),
    [(400, "no triples"), (401, "KG_PUSH_USER"), (403, "KG_PUSH_USER"), (404, "right URL"), (405, "--method")],
)
def test_a_refusal_is_not_tried_again(code: int, says: str) -> None:
    asked = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(code, text="no triples")

    client, pauses = _client(handler)
    with pytest.raises(PushError, match=says):
        client.send("PUT", URL)
    assert (len(asked), pauses) == (1, [])


def test_a_redirect_is_not_followed_with_credentials() -> None:
    client, _ = _client(
        lambda _: httpx2.Response(302, headers={"location": "http://user:pw@elsewhere.example/x"}),
        Credentials("u", "p"),
    )

    with pytest.raises(PushError, match=r"Push to http://elsewhere.example/x") as caught:
        client.send("PUT", URL)
    assert "pw" not in str(caught.value)


def test_basic_credentials_go_to_a_server_that_asks() -> None:
    seen: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers.get("authorization", ""))
        known = seen[-1].startswith("Basic ")
        return httpx2.Response(200 if known else 401, headers={"www-authenticate": 'Basic realm="x"'})

    client, _ = _client(handler, Credentials("user", "secret"))
    client.send("PUT", URL)
    client.send("PUT", URL)

    # the first request goes without, the later ones with them at once
    assert [bool(each) for each in seen] == [False, True, True]


def test_digest_credentials_go_to_a_server_that_asks_for_digest() -> None:
    seen: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers.get("authorization", ""))
        challenge = 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm="MD5"'
        known = seen[-1].startswith("Digest ")
        return httpx2.Response(200 if known else 401, headers={} if known else {"www-authenticate": challenge})

    client, _ = _client(handler, Credentials("dba", "secret"))
    client.send("PUT", URL, content=b"x")

    assert seen[-1].startswith('Digest username="dba"')
    assert not any("Basic" in each or "secret" in each for each in seen)


def test_a_token_goes_along() -> None:
    seen: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers["authorization"])
        return httpx2.Response(200)

    client, _ = _client(handler, Credentials(token="t0ken"))  # noqa: S106 - no real one
    client.send("PUT", URL)
    assert seen == ["Bearer t0ken"]


def test_secrets_are_not_shown() -> None:
    assert "secret" not in repr(Credentials("user", "secret", "secret"))
