"""What a page's scripts read: everything as JSON, with indices instead of keys, so that the file stays small."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from kg.knowledge.terms import Term, terms
from kg.views.names import syllables
from kg.views.network import styles
from kg.views.select import Selection
from kg.views.things import Passage, Statement, Thing


def payload(selection: Selection, *, title: str, lang: str) -> dict[str, Any]:
    """What every page carries: types, predicates, documents, entities, statements; and what is shown first."""
    graph = selection.graph
    numbers = {key: number for number, key in enumerate(graph)}
    documents = {key: number for number, key in enumerate(graph.graph["documents"])}
    found = facts(graph)
    return {
        "title": title,
        "lang": lang,
        "types": _types(graph),
        "predicates": _predicates(predicate for _, _, predicate, _ in found),
        "modalities": {term.notation: dict(term.label) for term in terms().values() if term.notation},
        "documents": [
            {
                "id": key.removeprefix("document/"),
                "title": each.title,
                "date": each.date,
                "source": each.source,
                "py": " ".join(syllables(each.title)),
            }
            for key, each in graph.graph["documents"].items()
        ],
        "nodes": [_node(data["thing"], documents) for _, data in graph.nodes(data=True)],
        "statements": [
            _stated(numbers[subject], numbers.get(target, target), predicate, statement, documents)
            for subject, target, predicate, statement in found
        ],
        "first": [numbers[key] for key in selection.first],
        "focus": [numbers[key] for key in selection.focus],
    }


def facts(graph: nx.MultiDiGraph) -> list[tuple[str, str, str, Statement | None]]:
    """Subject, object, predicate and statement of everything in the order in which pages number it: dates last."""
    dated: list[Statement] = graph.graph["dated"]
    found = [(a, b, data["predicate"], data["statement"]) for a, b, data in graph.edges(data=True)]
    return found + [(each.subject, each.object, each.predicate, each) for each in dated]


def _types(graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    used = {data["type"] for _, data in graph.nodes(data=True)}
    fine = {
        name: sorted({data["thing"].fine for _, data in graph.nodes(data=True) if data["type"] == name})
        for name in used
    }
    return [
        {
            "id": name,
            **_labels(terms().get(name), name),
            **style,
            "fine": {each: _labels(terms().get(each), each) for each in fine[name]},
        }
        for name, style in styles().items()
        if name in used
    ]


def _predicates(used: Iterable[str]) -> list[dict[str, Any]]:
    there = set(used)
    order = [name for name in terms() if name in there] + sorted(there - terms().keys())
    found = []
    for name in order:
        term = terms().get(name)
        inverse = {f"{lang}_inverse": text for lang, text in term.inverse_label.items()} if term else {}
        found.append({"id": name, "symmetric": bool(term and term.symmetric), **_labels(term, name), **inverse})
    return found


def _labels(term: Term | None, name: str) -> dict[str, str]:
    labels = term.label if term else {}
    return {lang: labels.get(lang, name) for lang in ("zh", "en")}


def _node(thing: Thing, documents: dict[str, int]) -> dict[str, Any]:
    typed = [form for form in thing.pinyin if " " in form] or [thing.label]
    return {
        "id": thing.key,
        "label": thing.label,
        "names": list(thing.names),
        "type": thing.type,
        "fine": thing.fine,
        "code": thing.code,
        "py": list(dict.fromkeys(" ".join(syllables(form)) for form in typed)),
        "docs": [documents[key] for key in thing.documents if key in documents],
        "merges": [[name, rule, documents.get(document)] for name, rule, document in thing.merges],
    }


def _stated(
    subject: int, target: int | str, predicate: str, statement: Statement | None, documents: dict[str, int]
) -> dict[str, Any]:
    fact: dict[str, Any] = {"s": subject, "p": predicate, "o": target}
    if statement is None:
        return fact
    return fact | {
        "id": statement.key.removeprefix("statement/"),
        "c": statement.confidence,
        "m": statement.modality,
        "r": statement.rule,
        "from": statement.earliest,
        "to": statement.latest,
        "title": statement.title,
        "ev": [_evidence(each, documents) for each in statement.passages if each.document in documents],
    }


def _evidence(passage: Passage, documents: dict[str, int]) -> dict[str, Any]:
    return {
        "d": documents[passage.document],
        "parts": [list(part) for part in passage.parts],
        "at": [passage.start, passage.end],
    }
