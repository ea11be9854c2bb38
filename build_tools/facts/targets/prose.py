"""Numeric targets in the running text and in tables of targets: indicator, comparator, value, unit, year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from build_tools.facts.duties.deadlines import blotted
from build_tools.facts.targets.forms import (
    AFTER,
    BOUND,
    FALLS,
    HOLDS,
    LEAD,
    MEASURE,
    NUMBER,
    RISES,
    SHORTER,
    UNIT,
    comparator_of,
    place_alone,
    scope_of,
    shaped,
    unsigned,
)
from build_tools.facts.targets.plan_periods import PERIOD, number_of
from build_tools.language.measures import COUNTED, with_rate
from build_tools.language.passages import Passage
from build_tools.language.script import HAN, number
from build_tools.model.document import title_end
from build_tools.model.facts import Deadline, Target

_VALUE = rf"(?:{NUMBER})(?:{UNIT})(?:{AFTER})?"
_REACH = "|".join((*RISES, *FALLS, *SHORTER, *HOLDS))
_GROW = r"增长|下降|降低|提高|增加|减少|提升|压减|压缩|缩短"
# 专业技术岗位不得低于总量的90% · 逐步达到卫生专业技术岗位总量的30%
_OF = rf"(?:(?!{BOUND}|{_REACH})[{HAN}]){{0,14}}?(?:总量|总数|总额)的"
# 森林覆盖率达到12.5%以上。 · 分别增长5%、6%和7%，
_PATTERN = re.compile(
    rf"(?P<grow>{_GROW})?(?P<each>分别)?(?:(?P<reach>{_REACH}))?(?P<bound>{BOUND})?(?P<of>{_OF})?"
    rf"(?P<values>{_VALUE}(?:[、和]{_VALUE})*)"
    r"(?P<tail>以[上下内]|左右)?(?=[，。；、）]|$|〔|（)"
)
# 秸秆综合利用率达到97%以上、农膜回收率… · 综合利用率逐年提升、医疗废物… · 完成60个老旧小区改造、新增停车位…:
# the list is one of statements
_LISTED = re.compile(
    rf"(?:\d(?:{UNIT})(?:{AFTER})?|(?:建成|创建|打造|培育|新增|建设|完成)\d+(?:{UNIT})[^、，。；]{{2,20}}"
    r"|提升|提高|增长|下降|降低)、(?=[^、]*$)"
)
_FIGURE = re.compile(r"\d|零增长")
_MAY_HOLD = re.compile(rf"{_FIGURE.pattern}|[一两]倍")
# 控制在50—60立方米: a range says both its ends
_RANGE = re.compile(r"\d[—–~～至-]\d")
# 90%以上 · 450万亩
_ONE = re.compile(rf"(?P<value>{NUMBER})(?P<unit>{UNIT})(?P<after>{AFTER})?")
# 力争建成120个“无废城市”细胞单位 · 完成3处“无废城市”教育基地创建 · 建成40家（个）绿色工厂
_COUNT = re.compile(
    r"(?:建成|创建|打造|培育|培养|新增|认定|建设|完成)(?P<of>[^，。；、0-9]{0,6}?)(?P<bound>不少于|至少|超过|约)?"
    rf"(?P<value>{NUMBER})(?P<unit>{with_rate(COUNTED)})(?P<after>以上|左右)?(?P<what>(?:[56]G)?[^，。；0-9]{{2,40}})"
)
# 建成50所高水平高职学校和150个专业群: the verb is said once
_AND_MORE = re.compile(
    rf"(?:以及|[、和及与])(?P<of>)(?P<bound>不少于|至少|超过|约)?(?P<value>{NUMBER})"
    r"(?P<unit>万?(?:家（个）|[家个处名所座条项]))(?P<after>以上|左右)?(?P<what>[^，。；0-9]{2,40})"
)
_AND = re.compile(r"(?:以及|[、和及与])(?:不少于|至少|超过|约)?$")
# The word that names in a list share: 化学需氧量、氨氮排放总量
_TAIL = re.compile(r"(?:排放|消费|使用)?(?:总量|浓度|比例|比重|占比|强度)$|率$|岗位$")
# 加快企业新一轮技术改造投资，力争年均增长10%以上: what grows is named by the clause before
_NO_SUBJECT = re.compile(r"(?:力争|努力|争取|确保|实现|保持)?(?P<rate>(?:年均|每年|年|同比)?)")
_MOVES = re.compile(
    r"^(?:进一步|持续|大力|积极)?(?:加快|加大|扩大|推动|推进|促进|提高|提升|保持|增加|强化|加强)"
)
# Words behind an indicator that belong to the verb: 综合利用率力争达到50%
_TRAIL = re.compile(r"(?:力争|原则上|要|应|将|(?<!年)均|也|总体|稳步|逐步|努力)+$")
# 比上年增长7.1%: growth against a year before tells what was, unless it is aimed at: 力争同比增长10%以上
_GREW = re.compile(rf"(?:{_GROW})[\d一两]")
_AIMED = re.compile(r"力争|争取|努力|确保|预期|目标|计划|年均|保持|达到|不低于|要|应")
_PAST = re.compile(r"(?<![比较])20\d\d年(?!底|前)|以来|截至")
# 2024年6月底前完成摸底，2024年启动20个、2025年启动25个: each number has a year of its own, and no name
_OF_OTHER_YEAR = re.compile(rf"20\d\d年(?:底前?|内)?[{HAN}]{{0,4}}$")
# “十三五”期间，建成… · “十三五”末，全市公交车达到2160辆
_OF_PLAN = re.compile(rf"{PERIOD.pattern}(?P<part>期间|时期|末|期末)")
# 损失率在30%以上、不足80%的，按…赔付: whom a rule concerns
_CONCERNS = re.compile(r"[^，。；]{0,12}的(?:[，。；、]|$)")
_RULE = re.compile(r"(?:每|单价|年龄|超过|满|大于|距离|范围|补助|奖励|罚款|设置|最高|\d+[类种])$")
# 到2027年和2030年，单位能耗分别下降10%和15% · 2027年底前和2030年底前: each value has a year of its own
_JOINT = re.compile(
    r"20\d\d年(?:[底末]?前|[底末])?(?:(?:以及|[、和及与])(?:到)?20\d\d年(?:[底末]?前|[底末])?)+"
)
# 垃圾回收利用率由30%提高到40% · 从2020年的30%: what is left behind is no part of the name
_FROM = re.compile(rf"[由从](?:[{HAN}\d]{{0,8}}的)?[\d.]+(?:{UNIT})?$")
# 投资10亿元以上的项目: the size of what is spoken of
_SIZE = re.compile(r"(?:投资|收入|面积)$")


def targets(passage: Passage, found: Sequence[Deadline], plan: int | None = None) -> tuple[Target, ...]:
    """The targets of a passage, in print order; ``found`` are its deadlines, ``plan`` the five-year plan
    that its document is about.

    Articles of law state thresholds, not targets. The year is the deadline before the number in the
    same sentence. A sentence that tells of a past year states what was reached, and so do those
    behind it until a deadline is named; so does a whole passage that names no deadline.
    """
    if passage.in_article or not _FIGURE.search(passage.text):
        return ()
    made: list[Target] = []
    text = blotted(passage.text)
    if not found and _tells(text, plan):
        return ()
    start, past = 0, False
    # 到2027年， at the head of a passage holds for all of its sentences.
    whole = [d for d in found if d.start <= title_end(passage.block)]
    for sentence in text.split("。"):
        due = [d for d in found if start <= d.start < start + len(sentence)]
        rest = sentence
        for d in due:
            rest = rest[: d.start - start] + "□" * (d.end - d.start) + rest[d.end - start :]
        # 在2023年…达到51%以上…的基础上: what is built on is no target.
        base = rest.rfind("基础上")
        rest = "□" * base + rest[base:] if base > 0 else rest
        past = not due and (past or _tells(rest, plan))
        if not past and _MAY_HOLD.search(rest):
            made += _in_sentence(passage.text, rest, start, due or whole)
        start += len(sentence) + 1
    if not found:
        made = [target for target in made if not _grew(text, target)]
    named = [replace(target, indicator=unsigned(target.indicator)) for target in made]
    return tuple(sorted(named, key=lambda t: t.at))


def _tells(text: str, plan: int | None) -> bool:
    """Whether a text tells of what was reached: of a past year, or of a plan before its own."""
    if _PAST.search(text):
        return True
    for match in _OF_PLAN.finditer(text):
        told = number_of(match)
        if told < plan if plan else 12 <= told <= 14 and match["part"] in ("期间", "时期"):
            return True
    return False


def _grew(text: str, target: Target) -> bool:
    """Whether a target is growth that a sentence without any aim tells of."""
    sentence = text[text.rfind("。", 0, target.at) + 1 : target.at]
    told = target.comparator == "=" and _GREW.match(target.words) is not None
    return told and _AIMED.search(sentence) is None


def _in_sentence(text: str, sentence: str, start: int, due: Sequence[Deadline]) -> Iterator[Target]:
    taken: list[tuple[int, int]] = []
    before = ""
    printed = text[start : start + len(sentence)]
    for match in _PATTERN.finditer(sentence) if _ONE.search(sentence) else ():
        year = _year(due, start + match.start())
        if _CONCERNS.match(sentence, match.end()) or (year is None and match["reach"] == "在"):
            continue
        indicators = _indicators(printed, sentence, match, year)
        if indicators:
            taken.append(match.span())
            years = _joint_years(text, due, start + match.start())
            if years and (len(years) != len(_ONE.findall(match["values"])) or len(set(indicators)) > 1):
                continue  # which number is for which year is not told
            indicators = [_whole(name, before) for name in indicators]
            scope = scope_of(sentence, match.start())
            measured = before or _measured(sentence, match.start())
            place = place_alone(indicators[0]) if len(indicators) == 1 else None
            if place is not None:
                if not MEASURE.search(measured):
                    continue  # 推广清洁取暖。中心城市达到100%: what is measured is not said
                indicators, scope = [measured], place
            before = indicators[-1]
            yield from _values(match, indicators, years or [year], start, scope)
    for match in _counts(sentence):
        year = _year(due, start + match.start())
        joint = _joint_years(text, due, start + match.start())
        if year is not None and not joint and not _within(span := match.span("value"), taken):
            taken.append(span)
            yield _counted(match, year, start)
    for one, words in shaped(sentence, dated=_year(due, start + len(sentence)) is not None):
        year = _year(due, start + one.at)
        joint = _joint_years(text, due, start + one.at)
        if not joint and not _within((one.at, one.at + 1), taken):
            taken.append((one.at, one.at + 1))
            yield Target(
                *(one.indicator, one.comparator, one.value, one.unit, year, words, start + one.at),
                scope=one.scope,
                said=one.said,
            )


def _counts(sentence: str) -> Iterator[re.Match[str]]:
    """The numbers of things to be made, and those that stand behind them under the same verb."""
    for first in _COUNT.finditer(sentence):
        match: re.Match[str] | None = first
        while match is not None:
            yield match
            joined = _AND.search(match["what"])
            end = match.end() - len(match["what"]) + joined.start() if joined else 0
            match = _AND_MORE.match(sentence, end) if joined else None


def _counted(match: re.Match[str], year: str, start: int) -> Target:
    """``建成50所高水平高职学校``: what is counted ends where the next number begins, or what that counts:
    ``完成60个老旧小区改造、新增停车位5000个``."""
    what = re.sub(r"(?:创建|建设|培育|认定)$", "", _AND.sub("", match["what"]))
    if match.string[match.end() : match.end() + 1].isdecimal() and what == match["what"]:
        what = re.sub(r"(?:以及|[、和及与])[^、]*$", "", what)
    comparator = comparator_of(match["bound"], None, match["after"])
    words = re.sub(r"^(?:以及|[、和及与])", "", match[0].removesuffix(match["what"]))
    said = "".join(match[k] or "" for k in ("bound", "value", "unit", "after"))
    at = start + match.start("value")
    return Target(
        *(match["of"] + what, comparator, match["value"], match["unit"], year, words, at), said=said
    )


def _within(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in taken)


def _measured(sentence: str, at: int) -> str:
    """The clause before that of a number, where it only names a measure: 机械化清扫率，设区市达到95%."""
    clauses = re.split(r"[，；：]", sentence[:at])
    clause = LEAD.sub("", clauses[-2]) if len(clauses) > 1 else ""
    return clause if MEASURE.search(clause) and not re.search(r"[\d□■]", clause) else ""


def _year(due: Sequence[Deadline], place: int) -> str | None:
    """The year of the last deadline before a place."""
    before = [d for d in due if d.start <= place]
    return before[-1].date[:4] if before else None


def _joint_years(text: str, due: Sequence[Deadline], place: int) -> list[str | None]:
    """The years of the last deadline before a place, where several are named in one breath; else none."""
    before = [d.start for d in due if d.start <= place]
    for run in _JOINT.finditer(text) if before else ():
        if run.start() - 3 <= before[-1] <= run.end():
            return re.findall(r"20\d\d(?=年)", run[0])
    return []


def _indicators(printed: str, sentence: str, match: re.Match[str], year: str | None) -> list[str]:
    """What the number or numbers of a match measure; empty where it is no target."""
    head = sentence[: match.start()]
    begin = max(head.rfind(mark) for mark in "，；：□■") + 1
    listed = _LISTED.search(head[begin:])
    if listed is not None:
        begin += listed.end()
    name = _TRAIL.sub("", _FROM.sub("", LEAD.sub("", printed[begin : match.start()])))
    if (
        not re.search(rf"[{HAN}A-Za-z]{{2}}", name)
        or _OF_OTHER_YEAR.match(name)
        or name.count("（") != name.count("）")
        or _RULE.search(name)
        or name.startswith("其中")  # 研发投入占比达到2%，其中企业不低于70%: of what is not said
        or name.endswith("/")  # 储能规模达到20万千瓦/40万千瓦时
        or (_SIZE.search(name) and not ((match["reach"] or match["bound"] == "突破") and year))
    ):
        return []
    stated = match["reach"] or match["bound"] or match["grow"]
    measure = MEASURE.search(name) or (stated and match["of"]) or match["reach"] in SHORTER
    percent = "%" in match["values"] or "倍" in match["values"]
    # Without a year only what is worded as a measure counts: 首期规模15亿元 is the size of a fund.
    sure = (stated and (measure or percent)) or (measure and percent)
    if year is None and match["bound"] in ("大于", "小于", "超过"):
        return []  # 含硫量大于0.5%: what a rule speaks of
    if not sure and (year is None or (percent and not stated)):
        return []
    if match["grow"] and (alone := _NO_SUBJECT.fullmatch(name)) is not None:
        subject = _subject(printed, begin)
        return [subject + alone["rate"] + match["grow"]] if subject else []
    name += match["grow"] or ""
    count = len(_ONE.findall(match["values"]))
    if match["of"]:
        return [f"{n}占{match['of'].removesuffix('的')}比例" for n in _shared(name, count)[:count]]
    if match["each"]:
        return _shared(name, count)
    # 单位建筑面积能耗、人均综合能耗和人均用水量指标分别比2015年降低9%、10%和15%
    listed_names, each, rest = name.partition("分别")
    return [n + rest for n in _shared(listed_names, count)] if each else [name]


def _subject(printed: str, begin: int) -> str:
    """What the clause before that at ``begin`` speaks of, without its verb; empty where that is not plain."""
    clause = re.split(r"[，；：]", printed[: max(begin - 1, 0)])[-1]
    subject = _MOVES.sub("", clause)
    plain = subject != clause and re.fullmatch(rf"[{HAN}“”]{{3,24}}", subject)
    return subject if plain else ""


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
    return [n if tail is None or MEASURE.search(n) or n.endswith(tail[0]) else n + tail[0] for n in names]


def _whole(name: str, before: str) -> str:
    """``县城`` behind 主城区道路机械化清扫率达80%左右 is 县城道路机械化清扫率."""
    place = re.fullmatch(rf"[{HAN}]{{1,8}}?[区县城市乡镇村]", name)
    measured = re.match(rf"[{HAN}]{{1,16}}[区县城市乡镇村](?P<what>[{HAN}]{{3,}})$", before)
    return name + measured["what"] if place and measured and MEASURE.search(before) else name


def _value(printed: str) -> str:
    """``7%—10`` → ``7—10``; ``一`` → ``1``."""
    plain = printed.replace("%", "")
    return str(number(plain)) if plain in "一两" else plain


def _values(
    match: re.Match[str], names: list[str], years: list[str | None], start: int, scope: str | None
) -> Iterator[Target]:
    for i, one in enumerate(_ONE.finditer(match["values"])):
        after = one["after"] or match["tail"] or (_ONE.findall(match["values"])[-1][2] or None)
        name = names[i] if i < len(names) else names[-1]
        comparator = comparator_of(match["bound"], match["reach"], after)
        at = start + match.start("values") + one.start()
        said = "".join(match[k] or "" for k in ("reach", "bound", "of")) + one["value"] + one["unit"]
        value, said = _value(one["value"]), said + (after or "")
        comparator = (
            "=" if _RANGE.search(value) and comparator in ("<=", ">=") and after is None else comparator
        )
        yield Target(name, comparator, value, one["unit"], years[i % len(years)], match[0], at, scope, said)
