"""Numeric targets that are not worded as indicator, verb and number; and for which place a target holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from build_tools.language.measures import BUILT, COUNTED, PERSONS, REACHED, with_rate
from build_tools.language.script import HAN, SMALL

UNIT = with_rate(REACHED)
# 下降7%—10% · 2至3个 · 约一倍; never from the midst of a figure on
NUMBER = r"(?:(?<!\d)\d+(?:\.\d+)?(?:%?[—–~～至-]\d+(?:\.\d+)?)?|[一两](?=倍))"
AFTER = r"(?:及?以上|及?以下|以内|左右)"
MORE = ("不低于", "不少于", "不小于", "不得低于", "不得少于", "至少")
LESS = ("不超过", "不高于", "不大于", "不得超过")
BOUND = "|".join((*MORE, *LESS, "超过", "突破", "大于", "低于", "小于", "约"))
RISES = ("达到", "达", "提升至", "提升到", "提高至", "提高到", "增长到", "增加到", "扩大到", "拓宽至")
FALLS = ("控制在", "下降到", "降低到", "降至", "降到")
# 审批时间压减至60个工作日以内
SHORTER = ("压减至", "压缩至", "缩短至", "缩减至", "压减到", "压缩到", "缩短到")
HOLDS = ("保持在", "稳定在", "维持在", "保持", "控制", "为", "在")
# What an indicator is called, where no word of reaching stands before the number: 消防设施达标率100%
MEASURE = re.compile(r"(?:率|比例|比重|占比|涨幅|浓度|强度|总量|数量|容量|规模|水平|拥有量)(?:（[^）]*）)?$")
# Words before an indicator that are no part of it.
LEAD = re.compile(
    rf"^(?:（[{SMALL}\d]+）|\d+[.．、]|[{SMALL}]+、|(?:其中|并|同时|将|建成|培育|此后|使|确保|实现|力争|努力|争取|推动|全面|稳步|持续|积极|要|应|基本|逐步)(?!性|能))+(?=.{{3}})"
)


# 到2025年[1]建成水库3座，*完成投资10亿元 · 用水总量①（亿立方米）
_SIGN = re.compile(r"〔\d{1,2}〕|\[\d{1,2}\]|[①-⑳]|\*{1,3}")


def unsigned(name: str) -> str:
    """A name without the signs of footnotes."""
    return _SIGN.sub("", name)


# The place that a clause speaks of: 拉萨市实现中心城区…全覆盖， · 其他地（市）行署（人民政府）所在地城镇…
_SUBJECT = re.compile(
    rf"(?:其中|并|[{HAN}]{{0,2}}(?=其[他余]))?(?P<place>"
    r"(?:其他|其余)(?:各)?(?:地（市）|地市|县（区）|区县|地区|城市|乡镇|市|县)(?:行署（人民政府）)?(?:所在地)?(?:城镇)?"
    rf"|[{HAN}]{{2,3}}(?:市|地区)(?=实现|力争|确保|要|应))"
)
_WHOLE = re.compile(r"全[国区省市县州域]")
# Where only a place stands before the number: 覆盖率达到80%，其中工业园区达到100%
_PLACE = re.compile(
    r"(?:其中|在)?(?P<place>(?:其他|其余)(?:各)?(?:地（市）|地市|县（区）|区县|地区|城市|乡镇|市|县)"
    r"|重点(?:区域|地区|城市)|中心城[市区]|主城区|设区市|县级市|县城|城区|城镇|乡镇|农村|牧区|农区|农牧区|工业园区|开发区|园区)"
)


def place_alone(name: str) -> str | None:
    """The place, where a name says nothing but a place."""
    found = _PLACE.fullmatch(name)
    return found["place"] if found else None


def scope_of(sentence: str, at: int) -> str | None:
    """The place that an earlier clause of the same run of ，names for the number at ``at``.

    The clause of the number itself is not asked: there the indicator says its place. ``；`` ends a run,
    and so does a clause about the whole (全区).
    """
    part = sentence[sentence.rfind("；", 0, at) + 1 : at]
    own, *before = reversed(part.split("，"))
    if _SUBJECT.match(own) or _WHOLE.match(own):
        return None
    for clause in before:
        if (found := _SUBJECT.match(clause)) is not None:
            return found["place"]
        if _WHOLE.match(clause):
            return None
    return None


@dataclass(frozen=True)
class _Shape:
    """A wording with its own place for the number. ``dated`` ones count only with a year."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Iterator[Shaped]]
    dated: bool = True


