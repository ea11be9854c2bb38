"""Words that a text defines for itself: 以下简称…, 本办法所称…是指…, and the items below 下列用语的含义."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from build_tools.language.passages import Passage, passages
from build_tools.language.script import NUMERAL
from build_tools.model.document import Document, TableBlock
from build_tools.model.facts import Definition

# 中共拉萨市人民政府党组（以下简称党组） · 管理委员会（以下简称“管委会”）
# · （国发〔2023〕24号，以下简称《行动计划》） · 早市经营者（以下称经营者）
_SHORT = re.compile(
    r"[（，；]以下(?:均|统一|合并)?(?:简称|统称|合称|称)(?:为|作)?[:：]?(?P<terms>[^（）]{1,40})）"
)
# “甲”和“乙” · 《纲要》
_QUOTED = re.compile(r"[“‘](?P<words>[^“”‘’]{1,30})[”’]|(?P<title>《[^《》]{1,30}》)")
_BETWEEN = re.compile(r"[、，和及与或者]*")
# 党组 · 医保信用管理; not 甲、乙 · 甲，下同
_BARE = re.compile(r"^[^，、；：。“”‘’《》（）\s]{1,20}$")

# 第二条 本办法所称医疗保障基金使用信用管理（以下简称医保信用管理），是指… · 本指导意见所称地下车位（库）指…
# · 本规定所称的“三重一大”指… · 本办法所称早市是指依法设立的市场;
# not 本办法所称通知是指导性文件 · 所称情形包括
_MEANS = re.compile(
    r"(?:本[^，。；：（）《》]{1,8}?|前款|前条)(?:所称|所指)的?(?P<term>[^，。；：（）]{2,30}?(?:（(?!以下)[^（）]{1,20}）)?)"
    r"(?:（以下[^（）]*）)?，?(?P<verb>是|系|均|仅|主要是|即)?指(?![导示定标挥出明引令数])"
)
# 第三十条 本办法下列用语的含义： · 本规划中有关术语解释如下：
_OPENS = re.compile(r"(?:用语|术语|名词|概念)[^。；]{0,12}(?:含义|定义|解释|涵义|说明)[^。；]{0,6}：$")
# （一）失信行为，是指… · 2.无废城市：指… · （二）早市是指临时市场
_ITEM = re.compile(
    rf"^(?:（[{NUMERAL}]+）|\d+[.．、])\s*[“‘]?(?P<term>[^，。；：“”‘’]{{2,30}}?)[”’]?[，：]?(?:是|系)?指(?![导示定标挥出明引令数])"
)
_STOPS = "。；！？"


def definitions(document: Document, line_of: Callable[[int], int]) -> tuple[Definition, ...]:
    """The words that the document defines, in print order, each once, with the whole sentence that does; what
    a word stands for is not cut out of that sentence."""
    found: dict[str, Definition] = {}
    opened = False
    for passage in passages(document):
        if isinstance(passage.block, TableBlock):
            continue
        for term, start, end in _defined(passage, opened):
            sentence = _sentence(passage, start, end)
            line = line_of(passage.at[start])
            found.setdefault(term, Definition(term, sentence, passage.block.anchor, line))
        opened = _OPENS.search(passage.text.strip()) is not None or (
            opened and _ITEM.match(passage.text) is not None
        )
    return tuple(found.values())


def _defined(passage: Passage, opened: bool) -> Iterator[tuple[str, int, int]]:
    """Each term of a passage, and where its definition stands; what is quoted there defines nothing."""
    text = passage.text
    found = [(m["terms"], *m.span()) for m in _SHORT.finditer(text)]
    short = [(term, start, end) for terms, start, end in found for term in _terms(terms)]
    plain = [(m["term"], *m.span()) for m in _MEANS.finditer(text)]
    item = _ITEM.match(text) if opened else None
    plain += [(item["term"], *item.span())] if item else []
    meant = [(term, start, end) for words, start, end in plain for term in (_terms(words) or (words,))]
    for term, start, end in sorted([*short, *meant], key=lambda one: one[1]):
        if not passage.is_quoted(start):
            yield term, start, end


def _terms(printed: str) -> tuple[str, ...]:
    """``“甲”和“乙”``: both; without quotation marks one word. None where it is not sure which are meant."""
    quoted = list(_QUOTED.finditer(printed))
    if quoted and _BETWEEN.fullmatch(_QUOTED.sub("", printed)):
        return tuple(m["words"] or m["title"] for m in quoted)
    return (printed,) if _BARE.search(printed) else ()


def _sentence(passage: Passage, start: int, end: int) -> str:
    """The sentence as printed."""
    low = max(passage.text.rfind(stop, 0, start) for stop in _STOPS) + 1
    ends = [at for stop in _STOPS if (at := passage.text.find(stop, end)) >= 0]
    return passage.chars[low : min(ends) + 1 if ends else None].strip()
