"""Precision, recall and F1 per type and predicate against gold answers.

The rules are those of the answers' guidelines: a predicted entity matches a gold one when one of its labels equals
the name or an alias and its coarse type is allowed; one prediction for one answer; optional answers and what touches
them count on neither side; all figures are micro-averages over documents.
"""

from kg.evaluate.answer import Answer, normal
from kg.evaluate.gold import Gold, extract_alone, load, text_of
from kg.evaluate.score import Error, Figures, Score, Tally

__all__ = ["Answer", "Error", "Figures", "Gold", "Score", "Tally", "extract_alone", "load", "normal", "text_of"]
