"""Where a printed unit begins: one matcher per kind of head, tried in the order of ``HEADS``.

A matcher looks at the items from ``i`` on and says what begins there, or None. It never looks at
a file's name. Each kind has a case and a negative case in ``tests/cases/segment``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from build_tools.documents.annex_labels import annex
from build_tools.documents.titles import (
    Head,
    Part,
    Scan,
    head_with,
    item_at,
    metas_at,
    rest_of_head,
    title_lines,
    trimmed,
    whole_title,
)
from build_tools.language.phrases import (
    APPOINTS,
    BYLINE,
    ENDS_IN_GENRE,
    NOTICE_TITLE,
    ORGAN,
    TITLE_BRACKET,
    is_title_like,
)
from build_tools.language.script import DATE, SERIAL_LINE, bare, doc_number, is_date_line
from build_tools.model.document import Kind, Role
from build_tools.model.source import Line


def numbered(scan: Scan, i: int) -> Head | None:
    """A title with its document number below it, or a number with the title below it."""
    first = scan.line(i)
    if first is None:
        return None
    metas = metas_at(scan, i) if scan.at_boundary(i) else []
    i += len(metas)
    parts: list[Part] = [(Role.META, (line,)) for line in metas]
    if (line := scan.line(i)) is None:
        return None
    if doc_number(line.key) and scan.at_boundary(i):
        return _number_first(scan, i, parts)
    lines = title_lines(scan, i, limit=6)
    end = i + len(lines)
    below = scan.line(end)
    dated: list[Part] = []
    if below is not None and is_date_line(below.key):
        dated = [(Role.BYLINE, (below,))]  # （一九八一年十二月三十日） between title and number
        end, below = end + 1, scan.line(end + 1)
    if not lines or below is None or not doc_number(below.key):
        return None
    lines = trimmed(lines)
    if "".join(x.key for x in lines) != "".join(x.key for x in title_lines(scan, i, limit=6)):
        return None  # the title begins further down
    joined = "".join(x.key for x in lines)
    if not ENDS_IN_GENRE.search(joined) and not joined.endswith("文件"):
        return None
    if not ENDS_IN_GENRE.search(joined):
        under = whole_title(scan, end + 1)
        if under and NOTICE_TITLE.search("".join(x.key for x in under)):
            parts += [(Role.META, (line,)) for line in lines]
            return _number_first(scan, end, parts)
        return None
    parts += [(Role.TITLE, tuple(lines)), *dated, (Role.NUMBER, (below,))]
    return _notice(parts, rest_of_head(scan, end + 1, parts, number=True))


def _number_first(scan: Scan, i: int, parts: list[Part]) -> Head | None:
    printed = scan.line(i)
    lines = whole_title(scan, i + 1)
    if printed is None or not lines:
        return None
    if not (NOTICE_TITLE.search("".join(x.key for x in lines)) or lines[0].mark):
        return None
    parts = [*parts, (Role.NUMBER, (printed,)), (Role.TITLE, tuple(lines))]
    return _notice(parts, rest_of_head(scan, i + 1 + len(lines), parts, number=True))


def _notice(parts: list[Part], end: int) -> Head:
    title = "".join(line.key for role, lines in parts if role is Role.TITLE for line in lines)
    kind = (
        Kind.APPOINTMENT
        if APPOINTS.search(title) and not re.search(r"办法|规定|条例", title)
        else Kind.NOTICE
    )
    return Head(kind, tuple(parts), end)


# 中华人民共和国国务院令 · 云岭省人民政府令第212号 · 中国人民银行公告〔2023〕第5号 · 總統令
_DECREE = re.compile(r"^(?P<name>[^《》，。：、（）]{1,80}?(?:令|命令|公告|通告))$")


_DATED_DECREE = re.compile(rf"^(?P<name>[^《》，。：、（）\d]{{1,20}}?令)(?P<date>{DATE.pattern})$")


def decree(scan: Scan, i: int) -> Head | None:
    """A decree or announcement: its name and number, in one line or more, perhaps a date between."""
    if scan.line(i) is None or not scan.at_boundary(i):
        return None
    metas: list[Part] = [(Role.META, (line,)) for line in metas_at(scan, i)]
    i += len(metas)
    if (line := scan.line(i)) is None:
        return None
    if doc_number(line.key) and re.search(r"令[〔（]?第", line.key):
        return head_with(Kind.NOTICE, scan, i + 1, [*metas, (Role.TITLE, (line,))], number=True)
    parts, end = _decree_name(scan, i)
    below, after = scan.line(end), scan.line(end + 1)
    if not parts or below is None:
        return None
    parts = [*metas, *parts]
    if is_date_line(below.key) and after is not None and doc_number(after.key):
        parts.append((Role.DATE, (below,)))  # 行政院令 · 中華民國103年5月8日 · 院臺水字第…號
        below, end = after, end + 1
    named = "关于" not in "".join(x.key for role, part in parts if role is Role.TITLE for x in part)
    if SERIAL_LINE.match(below.key) or (doc_number(below.key) and named):
        return head_with(Kind.NOTICE, scan, end + 1, [*parts, (Role.NUMBER, (below,))], number=True)
    return None


def _decree_name(scan: Scan, i: int) -> tuple[list[Part], int]:
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
    lines = title_lines(scan, i, limit=8)
    alone = scan.line(i + len(lines))
    if alone is not None and alone.key == "令":
        lines.append(alone)  # 令 in a line of its own below its issuers
    for count in range(1, len(lines) + 1):
        joined = "".join(x.key for x in lines[:count])
        if _DECREE.match(joined) and len(joined) >= 3:
            whole = count == 1 or all(ORGAN.search(x.key) for x in lines[: count - 1])
            return ([(Role.TITLE, tuple(lines[:count]))], i + count) if whole else ([], i)
    return [], i


def addressed(scan: Scan, i: int) -> Head | None:
    """A notice without any number: title, perhaps metadata, addressee."""
    if not scan.at_boundary(i):
        return None
    metas = metas_at(scan, i)
    parts: list[Part] = [(Role.META, (line,)) for line in metas]
    i += len(metas)
    lines = title_lines(scan, i)
    while lines and not NOTICE_TITLE.search("".join(x.key for x in lines)):
        lines = lines[:-1]
    if not lines or len(trimmed(lines)) < len(lines):
        return None
    parts.append((Role.TITLE, tuple(lines)))
    end = rest_of_head(scan, i + len(lines), parts, number=False)
    if any(role is Role.ADDRESSEE for role, _ in parts):
        return _notice(parts, end)
    return None


def attached(scan: Scan, i: int) -> Head | None:
    """The text that the notice before it issues: its title is one that the notice names."""
    line = scan.line(i)
    if line is None or not scan.expected or not is_title_like(line.key):
        return None
    lines = title_lines(scan, i)
    names = {bare(name) for name in scan.expected}
    for count in range(len(lines), 0, -1):
        if bare("".join(x.key for x in lines[:count])) in names:
            while count < len(lines) and TITLE_BRACKET.match(lines[count].key):
                count += 1
            return _attached_head(scan, i, lines[:count])
    return None


def issued(scan: Scan, i: int) -> Head | None:
    """The first title after a notice that issues a text, though the notice names it otherwise."""
    line = scan.line(i)
    if line is None or not scan.closed or not scan.issues:
        return None
    guess = whole_title(scan, i)
    joined = "".join(x.key for x in guess)
    if not guess or item_at(scan, i + len(guess)) is None:
        return None
    if NOTICE_TITLE.search(joined) and not any(_close(bare(joined), bare(n)) for n in scan.expected):
        return None
    return _attached_head(scan, i, guess) if ENDS_IN_GENRE.search(joined) else None


def _close(a: str, b: str) -> bool:
    return bool(a and b) and (a in b or b in a) and min(len(a), len(b)) * 2 >= max(len(a), len(b))


def _attached_head(scan: Scan, i: int, lines: list[Line]) -> Head:
    return head_with(Kind.ATTACHED, scan, i + len(lines), [(Role.TITLE, tuple(lines))])


_SPECIAL = (
    # 《西藏自治区空气质量持续改善行动实施方案》政策解读 · 关于《…》的解读
    (
        Kind.INTERPRETATION,
        re.compile(
            r"^(?=.*(?:《.+》|关于|解读之)).{2,90}?(?:政策|图文|专家|一图)?(?:解读|问答|答记者问|解读及问答)(?:之?[一二三四五])?$"
        ),
    ),
    # 12月大事记 · 2024年1—6月大事记 · 5月大事 · 2023年5月政务要事
    (
        Kind.CHRONICLE,
        re.compile(
            r"^(?:[^，。]{0,20}?)?(?:[\d一二三四五六七八九十〇○年、—\-－至]{1,14}月份?)?(?:份)?大事[记纪]$"
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
            if opened and below is not None and below.key.startswith("（"):
                own = [*lines[:count], below]  # 大事记 · （2023年11月）
                return head_with(kind, scan, i + count + 1, [(Role.TITLE, tuple(own))])
            if kind is not Kind.CHRONICLE and item_at(scan, i + count) is None:
                continue
            return head_with(kind, scan, i + count, [(Role.TITLE, tuple(lines[:count]))])
    return None


_LAW = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|准则|章程|决定|决议|方案|守则)(?:（[^（）]{1,20}）)?$"
)


def law(scan: Scan, i: int) -> Head | None:
    """A law or rules printed without a notice: title, then its history in brackets, or 第一条."""
    if scan.line(i) is None or not scan.at_boundary(i):
        return None
    lines = whole_title(scan, i)
    joined = "".join(x.key for x in lines)
    if not lines or not _LAW.search(joined) or len(joined) > 60:
        return None
    following = scan.line(i + len(lines))
    if following is None:
        return None
    if BYLINE.match(following.key) or re.match(r"^(?:目录|目次|第一[编篇章条])", following.key):
        return head_with(Kind.TEXT, scan, i + len(lines), [(Role.TITLE, tuple(lines))])
    return None


def titled(scan: Scan, i: int) -> Head | None:
    """A title that the printed contents list, or that says 关于…的决定, without number or addressee."""
    line = scan.line(i)
    if line is None or not scan.at_boundary(i):
        return None
    lines = title_lines(scan, i)
    for count in range(len(lines), 0, -1):
        joined = "".join(x.key for x in lines[:count])
        listed = bare(joined) in scan.contents
        free = i == 0 or line.mark or not joined.startswith("关于")
        noticed = (
            scan.closed and NOTICE_TITLE.search(joined) and free and trimmed(lines[:count]) == lines[:count]
        )
        if listed or (noticed and count <= 3):
            return head_with(kind_of(joined), scan, i + count, [(Role.TITLE, tuple(lines[:count]))])
    return None


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


HEADS: tuple[Callable[[Scan, int], Head | None], ...] = (
    decree,
    annex,
    numbered,
    attached,
    addressed,
    special,
    issued,
    law,
    titled,
)


def opening(scan: Scan, i: int) -> Head | None:
    """The head of a source whose first line is a title of no known form."""
    lines = whole_title(scan, i)
    if not lines or (len(lines[0].key) > 50 and not lines[0].mark and len(lines) == 1):
        return None
    own = trimmed(lines) if NOTICE_TITLE.search("".join(x.key for x in lines)) else lines
    above = lines[: len(lines) - len(own)]  # a web page's name of itself, above the printed title
    parts: list[Part] = [(Role.META, (line,)) for line in above]
    kind = kind_of("".join(x.key for x in own))
    return head_with(kind, scan, i + len(lines), [*parts, (Role.TITLE, tuple(own))])


def head_at(scan: Scan, i: int) -> Head | None:
    """What begins at item ``i``: the first matcher of ``HEADS`` that says so."""
    for matcher in HEADS:
        head = matcher(scan, i)
        if head is not None:
            return head
    return None
