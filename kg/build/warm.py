"""Imported once by the process that all workers are forked from: they then share the lexicon and the rules."""

from kg.extract import extract
from kg.kept import kept
from kg.knowledge.lexicon import lexicon
from kg.model import Document
from kg.relate.patterns import compiled

_NAMES = (division.name for division in lexicon().divisions.values())

extract(Document(id="warm", title="", text="".join(name for name, _ in zip(_NAMES, range(3), strict=False))))

for rule in compiled():
    _ = rule.regex  # compiled once, for all workers
kept().save()
