"""A synthetic store of a given size in the form that builds write, for measuring queries: the same on every machine.

    python benchmarks/query/generate.py 1000000 out/million

Documents are drawn from a closed world: the divisions of the lexicon, bodies that govern them, companies, people,
agreements, policies, events, projects. Names are made up from parts; shares of kinds and predicates are about those of
the corpus (24 statements and 900 quads a document).
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.knowledge.lexicon import lexicon
from kg.model import Claim, Document, Entity, Extraction, Span, When
from kg.rdf.write import lines
from kg.store import Store

SEED = 7
STATEMENTS = 24
AT_ONCE = 200
PLACES = ("51", "50")
FIELDS = "交通 能源 教育 医疗 文旅 农业 金融 物流 环保 科技 制造 数据 人才 水利 消费 外贸".split()
KINDS = "合作协议 战略合作框架协议 合作备忘录 行动计划协议".split()
PAPERS = "发展规划 实施方案 行动方案 管理办法 若干措施 工作清单".split()
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英建华文玉"


def _key(kind: str, name: str) -> str:
    return f"{kind}/{hashlib.sha256(name.encode()).hexdigest()[:16]}"


class World:
    """The things that documents speak of; as many of each kind as a store of ``documents`` documents would have."""

    def __init__(self, documents: int, draw: random.Random) -> None:
        words = lexicon()
        chosen = [each for code, each in words.divisions.items() if code[:2] in PLACES and code.isdigit()]
        self.regions = [
            Entity(
                f"region/{each.code}",
                "AdministrativeRegion",
                each.name,
                each.short,
                each.code,
                part_of=f"region/{each.parent}" if each.parent and each.parent.isdigit() else None,
            )
            for each in chosen
            if each.valid_until is None
        ]
        tops = [each for each in self.regions if each.part_of is None or len(each.code or "") == 6]
        self.bodies = [
            self._body(region, office)
            for region in tops[:220]
            for office in ("人民政府", "发展和改革委员会", "经济和信息化局")
        ]
        self.firms = self._many("organisation", "Company", documents * 2, lambda n: f"{FIELDS[n % 16]}{n}有限公司")
        self.schools = self._many("organisation", "EducationalInstitution", 120, lambda n: f"第{n}大学")
        self.alliances = self._many("organisation", "Alliance", 40 + documents // 20, lambda n: f"第{n}联盟")
        self.people = self._many(
            "person",
            "Person",
            documents * 2,
            lambda n: SURNAMES[n % 20] + GIVEN[n // 20 % 28] + GIVEN[n // 560 % 28] + ("" if n < 15680 else str(n)),
        )
        self.pacts = self._many(
            "agreement", "Agreement", documents * 2, lambda n: f"第{n}号{FIELDS[n % 16]}{KINDS[n % 4]}"
        )
        self.papers = self._many(
            "policy", "PolicyDocument", documents * 2, lambda n: f"第{n}号{FIELDS[n % 16]}{PAPERS[n % 6]}"
        )
        self.events = self._many("event", "Event", documents, lambda n: f"第{n}届{FIELDS[n % 16]}大会")
        self.works = self._many("project", "Project", documents * 2, lambda n: f"{FIELDS[n % 16]}{n}号工程")
        self.draw = draw

    @staticmethod
    def _body(region: Entity, office: str) -> Entity:
        name = region.name + office
        return Entity(_key("organisation", name), "GovernmentBody", name, jurisdiction=region.key)

    @staticmethod
    def _many(kind: str, fine: str, number: int, name: object) -> list[Entity]:
        names = [name(n) for n in range(number)]  # type: ignore[operator]
        return [Entity(_key(kind, each), fine, each) for each in names]

    def party(self) -> Entity:
        """Somebody who signs: mostly a region or a body, the larger the more often."""
        pool = self.draw.choices((self.regions[:60], self.bodies, self.firms, self.schools), (4, 4, 2, 1))[0]
        return pool[min(int(self.draw.expovariate(6 / len(pool))), len(pool) - 1)]

    def any(self, pool: list[Entity]) -> Entity:
        """One of a kind; some are spoken of far more often."""
        return pool[min(int(self.draw.expovariate(4 / len(pool))), len(pool) - 1)]

    def day(self) -> When:
        """A date of 2015 to 2025, one in six exact only to the month or year."""
        year, month, day = self.draw.randint(2015, 2025), self.draw.randint(1, 12), self.draw.randint(1, 28)
        exact = self.draw.random()
        return When(
            f"{year}" if exact < 0.06 else f"{year}-{month:02}" if exact < 0.16 else f"{year}-{month:02}-{day:02}"
        )

    def facts(self) -> Iterator[tuple[Entity, str, Entity | When, str | None]]:
        """The facts of one passage."""
        kind = self.draw.choices(
            "sign issue post join attend build locate invest hold launch cooperate sub finance supply".split(),
            (18, 18, 14, 6, 6, 10, 10, 5, 4, 3, 3, 2, 1, 1),
        )[0]
        if kind == "sign":
            pact, day = self.any(self.pacts), self.day()
            for party in {self.party().key: self.party() for _ in range(2)}.values():
                yield pact, "signatory", party, None
            yield pact, "signedOn", day, None
        elif kind == "issue":
            paper = self.any(self.papers)
            yield paper, "issuedBy", self.any(self.bodies), None
            yield paper, "issuedOn", self.day(), None
            yield paper, "appliesTo", self.any(self.regions), None
        elif kind == "hold":
            event = self.any(self.events)
            yield event, "heldIn", self.any(self.regions), None
            yield event, "heldOn", self.day(), None
        elif kind == "post":
            yield (
                self.any(self.people),
                "holdsPosition",
                self.any(self.bodies),
                self.draw.choice(("局长", "市长", "主任")),
            )
        elif kind == "build":
            work = self.any(self.works)
            for _ in range(2):
                yield self.party(), "jointlyBuilds", work, None
        else:
            yield self._other(kind)

    def _other(self, kind: str) -> tuple[Entity, str, Entity | When, str | None]:
        firm, region = self.any(self.firms), self.any(self.regions)
        return {
            "join": (self.any(self.schools), "memberOf", self.any(self.alliances), None),
            "attend": (self.any(self.people), "participatedIn", self.any(self.events), None),
            "locate": (firm, "locatedIn", region, None),
            "invest": (firm, "investsIn", self.any(self.works), None),
            "launch": (self.any(self.works), "launchedBy", firm, None),
            "cooperate": (self.party(), "cooperatesWith", self.any(self.firms), None),
            "sub": (firm, "subOrganizationOf", self.firms[0], None),
            "finance": (firm, "finances", self.any(self.works), None),
            "supply": (firm, "suppliesTo", self.any(self.firms), None),
        }[kind]

    def document(self, number: int) -> Extraction:
        """What one document states."""
        known = {each.key: each for each in self.regions}
        text, entities, claims = [], {}, []
        length = 0
        while len(claims) < STATEMENTS:
            facts = list(self.facts())
            names = "、".join(f"{s.name}{p}{o.iso if isinstance(o, When) else o.name}" for s, p, o, _ in facts)
            sentence = f"据本报记者了解，{names}，有关各方表示将继续推进各项工作。"
            span = Span(length, length + len(sentence))
            when = next((o for _, _, o, _ in facts if isinstance(o, When)), None)
            for subject, predicate, value, title in facts:
                dated = isinstance(value, When)
                claims.append(
                    Claim(
                        subject.key,
                        predicate,
                        value if isinstance(value, When) else value.key,
                        f"{predicate}-01",
                        0.6 + self.draw.randrange(4) / 10,
                        span,
                        sentence,
                        modality="planned" if self.draw.random() < 0.05 else "asserted",
                        when=None if dated else when,
                        title=title,
                    )
                )
                for each in (subject, value):
                    if isinstance(each, Entity):
                        entities[each.key] = each
            text.append(sentence)
            length += len(sentence)
        for each in [*entities.values()]:
            above = each.part_of or each.jurisdiction
            while above and above in known and above not in entities:
                entities[above] = known[above]
                above = known[above].part_of
        document = Document(
            f"s{number:06}", f"第{number}篇报道", "".join(text), self.day(), None, f"s{number:06}.txt", "0" * 64
        )
        return Extraction(document, tuple(entities[key] for key in sorted(entities)), tuple(claims))


def fill(store: Store, wanted: int) -> int:
    """Put documents into an empty store until it has at least so many quads; how many it has."""
    draw = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    world = World(max(wanted // 900, 10), draw)
    number = total = 0
    while total < wanted:
        kept: dict[str, bytes] = {}
        for _ in range(AT_ONCE):
            kept[f"{store.base}document/s{number:06}"] = written = lines(world.document(number))
            number += 1
            total += written.count(b"\n")
            if total >= wanted:
                break
        store.load(kept)
    store.flush()
    return len(store)


def main() -> None:
    """Make the store."""
    wanted, folder = int(sys.argv[1]), Path(sys.argv[2])
    with Store.open(folder, fresh=True) as store:
        print(f"{fill(store, wanted):,} quads, {len(store.graphs()):,} documents in {folder}")


if __name__ == "__main__":
    main()
