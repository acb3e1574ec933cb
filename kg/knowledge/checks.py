"""The checks of ``ontology/checks/*.rq``: SPARQL queries that find what is wrong with a graph.

Each says the same as the shapes of ``ontology/shapes.ttl`` with the same message, and runs about ten times as fast.
Run ``check.sparql`` over the union of all named graphs (pyoxigraph: ``use_default_graph_as_union=True``); each solution
is a finding, ``?focus`` the node at fault and ``?value``, where bound, what is wrong about it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal

from kg.resources import ontology

Severity = Literal["Violation", "Warning"]
_FIELD = re.compile(r"# (message|message-zh|severity): (.+)")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: ``name`` is the file's stem, ``message`` maps ``en`` and ``zh`` to what a sound graph satisfies."""

    name: str
    message: Mapping[str, str]
    severity: Severity
    sparql: str = field(repr=False)


def _check(name: str, text: str) -> Check:
    fields = {match[1]: match[2] for match in map(_FIELD.fullmatch, text.splitlines()) if match}
    missing = {"message", "message-zh", "severity"} - fields.keys()
    if missing:
        raise ValueError(f"checks/{name}.rq lacks the head comment {', '.join(sorted(missing))}")
    severity: Severity = "Warning" if fields["severity"] == "Warning" else "Violation"
    return Check(name, MappingProxyType({"en": fields["message"], "zh": fields["message-zh"]}), severity, text)


@cache
def checks() -> tuple[Check, ...]:
    """All checks, by name; ``ValueError`` for a file whose head comment is incomplete."""
    paths = sorted((ontology() / "checks").glob("*.rq"))
    return tuple(_check(path.stem, path.read_text(encoding="utf-8")) for path in paths)
