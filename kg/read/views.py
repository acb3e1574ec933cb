"""The view of a document by its format."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model import Document
from kg.read.html import html
from kg.read.markdown import markdown
from kg.read.sources import HTML, MARKDOWN, suffix
from kg.read.view import View, plain

_HEADINGS = re.compile(r"^#{1,6} \S", re.MULTILINE)
_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)?(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)


def is_html(text: str) -> bool:
    """Whether a text begins like a web page."""
    return _PAGE.match(text[:2000]) is not None


def form(path: str | None, text: str) -> str:
    """``html``, ``markdown`` or ``plain``: by the suffix of the file, or by what the text shows."""
    kind = suffix(path) if path else ""
    if kind in HTML or is_html(text):
        return "html"
    return "markdown" if kind in MARKDOWN or len(_HEADINGS.findall(text)) > 1 else "plain"


@lru_cache(maxsize=2)
def _view(kind: str, text: str) -> View:
    return {"html": html, "markdown": markdown, "plain": plain}[kind](text)


def view(document: Document) -> View:
    """What of the document is text."""
    return _view(form(document.path, document.text), document.text)
