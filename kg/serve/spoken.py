"""Questions in Chinese: what was understood, the answer in words, and the rows and sentences that it rests on."""

from __future__ import annotations

from typing import Final

from kg.model import today
from kg.query.catalogue import catalogue
from kg.query.spoken import AmbiguousError, NotUnderstoodError, replied, understand
from kg.serve.desk import Desk
from kg.serve.settings import Reply, Request
from kg.serve.tables import table

_LONGEST: Final = 300
_MARKS: Final = ("?", "\N{FULLWIDTH QUESTION MARK}")


def asks(desk: Desk, text: str) -> bool:
    """Whether the text is a question: written as one, or understood as one."""
    if text.endswith(_MARKS):
        return True
    try:
        understand(text, desk.store, today=today())
    except AmbiguousError:
        return True
    except NotUnderstoodError:
        return False
    return True


def spoken(desk: Desk, request: Request) -> Reply:
    """The page of a question in Chinese; 404 where it is not understood, with three that are."""
    text = request.value("q").strip()[:_LONGEST]
    found, unclear, several = None, None, None
    if text:
        try:
            found = replied(desk.store, understand(text, desk.store, today=today()))
        except NotUnderstoodError as error:
            unclear = error
        except AmbiguousError as error:
            several = error.candidates
    return desk.page(
        "ask.html",
        request,
        status=404 if unclear or several else 200,
        q=text,
        reply=found,
        question=catalogue()[found.understood.name] if found else None,
        result=table(desk, found.rows) if found else None,
        unclear=unclear,
        several=several or (),
        limit=desk.settings.limit,
    )
