"""Small datasets for the tests of the views, in the RDF form that a build writes."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.model import When

BASE = "https://w3id.org/chuanyu-kg/id/"
CY = "https://w3id.org/chuanyu-kg/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
XSD = "http://www.w3.org/2001/XMLSchema#"
_COARSE = {"region": "Region", "organisation": "Organisation", "policy": "Policy"}
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def zh(text: str) -> Literal:
    """A Chinese text."""
    return Literal(text, language="zh")


def date(text: str) -> Literal:
    """A date as exact as it is given."""
    name = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
    return Literal(text, datatype=NamedNode(XSD + name))


class Sample:
    """A store that is filled one document at a time."""

    def __init__(self) -> None:
        self.store = Store()
        self.texts: dict[str, str] = {}

    def add(self, graph: str, subject: str, predicate: str, value: Literal | str) -> None:
        """One quad; ``subject`` and a value that is no literal are IRI tails (a whole IRI for a class)."""
        iri = value if isinstance(value, Literal) else NamedNode(value if ":" in value else BASE + value)
        graph_name = NamedNode(f"{BASE}document/{graph}")
        self.store.add(Quad(NamedNode(BASE + subject), NamedNode(predicate), iri, graph_name))

    def document(self, key: str, *, title: str, issued: str, source: str, text: str) -> None:
        """A document and its text."""
        self.texts[key] = text
        self.add(key, f"document/{key}", RDF + "type", CY + "Document")
        self.add(key, f"document/{key}", DCT + "title", zh(title))
        self.add(key, f"document/{key}", DCT + "issued", date(issued))
        self.add(key, f"document/{key}", DCT + "source", Literal(source))

    def entity(self, graph: str, key: str, spec: dict[str, object]) -> None:
        """An entity as one document knows it."""
        fine = str(spec["type"])
        coarse = _COARSE.get(key.partition("/")[0], fine)
        for name in {fine, coarse}:
            self.add(graph, key, RDF + "type", CY + name)
        for predicate in (SKOS + "prefLabel", RDFS + "label"):
            self.add(graph, key, predicate, zh(str(spec["name"])))
        for alias in spec.get("aliases", ()):  # type: ignore[attr-defined]
            self.add(graph, key, SKOS + "altLabel", zh(alias))
        if "code" in spec:
            self.add(graph, key, SKOS + "notation", Literal(str(spec["code"])))
        for name, predicate in (("part_of", "partOf"), ("jurisdiction", "jurisdiction")):
            if name in spec:
                self.add(graph, key, CY + predicate, str(spec[name]))
        if spec.get("mentioned", True):
            self.add(graph, key, CY + "mentionedIn", f"document/{graph}")

    def fact(  # noqa: PLR0913 - a statement has that many parts
        self,
        graph: str,
        subject: str,
        predicate: str,
        target: str,
        *,
        sentence: str,
        marks: dict[str, str],
        confidence: str = "0.93",
        modality: str = "asserted",
        title: str | None = None,
    ) -> None:
        """A statement, its evidence and, where it is asserted, the direct triple."""
        start = self.texts[graph].index(sentence)
        seed = "|".join((subject, predicate, target, graph, str(start)))
        digest = hashlib.sha256(seed.encode()).hexdigest()[:16]
        statement, evidence = f"statement/{digest}", f"evidence/{digest}"
        value: Literal | str = date(target) if _DATE.fullmatch(target) else target
        if modality == "asserted":
            self.add(graph, subject, CY + predicate, value)
        self.add(graph, statement, RDF + "type", CY + "Statement")
        self.add(graph, statement, RDF + "subject", subject)
        self.add(graph, statement, RDF + "predicate", CY + predicate)
        self.add(graph, statement, RDF + "object", value)
        self.add(graph, statement, CY + "rule", Literal(f"{predicate}-01"))
        self.add(graph, statement, CY + "confidence", Literal(confidence, datatype=NamedNode(XSD + "decimal")))
        self.add(graph, statement, CY + "modality", Literal(modality))
        self.add(graph, statement, PROV + "wasDerivedFrom", evidence)
        if title:
            self.add(graph, statement, CY + "postTitle", zh(title))
        if isinstance(value, Literal):
            when = When(target)
            self.add(graph, statement, CY + "earliest", date(when.earliest.isoformat()))
            self.add(graph, statement, CY + "latest", date(when.latest.isoformat()))
        self._evidence(graph, evidence, start, sentence, marks)

    def _evidence(self, graph: str, evidence: str, start: int, sentence: str, marks: dict[str, str]) -> None:
        self.add(graph, evidence, RDF + "type", CY + "Evidence")
        self.add(graph, evidence, OA + "hasSource", f"document/{graph}")
        self.add(graph, evidence, CY + "sentence", zh("".join(sentence.split("\n"))))
        for name, words in marks.items():
            # The words may be wrapped in the original: look for them with line breaks allowed anywhere.
            found = re.search(r"\n?".join(map(re.escape, words)), sentence)
            if found:
                place = f"char={start + found.start()},{start + found.end()}"
                self.add(graph, evidence, CY + name, Literal(place))
        self.add(graph, evidence, OA + "hasSelector", f"{evidence}/position")
        self.add(graph, evidence, OA + "hasSelector", f"{evidence}/quote")
        for name, offset in (("start", start), ("end", start + len(sentence))):
            value = Literal(str(offset), datatype=NamedNode(XSD + "nonNegativeInteger"))
            self.add(graph, f"{evidence}/position", OA + name, value)
        self.add(graph, f"{evidence}/quote", OA + "exact", zh(sentence))


def load(path: Path = Path(__file__).parent / "data" / "sample.toml") -> Store:
    """The dataset that a TOML file describes."""
    spec = tomllib.loads(path.read_text(encoding="utf-8"))
    sample = Sample()
    entities = spec["entities"]
    for document in spec["document"]:
        sample.document(
            document["id"],
            title=document["title"],
            issued=document["date"],
            source=document["source"],
            text=document["text"],
        )
    for graph, block in spec["facts"].items():
        used: set[str] = set()
        for line in block.strip().splitlines():
            used |= _fact(sample, graph, line)
        for key in sorted(used):
            sample.entity(graph, key, entities[key])
            for parent in (entities[key].get("part_of"), entities[key].get("jurisdiction")):
                if parent and parent not in used:
                    sample.entity(graph, parent, {**entities[parent], "mentioned": False})
    return sample.store


def _fact(sample: Sample, graph: str, line: str) -> set[str]:
    """Read one line ``subject=words | predicate | object=words | trigger | more``; the entities that it names."""
    subject, predicate, target, trigger, *more = (cell.strip() for cell in line.split("|"))
    subject, subject_words = subject.split("=", 1)
    target, target_words = target.split("=", 1)
    extra = more[0].split() if more else []
    title = next((word.removeprefix("title:") for word in extra if word.startswith("title:")), None)
    confidence = next((word for word in extra if word[0].isdigit()), "0.93")
    modality = next((word for word in extra if word in {"planned", "wished", "denied"}), "asserted")
    sample.fact(
        graph,
        subject,
        predicate,
        target,
        sentence=_sentence(sample.texts[graph], (subject_words, target_words, trigger)),
        marks={"subjectAt": subject_words, "objectAt": target_words, "triggerAt": trigger},
        confidence=confidence,
        modality=modality,
        title=title,
    )
    return {subject} if _DATE.fullmatch(target) else {subject, target}


def _sentence(text: str, words: tuple[str, ...]) -> str:
    """The sentence of a text that holds all these words (a wrapped line counts as one)."""
    body = text.split("\n\n", 1)[1]
    for match in re.finditer(r"[^。]+。", body):
        sentence = match[0].strip()
        if all(word in sentence.replace("\n", "") for word in words):
            return sentence
    raise ValueError(f"no sentence holds {words}")


_MIXED = ("organisation", "organisation", "organisation", "product", "project", "platform", "event", "person")


def large(count: int, *, mixed: bool = False) -> Store:
    """A graph of ``count`` connected entities, with two statements an entity, in ten documents; ``mixed``: of types."""
    sample = Sample()
    sentence = "四川省与重庆市签署协议，共建成渝地区双城经济圈。"
    for number in range(10):
        sample.document(f"g{number}", title=f"第{number}篇", issued=f"20{15 + number}-01-01", source="", text=sentence)
    folders = [_MIXED[number % len(_MIXED)] if mixed else "organisation" for number in range(count)]
    keys = [f"{folder}/{number:05}" for number, folder in enumerate(folders)]
    for number, key in enumerate(keys):
        graph, fine = f"g{number % 10}", "Company" if folders[number] == "organisation" else folders[number].title()
        sample.entity(graph, key, {"type": fine, "name": f"成渝第{number}号企业集团有限公司"})
        if number:
            for target in {number // 7, (number * 37) % number}:
                sample.fact(
                    graph,
                    key,
                    "cooperatesWith",
                    keys[target],
                    sentence=sentence,
                    marks={"subjectAt": "四川省", "objectAt": "重庆市", "triggerAt": "签署"},
                )
    return sample.store