@dataclass(frozen=True)
class Shaped:
    """What a shape finds: as in :class:`Target`, with ``at`` in the sentence."""

    indicator: str
    comparator: str
    value: str
    unit: str | None
    at: int
    said: str
    scope: str | None = None


def _share(match: re.Match[str]) -> Iterator[Shaped]:
    place = place_alone(LEAD.sub("", match["before"]))
    comparator = comparator_of(None, None, match["after"])
    said = f"{match['value']}%{match['after'] or ''}"
    yield Shaped(match["what"], comparator, match["value"], "%", match.start("value"), said, place)


def _each(match: re.Match[str]) -> Iterator[Shaped]:
    all_of, share = match["all"], match["share"]
    does, bound, what = match["does"], match["bound"] or "", match["what"]
    first = f"{all_of}{does}{match['first']}{bound}{what}"
    yield Shaped(first, "=", "所有", None, match.start("all"), "所有")
    second = f"{share}{does}{match['second']}{bound}{what}"
    yield Shaped(second, "=", match["value"], "%", match.start("value"), f"{match['value']}%")


def _listed(match: re.Match[str]) -> Iterator[Shaped]:
    comparator = comparator_of(None, None, match["after"])
    for one in re.finditer(rf"(?P<name>[^、\d]+)(?P<value>{NUMBER})%", match["list"]):
        at = match.start("list") + one.start("value")
        said = f"{one['value']}%{match['after'] or ''}"
        yield Shaped(LEAD.sub("", one["name"]) + match["what"], comparator, one["value"], "%", at, said)


def _no_growth(match: re.Match[str]) -> Iterator[Shaped]:
    yield Shaped(LEAD.sub("", match["name"]) + "增长", "=", "0", "%", match.start("zero"), "零增长")


def _plain(match: re.Match[str]) -> Iterator[Shaped]:
    comparator = comparator_of(match["bound"], match["reach"], match["after"])
    said = "".join(match[k] or "" for k in ("reach", "bound", "value", "after"))
    yield Shaped(LEAD.sub("", match["name"]), comparator, match["value"], None, match.start("value"), said)


def _at_least(match: re.Match[str]) -> Iterator[Shaped]:
    said = f"至少有{match['value']}{match['unit']}"
    yield Shaped(match["what"], ">=", match["value"], match["unit"], match.start("value"), said)


def _people(match: re.Match[str]) -> Iterator[Shaped]:
    short = match["what"].rpartition("的")[2]
    what = short if len(short) >= 4 else match["what"]
    comparator = comparator_of(None, None, match["after"])
    said = "".join(match[k] or "" for k in ("value", "unit", "after"))
    yield Shaped(what, comparator, match["value"], match["unit"], match.start("value"), said)


