"""What can stand inside a name, between where it begins and its head noun."""

from __future__ import annotations

import re

from kg.knowledge.grammar import Suffix, grammar
from kg.mention.parts import CJK, CUT_TYPES, INNER_MARKS, LONG_TYPES, OPEN, heads_of, is_region, is_syllable
from kg.mention.regions import world_places
from kg.mention.tokens import Token, Tokens, unknown

_STOP_TAGS = frozenset("pcuryeodw")
_NUMBER = re.compile(r"[一二三四五六七八九十百零〇\d]+(?:号线?|[期届次]|大)?|第.+")
_NUMERAL_BRAND = re.compile(r"[一二三四五六七八九十百千万][\u3400-\u9fff]")
_ONE_OF = re.compile(r"(?:[一两二三四五六七八九十几]|第.+)[处座条所家个支项栋款名]")  # 一处, 第一所
_CALENDAR = re.compile(r"\d{4}年?|\d+月|\d+日")
_AND = frozenset("与和及")
_TIME = frozenset("年月日时今昨明前早晚上下午夜季周当去后初末底本期间同近现")
_COUNTING = frozenset("一二两三四五六七八九十百千万几多数每某本该这那各首第半0123456789")
_JOINED = frozenset({"ResearchInstitution", "EducationalInstitution", "GovernmentBody"})
_PLACED = frozenset({"Alliance", "PublicInstitution", "EducationalInstitution", "MedicalInstitution"})
_STUDIES = frozenset({"ResearchInstitution", "EducationalInstitution"})
_WITH = frozenset("同与和")
_LASTING = ("可", "持续")  # 可|持续|发展|研究院
_JOINT, _BORDER, _BUREAU, _AGAIN = "联合", "边", "局", "再"
_FIELDS = frozenset({"n", "vn", "nz", "v", "j"})  # 对口|支援|和
_FIELDS_MOST = 5  # words between a place and 与
_NO_PLACE = frozenset({"d", "v", "t", "m"})
_TRADES = frozenset({"Alliance", "PublicInstitution", "ResearchInstitution", "MedicalInstitution", "GovernmentBody"})
_BODIES = frozenset({"Alliance", "PublicInstitution", "ResearchInstitution", "FinancialInstitution"})


def allowed(tokens: Tokens, index: int, head: int, suffix: Suffix) -> bool:
    """Whether a token can stand inside a name of this class (in front of its head noun)."""
    words, token = grammar().words, tokens[index]
    word = token.word
    plain = suffix.type == "ResearchInstitution" or (token.tag == "c" and suffix.type in _JOINED)
    if (token.tag == "c" and plain) or (word in _AND and (plain or suffix.type in _PLACED)):
        return _conjunction(tokens, index, head, suffix) and (plain or _of_place(tokens, index))
    if suffix.type == "Project" and word.endswith(suffix.text):
        return False  # 公路大桥|青山大桥
    if suffix.type == "Project" and word in {"至", "到"} and index > 0:
        return (is_region(tokens[index - 1]) or tokens[index - 1].tag == "ns") and is_region(tokens[index + 1])
    if (token.tag == "nr" and len(word) > 2 and word[-1] == "以") or (word[1:] == "是" and unknown(word)):
        return False  # 某某以|论坛组委会, 某某委是|论坛主办方
    if len(word) > 1 and word[-1] in _WITH and unknown(word) and word[:-1] in grammar().suffixes:
        return False
    if _registered_syllable(tokens, index, suffix) or _modifies(tokens, index, head, suffix):
        return True
    if _trade(tokens, index, head, suffix) or (word == _BORDER and _borders(tokens, index, suffix)):
        return True
    if (
        word in words["determiner"]
        or word in words["outside"]
        or word in words["stop_character"]
        or "某" in word
        or word == "原"
    ):
        return False
    if not CJK.search(word):
        return word in INNER_MARKS or (word.isascii() and word.isalnum())
    # 大足, 大同 are adverbs as well, 五常 a number
    place = is_region(token) and (token.tag in _NO_PLACE or (index > 0 and is_region(tokens[index - 1])))
    return place or word in words["inner"] or _fits(tokens, index, head, suffix)


