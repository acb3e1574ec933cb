"""A page that answers SPARQL by itself: it carries the data, the questions, and Oxigraph as WebAssembly."""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final

from pyoxigraph import Quad

from kg.views.graph import quads
from kg.views.select import ViewError
from kg.views.things import Dataset

_FILES: Final = ("oxigraph.js", "oxigraph.wasm")


@dataclass(frozen=True, slots=True)
class Questions:
    """Ready-made questions for the page, as plain data.

    ``asked`` holds for each its ``name``, ``summary``, ``note``, ``parameters``, ``example`` and ``body``, as
    ``dataclasses.asdict`` makes them of ``kg.query.catalogue.Question``; ``mark`` is the comment in a body at which the
    values of parameters are written, ``kinds`` says which coarse classes of things a type of parameter takes, and
    ``prefixes`` are known to every query.
    """

    asked: Sequence[Mapping[str, Any]] = ()
    mark: str = "# parameters"
    kinds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)

    def data(self, base: str) -> dict[str, Any]:
        """What the page's script reads; ``base`` is the beginning of the dataset's IRIs."""
        return {
            "base": base,
            "mark": self.mark,
            "kinds": {name: list(classes) for name, classes in self.kinds.items()},
            "prefixes": {**self.prefixes, "id": base},
            "questions": list(self.asked),
        }


def there() -> bool:
    """Whether `make assets` has brought the files (a wheel may carry them too)."""
    folder = files("kg.views") / "assets"
    return all((folder / name).is_file() for name in _FILES)


def blocks(dataset: Dataset | Iterable[Quad]) -> dict[str, str]:
    """What the page carries beside its data: id of a script element → its text.

    ``engine`` is Oxigraph's JavaScript and the program of the worker that runs it; ``wasm`` and ``quads`` (N-Quads,
    sorted) are compressed by gzip and written in base64. Raises ``ViewError`` where Oxigraph is not there.
    """
    if not there():
        raise ViewError(
            "A page that answers SPARQL carries Oxigraph for the browser, and its files are not here"
            f" ({', '.join(f'kg/views/assets/{name}' for name in _FILES)}).",
            cure="`make assets` in the source tree fetches them by npm, from the lock file.",
        )
    folder = files("kg.views")
    engine = _script((folder / "assets" / "oxigraph.js").read_text(encoding="utf-8"))
    worker = (folder / "page" / "worker.js").read_text(encoding="utf-8")
    lines = sorted(f"{quad} ." for quad in quads(dataset))
    return {
        "engine": f"{engine}\n{worker}",
        "wasm": _packed((folder / "assets" / "oxigraph.wasm").read_bytes()),
        "quads": _packed("\n".join(lines).encode("utf-8")),
    }


def _script(module: str) -> str:
    """A module as a plain script: browsers start no worker from a module that a page opened from a file carries."""
    kept = re.sub(r"^export (?=(?:async )?(?:class|function)\b)", "", module, flags=re.MULTILINE)
    return re.sub(r"^export \{[^}]*\};?$", "", kept, flags=re.MULTILINE).replace("import.meta.url", "location.href")


def _packed(data: bytes) -> str:
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode("ascii")