_SHAPES = (
    # 所有乡镇卫生院和60%的村卫生室分别能够开展6类10项、4类6项以上藏医药适宜技术
    _Shape(
        re.compile(
            rf"所有(?P<all>[{HAN}]{{2,10}})和(?P<value>{NUMBER})%的(?P<share>[{HAN}]{{2,10}}?)分别"
            rf"(?P<does>[{HAN}]{{2,6}})(?P<first>\d[\d{HAN}]*)、(?P<second>\d+[{HAN}](?:\d+[{HAN}])?)"
            rf"(?P<bound>以上|以下)?(?P<what>[{HAN}]{{2,20}})"
        ),
        _each,
    ),
    # 重点区域50%以上的水泥产能完成超低排放改造 · 60%的村卫生室分别能够开展…适宜技术
    _Shape(
        re.compile(
            rf"(?P<before>[{HAN}]{{0,10}}?)(?P<value>{NUMBER})%(?P<after>{AFTER})?的"
            rf"(?P<what>[{HAN}]{{2,10}}?(?:分别)?(?:能够|完成|达到|建成|实现|具备)[^，。；]{{3,40}})"
        ),
        _share,
    ),
    # 在产大型矿山90%、中型矿山80%以上达到绿色矿山建设要求
    _Shape(
        re.compile(
            rf"(?P<list>[{HAN}]{{2,14}}{NUMBER}%(?:、[{HAN}]{{2,14}}{NUMBER}%)*)(?P<after>{AFTER})?"
            rf"(?P<what>(?:达到|完成|实现|建成)[{HAN}]{{3,20}})(?=[，。；]|$)"
        ),
        _listed,
    ),
    # 主要农作物化肥农药亩均使用量零增长
    _Shape(re.compile(rf"(?P<name>[{HAN}]{{2,30}}(?:量|面积|能耗))(?:实现)?(?P<zero>零)增长"), _no_growth),
    # 大数据中心PUE值低于1.3
    _Shape(
        re.compile(
            rf"(?P<name>[{HAN}A-Za-z]{{1,20}}(?:PUE|值|指数|系数|容积率))"
            rf"(?P<reach>控制在|降至|降到|达到)?(?P<bound>{BOUND})?"
            rf"(?P<value>\d+(?:\.\d+)?)(?P<after>{AFTER})?(?=[，。；]|$)"
        ),
        _plain,
        dated=False,
    ),
    # 力争…县（区、市）至少有1所县级医院（包含中医医院）达到二级甲等医院医疗服务能力
    _Shape(
        re.compile(
            rf"(?:力争|确保|实现)[^，。；]{{2,40}}至少有(?P<value>{NUMBER})(?P<unit>{with_rate(COUNTED)})(?P<what>[^，。；0-9]{{2,40}})"
        ),
        _at_least,
        dated=False,
    ),
    # 培养掌握转诊流程、健康教育知识的基层慢性防治骨干医生300名
    _Shape(
        re.compile(
            r"(?<![已共计])(?:培养|培训|引进)(?P<what>[^，。；0-9]{2,40})"
            rf"(?P<value>{NUMBER})(?P<unit>{with_rate(PERSONS)})(?P<after>{AFTER})?(?=[，。；]|$)"
        ),
        _people,
        dated=False,
    ),
    # 2031年，新建公办幼儿园6所
    _Shape(
        re.compile(
            rf"(?:新改建|新建改建|改建|新建|建成|建设|改造|新增|创建|打造|培育)(?P<what>[{HAN}“”]{{2,16}})"
            rf"(?P<value>{NUMBER})(?P<unit>{with_rate(BUILT)})(?P<after>{AFTER})?(?=[，。；]|$)"
        ),
        _people,
    ),
)


def shaped(sentence: str, *, dated: bool) -> Iterator[tuple[Shaped, str]]:
    """What the shapes find in a sentence, each with its words; ``dated`` where a year stands before it."""
    for shape in _SHAPES:
        for match in shape.pattern.finditer(sentence) if dated or not shape.dated else ():
            for found in shape.read(match):
                yield found, match[0]


def comparator_of(bound: str | None, reach: str | None, after: str | None) -> str:
    """The comparator that the words before and behind a number state."""
    if bound == "约" or after == "左右":
        return "约"
    if bound in MORE or (after or "").endswith("以上"):
        return ">="
    if bound in LESS or (after or "").endswith(("以下", "以内")):
        return "<="
    if bound is not None:
        return ">" if bound in ("超过", "突破", "大于") else "<"
    if reach is None or reach in HOLDS:
        return "="
    return "<=" if reach in (*FALLS, *SHORTER) else ">="
