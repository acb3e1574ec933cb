"""Where the data files of ``ontology/`` lie: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def ontology() -> Path:
    """The folder with the ontology, lexicon, rules and queries."""
    package = Path(__file__).parent
    installed = package / "ontology"
    return installed if installed.is_dir() else package.parent / "ontology"
