"""Pages: the explorer and the other pictures, each one self-contained, opened from a file, a notebook or a server.

Nothing in a page is loaded from any host. Its content security policy allows its scripts and its style sheet by their
SHA-256, and nothing else; what comes from documents stands in a JSON block and is only ever written as text.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal, Unpack

import jinja2
from markupsafe import Markup
from pyoxigraph import Quad

from kg.views import asking, webgl
from kg.views.graph import read
from kg.views.network import palette, picture, script
from kg.views.old import places
from kg.views.payload import payload
from kg.views.reading import Line, marked_lines
from kg.views.scenes import Kind, chart, grouping, scene
from kg.views.select import MOST_NODES, Choice, Options, Selection, select
from kg.views.site import Site
from kg.views.story import Story, told
from kg.views.things import Dataset

_COMMON: Final = ("data", "dom", "evidence", "files")
_SCENE: Final = (*_COMMON, "search", "scenes", "shell")
_EXPLORER: Final = ("filters", "panel", "tables", "export", "main")
_VERBS: Final = ("joined", "state", "layouts", "search", "find", "verbs", "folds", "settle")
_GRAPH: Final = ("pairs", *_VERBS, "picture", "labels", *_EXPLORER)
_SCRIPTS: Final[Mapping[str, tuple[str, ...]]] = {
    "graph": (*_COMMON, *_GRAPH),
    "timeline": (*_SCENE, "timeline"),
    "matrix": (*_SCENE, "matrix"),
    "map": (*_SCENE, "map"),
    "document": (*_SCENE, "document"),
    "query": (*_SCENE, "query"),
    "large": (*_COMMON, "cloud", *_VERBS, "large", "labels", *_EXPLORER),
    "story": (*_COMMON, *_GRAPH, "scenes", "timeline", "matrix", "map", "story"),
}
_LAYOUTS: Final = {"force": None, "region": "region", "time": "time", "circle": "circle"}
_COLOURS: Final = {"type": None, "community": "group"}
_DRAWN: Final = ("graph", "story")  # pages that carry vis-network


class PageOptions(Options, total=False):
    """The keywords of ``Choice``, and for the graph what it starts with and a page whose nodes keep their places."""

    layout: Literal["force", "region", "time", "circle"]
    colour: Literal["type", "community"]
    layout_from: str | Path | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``html`` is the whole of it. In a notebook it shows itself."""

    html: str

    def _repr_html_(self) -> str:
        """The page in a frame of its own, so that neither its style nor its scripts touch the notebook."""
        return (
            f'<iframe srcdoc="{html.escape(self.html)}" width="100%" height="720" '
            'sandbox="allow-scripts allow-forms allow-downloads allow-popups" loading="lazy"></iframe>'
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
        kind: Kind = "graph",
        *,
        title: str | None = None,
        lang: str = "zh",
        **options: Unpack[PageOptions],
    ) -> Page:
        """The page of a dataset; see ``render``."""
        return cls(render(dataset, kind, title=title, lang=lang, **options))


def render(
    dataset: Dataset | Iterable[Quad],
    kind: Kind = "graph",
    *,
    title: str | None = None,
    lang: str = "zh",
    site: Site | None = None,
    **options: Unpack[PageOptions],
) -> str:
    """The page of a dataset as HTML; the same dataset and options give the same text.

    ``kind`` is the picture: ``graph``, ``timeline``, ``matrix`` or ``map``. ``title`` heads the page, ``lang`` is the
    language of its interface (``zh`` or ``en``; the page can switch), ``site`` the server that gives it out, if any;
    the other keywords are those of ``PageOptions``. Raises ``kg.views.select.ViewError`` where nothing
    can be shown as asked.
    """
    if kind != "graph":  # only the picture of the graph grows unreadable with its nodes
        # Two parties are two steps apart: one to the agreement, one back.
        options = {**options, "max_nodes": 1 << 40, "near": True, "depth": max(2, options.get("depth", 2))}
    chosen: Any = {name: value for name, value in options.items() if name in Options.__annotations__}
    if kind == "graph" and webgl.there():
        chosen.setdefault("max_nodes", webgl.MOST_NODES)
    selection = select(read(dataset), Choice(**chosen))
    data = payload(selection, title=title or heading(kind, lang), lang=lang)
    data |= _around(kind, title, site)
    drawn: str = kind
    if kind == "graph" and len(selection.graph) > MOST_NODES and webgl.there():
        drawn = "large"
        data |= {"cloud": webgl.cloud(selection.graph), "palette": palette(), **grouping(selection.graph)}
    elif kind == "graph":
        data |= _drawn(selection, options.get("layout_from"))
    else:
        data |= scene(selection.graph)
    if kind == "graph":
        layout, colour = options.get("layout", "force"), options.get("colour", "type")
        data["start"] = {"layout": _LAYOUTS[layout], "colour": _COLOURS[colour]}
    if kind == "map":
        data["chart"] = chart()
    return assemble(drawn, data)


