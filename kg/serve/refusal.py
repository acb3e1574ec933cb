"""A refusal as an answer: a page for browsers, JSON for programs that want it, else a line of text."""

from __future__ import annotations

import json
from typing import Final

from kg.serve.messages import told
from kg.serve.negotiation import Format, NotAcceptableError, chosen
from kg.serve.settings import Refusal, Reply, Request

_TEXT: Final = Format("txt", "text/plain")
_JSON: Final = Format("json", "application/problem+json", ("application/json", "application/sparql-results+json"))
_HTML: Final = Format("html", "text/html")


def refused(refusal: Refusal, request: Request, *, root: str = "") -> Reply:
    """The reply that says so. A client that accepts none of the forms gets the text."""
    try:
        form = chosen((_TEXT, _JSON, _HTML), request.accept)
    except NotAcceptableError:
        form = _TEXT
    if form is _HTML:
        from kg.serve.desk import page

        reply = page(
            "refusal.html",
            request,
            root=root,
            status=refusal.status,
            refusal=refusal,
            detail=told(refusal.text, request.lang),
        )
        return Reply(reply.body, reply.media, refusal.status, (*reply.headers, *refusal.headers))
    text = refusal.text
    if form is _JSON:
        problem = {"title": text, "status": refusal.status, "line": refusal.line, "column": refusal.column}
        text = json.dumps({name: value for name, value in problem.items() if value is not None}, ensure_ascii=False)
    return Reply((text + "\n").encode(), form.content_type, refusal.status, refusal.headers)
