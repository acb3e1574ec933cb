"""The version of the extractor: what a document's graph depends on besides the document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import kg
from kg.resources import ontology

# A change in any of these files builds every document anew.
_PACKAGE: Final = ("model.py", "extract.py", "knowledge", "read", "mention", "entity", "relate", "rdf")
_ONTOLOGY: Final = ("chuanyu.ttl", "lexicon", "rules")


@cache
def version() -> str:
    """The version of the package, and a hash of the files that a graph depends on."""
    digest = hashlib.sha256()
    for root, names in ((Path(kg.__file__).parent, _PACKAGE), (ontology(), _ONTOLOGY)):
        for path in sorted(_files(root, names), key=lambda path: path.relative_to(root).as_posix()):
            digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{kg.__version__} {digest.hexdigest()[:16]}"


def _files(root: Path, names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        path = root / name
        inside = path.rglob("*") if path.is_dir() else [path]
        yield from (each for each in inside if each.suffix in {".py", ".tsv", ".toml", ".ttl"} and each.is_file())
