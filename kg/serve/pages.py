"""The start page and search."""

from __future__ import annotations

import heapq
from itertools import islice
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from kg.names import Candidate, candidate, documents, find, nearest, normal, simplified
from kg.names_index import index
from kg.query.catalogue import catalogue
from kg.rdf import cy
from kg.rdf.terms import iri, term
from kg.serve.desk import Desk
from kg.serve.settings import Reply, Request
from kg.serve.spoken import asks
from kg.serve.views import titled

_MOST: Final = 50
_GUESSED: Final = 20_000
"""Names up to which a misspelt one is compared with all of them."""
_EXAMPLES: Final = 6


def home(desk: Desk, request: Request) -> Reply:
    """The start page: search, what is in the store, and a few questions."""
    counts = desk.store.select(
        "SELECT ?kind (COUNT(DISTINCT ?thing) AS ?n) WHERE { VALUES ?kind { cy:Region cy:Organisation cy:Policy "
        "cy:Agreement cy:Person cy:Event cy:Project cy:Platform cy:Product } ?thing a ?kind } GROUP BY ?kind"
    )
    kinds = [(row["kind"].value.rpartition("#")[2], int(row["n"].value)) for row in counts]
    return desk.page(
        "home.html",
        request,
        kinds=sorted(kinds, key=lambda pair: (-pair[1], pair[0])),
        documents=len(desk.store.graphs()),
        quads=len(desk.store),
        questions=list(catalogue().values()),
        views=titled(desk, request.lang),
    )


def search(desk: Desk, request: Request) -> Reply:
    """What a name may mean: the things that bear it, then those whose names hold it; else the nearest names.

    One thing alone is gone to at once, and a question in Chinese to its answer.
    """
    text = request.value("q").strip()[:200]
    exact = find(desk.store, text)
    papers = documents(desk.store, text) if text else []
    if len(exact) == 1 and not papers:
        target = desk.path(exact[0].key) + (f"?lang={request.lang}" if request.chosen else "")
        return Reply(b"", "text/plain; charset=utf-8", 303, (("Location", target),))
    known = {each.key for each in exact}
    holding = [each for each in _holding(desk, text) if each.key not in known] if text else []
    if text and not (exact or holding or papers) and asks(desk, text):
        asked = urlencode({"q": text, **({"lang": request.lang} if request.chosen else {})})
        return Reply(b"", "text/plain; charset=utf-8", 303, (("Location", f"{desk.settings.root}/ask?{asked}"),))
    return desk.page(
        "search.html",
        request,
        q=text,
        exact=exact,
        holding=holding,
        papers=[(key, _title(desk, key)) for key in papers],
        near=nearest(desk.store, text) if text and not exact and not holding and _few(desk) else [],
    )


def _holding(desk: Desk, text: str) -> list[Candidate]:
    """Things with a name that holds the text, the shortest names first."""
    wanted, plain = normal(simplified(text)), normal(text)
    best: dict[str, tuple[int, str]] = {}
    for name, thing in index(desk.store).names:
        if wanted in name or plain in name:
            rank = (len(name), name)
            best[thing] = min(best.get(thing, rank), rank)
    first = heapq.nsmallest(_MOST, best.items(), key=lambda pair: (pair[1], pair[0]))
    return [candidate(desk.store, NamedNode(thing)) for thing, _ in first]


def _title(desk: Desk, key: str) -> str:
    quads = desk.store.data.quads_for_pattern(iri(key, desk.store.base), term("dcterms:title"), None)
    return min((quad.object.value for quad in quads if isinstance(quad.object, Literal)), default=key)


def _few(desk: Desk) -> bool:
    """Whether the names are few enough to compare each."""
    found = desk.store.data.quads_for_pattern(None, cy("mentionedIn"), None)
    return next(islice(found, _GUESSED, None), None) is None
