"""The view of a document by its format."""

from __future__ import annotations

from kg.model import Document
from kg.read.view import View, plain


def view(document: Document) -> View:
    """What of the document is text."""
    return plain(document.text)
