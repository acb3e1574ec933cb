"""The pictures: graph, timeline, matrix, map, a document with its marks, stories, and questions in the page itself.

They are the pages that ``kg view`` writes, with a way back to the server. A store too large for one page is narrowed to
what lies around a focus; without one, the reader is offered some.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from heapq import nsmallest
from typing import Any, Final

from pyoxigraph import NamedNode, Quad

from kg.model import Document
from kg.names import candidate, find
from kg.query.catalogue import MARK, TYPES, catalogue
from kg.query.prefixes import known
from kg.rdf import cy
from kg.read import articles
from kg.serve.desk import Desk
from kg.serve.documents import text_of
from kg.serve.settings import Refusal, Reply, Request
from kg.store import Store
from kg.views import asking
from kg.views import html as pages
from kg.views.graph import read
from kg.views.near import near
from kg.views.reading import Line, named
from kg.views.select import ViewError
from kg.views.site import Site

_WHOLE: Final = 150_000
"""Quads of a store that is shown whole: about 3,000 entities, which take a worker five seconds."""
_MOST: Final = 600
_PROPOSED: Final = 40


class _TooLargeError(Exception):
    """The store is too large for one page, and nothing says what of it is wanted."""


def view(desk: Desk, request: Request) -> Reply:
    """The page that the path names; ``Refusal`` (404) where there is no such picture, or nothing to show in it."""
    kind, _, which = request.name.strip("/").partition("/")
    make = {
        "": _picture,
        "timeline": _picture,
        "matrix": _picture,
        "map": _picture,
        "document": _document,
        "query": _query,
        "story": _story,
    }.get(kind)
    if make is None or (which and kind != "story"):
        raise Refusal(404, "There is nothing at this path.")
    try:
        text = make(desk, request)
    except _TooLargeError:
        return _choose(desk, request)
    except ViewError as error:
        raise Refusal(404, f"{error.problem}\n{error.cure}") from None
    # The page brings its own rules, with the hashes of its scripts; what is sent beside them must not be stricter.
    rules = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    policy = (rules[1].replace("&#39;", "'") if rules else "default-src 'none'") + "; frame-ancestors 'none'"
    return Reply(text.encode(), "text/html; charset=utf-8", headers=(("Content-Security-Policy", policy),))


def offered(desk: Desk) -> list[tuple[str, str]]:
    """The pictures of the whole store, each with its path."""
    found = [("graph", "/view"), *((kind, f"/view/{kind}") for kind in ("timeline", "matrix", "map"))]
    if asking.there():
        found.append(("query", "/view/query"))
    return found + [("story", f"/view/story/{name}") for name, _ in desk.settings.stories[:1]]


def titled(desk: Desk, lang: str) -> list[tuple[str, str]]:
    """Names and paths of the pictures, and of all stories, for a list of links."""
    found = [(pages.strings()[f"kind.{kind}"][lang], path) for kind, path in offered(desk) if kind != "story"]
    return found + [(story.title or name, f"/view/story/{name}") for name, story in desk.settings.stories]


def questions(store: Store) -> asking.Questions:
    """The catalogue as a page of questions carries it."""
    asked = [{**asdict(each), "body": each.body} for each in catalogue().values()]
    for each in asked:
        del each["sparql"]
    return asking.Questions(asked, MARK, TYPES, known(store.base))


def _picture(desk: Desk, request: Request) -> str:
    kind: Any = request.name.strip("/") or "graph"
    focus = [_meant(desk, name) for name in request.every("focus")]
    depth = request.value("depth")
    steps = int(depth) if re.fullmatch("[0-6]", depth) else 1
    options: dict[str, Any] = {"focus": focus, "depth": steps, "documents": request.every("document")}
    options |= {"types": request.every("type"), "predicates": request.every("predicate")}
    if re.fullmatch(r"0?\.\d+|1|0", request.value("confidence")):
        options["min_confidence"] = float(request.value("confidence"))
    if kind == "graph":
        options |= {key: request.value(key) for key in ("layout", "colour") if request.value(key) in _KNOWN[key]}
    data = _data(desk, focus, max(steps, 1 if kind == "graph" else 2), request.every("document"))
    return pages.render(data, kind, lang=request.lang, site=_site(desk, request), **options)


_KNOWN: Final = {"layout": ("force", "region", "time", "circle"), "colour": ("type", "community")}


def _document(desk: Desk, request: Request) -> str:
    wanted = request.value("document").removeprefix("document/")
    data = _data(desk, (), 0, [wanted] if wanted else ())
    source = named(read(data), wanted)
    text = text_of(desk, source)
    if text is None:
        raise Refusal(
            404, f"The file of {source.key.removeprefix('document/')} is not there as it was when it was read."
        )
    lines = list(_lines(text))
    return pages.document(data, source.key, lines, lang=request.lang, site=_site(desk, request))


def _lines(text: Document) -> Iterator[Line]:
    return (Line.of(text.text, each) for article in articles(text) for each in article.sentences)


def _query(desk: Desk, request: Request) -> str:
    if len(desk.store) > _WHOLE:
        raise Refusal(404, "The store is too large to be carried in a page; ask it at /sparql and /questions.")
    return pages.query(desk.store, questions(desk.store), lang=request.lang, site=_site(desk, request))


def _story(desk: Desk, request: Request) -> str:
    name = request.name.strip("/").removeprefix("story").strip("/")
    telling = dict(desk.settings.stories).get(name)
    if telling is None:
        raise Refusal(404, f"There is no story {name!r}.")
    return pages.story(_data(desk, (), 0, ()), telling, lang=request.lang, site=_site(desk, request))


def _data(desk: Desk, focus: Iterable[str], depth: int, documents: Iterable[str]) -> Store | list[Quad]:
    """The store, or of a large one what lies around the focus or stands in the documents."""
    store = desk.store
    if len(store) <= _WHOLE:
        return store
    if focus:
        return near(store.data, [store.base + key for key in focus], depth=depth, most=_MOST)
    names = [store.base + "document/" + each.removeprefix("document/") for each in documents]
    if names:
        return [quad for name in names for quad in store.quads(name)]
    raise _TooLargeError


def _meant(desk: Desk, name: str) -> str:
    """The key of the entity that a name means. Raises ``Refusal`` (404) for none and for several."""
    found = find(desk.store, name)
    if len(found) == 1:
        return found[0].key
    several = "; ".join(f"{each.name} = {each.key}" for each in found[:10])
    raise Refusal(404, f"{name!r} may be any of {several}." if found else f"Nothing here is called {name!r}.")


def _choose(desk: Desk, request: Request) -> Reply:
    """A page that offers entities to start from."""
    store = desk.store
    mentions = Counter(quad.subject for quad in store.data.quads_for_pattern(None, cy("mentionedIn"), None))
    first = nsmallest(_PROPOSED, mentions.items(), key=lambda pair: (-pair[1], str(pair[0])))
    found = [candidate(store, node) for node, _ in first if isinstance(node, NamedNode)]
    names = [(each.key, each.name) for each in found]
    path = "/view" + ("/" + request.name.strip("/") if request.name.strip("/") else "")
    return desk.page("choose.html", request, names=names, path=path)


def _site(desk: Desk, request: Request) -> Site:
    root, lang = desk.settings.root, f"?lang={request.lang}" if request.chosen else ""
    views = [(kind, root + path + lang) for kind, path in offered(desk)]
    return Site(f"{root}/{lang}", desk.path(""), views, lang)


__all__ = ["offered", "questions", "titled", "view"]
