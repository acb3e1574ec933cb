"""The words that stand for names (该行, 这家公司, 双方, 本届论坛) and the pattern that finds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.knowledge.grammar import alternation, grammar, rows
from kg.knowledge.lexicon import lexicon

ACTORS = (
    "AdministrativeRegion", "GovernmentBody", "Company", "FinancialInstitution", "EducationalInstitution",
    "MedicalInstitution", "ResearchInstitution", "PublicInstitution", "Alliance",
)  # fmt: skip
MARKS = "，。；！？：“"
#: Classes whose names end in a word that can be said for them alone.
HEADED = frozenset((
    "DevelopmentZone", "Company", "FinancialInstitution", "EducationalInstitution", "MedicalInstitution",
    "ResearchInstitution", "PublicInstitution", "GovernmentBody", "Alliance", "Project", "Platform",
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
)
_CLAUSE = r"(?:^|(?<=[，。；！？：“]))"
_SHORTEST = 2  # characters of a head noun that is said alone


@dataclass(frozen=True, slots=True)
class Words:
    """The words that stand for names, with the classes that each can mean, and a pattern that finds them.

    A name has to end with an ``exact`` word; ``tail`` is what the last words of a name are when they stand for it.
    ``speaker`` and ``says`` are expressions: posts whose holders say 我们 for their body, and verbs of saying.
    """

    single: dict[str, tuple[str, ...]]
    group: dict[str, tuple[str, ...]]
    exact: frozenset[str]
    pattern: re.Pattern[str]
    tail: re.Pattern[str]
    speaker: str
    says: str


@cache
def words() -> Words:
    """The words of ``anaphora.tsv``, and the head nouns of names as exact ones."""
    kinds: dict[str, dict[str, tuple[str, ...]]] = {kind: {} for kind in _KINDS}
    for kind, word, types, _ in rows("anaphora.tsv", 4):
        kinds[kind][word] = ACTORS if types == "actor" else tuple(types.split("|"))
    _add_heads(kinds)
    follows = f"{grammar().alternation('after_bare')}|{alternation(kinds['follows'])}"
    before = "".join(f"(?<!{word})" for word in sorted(kinds["no_sides"]))
    fronts = "".join(sorted({word[0] for word in kinds["bare"]}))
    pattern = re.compile(  # one look at the first character before all that may follow
        rf"(?=[该这本此双两三四五六七八九十\d{fronts}])(?:"
        f"(?:该|这[家所座条支项个一款])(?P<single>{alternation(kinds['single'] | kinds['exact'])})"
        f"|[该本](?P<own>{alternation(kinds['own'])})(?![院人定期规])"
        rf"|(?=[双两三四五六七八九十\d])(?<![\d.第]){before}(?P<count>[双两三四五六七八九]|十[一二三四五六七八九]?|\d{{1,2}})(?:家|所|个|座)?(?P<group>{alternation(kinds['group'])})"
        f"|(?:本次|本届|此次|该|这[次届场一个])(?P<event>{alternation(kinds['event'])})"
        f"|{_CLAUSE}(?P<bare>{alternation(kinds['bare'])})(?=(?:{follows}|{_posts()}))"
        f"|(?<=[向给为对与由])(?P<object>{alternation(kinds['bare'])})(?=(?:{grammar().alternation('after_object')}))"
        f"|(?<=代表)(?P<agent>{alternation(kinds['bare'])})(?=[，与和同在]|{grammar().alternation('after_object')}))"
    )
    tail = re.compile(
        f"(?!{alternation(kinds['no_head'])})[\\u3400-\\u9fff]+$(?<!{')(?<!'.join(map(re.escape, kinds['no_tail']))})"
    )
    single = kinds["single"] | kinds["exact"] | kinds["event"] | kinds["bare"] | kinds["own"]
    exact = frozenset(kinds["exact"] | kinds["own"])
    return Words(
        single, kinds["group"], exact, pattern, tail, alternation(kinds["speaker"]), alternation(kinds["says"])
    )


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
        if len(word) < _SHORTEST or any(word in kinds[kind] for kind in ("single", "exact", "event", "own")):
            continue
        if types == ("Event",):
            kinds["event"][word] = types
        elif HEADED.issuperset(types):
            kinds["exact"][word] = types
