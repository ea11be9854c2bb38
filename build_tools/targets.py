"""Numeric targets in the running text and in tables of targets: indicator, comparator, value, unit, year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.deadlines import Deadline, masked
from build_tools.model import Role
from build_tools.passages import Passage
from build_tools.script import HAN, number


@dataclass(frozen=True)
class Target:
    """A number that shall be reached. ``comparator`` is one of ``>= <= > < = 约``; ``at`` its place."""

    indicator: str
    comparator: str
    value: str
    unit: str | None
    year: str | None
    words: str
    at: int


_UNIT = (
    r"%|个百分点|倍|吨/万元|微克/立方米|毫克/升|家（个）|标台|"
    r"[万亿千]*(?:吨标准煤|吨|千瓦时|千瓦|亩|公顷|平方米|平方公里|立方米|公里|元|人次|人|户|架|辆|套|台|座|级)"
    r"|家(?!（个）)|[个处名所张条项件支]"
)
# 下降7%—10% · 2至3个 · 约一倍
_NUMBER = r"(?:\d+(?:\.\d+)?(?:%?[—–~～至-]\d+(?:\.\d+)?)?|[一两](?=倍))"
_AFTER = r"(?:及?以上|及?以下|以内|左右)"
_VALUE = rf"(?:{_NUMBER})(?:{_UNIT})(?:{_AFTER})?"
_MORE = ("不低于", "不少于", "不小于", "不得低于", "不得少于", "至少")
_LESS = ("不超过", "不高于", "不大于", "不得超过")
_BOUND = "|".join((*_MORE, *_LESS, "超过", "突破", "大于", "低于", "小于", "约"))
_RISES = ("达到", "达", "提升至", "提升到", "提高至", "提高到", "增长到", "增加到", "扩大到")
_FALLS = ("控制在", "下降到", "降低到", "降至", "降到")
_HOLDS = ("保持在", "稳定在", "维持在", "保持", "控制", "为", "在")
_REACH = "|".join((*_RISES, *_FALLS, *_HOLDS))
_GROW = r"增长|下降|降低|提高|增加|减少|提升"
_PATTERN = re.compile(
    rf"(?P<grow>{_GROW})?(?P<each>分别)?(?:(?P<reach>{_REACH}))?(?P<bound>{_BOUND})?(?P<values>{_VALUE}(?:[、和]{_VALUE})*)"
    r"(?P<tail>以[上下内]|左右)?(?=[，。；、）]|$|〔|（)"
)
_ONE = re.compile(rf"(?P<value>{_NUMBER})(?P<unit>{_UNIT})(?P<after>{_AFTER})?")
# 力争建成120个“无废城市”细胞单位 · 完成3处“无废城市”教育基地创建 · 建成40家（个）绿色工厂
_COUNT = re.compile(
    r"(?:建成|创建|打造|培育|培养|新增|认定|建设|完成)(?P<of>[^，。；、0-9]{0,6}?)(?P<bound>不少于|至少|超过|约)?"
    rf"(?P<value>{_NUMBER})(?P<unit>家（个）|[家个处名所座条项])(?P<after>以上|左右)?(?P<what>[^，。；0-9]{{2,40}})"
)
# What an indicator is called, where no word of reaching stands before the number: 消防设施达标率100%
_MEASURE = re.compile(r"(?:率|比例|比重|占比|浓度|强度|总量|数量|容量|规模|水平|拥有量)(?:（[^）]*）)?$")
# The word that names in a list share: 化学需氧量、氨氮排放总量
_TAIL = re.compile(r"(?:排放|消费|使用)?(?:总量|浓度|比例|比重|占比|强度)$|率$")
# Words behind an indicator that belong to the verb: 综合利用率力争达到50%
_TRAIL = re.compile(r"(?:力争|要|应|将|(?<!年)均|也|总体|稳步|努力)+$")
# Words before an indicator that are no part of it.
_LEAD = re.compile(
    r"^(?:（[一二三四五六七八九十\d]+）|\d+[.．、]|[一二三四五六七八九十]+、|(?:其中|并|同时|建成|培育|此后|使|确保|实现|力争|努力|争取|推动|全面|稳步|持续|积极|要|应|基本|逐步)(?!性|能))+(?=.{3})"
)
_PAST = re.compile(r"(?<![比较])20\d\d年(?!底|前)|以来|截至|“十[二三四]五”(?:期间|时期|以来)")
# 新建35蒸吨/小时以上, 总投资10亿元以上: the size of what is spoken of, no target.
_RULE = re.compile(
    r"(?:每|单价|年龄|投资|收入|面积|超过|满|大于|距离|范围|补助|奖励|罚款|设置|最高|\d+[类种])$"
)


def targets(passage: Passage, found: Sequence[Deadline]) -> tuple[Target, ...]:
    """The targets of a passage, in print order; ``found`` are its deadlines.

    Articles of law state thresholds, not targets. The year is the deadline before the number in the
    same sentence. A sentence that tells of a past year states what was reached, and so do those
    behind it until a deadline is named; so does a whole passage that names no deadline.
    """
    if passage.block.role is Role.ARTICLE or not _ONE.search(passage.text):
        return ()
    made: list[Target] = []
    text = masked(passage.text)
    if not found and _PAST.search(text):
        return ()
    start, past = 0, False
    # 到2027年， at the head of a passage holds for all of its sentences.
    whole = [d for d in found if d.start <= passage.block.title_end]
    for sentence in text.split("。"):
        due = [d for d in found if start <= d.start < start + len(sentence)]
        rest = sentence
        for d in due:
            rest = rest[: d.start - start] + "□" * (d.end - d.start) + rest[d.end - start :]
        # 在2023年…达到51%以上…的基础上: what is built on is no target.
        base = rest.rfind("基础上")
        rest = "□" * base + rest[base:] if base > 0 else rest
        past = not due and (past or bool(_PAST.search(rest)))
        if not past:
            made += _in_sentence(passage.text, rest, start, due or whole)
        start += len(sentence) + 1
    return tuple(sorted(made, key=lambda t: t.at))


def _in_sentence(text: str, sentence: str, start: int, due: Sequence[Deadline]) -> Iterator[Target]:
    taken: list[tuple[int, int]] = []
    before = ""
    for match in _PATTERN.finditer(sentence) if _ONE.search(sentence) else ():
        year = _year(due, start + match.start())
        indicators = _indicators(text[start : start + len(sentence)], sentence, match, year)
        if indicators:
            taken.append(match.span())
            indicators = [_whole(name, before) for name in indicators]
            before = indicators[-1]
            yield from _values(match, indicators, year, start)
    for match in _COUNT.finditer(sentence):
        year = _year(due, start + match.start())
        if year is not None and not any(a < match.end() and match.start() < b for a, b in taken):
            what = match["of"] + re.sub(r"(?:创建|建设|培育|认定)$", "", match["what"])
            comparator = _comparator(match["bound"], None, None, match["after"])
            words = match[0].removesuffix(match["what"])
            yield Target(
                what, comparator, match["value"], match["unit"], year, words, start + match.start("value")
            )


def _year(due: Sequence[Deadline], place: int) -> str | None:
    """The year of the last deadline before a place."""
    before = [d for d in due if d.start <= place]
    return before[-1].date[:4] if before else None


def _indicators(printed: str, sentence: str, match: re.Match[str], year: str | None) -> list[str]:
    """What the number or numbers of a match measure; empty where it is no target."""
    head = sentence[: match.start()]
    begin = max(head.rfind(mark) for mark in "，；：□■") + 1
    # 秸秆综合利用率达到97%以上、农膜回收率… · 综合利用率逐年提升、医疗废物…: the list is one of statements.
    listed = re.search(rf"(?:\d(?:{_UNIT})(?:{_AFTER})?|提升|提高|增长|下降|降低)、(?=[^、]*$)", head[begin:])
    if listed is not None:
        begin += listed.end()
    name = _TRAIL.sub("", _LEAD.sub("", printed[begin : match.start()]))
    if (
        not re.search(rf"[{HAN}A-Za-z]{{2}}", name)
        or name.count("（") != name.count("）")
        or _RULE.search(name)
    ):
        return []
    stated = match["reach"] or match["bound"] or match["grow"]
    measure = _MEASURE.search(name)
    percent = "%" in match["values"] or "倍" in match["values"]
    # Without a year only what is worded as a measure counts: 首期规模15亿元 is the size of a fund.
    sure = (stated and (measure or percent)) or (measure and percent)
    if year is None and match["bound"] in ("大于", "小于", "超过"):
        return []  # 含硫量大于0.5%: what a rule speaks of
    if not sure and (year is None or (percent and not stated)):
        return []
    name += match["grow"] or ""
    count = len(_ONE.findall(match["values"]))
    if match["each"]:
        return _shared(name, count)
    # 单位建筑面积能耗、人均综合能耗和人均用水量指标分别比2015年降低9%、10%和15%
    listed_names, each, rest = name.partition("分别")
    return [n + rest for n in _shared(listed_names, count)] if each else [name]


def _shared(name: str, count: int) -> list[str]:
    """``化学需氧量、氨氮排放总量`` with two numbers: two indicators, where the list has as many names."""
    names = re.split(r"[、和]", re.sub(r"指标$", "", name))
    if len(names) != count:
        return [name] * count
    last = names[-1]
    tail = _TAIL.search(last)
    if all(len(n) == 2 for n in names[:-1]):
        # 已建和在建清洁能源电力装机容量: what stands before 和 is only the first word of a name.
        return [*(n + last[2:] for n in names[:-1]), last]
    return [n if _MEASURE.search(n) or tail is None else n + tail[0] for n in names]


def _whole(name: str, before: str) -> str:
    """``县城`` behind 主城区道路机械化清扫率达80%左右 is 县城道路机械化清扫率."""
    place = re.fullmatch(rf"[{HAN}]{{1,8}}?[区县城市乡镇村]", name)
    measured = re.match(rf"[{HAN}]{{1,16}}[区县城市乡镇村](?P<what>[{HAN}]{{3,}})$", before)
    return name + measured["what"] if place and measured and _MEASURE.search(before) else name


def _value(printed: str) -> str:
    """``7%—10`` → ``7—10``; ``一`` → ``1``."""
    plain = printed.replace("%", "")
    return str(number(plain)) if plain in "一两" else plain


def _values(match: re.Match[str], names: list[str], year: str | None, start: int) -> Iterator[Target]:
    for i, one in enumerate(_ONE.finditer(match["values"])):
        after = one["after"] or match["tail"] or (_ONE.findall(match["values"])[-1][2] or None)
        name = names[i] if i < len(names) else names[-1]
        comparator = _comparator(match["bound"], match["reach"], match["grow"], after)
        at = start + match.start("values") + one.start()
        yield Target(name, comparator, _value(one["value"]), one["unit"], year, match[0], at)


def _comparator(bound: str | None, reach: str | None, grow: str | None, after: str | None) -> str:
    """The comparator that the words before and behind a number state."""
    if bound == "约" or after == "左右":
        return "约"
    if bound in _MORE or (after or "").endswith("以上"):
        return ">="
    if bound in _LESS or (after or "").endswith(("以下", "以内")):
        return "<="
    if bound is not None:
        return ">" if bound in ("超过", "突破", "大于") else "<"
    if reach is None or reach in _HOLDS:
        return "="
    return "<=" if reach in _FALLS else ">="
