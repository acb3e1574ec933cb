"""From the patterns of the rule files to compiled regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.knowledge.rules import Rule, RuleError, grammar, rules
from kg.relate.encode import INDEX, LAST, TYPE, classes, translated
from kg.relate.encode import pattern as encoded_pattern
from kg.relate.posts import before, beyond
from kg.relate.posts import expression as posts
from kg.relate.prefilter import Prefilter

_INDEXES = f"[{chr(INDEX)}-{chr(LAST)}]"
ANY_TOKEN = f"[{chr(TYPE)}-{chr(INDEX - 1)}]{_INDEXES}"
PRIVATE = f"{chr(TYPE)}-{chr(LAST)}"
_SLOT = re.compile(r"\{([A-Z]):([A-Za-z|]+)([+*]?)\}")
_NAME = re.compile(r"\{([a-z_]+)(!?)\}")
_TYPED = re.compile(r"(?<!\(\?P)<([A-Za-z|]+)>")
PARTIES, LEADING = ("A", "B", "S"), ("A", "S")  # slots that hold who acts, and of these the first in a pattern
_ACTING, _PERSON, _EVENT = "Actor", "Person", "Event"
POST, _MEETING = "Post", "heldOn"
_ROW = "*"
_CHAIN = "{H:Post}"
_LEAD = re.compile(r"^\(\?(?:<!\[[^\]]*\]|!(?:[^()]|\([^()]*\))*)\)")  # what may not stand before or at its begin
_UNDATED = "Actor|Person|Paper|Event|Made"  # a date right before a party is no part of its name
_DESCRIBED = "Firm"  # in a list each may have an attribute: 甲县的乙、做电机的丙
LISTED = "Paper|Made"  # in quotation marks or 《》: side by side they are a list


@dataclass(frozen=True, slots=True)
class Compiled:
    """One pattern of a rule, ready to run, with macros.

    ``slots`` holds the type characters of each slot; ``trigger`` is a quick test; ``posts`` are the slots that hold
    chains of posts; ``gate`` is what the expression finds first behind such a chain.
    """

    rule: Rule
    pattern: str
    slots: dict[str, frozenset[str]]
    trigger: re.Pattern[str] | None
    posts: tuple[str, ...] = ()
    missing: str | None = None
    carried: frozenset[str] = frozenset()
    gate: re.Pattern[str] | None = None

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """All matches from left to right; of a chain of posts, which may begin anywhere, by what stands behind it."""
        if self.gate is None:
            yield from self.regex.finditer(text)
            return
        position = 0
        while found := self.gate.search(text, position):
            stop = beyond().match(text, position, found.start())
            match = self.regex.search(text, stop.end() if stop else position)
            if match is None:
                return
            yield match
            position = match.end()

    @property
    def meeting(self) -> bool:
        """Whether the rule dates a meeting."""
        return any(emit.predicate == _MEETING for emit in self.rule.emit)

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when it is first needed; raises ``RuleError`` for one that does not compile."""
        try:
            return _regex(self.pattern)
        except (re.error, RuleError) as error:
            raise RuleError(f"{self.rule.family}.toml, {self.rule.id}: {error}") from error


def letters(types: str) -> str:
    """The type characters of ``Region|Bank``: named groups or single classes. Raises ``RuleError`` for unknown ones."""
    known, found = classes(), set()
    for name in types.split("|"):
        members = grammar().types.get(name, (name,) if name in known else None)
        if members is None:
            raise RuleError(f"no type called {name!r}")
        found |= {known[member] for member in members}
    return "".join(sorted(found))


def words(name: str) -> str:
    """An alternation of a word list, longest first."""
    listed = grammar().words.get(name)
    if listed is None:
        raise RuleError(f"no macro and no word list called {name!r}")
    return "|".join(sorted(listed, key=lambda word: (-len(word), word)))


def typed(text: str) -> str:
    """Expand ``<Type>`` and ``<>``."""
    text = text.replace("<>]", PRIVATE + "]").replace("<>", f"(?:{ANY_TOKEN})")
    return _TYPED.sub(lambda m: f"(?:[{letters(m[1])}]{_INDEXES})", text)


def _element(types: str, *, many: bool) -> str:
    """A name of the list; of names that stand side by side (四川成都) the last one counts."""
    own = f"[{letters(types)}]{_INDEXES}"
    if types == _PERSON:
        return expand("{person}") if many else own
    actor = f"[{letters(_ACTING)}]{_INDEXES}"
    alone = "" if types == _EVENT else f"(?!{actor})"
    return f"(?:(?:{actor}){{0,3}}{own}{alone})"