def document(
    dataset: Dataset | Iterable[Quad],
    key: str,
    lines: Iterable[Line],
    *,
    title: str | None = None,
    lang: str = "zh",
    site: Site | None = None,
) -> str:
    """The page of one document (its key) with every name and statement marked in its ``lines``."""
    graph = read(dataset)
    selection = select(graph, Choice(documents=[key], max_nodes=1 << 40))
    data = payload(selection, title=title or graph.graph["documents"][key].title, lang=lang)
    data |= {
        "reading": {"lines": marked_lines(selection.graph, key, lines)},
        **_around("document", data["title"], site),
    }
    return assemble("document", data)


def query(
    dataset: Dataset | Iterable[Quad],
    questions: asking.Questions | None = None,
    *,
    title: str | None = None,
    lang: str = "zh",
    site: Site | None = None,
) -> str:
    """The page that answers SPARQL and the ``questions`` by itself, from the data that it carries.

    Raises ``kg.views.select.ViewError`` where Oxigraph's files for the browser are not there.
    """
    carried = asking.blocks(dataset)
    graph = read(dataset)
    data = payload(select(graph, Choice(max_nodes=1 << 40)), title=title or heading("query", lang), lang=lang)
    data |= {"ask": (questions or asking.Questions()).data(graph.graph["base"]), **_around("query", title, site)}
    return assemble("query", data, carried)


def story(
    dataset: Dataset | Iterable[Quad],
    telling: Story,
    *,
    lang: str = "zh",
    layout_from: str | Path | None = None,
    site: Site | None = None,
    **options: Unpack[Options],
) -> str:
    """The page of a story: its views in their order, each with its text; ``layout_from`` as for ``render``."""
    choice = Choice(**options)
    selection = select(read(dataset), choice)
    steps, shown = told(selection.graph, telling, choice)
    selection = replace(selection, first=tuple(sorted(shown)))
    data = payload(selection, title=telling.title or heading("story", lang), lang=lang)
    data |= _drawn(selection, layout_from) | _around("story", telling.title, site)
    data |= {**scene(selection.graph), "chart": chart(), "story": steps, "lead": telling.lead.strip()}
    return assemble("story", data)


def _drawn(selection: Selection, layout_from: str | Path | None) -> dict[str, Any]:
    """What the explorer has beyond the common data: the picture, places for its columns, computed groups."""
    drawn = picture(selection, layout_from=places(layout_from) if layout_from else None)
    return {
        "network": {"nodes": drawn.nodes, "edges": drawn.edges, "options": drawn.options},
        "start": {"layout": None, "colour": None},
        "palette": palette(),
        **grouping(selection.graph),
    }


def _around(kind: str, title: str | None, site: Site | None) -> dict[str, Any]:
    """The name of the page that follows its language, where nobody gave it a title; and the server around it."""
    return {"heading": None if title else _named(kind), "site": site.data() if site else None}


def _named(kind: str) -> str:
    return "title" if kind == "graph" else f"kind.{kind}"


def heading(kind: str, lang: str) -> str:
    """What a page is called where nobody gives a title."""
    return strings()[_named(kind)][lang]


def strings() -> dict[str, dict[str, str]]:
    """The texts of the interface: key → language → text."""
    found: dict[str, dict[str, str]] = json.loads(_file("strings.json"))
    return found


def assemble(kind: str, data: Mapping[str, Any], blocks: Mapping[str, str] | None = None) -> str:
    """The page of these data: template, style and scripts of its kind, and the policy that allows just these.

    ``blocks`` are texts that the scripts find under an id and the browser does not run.
    """
    libraries = [script()] if kind in _DRAWN else webgl.scripts() if kind == "large" else []
    scripts = [_closed(text) for text in (*libraries, _program(_SCRIPTS[kind]))]
    style = _file("page.css")
    page = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        loader=jinja2.FunctionLoader(_file),
        trim_blocks=True,
    )
    allowed, more = " ".join(map(_allowed, scripts)), ""
    if kind == "query":  # Oxigraph runs in a worker that the page makes of what it carries
        allowed, more = f"{allowed} 'wasm-unsafe-eval'", "; worker-src blob:"
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src {_allowed(style)}; "
        f"img-src data:; base-uri 'none'; form-action 'none'{more}"
    )
    return page.get_template("graph.html.j2" if kind in {*_DRAWN, "large"} else "scene.html.j2").render(
        kind=kind,
        lang={"zh": "zh-Hans", "en": "en"}[data["lang"]],
        title=data["title"],
        site=data.get("site"),
        policy=policy,
        style=Markup(style),  # noqa: S704 - our own files, checked by their hash in the policy
        scripts=[Markup(text) for text in scripts],  # noqa: S704 - likewise
        blocks={name: Markup(_closed(text)) for name, text in (blocks or {}).items()},  # noqa: S704 - it is not run
        data=Markup(_json({**data, "kind": kind, "strings": strings()})),  # noqa: S704 - no markup can be in it
    )


def _file(name: str) -> str:
    return (files("kg.views") / "page" / name).read_text(encoding="utf-8")


def _program(names: Iterable[str]) -> str:
    parts = "\n".join(_file(f"{name}.js") for name in names)
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
