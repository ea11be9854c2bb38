"""Where a decree or an announcement begins: its name and number, in one line or in several."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from build_tools.documents.heads.head_lines import head_with
from build_tools.documents.heads.kinds import decree_kind
from build_tools.documents.heads.titles import Head, HeadPart, Scan, metas_at, title_lines
from build_tools.language.genres import DECREES
from build_tools.language.phrases import BYLINE, DECREE, DECREE_OF_TERM, NOTICE_TITLE, ORGAN
from build_tools.language.script import DATE, NUMERAL, SERIAL_LINE, doc_number, is_date_line
from build_tools.model.document import Kind, Role
from build_tools.model.source import Line

# 总统令2024年8月7日
_DATED_DECREE = re.compile(rf"^(?P<name>[^《》，。：、（）\d]{{1,20}}?令)(?P<date>{DATE.pattern})$")

# 云岭省交通运输厅公告 · 青江市人民政府令; not 关于…的公告
BARE_DECREE = re.compile(rf"^(?!.*关于).*(?:{DECREES}|令)$")
"""The title of a unit that is but an organ's decree or announcement."""


# 行政長官行使《澳門特別行政區基本法》第五十條賦予的職權: below the name of an order in force;
# below one that a list of repealed orders names stands another, or an article
_MAKES = re.compile(r"^[^。]{2,40}?(?:行使|根据|依据|按照)")


# 应当依照青江市人民政府公告 / 第41号 / 公布的《早市条例》执行: of a sentence
_GOES_ON = re.compile(r"^(?:公布|发布|颁布|规定|修订|修正)?的|^[，、；和及与]")


# 第152/2024號行政長官批示: the name of an order that is also its number
_ORDER = re.compile(r"^第\d{1,4}/\d{4}号(?:行政长官批示|行政命令|行政法规|法律|[\u4e00-\u9fff]{2,16}批示)$")


# 第5/2023號法律 · 第1/2024號行政法規 · 2023年第12號號外公告 · 2023年第88號法律公告
_SERIAL = re.compile(r"^(?:第\d{1,4}/\d{4}号(?:法律|行政法规)|\d{4}年第\d{1,4}号(?:号外|法律|政府)公告)$")
# 澳門特別行政區 · 立法會 · 行政長官辦公室: above such a number
_ABOVE_SERIAL = re.compile(
    r"^[澳香][门港]特[别別]行政[区區](?:政府)?$|^(?:立法会|行政会|行政长官|行政长官办公室)$"
)
# 立法會根據《…》第七十一條，制定本法律。 · （由運輸及物流局局長根據《…》訂立） · 現公布，衞生局局長根據… ·
# 第一條 · 1. 生效日期: what a text begins with
_BEGINS_TEXT = re.compile(
    rf"^(?:[^。]{{2,40}}?(?:行使|根据|依据|按照)|（由|现公布|兹|第[{NUMERAL}\d]+[编篇章节条]|\d{{1,2}}[.、])"
)


def serialled(scan: Scan, i: int) -> Head | None:
    """A law or an order of Macau, a notice of Hong Kong: its number, and below it what it is called.

    An order has no other name than its number.
    """
    first = scan.line(i)
    if first is None or not (scan.at_boundary(i) or (_ORDER.match(first.key) and first.gap)):
        return None
    parts: list[HeadPart] = []
    while (line := scan.line(i)) is not None and _ABOVE_SERIAL.match(line.key) and len(parts) < 3:
        parts.append((Role.META, (line,)))
        i += 1
    number, below = scan.line(i), scan.line(i + 1)
    if number is None or below is None:
        return None
    if _ORDER.match(number.key) and _MAKES.match(below.key):
        return head_with(decree_kind(scan, i + 1), scan, i + 1, [*parts, (Role.TITLE, (number,))])
    lines = list(takewhile(lambda x: not _BEGINS_TEXT.match(x.key), title_lines(scan, i + 1)))
    end = i + 1 + len(lines)
    below = scan.line(end)
    if not _SERIAL.match(number.key) or not lines or below is None or not _BEGINS_TEXT.match(below.key):
        return None
    return head_with(
        Kind.NOTICE, scan, end, [*parts, (Role.NUMBER, (number,)), (Role.TITLE, tuple(lines))], number=True
    )


