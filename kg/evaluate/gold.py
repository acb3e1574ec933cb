"""Gold answers: their files, and the texts that they are about."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from kg.model import Extraction

Gold: TypeAlias = Mapping[str, Any]


def load(path: Path) -> Gold:
    """Read one gold file; ``ValueError`` names the file where it is none."""
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path}: no gold file: {error}") from error
    if not isinstance(gold, dict) or not {"doc", "entities", "relations"} <= gold.keys():
        raise ValueError(f"{path}: no gold file: it needs doc, entities and relations")
    return gold


def text_of(document: str, folders: Sequence[Path]) -> Path:
    """The text file of a gold document: ``ID.txt``, ``ID_….txt`` or another format; ``FileNotFoundError``."""
    for folder in folders:
        found = sorted(path for pattern in (f"{document}.*", f"{document}_*.*") for path in folder.glob(pattern))
        texts = [path for path in found if path.suffix != ".json"]
        if texts:
            return texts[0]
    looked = ", ".join(map(str, folders)) or "no folder (give --texts DIR)"
    raise FileNotFoundError(f"no text for document {document} in {looked}")


def extract_alone(gold: Gold, folders: Sequence[Path]) -> Extraction:
    """Read and extract a gold document's text, alone and with its publication date."""
    from kg.extract import extract
    from kg.model import Document
    from kg.read import read

    path = text_of(gold["doc"], folders)
    for document in read(path, published=gold.get("published")):
        if isinstance(document, Document):
            return extract(document)
        raise document
    raise ValueError(f"{path}: no document in it")