def _modifies(tokens: Tokens, index: int, head: int, suffix: Suffix) -> bool:
    """Whether a verb stands right before the head noun of a body, behind what it is done to (旅游|推广|联盟)."""
    if tokens[index].word not in grammar().words["modifier_verb"]:
        return False
    noun = index > 1 and tokens[index - 1].tag in {"n", "vn", "nz"} and len(tokens[index - 1].word) > 1
    return noun and index == head - 1 and suffix.type in _BODIES


def _borders(tokens: Tokens, index: int, suffix: Suffix) -> bool:
    """Whether 边 stands behind the places that share a border: 湘赣|边|…联盟."""
    return index > 0 and is_region(tokens[index - 1]) and suffix.type in LONG_TYPES


def _trade(tokens: Tokens, index: int, head: int, suffix: Suffix) -> bool:
    """Whether a verb says what a body is for (呼吸|健康|联盟), or 联合 what several do in it (联合|调解|中心)."""
    words, word = grammar().words, tokens[index].word
    if word in _LASTING and _LASTING[0] + _LASTING[1] in {word + tokens[index + 1].word, tokens[index - 1].word + word}:
        return True
    if word == _JOINT:
        before = tokens[index - 1] if index else None
        act = tokens[index + 1].word
        does = act in words["joint_act"] if index + 1 < head else act in words["joint_house"]
        behind = before is not None and before.tag[0] in "nv" and len(before.word) > 1 and not _ends_name(before)
        return behind and does
    if suffix.type not in _TRADES:
        return False
    return word in words["trade_verb"] and index < head


def _ends_name(token: Token) -> bool:
    return any(len(head.text) > 1 for head in heads_of(token.word))


def _registered_syllable(tokens: Tokens, index: int, suffix: Suffix) -> bool:
    """Whether a character belongs to the brand of a registered name, whatever it is by itself.

    That is the second one behind a place (某省|铜|都|…公司), or one behind a piece that is a name (科锐|达|…公司).
    """
    token, words = tokens[index], grammar().words
    if token.word == _AGAIN and tokens[index + 1].word in words["again_act"]:
        return True  # 某省|融资|再|担保|集团
    if not index or suffix.text not in words["legal_form"] or not is_syllable(token):
        return False
    if token.word in words["stop_character"]:
        return index > 1 and is_syllable(tokens[index - 1]) and is_region(tokens[index - 2])
    return token.tag == "v" and tokens[index - 1].tag in {"nr", "nrt", "nz"}


def _fits(tokens: Tokens, index: int, head: int, suffix: Suffix) -> bool:
    """Whether a word that no list speaks of can stand inside a name, by its part of speech and its neighbours."""
    words, token = grammar().words, tokens[index]
    word, tag = token.word, token.tag
    syllable = is_syllable(token) and (is_syllable(tokens[index + 1]) or (index > 0 and is_syllable(tokens[index - 1])))
    if is_syllable(token) and suffix.text in words["legal_form"]:
        return True
    if (
        tag == "v"
        and len(word) == 1
        and suffix.type == "Company"
        and index == head - 2
        and is_region(tokens[index - 1])
    ):
        return True  # 重庆|送|变电|公司
    if tag == "v":
        charge = suffix.text == _BUREAU and tokens[index + 1].word in _AND and len(word) > 1 and _field(token)
        before_head = index == head - 1 and len(word) > 1 and len(tokens[head].word) <= len(suffix.text)  # 救治联盟
        done = word[-1] in words["verb_result"] and word not in words["nominal_verb"] and not unknown(word)
        before_head = before_head and not done  # 读完|大学
        return charge or syllable or before_head or _brand(tokens, index, suffix)
    if word in {"一", "两", "几"} and index and (is_region(tokens[index - 1]) or tokens[index - 1].tag == "ns"):
        return False  # 美国|一|工厂
    if tag == "q" and len(word) > 2 and unknown(word) and word[0] not in _COUNTING:
        return True  # 后坪场
    unit = word in words["work_unit"]
    if suffix.type == "Project" and (unit or (tag == "q" and len(word) == 1)):
        return index > 0 and (unit or tokens[index - 1].tag == "n")  # 亭子|口|灌区, 800|千伏
    if tag in {"m", "q", "t"}:
        brand = tag == "m" and _NUMERAL_BRAND.match(word) is not None and word[-1] not in words["measure"]
        brand = brand or (suffix.type == "Company" and _timeless(tokens, index))
        return brand or _counted(word, suffix)
    if index == head - 1 and suffix.type == "Company" and len(word) > 1 and index and is_region(tokens[index - 1]):
        return True  # 德国|通快|集团
    if tag[0] in _STOP_TAGS:
        return (tag[0] in "drzyeo" and syllable) or word in words["connector"]
    return True


