"""How a printed unit ends: who signs it and when, and 版记 at the foot of its last page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.documents.heads.every import head_at
from build_tools.documents.heads.titles import HeadPart, Scan
from build_tools.documents.units.section import Section
from build_tools.language.glued_organs import goes_on
from build_tools.language.phrases import (
    COLOPHON,
    IMPRINT,
    LABEL,
    MARKER,
    PERSON,
    REMARK,
    TERMINAL,
    is_organ,
    names_text,
)
from build_tools.language.script import DATE, HAN, is_date_line
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Kind, Role
from build_tools.model.source import Item, Line

# 二零二三年五月十一日通過。 · 二零二四年一月十日制定。 · 二零二三年五月十五日簽署。: how a law of Macau ends
_ENACTED = re.compile(rf"^{DATE.pattern}(?:通[过過]|[签簽]署|制定)。$")
# 命令公佈。
_ORDERED = re.compile(r"^命令公布。$")
# 立法會主席 高某 · 代理行政長官 賀某 · 行政法務司司長 張某
_ENACTS = re.compile(rf"^(?:立法会(?:代理)?主席|代理行政长官|行政长官|[{HAN}]{{2,6}}司司长)[{HAN}·]{{2,8}}$")
# 2023915 · 20171116 · 年2月9日: a day that has lost its signs or its year on the page
_BROKEN_DAY = re.compile(r"^(?:(?:19|20)\d{2}(?:0?[1-9]|1[0-2])(?:0?[1-9]|[12]\d|3[01])|年\d\d?月\d\d?日)$")


def _enacted(scan: Scan, i: int) -> list[HeadPart]:
    """The days on which a law was passed and signed, with who signed; none if the line says no such day."""
    parts: list[HeadPart] = []
    while (line := scan.line(i + len(parts))) is not None:
        if _ENACTED.match(line.key):
            parts.append((Role.DATE, (line,)))
        elif parts and _ORDERED.match(line.key):
            parts.append((Role.REMARK, (line,)))
        elif parts and _ENACTS.match(line.key):
            parts.append((Role.SIGNATURE, (line,)))
        else:
            break
    return parts if len(parts) > 1 else []


def signature(scan: Scan, i: int, section: Section, *, signed: bool) -> list[HeadPart]:
    """Issuers and date at the end of a unit, with remarks below: a part a line, none if none begins.

    A unit that is ``signed`` already is signed once more only where a day in a line of its own was taken for
    all of its signature.
    """
    if not signed:
        return _signature(scan, i, section)
    parts = _signature(scan, i, section) if _day_alone(section) else []
    return parts if Role.SIGNATURE in dict(parts) else []


def _signature(scan: Scan, i: int, section: Section) -> list[HeadPart]:
    if enacted := _enacted(scan, i):
        return enacted
    if i + 1 == len(scan.items) and (last := scan.line(i)) is not None and REMARK.match(last.key):
        return [(Role.REMARK, (last,))]  # 公开方式：主动公开, below the last article of what a notice issues
    parts = [] if _is_entry(scan, i, section) else _signers(scan, i, section.key(Role.TITLE) or section.title)
    line = scan.line(i + len(parts))
    if line is not None and is_date_line(line.key) and not line.key.startswith("（"):
        if not parts and _is_told(scan, i, section):
            return []
        parts.append((Role.DATE, (line,)))
        if len(parts) == 1:
            parts += _enacting(scan, i + 1)
    elif parts and line is not None and _BROKEN_DAY.match(line.key):
        parts.append((Role.DATE, (line,)))
    elif not (_dated(parts[-1:]) or _signed_undated(scan, i, section, parts)):
        return []
    while (line := scan.line(i + len(parts))) is not None and REMARK.match(line.key):
        parts.append((Role.REMARK, (line,)))
    return parts


def _enacting(scan: Scan, i: int) -> list[HeadPart]:
    """Who signs an order or a decision of Macau, below its day: 命令公佈。 · 行政長官 何某."""
    line = scan.line(i)
    ordered: list[HeadPart] = []
    if line is not None and _ORDERED.match(line.key):
        ordered, line = [(Role.REMARK, (line,))], scan.line(i + 1)
    signs = line is not None and _ENACTS.match(line.key)
    return [*ordered, (Role.SIGNATURE, (line,))] if signs and line is not None else []


def broken_days(sections: Sequence[Section]) -> list[Note]:
    """A doubt on each day below a signature that has lost signs or its year: it is read as no day."""
    lines = [line for s in sections for role, (line, *_) in s.tail if role is Role.DATE]
    return [
        Note(Code.MISREAD_FIGURE, line.number, line.number, line.text.chars)
        for line in lines
        if _BROKEN_DAY.match(line.key)
    ]


# 甲方（盖章）： · 负责人： · 签发日期：, above the day of a signature; not 报名时间： · 下列日期休市：
_ASKS_TO_SIGN = re.compile(r"盖章|签[字章名发署]|代表|成文|[发印]文?日期|[方人员长位]：$")


_OF_TIME = re.compile(r"(?:日期|时间|期限|时限|日程)$")  # 三、实施日期


def _is_told(scan: Scan, i: int, section: Section) -> bool:
    """Whether a day in a line of its own is what the text tells: in a chronicle, or right below a heading, a
    label or another day of the text."""
    above = scan.line(i - 1)
    if section.kind is Kind.CHRONICLE:
        return True
    if above is None or not section.body or section.body[-1][1] is not above:
        return False
    if section.body[-1][0] is Role.LISTED:
        return False  # 附件：…名单 and below the list the day of the text
    label = above.key.endswith("：") and not _ASKS_TO_SIGN.search(above.key)
    heading = MARKER.match(above.key) is not None and len(above.key) <= 20 and not TERMINAL.search(above.key)
    if heading and not _OF_TIME.search(above.key):  # 三、本通知自印发之日起执行, above the day of the text
        below = scan.line(i + 1)
        ends = below is None or LABEL.match(below.key) or REMARK.match(below.key) or IMPRINT.match(below.key)
        heading = not (ends or head_at(scan, i + 1))
    return label or heading or is_date_line(above.key)


def _day_alone(section: Section) -> bool:
    """Whether all that ends a unit so far is a day in a line of its own, and no title stands behind it.

    Such a day is of a schedule where the text goes on and is signed further down.
    """
    if [role for role, _ in section.tail] != [Role.DATE]:
        return False
    day = section.tail[0][1][0].number
    behind = [x for _, x in section.body if isinstance(x, Line) and x.number > day]
    return not any(names_text(line.key) for line in behind)


def take_back(section: Section) -> None:
    """Put back among the lines of a unit the day that ended it so far: it is signed further down."""
    for _, (day,) in section.tail:
        before = sum(item.number < day.number for _, item in section.body)
        section.body.insert(before, (None, day))
    section.tail.clear()


def _dated(parts: list[HeadPart]) -> bool:
    return any(DATE.search(line.key) for _, lines in parts for line in lines)


def _is_entry(scan: Scan, i: int, section: Section) -> bool:
    """Whether 市水利局局长　王某 is an entry of a list of posts: below 任命：, below another entry, or below
    the title of such a list."""
    line, above = scan.line(i), scan.line(i - 1)
    if section.kind is not Kind.APPOINTMENT or line is None or not PERSON.match(line.key):
        return False
    opens = above is not None and (above.key.endswith("：") or PERSON.match(above.key) is not None)
    return opens or (not section.body and section.key(Role.TITLE).endswith("名单"))


def _signers(scan: Scan, i: int, title: str) -> list[HeadPart]:
    """The lines from ``i`` on that name organs or persons; the last may hold the date too."""
    parts: list[HeadPart] = _over_two_lines(scan, i)
    while (line := scan.line(i + len(parts))) is not None and len(parts) < 12:
        dated = re.match(rf"^(?P<organ>[^，。：；]{{2,40}}?){DATE.pattern}$", line.key)
        named = dated["organ"] if dated else line.key
        if not (is_organ(named, title) or PERSON.match(named) or named.endswith("代章）")):
            break
        parts.append((Role.SIGNATURE, (line,)))
        if dated:
            break
    return parts


def _over_two_lines(scan: Scan, i: int) -> list[HeadPart]:
    """The first line of a name over two, right above the day and below the last sentence; none if none is.

    淮安市推进现代化城乡建设 / 高质量发展和住房工作联席会议 / 2026年5月31日
    """
    above, line, below, day = (scan.line(k) for k in range(i - 1, i + 3))
    if above is None or line is None or below is None or day is None or not TERMINAL.search(above.key):
        return []
    return [(Role.SIGNATURE, (line,))] if is_date_line(day.key) and goes_on(line.key, below.key) else []


def _signed_undated(scan: Scan, i: int, section: Section, parts: list[HeadPart]) -> bool:
    """Whether signers without a date end a unit: its date stands in its head, or it is a notice to somebody
    and organs stand below its last sentence; nothing follows."""
    if not parts:
        return False
    below = i + len(parts)
    if not _dated([part for part in section.head if part[0] is not Role.TITLE]):
        above, addressed = scan.line(i - 1), Role.ADDRESSEE in dict(section.head)
        organs = all(is_organ(line.key) for _, lines in parts for line in lines)
        last = below >= len(scan.items) and above is not None and TERMINAL.search(above.key)
        return bool(section.kind is Kind.NOTICE and addressed and organs and last)
    person = PERSON.match(parts[-1][1][0].key) is not None
    return person or below >= len(scan.items) or head_at(scan, below) is not None


def imprint(scan: Scan, i: int) -> tuple[Line, ...]:
    """The lines of one entry of 版记, printed at the foot of the last page; none if none begins."""
    line = scan.line(i)
    if line is None or not IMPRINT.match(line.key):
        return ()
    lines = [line]
    while not re.search(r"[。）]$|印发$", lines[-1].key):
        following = scan.line(i + len(lines))
        if following is None or following.gap > 0 or IMPRINT.match(following.key):
            break
        lines.append(following)
    return tuple(lines)


def colophon(items: Sequence[Item], i: int) -> list[Line]:
    """What a gazette prints of itself, ``主管：… 主办：…``, where all items from ``i`` on are such lines, at
    least two."""
    first = items[i]
    if not isinstance(first, Line) or (match := COLOPHON.match(first.key)) is None or not match["own"]:
        return []
    lines = [x for x in items[i:] if isinstance(x, Line) and COLOPHON.match(x.key)]
    return lines if len(lines) >= max(2, len(items) - i) else []
