"""The words that stand for names (该行, 这家公司, 双方, 本届论坛) and the pattern that finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.knowledge.grammar import alternation, grammar, rows
from kg.knowledge.lexicon import lexicon

ACTORS = (
    "AdministrativeRegion", "GovernmentBody", "Company", "FinancialInstitution", "EducationalInstitution",
    "MedicalInstitution", "ResearchInstitution", "PublicInstitution", "Alliance",
)  # fmt: skip
_PLACES = frozenset(("AdministrativeRegion", "DevelopmentZone"))
PARTIES = (*ACTORS, "DevelopmentZone")
_CLASSES = {"party": PARTIES, "body": tuple(kind for kind in ACTORS if kind != "AdministrativeRegion")}
MARKS = "，。；！？：“"
#: Classes whose names end in a word that can be said for them alone.
HEADED = frozenset((
    "DevelopmentZone", "Company", "FinancialInstitution", "EducationalInstitution", "MedicalInstitution",
    "ResearchInstitution", "PublicInstitution", "GovernmentBody", "Alliance", "Project", "Platform",
))  # fmt: skip
#: Classes of bodies that are counted by what their names end in: 五家税务局, 三家研究所.
BODIES = frozenset((
    "GovernmentBody", "EducationalInstitution", "MedicalInstitution", "ResearchInstitution", "PublicInstitution",
))  # fmt: skip
_KINDS = (
    "single",
    "exact",
    "group",
    "no_sides",
    "state",
    "meeting",
    "event",
    "bare",
    "own",
    "no_tail",
    "no_head",
    "follows",
    "inner",
    "speaker",
    "says",
    "counted",
    "owner",
    "alone",
    "led",
    "to",
    "goal",
)
_OPENS, _GIVES = "，。；！？：“", "向给为对与由同跟"  # what a clause opens behind, and what an object stands behind
#: What stands right behind 两家 and behind 在园区 where they are said for themselves.
_ALONE = "[，。；、又还也均都共联携将已曾签合于在约一互此今去双的]"
_ENDS = "[，。；）内里上中]|$"
#: How words go on that only begin with a word for a body: 该社区, 该会议, 该所在地.
_GOES_ON = (
    "(?<=社)[区会保交团]|(?<=馆)[藏员]|(?<=所)(?:[有谓属需]|在[地国省市区县])|(?<=园)[区内林艺]|(?<=港)[口区股资商人]"
    "|(?<=桥)[梁段面头]|(?<=会)[议展场晤谈员见计堂]"
)
#: What 公司 begins where it is no firm that was named.
_NO_FIRM = "法(?!方)|[制化债们治型股]|名|注册|登记|之|、|和|或|及|与[^，。；：]{0,4}[公企]"
_SHORTEST = 2  # characters of a head noun that is said alone


@dataclass(frozen=True, slots=True)
class Words:
    """The words that stand for names, with the classes that each can mean, and a pattern that finds them.

    A name has to end with an ``exact`` word, and those of a group with a ``counted`` one; ``tail`` is what the last
    words of a name are when they stand for it.
    ``owner``: what is in the name of the one that opens a text and is called by the word later.
    ``speaker`` and ``says`` are expressions: posts whose holders say 我们 for their body, and verbs of saying.
    """

    single: dict[str, tuple[str, ...]]
    group: dict[str, tuple[str, ...]]
    exact: frozenset[str]
    counted: frozenset[str]
    pattern: re.Pattern[str]
    tail: re.Pattern[str]
    speaker: str
    says: str
    owner: dict[str, tuple[str, ...]]

    def of_group(self, group: str, unit: str | None) -> tuple[str, ...]:
        """The classes of what 三地, 两家单位 or 两家 stands for: what is counted by 家 is no place."""
        kinds = self.group[group] if group else ACTORS
        return tuple(kind for kind in kinds if kind not in _PLACES) if unit == "家" else kinds


@cache
def words() -> Words:
    """The words of ``anaphora.tsv``, and the head nouns of names as exact ones and as what is counted."""
    kinds: dict[str, dict[str, tuple[str, ...]]] = {kind: {} for kind in _KINDS}
    for kind, word, types, _ in rows("anaphora.tsv", 4):
        kinds[kind][word] = _CLASSES.get(types) or tuple(types.split("|"))
    _add_heads(kinds)
    follows = f"{grammar().alternation('after_bare')}|{alternation(kinds['follows'])}"
    before = "".join(f"(?<!{word})" for word in sorted(kinds["no_sides"]))
    open_clause = f"(?:^|{_behind(kinds['led'])}|(?<=[{_OPENS}]))"
    posts_ = f"(?:首任|首届|现任|新一任)?{_posts()}"
    bare = alternation(kinds["bare"] | kinds["exact"])
    fronts = "".join(sorted({word[0] for word in kinds["bare"] | kinds["exact"]}))
    behind = "".join(sorted({word[-1] for word in kinds["led"] | kinds["to"]} | set(f"{_OPENS}{_GIVES}表")))
    pattern = re.compile(  # one look at the characters around before all that may follow
        r"(?=[该这本此双两三四五六七八九十\d])(?:"
        f"(?:该|这[家所座条支项个一款份部套片处])(?P<single>{alternation(kinds['single'] | kinds['exact'])})"
        f"(?!{_GOES_ON})"
        f"|(?:[该本]|这[部份项一套张])(?P<own>{alternation(kinds['own'])})(?![院人定期规])"
        rf"|(?=[双两三四五六七八九十\d])(?<![\d.第]){before}(?P<count>[双两三四五六七八九]|十[一二三四五六七八九]?|\d{{1,2}})(?P<unit>家|所|个|座)?(?P<group>(?:{alternation(kinds['group'])})(?!场)|(?<=家)(?={_ALONE}|{alternation(kinds['alone'])}))"
        f"|(?:本次|本届|此次|该|这[次届场一个])(?P<event>{alternation(kinds['event'])}))"
        rf"|(?:^|(?<=[{behind}]))(?=[{fronts}])(?:"
        f"{open_clause}(?:(?P<firm>公司|集团)(?!{_NO_FIRM})|(?P<bare>{bare})(?=(?:{follows}|\\d{{1,4}}[年月日]|{_posts()})))"
        f"|(?<=[{_GIVES}])(?<![不相共陪一]同)(?P<object>{bare})(?=(?:{grammar().alternation('after_object')}))"
        f"|(?:{_behind(kinds['to'])})(?P<goal>{bare})(?={_ENDS}|{alternation(kinds['goal'])}|{posts_})"
        f"|(?<=代表)(?P<agent>{bare})(?=[，与和同在]|{grammar().alternation('after_object')}))"
    )
    tail = re.compile(
        f"(?!{alternation(kinds['no_head'])})[\\u3400-\\u9fff]+$(?<!{')(?<!'.join(map(re.escape, kinds['no_tail']))})"
    )
    single = kinds["single"] | kinds["exact"] | kinds["event"] | kinds["bare"] | kinds["own"]
    exact = frozenset(kinds["exact"] | kinds["own"])
    counted = frozenset(kinds["counted"])
    speaker, says = alternation(kinds["speaker"]), alternation(kinds["says"])
    return Words(single, kinds["group"], exact, counted, pattern, tail, speaker, says, kinds["owner"])


def _behind(before: Iterable[str]) -> str:
    """An expression for the place behind any of these words, which may differ in length."""
    return "|".join(f"(?<={re.escape(word)})" for word in sorted(before))


def _posts() -> str:
    return f"(?:党委|党组)?(?:{alternation(lexicon().prefixes)}){{0,2}}(?:{alternation(lexicon().titles)})"


@cache
def posts() -> re.Pattern[str]:
    """A post, right behind the name of a body."""
    return re.compile(_posts())


def _add_heads(kinds: dict[str, dict[str, tuple[str, ...]]]) -> None:
    """该分行, 这个合作社: every head noun of names is a word that a name has to end with; those of meetings too."""
    for word, heads in grammar().suffixes.items():
        types = tuple(dict.fromkeys(head.type for head in heads))
        if BODIES.issuperset(types) and len(word) >= _SHORTEST:
            kinds["counted"][word] = types
            kinds["group"].setdefault(word, types)
        if len(word) < _SHORTEST or any(word in kinds[kind] for kind in ("single", "exact", "event", "own")):
            continue
        if types == ("Event",):
            kinds["event"][word] = types
        elif HEADED.issuperset(types):
            kinds["exact"][word] = types
