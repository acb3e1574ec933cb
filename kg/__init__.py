"""chuanyu-kg: from Chinese newspaper pages to a knowledge graph in which every fact leads back to its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph

__version__ = "0.1.0"
__all__ = ["Graph", "__version__"]


def __getattr__(name: str) -> object:
    """``Graph``, imported when it is first asked for, so that ``import kg`` and ``kg --help`` stay quick."""
    if name == "Graph":
        from kg.graph import Graph

        return Graph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
