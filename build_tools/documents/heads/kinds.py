"""Which kind a unit is, by the genre in its title; kinds that a title alone begins.

A new kind of unit that its title tells is one more row of ``_SPECIAL``.
"""

from __future__ import annotations

import re

from build_tools.documents.heads.chronicle_headings import CHRONICLE, chronicle_head
from build_tools.documents.heads.head_lines import head_with
from build_tools.documents.heads.titles import Head, Scan, item_at, title_lines
from build_tools.language.genres import PLANS
from build_tools.language.phrases import APPOINTS, CORRECTION, NOTICE_TITLE
from build_tools.model.document import Kind, Role
from build_tools.model.source import Line, TableLine

# 青江县人民政府专题会议纪要, above （第23期）
_MINUTES = re.compile(r"^(?!.*关于)[^，。《》]{2,40}会议纪要$")
_OF_MINUTES = re.compile(r"^（?(?:\d{4}年?)?第\d{1,3}[期号次]）?$|^〔\d{4}〕\d{1,3}号?$")
_SPECIAL = (
    # 《西藏自治区空气质量持续改善行动实施方案》政策解读 · 关于《…》的解读
    (
        Kind.INTERPRETATION,
        re.compile(
            r"^(?=.*(?:《.+》|关于|解读之)).{2,90}?(?:政策|图文|专家|一图)?(?:解读|问答|答记者问|解读及问答)(?:之?[一二三四五])?$"
        ),
    ),
    (Kind.CHRONICLE, CHRONICLE),
    # 《西藏自治区“十五五”生态环境保护规划（征求意见稿）》编制说明 · 关于《…》的起草说明
    (Kind.EXPLANATION, re.compile(r"^(?=.*(?:《.+》|关于)).{2,110}?(?:编制|起草|修订|情况|制定|的)说明$")),
    # 《拉萨市人民政府公报》简介
    (
        Kind.ABOUT,
        re.compile(r"^《?[^《》]{2,24}(?:公报|政报)》?(?:简介|征订启事|征稿启事|订阅启事|赠阅点|刊登说明)$"),
    ),
    (Kind.TEXT, CORRECTION),
    (Kind.TEXT, _MINUTES),
    # 人事任免 · 国务院任免国家工作人员 · 东江市人民代表大会常务委员会任命名单
    (
        Kind.APPOINTMENT,
        re.compile(
            r"^[^，。《》]{0,40}(?:人事任免|(?:任免|任命|任职|免职)(?:名单|事项|情况)|决定任免|任免(?:国家)?(?:机关)?(?:工作)?(?:人员|干部)(?:名单)?)$"
        ),
    ),
)

# what stands below the title of a chronicle: its month in brackets, or its first day
_OPENS_CHRONICLE = re.compile(
    r"^（\d{4}年(?:\d{1,2}月)?(?:[-—－至~]+(?:\d{1,2}月)?)?）$|^(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
)
# 本刊2020年第3期第12页《…》第三条中“8时”应为“7时”，特此更正。
_CORRECTS = re.compile(r"应为|误为|误排|误印|更正|改为|之误|勘误")


def special(scan: Scan, i: int) -> Head | None:
    """Interpretation, chronicle, explanation, about the gazette, correction, list of appointments."""
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
                return chronicle_head(scan, i, lines[:count])
            if item_at(scan, i + count) is None:
                continue
            if pattern is CORRECTION and not _corrects_below(scan, i + count):
                continue
            if pattern is _MINUTES and (below is None or not _OF_MINUTES.match(below.key)):
                continue
            return head_with(kind, scan, i + count, [(Role.TITLE, tuple(lines[:count]))])
    return None


def _corrects_below(scan: Scan, i: int) -> bool:
    """Whether the lines below 更正 say what is wrong; a table may do so too."""
    below = [scan.items[k] for k in range(i, min(i + 4, len(scan.items)))]
    words = "".join(x.key for x in below if isinstance(x, Line))
    return _CORRECTS.search(words) is not None or any(isinstance(x, TableLine) for x in below)


# 依照有关法律的规定，任命王某为…主任，于2013年9月1日就职。 · 现决定免去张某的…职务； · …，任命：
# …第一次会议于2022年1月12日选举：
_APPOINTS_HERE = re.compile(
    r"(?:^|[，：、]|决定|批准|同意|现)(?:任命|免去|免除|任免)(?:.{1,60}?(?:为|的|职务)|(?:以下|下列).*|：?$)"
    r"|(?:会议|日)选举(?!产生)(?:.{2,40}?为|：)"
)
_PUBLISHES = re.compile(r"公布|施行|发布|印发")


def decree_kind(scan: Scan, i: int) -> Kind:
    """The kind of a decree whose text begins at ``i``: its first sentence gives or takes posts, or not.

    ``口岸管理委员会主任由省人民政府任命`` in a law that a decree publishes is no such sentence.
    """
    words = ""
    while len(words) < 400 and (line := scan.line(i)) is not None:
        words, i = words + line.key, i + 1
        if re.search(r"[。；]", words):
            break
    first = re.split(r"[。；]", words)[0]
    appoints = _APPOINTS_HERE.search(first) is not None and not _PUBLISHES.search(first)
    return Kind.APPOINTMENT if appoints else Kind.NOTICE


_PLAN = re.compile(rf"(?:{PLANS}|行动)(?:（[^（）]*）)*$")


def kind_of(title: str) -> Kind:
    """The kind of a unit that has neither number nor addressee, by the genre in its title."""
    for kind, pattern in _SPECIAL:
        if pattern.match(title):
            return kind
    if APPOINTS.search(title) and NOTICE_TITLE.search(title):
        return Kind.APPOINTMENT
    if NOTICE_TITLE.search(title):
        return Kind.NOTICE
    if _PLAN.search(title):
        return Kind.PLAN
    return Kind.TEXT
