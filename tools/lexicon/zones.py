"""Adds the national development zones of the provinces to zones.tsv, from ``zones.tsv`` beside this file.

That list has a line for each province: code, kind, and the stems of the zones (苏州, 成都); ``@`` gives the division
that a zone lies in where its stem does not name one. Rows that stand in the table already are left as they are.

``python tools/lexicon/zones.py -o ontology/lexicon``
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.knowledge.lexicon import Lexicon, lexicon

HERE = Path(__file__).parent
KINDS = {
    "economic": (
        "经济技术开发区",
        ("国家级经济技术开发区", "经开区", "国家级经开区"),
        "商务部 国家级经济技术开发区名单",
    ),
    "technology": (
        "高新技术产业开发区",
        ("国家高新技术产业开发区", "高新区", "国家高新区"),
        "科学技术部 国家高新技术产业开发区名单",
    ),
}


def place_of(name: str, province: str, known: Lexicon) -> str:
    """The code of a division of the province; raises ``ValueError`` if the name tells none."""
    found = [
        code
        for code in known.resolve(name, year=2025)
        if code.startswith(province[:2]) and known.divisions[code].level != "province"
    ]
    if not found and known.resolve(name)[:1] == (province,):
        return province
    if not found:
        raise ValueError(f"{name} names no division of {province}")
    return found[0]


def rows(known: Lexicon) -> list[tuple[str, str, str, str]]:
    """The rows of the list; zones whose name or a short form is in the table already are left out."""
    taken = {form for zone in known.zones for form in (zone.name, *zone.short)}
    made = []
    for line in (HERE / "zones.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        province, kind, stems = line.split("\t")
        tail, short, source = KINDS[kind]
        for item in stems.split():
            stem, _, place = item.partition("@")
            forms = tuple(form for form in (stem + each for each in short) if form not in taken)
            if stem + tail not in taken:
                taken |= {stem + tail, *forms}
                made.append((stem + tail, "|".join(forms), place_of(place or stem, province, known), source))
    return made


def main() -> None:
    """Rewrites zones.tsv."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-o", "--output", type=Path, required=True)
    path = parser.parse_args().output / "zones.tsv"
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    lines += ["\t".join(row) for row in rows(lexicon())]
    path.write_text("\n".join([header, *sorted(lines, key=lambda line: line.split("\t"))]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