def decree(scan: Scan, i: int) -> Head | None:
    """A decree or announcement: its name and number, in one line or more, perhaps a date between."""
    first = scan.line(i)
    if first is None or not scan.at_boundary(i):
        return None
    metas: list[HeadPart] = [(Role.META, (line,)) for line in metas_at(scan, i)]
    i += len(metas)
    if (line := scan.line(i)) is None:
        return None
    if DECREE_OF_TERM.match(line.key) or (doc_number(line.key) and re.search(r"令[〔（]?第", line.key)):
        return head_with(decree_kind(scan, i + 1), scan, i + 1, [*metas, (Role.TITLE, (line,))], number=True)
    if (about := _number_with_matter(scan, i)) is not None:
        end = i + len({line.number for _, lines in about for line in lines})
        return head_with(Kind.NOTICE, scan, end, [*metas, *about], number=True)
    parts, end = _decree_name(scan, i)
    below, after = scan.line(end), scan.line(end + 1)
    if not parts or below is None:
        return None
    parts = [*metas, *parts]
    if is_date_line(below.key) and after is not None and doc_number(after.key):
        parts.append((Role.DATE, (below,)))  # 行政院令 · 中華民國103年5月8日 · 院臺水字第…號
        below, end = after, end + 1
    named = "关于" not in "".join(x.key for role, part in parts if role is Role.TITLE for x in part)
    after = scan.line(end + 1)
    if after is not None and _GOES_ON.match(after.key):
        return None
    if SERIAL_LINE.match(below.key) or (doc_number(below.key) and named):
        own = _title_below(scan, end + 1)
        if own:
            parts = [(Role.REMARK if role is Role.TITLE else role, lines) for role, lines in parts]
        parts = [*parts, (Role.NUMBER, (below,)), *([(Role.TITLE, tuple(own))] if own else [])]
        end += 1 + len(own)
        return head_with(decree_kind(scan, end), scan, end, parts, number=True)
    return None


# 海关总署公告2023年第88号（关于调整部分进境货物监管要求的公告）, also with the bracket in a line of its own
_NUMBERED = re.compile(r"^[^《》，。（）]{2,20}公告\d{4}年第\d{1,4}号(?P<matter>（关于.+的公告）)?$")
_MATTER = re.compile(r"^（关于.+的公告）$")


def _number_with_matter(scan: Scan, i: int) -> list[HeadPart] | None:
    """An announcement's number with what it is about in a bracket behind it, or in the line below."""
    line, below = scan.line(i), scan.line(i + 1)
    numbered = _NUMBERED.match(line.key) if line is not None else None
    if line is None or numbered is None:
        return None
    if numbered["matter"]:
        cut = line.text.chars.replace("(", "（").index("（")
        name = replace(line, text=line.text[:cut].strip(), key=line.key[: numbered.start("matter")])
        matter = replace(line, text=line.text[cut:], key=numbered["matter"])
        return [(Role.NUMBER, (name,)), (Role.TITLE, (matter,))]
    if below is not None and _MATTER.match(below.key):
        return [(Role.NUMBER, (line,)), (Role.TITLE, (below,))]
    return None


def _title_below(scan: Scan, i: int) -> list[Line]:
    """The title of an announcement below its number: 关于批准发布《家用电器安全要求》等6项国家标准的公告, or
    青江市2023年度…跟踪审计结果 above the day in a bracket."""
    lines = [x for x in title_lines(scan, i, limit=4) if not x.key.startswith("（")]
    for count in range(1, len(lines) + 1):
        joined = "".join(x.key for x in lines[:count])
        below = scan.line(i + count)
        if joined.startswith("关于") and NOTICE_TITLE.search(joined):
            return lines[:count]
        if below is not None and BYLINE.match(below.key) and below.key.endswith("公告）"):
            return lines[:count]
    return []


def _decree_name(scan: Scan, i: int) -> tuple[list[HeadPart], int]:
    """The lines that name a decree: one, or its issuers line by line and 令 below them."""
    line = scan.line(i)
    if line is None:
        return [], i
    dated = _DATED_DECREE.match(line.key)
    if dated:  # 總統令　中華民國113年1月3日 in one line
        cut = line.text.chars.index("令") + 1
        name = replace(line, text=line.text[:cut], key=dated["name"])
        day = replace(line, text=line.text[cut:].strip(), key=dated["date"])
        return [(Role.TITLE, (name,)), (Role.DATE, (day,))], i + 1
    if (between := _issuers_around(scan, i)) is not None:
        return [(Role.TITLE, between)], i + len(between)
    lines = title_lines(scan, i, limit=8)
    alone = scan.line(i + len(lines))
    if alone is not None and alone.key == "令":
        lines.append(alone)  # 令 in a line of its own below its issuers
    for count in range(1, len(lines) + 1):
        joined = "".join(x.key for x in lines[:count])
        if DECREE.match(joined) and len(joined) >= 3:
            whole = count == 1 or all(ORGAN.search(x.key) for x in lines[: count - 1])
            return ([(Role.TITLE, tuple(lines[:count]))], i + count) if whole else ([], i)
    return [], i


def _issuers_around(scan: Scan, i: int) -> tuple[Line, ...] | None:
    """The issuers of a decree with 令 in a line between theirs: 交通运输部 / 令 / 应急管理部."""
    lines = [scan.line(k) for k in range(i, i + 3)]
    found = tuple(line for line in lines if line is not None)
    if len(found) < 3 or found[1].key != "令":
        return None
    return found if ORGAN.search(found[0].key) and ORGAN.search(found[2].key) else None
