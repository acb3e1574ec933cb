"""From files to documents, articles and sentences; every character leads back to its place in the original."""

from kg.read.articles import articles
from kg.read.documents import read
from kg.read.errors import ReadError
from kg.read.manifest import Manifest, manifest_of
from kg.read.sources import Source, find

__all__ = ["Manifest", "ReadError", "Source", "articles", "find", "manifest_of", "read"]
