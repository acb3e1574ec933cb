"""What a worker has at hand: the store of the snapshot, the templates, and names for what is in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote, urlencode

import jinja2
from pyoxigraph import NamedNode

from kg import __version__
from kg.knowledge import terms
from kg.names import Candidate
from kg.query.engine import label_of
from kg.query.prefixes import known
from kg.rdf import cy
from kg.serve.files import SCRIPTED, editor
from kg.serve.settings import LANGUAGES, Reply, Request, Settings, identity_path
from kg.store import Store

_WIDER: Final = ("partOf", "jurisdiction", "subOrganizationOf")
_EDITORS: Final = ("editor.html", "refusal.html")


class Desk:
    """The store that is open now, and how pages are written about it."""

    def __init__(self, settings: Settings) -> None:
        """Open nothing yet."""
        self.settings = settings
        self._place = ""
        self._store: Store | None = None

    def at(self, place: str) -> None:
        """Open the snapshot, unless it is open already."""
        if place != self._place:
            if self._store:
                self._store.close()
            self._store, self._place = Store.open(place, read_only=True), place

    @property
    def store(self) -> Store:
        """The store; ``ValueError`` before ``at``."""
        if self._store is None:
            raise ValueError("no store is open")
        return self._store

    def path(self, key: str) -> str:
        """The path of a thing's page."""
        return self.settings.root + identity_path(self.store.base) + quote(key)

    def local(self, iri: str) -> str:
        """The path of the page of one of the store's own IRIs; empty for a foreign one."""
        base = self.store.base
        return self.path(iri.removeprefix(base)) if iri.startswith(base) and len(iri) > len(base) else ""

    def apart(self, thing: Candidate, lang: str) -> str:
        """What tells a thing from others of its name: its kind, and where it belongs."""
        kind = label(thing.type, lang)
        for way in _WIDER:
            quads = self.store.data.quads_for_pattern(NamedNode(thing.iri), cy(way), None)
            wider = min((quad.object.value for quad in quads if isinstance(quad.object, NamedNode)), default="")
            if wider:
                return f"{kind} · {label_of(self.store, wider) or wider}"
        return kind

    def page(self, template: str, request: Request, *, status: int = 200, **values: object) -> Reply:
        """A page from a template."""
        return page(template, request, root=self.settings.root, status=status, desk=self, **values)


def page(template: str, request: Request, *, root: str, status: int = 200, **values: object) -> Reply:
    """A page from a template, in the request's language."""
    told = strings(request.lang)
    # A language that the URL names goes along in all links; one that the browser wants need not.
    kept = {"lang": request.lang} if request.chosen else {}

    def to(path: str, **parameters: object) -> str:
        query = urlencode([*_flat(parameters), *kept.items()])
        return (root + path if not path.startswith(root) or not root else path) + (f"?{query}" if query else "")

    others = [lang for lang in LANGUAGES if lang != request.lang]
    scripted = template in _EDITORS and editor()
    text = (
        _templates()
        .get_template(template)
        .render(
            t=told,
            lang=request.lang,
            html_lang={"zh": "zh-Hans", "en": "en"}[request.lang],
            to=to,
            root=root,
            others=[(lang, strings(lang)["language"], _in(request, lang)) for lang in others],
            asked=request,
            label=lambda name, inverse=False: label(name, request.lang, inverse=inverse),
            version=__version__,
            kept=kept,
            scripted=scripted,
            words=_words if scripted else None,
            **values,
        )
    )
    headers = (("Content-Security-Policy", SCRIPTED),) if scripted else ()
    return Reply(text.encode(), "text/html; charset=utf-8", status, headers)


@cache
def _words() -> dict[str, object]:
    """What the editor completes: prefixes, and the terms of the ontology with their labels."""
    listed = [
        (f"cy:{name}", each.kind == "class", " ".join(dict.fromkeys(each.label.values())))
        for name, each in sorted(terms.terms().items())
    ]
    return {"prefixes": known(), "terms": listed}


def label(name: str, lang: str, *, inverse: bool = False) -> str:
    """What the ontology calls a term."""
    found = terms.terms().get(name)
    if found is None:
        return name
    labels = found.inverse_label if inverse and found.inverse_label else found.label
    return labels.get(lang) or name


def _flat(parameters: Mapping[str, object]) -> list[tuple[str, object]]:
    """Names and values, as often as a list has members; without those that are empty."""
    lists = ((name, value if isinstance(value, list) else [value]) for name, value in parameters.items())
    return [(name, value) for name, values in lists for value in values if value not in (None, "")]


def _in(request: Request, lang: str) -> str:
    """The same page in another language."""
    path = request.link.partition("?")[0]
    values = [(name, value) for name, value in request.values if name != "lang"]
    return f"{path}?{urlencode([*values, ('lang', lang)])}"


@cache
def strings(lang: str) -> dict[str, str]:
    """The words of the interface."""
    known: dict[str, dict[str, str]] = json.loads((files("kg.serve") / "strings.json").read_text(encoding="utf-8"))
    return {name: texts[lang] for name, texts in known.items()}


@cache
def _templates() -> jinja2.Environment:
    environment: Any = jinja2.Environment(
        loader=jinja2.PackageLoader("kg.serve", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    kept: jinja2.Environment = environment
    return kept
