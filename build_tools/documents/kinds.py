"""Which kind a unit is, by the genre in its title; kinds that a title alone begins.

A new kind of unit that its title tells is one more row of ``_SPECIAL``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.documents.titles import Head, Part, Scan, head_with, item_at, title_lines
from build_tools.language.phrases import APPOINTS, NOTICE_TITLE
from build_tools.model.document import Kind, Role
from build_tools.model.source import Line

_SPECIAL = (
    # 《西藏自治区空气质量持续改善行动实施方案》政策解读 · 关于《…》的解读
    (
        Kind.INTERPRETATION,
        re.compile(
            r"^(?=.*(?:《.+》|关于|解读之)).{2,90}?(?:政策|图文|专家|一图)?(?:解读|问答|答记者问|解读及问答)(?:之?[一二三四五])?$"
        ),
    ),
    # 12月大事记 · 2024年1—6月大事记 · 2011年1月份工作大事记 · 人民政府大事记（2016年3月） · 5月大事 ·
    # 2023年5月政务要事
    (
        Kind.CHRONICLE,
        re.compile(
            r"^(?:[^，。]{0,20}?)?(?:[\d一二三四五六七八九十〇○年、—\-－至]{1,14}月份?)?(?:份)?(?:工作)?大事[记纪]"
            r"(?:（\d{4}年[^（），。]{0,14}）)?$"
            r"|^[^，。]{0,20}?[\d一二三四五六七八九十〇○年、—\-－至]{1,14}月(?:份)?(?:政务|政府)?(?:大事|要事)$"
        ),
    ),
    # 《西藏自治区“十五五”生态环境保护规划（征求意见稿）》编制说明 · 关于《…》的起草说明
    (Kind.EXPLANATION, re.compile(r"^(?=.*(?:《.+》|关于)).{2,110}?(?:编制|起草|修订|情况|制定|的)说明$")),
    # 《拉萨市人民政府公报》简介
    (
        Kind.ABOUT,
        re.compile(r"^《?[^《》]{2,24}(?:公报|政报)》?(?:简介|征订启事|征稿启事|订阅启事|赠阅点|刊登说明)$"),
    ),
    # 人事任免 · 国务院任免国家工作人员
    (
        Kind.APPOINTMENT,
        re.compile(
            r"^[^，。《》]{0,20}(?:人事任免|任免(?:名单|事项|情况)|决定任免|任免(?:国家)?(?:机关)?(?:工作)?(?:人员|干部)(?:名单)?)$"
        ),
    ),
)

# what stands below the title of a chronicle: its month in brackets, or its first day
_OPENS_CHRONICLE = re.compile(
    r"^（\d{4}年(?:\d{1,2}月)?(?:[-—－至~]+(?:\d{1,2}月)?)?）$|^(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
)


def special(scan: Scan, i: int) -> Head | None:
    """Interpretation, chronicle, explanation, about the gazette, list of appointments."""
    if (first := scan.line(i)) is None or not scan.at_boundary(i):
        return None
    lines = title_lines(scan, i, limit=3)
    for count in range(1, len(lines) + 1):
        joined = "".join(x.key for x in lines[:count])
        for kind, pattern in _SPECIAL:
            below = scan.line(i + count)
            opened = kind is Kind.CHRONICLE and below is not None and _OPENS_CHRONICLE.match(below.key)
            if not pattern.match(joined) or (first.key in scan.columns and not opened):
                continue
            if kind is Kind.CHRONICLE:
                return _chronicle(scan, i, lines[:count])
            if item_at(scan, i + count) is None:
                continue
            return head_with(kind, scan, i + count, [(Role.TITLE, tuple(lines[:count]))])
    return None


def _chronicle(scan: Scan, i: int, lines: Sequence[Line]) -> Head:
    """A chronicle: its title, perhaps its month in brackets below, and headings that say the same again."""
    parts: list[Part] = []
    if len(lines) > 1 and lines[0].key.endswith("编"):  # 东江市人民政府办公室编
        parts, i, lines = [(Role.META, tuple(lines[:1]))], i + 1, lines[1:]
    end = i + len(lines)
    below = scan.line(end)
    if below is not None and below.key.startswith("（") and _OPENS_CHRONICLE.match(below.key):
        lines, end = [*lines, below], end + 1  # 大事记 · （2023年11月）
    title = "".join(x.key for x in lines)
    while again := chronicle_heading(scan, end, title):
        parts += [(Role.REMARK, (line,)) for line in again]
        end += len(again)
    return head_with(Kind.CHRONICLE, scan, end, [(Role.TITLE, tuple(lines)), *parts])


def chronicle_heading(scan: Scan, i: int, title: str) -> list[Line]:
    """The lines of a heading that says again whose chronicle of what time this is; none if none stands.

    ``东江市政府2011年1月份工作大事记`` below ``东江市人民政府2011年1月大事记``, or on a later page.
    """
    lines = title_lines(scan, i, limit=2)
    pattern = next(p for kind, p in _SPECIAL if kind is Kind.CHRONICLE)
    for count in range(1, len(lines) + 1):
        joined = "".join(x.key for x in lines[:count])
        if not pattern.match(joined):
            continue
        taken = lines[:count]
        below = scan.line(i + count)
        if below is not None and below.key.startswith("（") and _OPENS_CHRONICLE.match(below.key):
            taken, joined = [*taken, below], joined + below.key
        return taken if _same_time(title, joined) and _same_organ(title, joined) else []
    return []


_YEARS = re.compile(r"\d{4}(?=年)")
_MONTHS = re.compile(r"(\d{1,2})月?(?:份)?(?:[—\-－至~～](?:\d{4}年)?(\d{1,2}))?月")
_QUARTER = re.compile(r"第?([一二三四])季度")
_OF_TIME = re.compile(
    r"[\d一二三四上下半年月份第季度（）—\-－至~～]|(?:政务|政府|工作)?(?:大事|要事)[记纪]?$"
)


def _same_time(a: str, b: str) -> bool:
    """Whether heading ``b`` names the months of heading ``a``, or none."""
    return _time_of(b) in (None, _time_of(a))


def _time_of(title: str) -> tuple[str, str] | None:
    years, months, quarter = _YEARS.findall(title), _MONTHS.search(title), _QUARTER.search(title)
    if quarter:
        last = 3 * ("一二三四".index(quarter[1]) + 1)
        named = f"{last - 2}—{last}"
    else:
        named = f"{months[1]}—{months[2] or months[1]}" if months else ""
    return ("".join(years), named) if years or named else None


def _same_organ(a: str, b: str) -> bool:
    """``东江市人民政府`` and ``东江市政府``, ``石笋县人民政府`` and ``石笋县``."""
    first, second = (_OF_TIME.sub("", title).replace("人民政府", "政府") for title in (a, b))
    return first in second or second in first


def kind_of(title: str) -> Kind:
    """The kind of a unit that has neither number nor addressee, by the genre in its title."""
    for kind, pattern in _SPECIAL:
        if pattern.match(title):
            return kind
    if APPOINTS.search(title) and NOTICE_TITLE.search(title):
        return Kind.APPOINTMENT
    if NOTICE_TITLE.search(title):
        return Kind.NOTICE
    if re.search(r"(?:规划|方案|计划|纲要|预案|要点|行动)(?:（[^（）]*）)*$", title):
        return Kind.PLAN
    return Kind.TEXT
