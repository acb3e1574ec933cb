"""Sentences → mentions: names with their finest class, by grammar and lexicon; overlaps settled by one policy."""

from kg.mention.dates import Resolver
from kg.mention.recognise import recognise

__all__ = ["Resolver", "recognise"]
