"""The explorer: one self-contained page, opened from a file, a notebook or a server.

Nothing in it is loaded from any host. Its content security policy allows two scripts and one style sheet by their
SHA-256, and nothing else; what comes from documents stands in a JSON block and is only ever written as text.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Unpack

import jinja2
import networkx as nx
from markupsafe import Markup
from pyoxigraph import Quad

from kg.knowledge.terms import Term, terms
from kg.views.graph import Dataset, Passage, Statement, Thing, read
from kg.views.names import syllables
from kg.views.network import Picture, picture, script, styles
from kg.views.select import Choice, Options, Selection, select

_SCRIPTS = ("data", "state", "search", "picture", "labels", "filters", "panel", "tables", "export", "main")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``html`` is the whole of it. In a notebook it shows itself."""

    html: str

    def _repr_html_(self) -> str:
        """The page in a frame of its own, so that neither its style nor its scripts touch the notebook."""
        return (
            f'<iframe srcdoc="{html.escape(self.html)}" width="100%" height="720" '
            'sandbox="allow-scripts allow-downloads allow-popups" loading="lazy"></iframe>'
        )

    def save(self, path: str | Path) -> Path:
        """Write the page to a file (UTF-8) and return its path."""
        target = Path(path)
        target.write_text(self.html, encoding="utf-8", newline="\n")
        return target

    @classmethod
    def of(
        cls,
        dataset: Dataset | Iterable[Quad],
        *,
        title: str | None = None,
        lang: str = "zh",
        **options: Unpack[Options],
    ) -> Page:
        """The page of a dataset; see ``render``."""
        return cls(render(dataset, title=title, lang=lang, **options))


def render(
    dataset: Dataset | Iterable[Quad],
    *,
    title: str | None = None,
    lang: str = "zh",
    **options: Unpack[Options],
) -> str:
    """The page of a dataset as HTML; the same dataset and options give the same text.

    ``title`` heads the page, ``lang`` is the language of its interface (``zh`` or ``en``; the page can switch), the
    other keywords are those of ``kg.views.select.Choice``. Raises ``kg.views.select.ViewError`` where nothing can be
    shown as asked.
    """
    selection = select(read(dataset), Choice(**options))
    strings = json.loads(_file("strings.json"))
    data = _data(selection, picture(selection), title=title or strings["title"][lang], lang=lang)
    data["strings"] = strings
    library = _closed(script())
    program = _closed(_program())
    style = _file("page.css")
    page = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    policy = (
        f"default-src 'none'; script-src {_allowed(library)} {_allowed(program)}; style-src {_allowed(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return page.from_string(_file("page.html.j2")).render(
        lang={"zh": "zh-Hans", "en": "en"}[lang],
        title=data["title"],
        policy=policy,
        style=Markup(style),  # noqa: S704 - our own files, checked by their hash in the policy
        library=Markup(library),  # noqa: S704 - likewise
        program=Markup(program),  # noqa: S704 - likewise
        data=Markup(_json(data)),  # noqa: S704 - escaped so that no markup can be in it
    )


def _file(name: str) -> str:
    return (files("kg.views") / "page" / name).read_text(encoding="utf-8")


def _program() -> str:
    parts = "\n".join(_file(f"{name}.js") for name in _SCRIPTS)
    return f'(function () {{\n"use strict";\n{parts}\nstart();\n}})();\n'


def _closed(text: str) -> str:
    """A script that cannot end its own element."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _allowed(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _json(data: object) -> str:
    """JSON in which no character can open or close an element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _data(selection: Selection, drawn: Picture, *, title: str, lang: str) -> dict[str, Any]:
    """What the page's scripts read: indices instead of keys, so that the file stays small."""
    graph = selection.graph
    numbers = {key: number for number, key in enumerate(graph)}
    documents = {key: number for number, key in enumerate(graph.graph["documents"])}
    dated: list[Statement] = graph.graph["dated"]
    edges = [(a, b, data["predicate"], data["statement"]) for a, b, data in graph.edges(data=True)]
    edges += [(each.subject, each.object, each.predicate, each) for each in dated]
    return {
        "title": title,
        "lang": lang,
        "types": _types(graph),
        "predicates": _predicates(predicate for _, _, predicate, _ in edges),
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
            for subject, target, predicate, statement in edges
        ],
        "first": [numbers[key] for key in selection.first],
        "focus": [numbers[key] for key in selection.focus],
        "network": {"nodes": drawn.nodes, "edges": drawn.edges, "options": drawn.options},
    }


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