def _timeless(tokens: Tokens, index: int) -> bool:
    """Whether what the dictionary takes for a time is a brand: behind a place, with no word for time in it."""
    token = tokens[index]
    plain = token.tag == "t" and len(token.word) > 1 and _TIME.isdisjoint(token.word)
    return plain and index > 0 and is_region(tokens[index - 1])  # 某省|中天|乳业公司


def _place(token: Token) -> bool:
    return token.tag == "ns" or is_region(token)


def _conjunction(tokens: Tokens, index: int, head: int, suffix: Suffix) -> bool:
    """Whether 与, 和 at ``index`` stands inside one name and not between two."""
    after = tokens[index + 1]
    if suffix.text == _BUREAU and index and len(tokens[index - 1].word) > 1:
        whole = after.tag == "nt" or after.word == _BUREAU or after.word.startswith(("国家", "中国"))
        return _field(tokens[index - 1]) and not _place(after) and not whole
    return 0 < index < head - 1 and _joins(tokens[index - 1]) and not _place(after)


def _of_place(tokens: Tokens, index: int) -> bool:
    """Whether nothing but what a body can be for stands between a place and the word (某省|软件|与|信息服务|协会)."""
    words = grammar().words
    for token in reversed(tokens[max(0, index - _FIELDS_MOST) : index]):
        if _place(token) or token.word in world_places():
            return True
        body = any(head.type in CUT_TYPES and head.type != "Company" for head in heads_of(token.word))
        if body or token.tag not in _FIELDS or token.word in words["outside"] or token.word in words["determiner"]:
            return False
    return False


def _field(before: Token) -> bool:
    """Whether a bureau can be in charge of it and of what follows (文体和|旅游|局); the name of no body ends there."""
    held = before.tag in _FIELDS and not is_region(before)
    return held and not _ends_name(before) and before.word not in grammar().words["outside"]


def _joins(before: Token) -> bool:
    """Whether 与, 和 behind this word can stand inside a name (机械与物理研究所): neither place nor name ends there."""
    plain = before.tag in {"n", "vn"} and len(before.word) > 1  # 省和某市人民政府 is two
    heads = grammar().suffixes.get(before.word, ())  # a word for a trade ends no name here (能源|与|过程|研究所)
    return plain and not is_region(before) and all(head.type == "Company" and head.need == "industry" for head in heads)


def _counted(word: str, suffix: Suffix) -> bool:
    """Whether a number or time word can stand inside a name: an edition, a line's number, a year, 现代."""
    words = grammar().words
    long = suffix.type in LONG_TYPES
    if _ONE_OF.fullmatch(word) or (long and word == "一"):  # 一空军基地
        return False
    if word in words["numeral_name"] or word in words["generic"] or _NUMBER.fullmatch(word):
        return long or not word.isdigit()
    return long and _CALENDAR.fullmatch(word) is not None


def _brand(tokens: Tokens, index: int, suffix: Suffix) -> bool:
    """Whether a word that the dictionary calls a verb can be a brand here: unknown, behind a place, part of a name."""
    words, word = grammar().words, tokens[index].word
    if len(word) == 1:
        beside = [tokens[i] for i in (index - 1, index + 1) if i >= 0]
        return any(len(t.word) > 1 and t.tag in {"nr", "nrt", "nz"} for t in beside)
    if tokens[index + 1].word in OPEN[:2] and suffix.text in words["brand_tail"]:
        return word not in words["undertake"]  # 联想（北京）有限公司
    if unknown(word):
        return suffix.text in words["brand_tail"] or word[-1] not in words["verb_ending"]
    return (
        suffix.text in words["brand_tail"]
        and suffix.type not in LONG_TYPES
        and index > 0
        and is_region(tokens[index - 1])
        and word not in words["undertake"]
    )
