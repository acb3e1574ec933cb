"""Mentions → entities: one entity per thing inside the document, the same key for the same thing everywhere."""

from kg.entity.link import link
from kg.entity.people import scoped

__all__ = ["link", "scoped"]