def slot(name: str, types: str, *, many: str = "") -> str:
    """The expression of a slot: one name, a bare row (*), a list with its tail (+: 等八家单位), or a chain of posts."""
    if types == POST:
        return f"(?P<{name}>{posts()})"
    if many == _ROW:
        own = typed(f"<{types}>")
        return f"(?P<{name}>{own}(?:[、和]{own})*)"
    element = _element(types, many=bool(many))
    party = name in PARTIES and types != _PERSON
    alone = typed(f"(?<!<{_UNDATED}>)(?<!<{_UNDATED}>、)")
    before = expand("{before_party}") + alone if party and name in LEADING else ""
    after = expand("{after_party}") if party else ""
    if not many:
        return f"{before}(?P<{name}>{element}){after}"
    separator = expand("{separator_parties}" if name in PARTIES else "{separator}")
    if set(letters(types)) & set(letters(LISTED)):
        own = f"[{letters(LISTED)}]"
        separator = f"(?:{separator}|(?<={own}{_INDEXES})(?={own}))"
    if types == _PERSON:
        separator, before = expand("{separator_people}"), expand("{before_people}")
    attribute = expand("{attribute}") if set(letters(types)) & set(letters(_DESCRIBED)) else ""
    return f"{before}(?P<{name}>{element}(?:{separator}{attribute}{element})*){after}{expand('{tail}')}"


@cache
def expand(pattern: str) -> str:
    """A pattern of a rule file as a regular expression."""

    def name(match: re.Match[str]) -> str:
        macro = grammar().macros.get(match[1])
        if macro is not None:
            return f"(?:{expand(macro)})"
        return f"(?P<t>{words(match[1])})" if match[2] else f"(?:{words(match[1])})"

    slots: list[str] = []

    def keep(match: re.Match[str]) -> str:
        slots.append(slot(match[1], match[2], many=match[3]))
        return f"\0{len(slots) - 1}\0"

    text = typed(_NAME.sub(name, _SLOT.sub(keep, pattern)))
    return re.sub(r"\0(\d+)\0", lambda m: slots[int(m[1])], text)


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return encoded_pattern(expand(pattern))


def _compile(rule: Rule, pattern: str, missing: str | None = None, carried: str = "") -> Compiled:
    slots = {m[1]: frozenset(letters(m[2])) for m in _SLOT.finditer(pattern) if m[2] != POST}
    chains = tuple(m[1] for m in _SLOT.finditer(pattern) if m[2] == POST)
    marked = [m[1] for m in _NAME.finditer(pattern) if m[2]]
    trigger = encoded_pattern(expand(f"{{{marked[0]}}}")) if marked else None
    rest = _LEAD.sub("", pattern, count=1)
    gate = before(expand(rest.removeprefix(_CHAIN))) if rest.startswith(_CHAIN) else None
    return Compiled(rule, pattern, slots, trigger, chains, missing, frozenset(carried), gate)


def _without_subject(rule: Rule, pattern: str) -> tuple[str, str] | None:
    """The pattern with its first slot left out, anchored to the start of a clause, and the slot's types."""
    slot = r"\{" + str(rule.zero) + r":([A-Za-z|]+)\+?\}"
    begin = re.match(
        slot + r"(?:\{no_body\}|\(\?!(?:[^()]|\([^()]*\))*\))*(?:\{adv(?:_all)?\}|\{gap\}|\{itself\})?", pattern
    )
    return ("(?:^|(?<=[，。；：！？、—]))" + "{lead}" + pattern[begin.end() :], begin[1]) if begin else None


@cache
def compiled() -> tuple[Compiled, ...]:
    """Every pattern of every rule; raises ``RuleError`` for one that does not compile."""
    found: list[Compiled] = []
    for rule in rules():
        for pattern in rule.patterns:
            found.append(_compile(rule, pattern))
            if rule.zero and (rest := _without_subject(rule, pattern)):
                found.append(_compile(rule, rest[0], rule.zero, letters(rest[1])))
    return tuple(found)


@cache
def prefilter() -> Prefilter:
    """Says of a sentence which of ``compiled()`` can match it; raises ``RuleError`` for one that does not compile."""
    try:
        return Prefilter(translated(expand(each.pattern)) for each in compiled())
    except re.error:
        for each in compiled():
            _ = each.regex  # the broken one raises an error that names its rule
        raise
