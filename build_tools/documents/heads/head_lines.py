"""What stands below a title at the head of a unit: number, dates, who passed or published it, addressee."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.documents.heads.titles import Head, HeadPart, Scan, is_meta
from build_tools.language.genres import NOTICES
from build_tools.language.phrases import (
    BEGINS_HISTORY,
    BYLINE,
    DECREE,
    ENDS_IN_GENRE,
    GREETS,
    HISTORY,
    MARKER,
    NOTICE_TITLE,
    PERSON,
    SPEAKER,
    book_titles,
    is_addressee,
    is_organ,
    is_title_like,
)
from build_tools.language.script import (
    DATE,
    HAN,
    NUMBER_LIKE,
    NUMBER_SHAPED,
    SERIAL_LINE,
    bare,
    doc_number,
    is_date_line,
    key,
)
from build_tools.model.document import Kind, Role
from build_tools.model.source import Line


def _of_decree(parts: Sequence[HeadPart], k: int) -> bool:
    """Whether a number is that of the decree which publishes the text."""
    role, lines = parts[k - 1]
    return k > 0 and parts[k][0] is Role.NUMBER and role is Role.REMARK and bool(DECREE.match(lines[0].key))


def head_with(
    kind: Kind, scan: Scan, i: int, parts: list[HeadPart], *, number: bool = False, annex: str | None = None
) -> Head:
    """A head with ``parts``, and what more of it stands from ``i`` on."""
    end = rest_of_head(scan, i, parts, number=number)
    own = [(role, lines) for k, (role, lines) in enumerate(parts) if not _of_decree(parts, k)]
    if kind in (Kind.TEXT, Kind.PLAN) and any(r in (Role.NUMBER, Role.ADDRESSEE) for r, _ in own):
        kind = Kind.NOTICE  # an instrument with a number or an addressee of its own
    return Head(kind, tuple(parts), end, annex)


def rest_of_head(scan: Scan, i: int, parts: list[HeadPart], *, number: bool) -> int:
    """Take number (if still missing), metadata, byline and addressee below a title."""
    while (line := scan.line(i)) is not None:
        if is_meta(line):
            parts.append((Role.META, (line,)))
        elif (noted := _noted(scan, i)) is not None:
            parts.append(noted)
            i += len(noted[1]) - 1
        elif _repeats_genre(line, parts):
            parts.append((Role.REMARK, (line,)))
        elif (again := _title_again(scan, i, parts)) is not None:
            parts.append((Role.REMARK, again))
            i += len(again) - 1
        elif (part := _part(scan, i)) is not None:
            parts.append((Role.REMARK, part))
        elif (lines := announced(scan, i, _title_of(parts))) is not None:
            parts += [(Role.REMARK, lines[:1]), (Role.NUMBER, lines[1:])]
            number = True
            i += 1
        elif not number and doc_number(line.key):
            parts.append((Role.NUMBER, (line,)))
            number = True
        elif not number and (NUMBER_LIKE.fullmatch(line.key) or NUMBER_SHAPED.match(line.key)):
            parts.append((Role.META, (line,)))  # none to be read: a doubt, and the addressee stays apart
            number = True
        elif (spoken := _spoken(scan, i)) is not None:
            parts.append((Role.BYLINE, spoken))
            i += len(spoken) - 1
        elif _is_person(scan, i) or _is_dated_organ(line) or speaks(scan, i):
            parts.append((Role.BYLINE, (line,)))
        elif (signed := _signed_byline(scan, i)) is not None:
            parts.append((Role.BYLINE, signed))
            i += len(signed) - 1
        elif _undated_byline(scan, i, parts) or (is_date_line(line.key) and line.key.startswith("（")):
            parts.append((Role.BYLINE, (line,)))
        elif (byline := _byline(scan, i)) is not None:
            parts.append((Role.BYLINE, byline))
            i += len(byline) - 1
        elif (passed := history_line(scan, i)) is not None:
            parts.append((Role.BYLINE, passed))
            i += len(passed) - 1
        elif is_addressee(line.key) or (number and _ALL_OF_THEM.match(line.key)):
            parts.append((Role.ADDRESSEE, (line,)))
            return i + 1
        elif (taken := _long_addressee(scan, i)) is not None:
            parts.append((Role.ADDRESSEE, taken))
            return i + len(taken)
        else:
            break
        i += 1
    return i


_ALL_OF_THEM = re.compile(rf"^各[{HAN}（）]{{2,16}}：$")  # 各宏观观测点： right below the number


def _noted(scan: Scan, i: int) -> HeadPart | None:
    """``【题注】 （2001年4月29日…通过）``, over up to eight lines: who passed it and when, or what else."""
    line = scan.line(i)
    if line is None or not line.key.startswith("〔题注〕"):
        return None
    lines = [line]
    while len(lines) < 8 and (below := scan.line(i + len(lines))) is not None:
        joined = "".join(x.key for x in lines)
        if joined.count("（") <= joined.count("）"):
            break
        lines.append(below)
    passed = BYLINE.match("".join(x.key for x in lines).removeprefix("〔题注〕"))
    return (Role.BYLINE if passed else Role.REMARK), tuple(lines)


def _title_of(parts: Sequence[HeadPart]) -> str:
    return "".join(x.key for role, lines in parts if role is Role.TITLE for x in lines)


# 决定 in a line of its own between …关于修改《…》的决定 and 根据…
_GENRE_ALONE = re.compile(rf"^(?:{NOTICES})$")


def _repeats_genre(line: Line, parts: Sequence[HeadPart]) -> bool:
    """Whether a line is but the last word of the title above it, printed again."""
    title = _title_of(parts)
    return bool(_GENRE_ALONE.match(line.key)) and title.endswith(line.key) and title != line.key


def announced(scan: Scan, i: int, title: str) -> tuple[Line, Line] | None:
    """``…人民代表大会常务委员会公告``, ``第28号`` and ``《…》已由…通过，现予公布``, below the title of the
    law that is published so: the organ with 公告 or 令, and the number."""
    name, number = scan.line(i), scan.line(i + 1)
    if name is None or number is None or not (DECREE.match(name.key) and SERIAL_LINE.match(number.key)):
        return None
    text = "".join(x.key for k in (2, 3, 4) if (x := scan.line(i + k)) is not None)
    named = any(bare(book) == bare(title) for book in book_titles(text))
    return (name, number) if title and named else None


# ——2021年7月20日在云岭省第十三届人民代表大会常务委员会第十九次会议上
_SPOKEN = re.compile(rf"^[—－-]{{1,2}}.{{0,6}}{DATE.pattern}.{{4,60}}$")


_WHERE_SPOKEN = re.compile(r"(?:会议?|大会|全会)上$")


def _spoken(scan: Scan, i: int) -> tuple[Line, ...] | None:
    """When and where a report was given, in a line or in up to three that hard wrapping made of it."""
    lines: list[Line] = []
    while len(lines) < 3 and (line := scan.line(i + len(lines))) is not None:
        lines.append(line)
        joined = "".join(x.key for x in lines)
        if not joined.startswith(("—", "－", "-")):
            return None
        if _SPOKEN.match(joined) and _WHERE_SPOKEN.search(joined):
            return tuple(lines)
    return tuple(lines[:1]) if lines and _SPOKEN.match(lines[0].key) else None


def history_line(scan: Scan, i: int) -> tuple[Line, ...] | None:
    """A day in the history of a text, not in brackets or with a stray one: a line, or up to six that hard
    wrapping made of it."""
    lines: list[Line] = []
    whole = 0
    while len(lines) < 6 and (line := scan.line(i + len(lines))) is not None:
        if whole == len(lines) > 0 and not _GOES_ON.match(line.key):
            break
        if lines and (line.gap or MARKER.match(line.key) or _begins_anew(line, lines[-1])):
            break
        lines.append(line)
        if HISTORY.match("".join(x.key for x in lines)):
            whole = len(lines)
    return tuple(lines[:whole]) or None


def _begins_anew(line: Line, above: Line) -> bool:
    """Whether the next day of the history begins: not …会议通过并经 / 2012年5月31日…批准, in full lines."""
    return BEGINS_HISTORY.match(line.key) is not None and (len(above.key) < 20 or not _OPEN.search(above.key))


_OPEN = re.compile(r"[并並][经經]$|[于於在经經]$|根据$|的$|、$")
# …第二十九次会议批准 / 的《…关于修改部分地方性法规的规定》第一次修正 · …会议通过 / 并经2010年11月25日…批准
_GOES_ON = re.compile(r"的|[并並][经經于於由]|[，、]")


def _title_again(scan: Scan, i: int, parts: Sequence[HeadPart]) -> tuple[Line, ...] | None:
    """The title printed again below who passed the text, or above that: up to three lines, its organ perhaps
    above."""
    title, lines = bare(_title_of(parts)), list[Line]()
    told = any(role is Role.BYLINE for role, _ in parts)
    paged = any(role is Role.META for role, _ in parts)
    while len(lines) < 4 and (line := scan.line(i + len(lines))) is not None and is_title_like(line.key):
        lines.append(line)
        whole = bare("".join(x.key for x in lines))
        below = bare("".join(x.key for x in lines[1:]))
        again = title and (whole == title or (below == title and is_organ(lines[0].key)))
        if again and (told or history_line(scan, i + len(lines)) is not None):
            return tuple(lines)
        if paged and ENDS_IN_GENRE.search(lines[-1].key) and _in_short(whole, title):
            return tuple(lines)
    return None


def _in_short(words: str, title: str) -> bool:
    """Whether words leave but a few of a title out: 2023早市交易会通告 of 关于举办2023年早市交易会的通告."""
    rest = iter(title)
    return len(words) * 3 >= len(title) * 2 and all(letter in rest for letter in words)


# 物权编, between 中华人民共和国民法典 and 2020年5月28日…通过
_PART = re.compile(rf"^[{HAN}]{{1,10}}[编篇卷]$")


def _part(scan: Scan, i: int) -> tuple[Line, ...] | None:
    """The name of the part of a text that is printed, with the history of the whole right below it."""
    line = scan.line(i)
    named = line is not None and _PART.match(line.key) and history_line(scan, i + 1) is not None
    return (line,) if named and line is not None else None


# 1964年2月10日，最高法院司法行政厅
_DATED_ORGAN = re.compile(rf"^{DATE.pattern}，(?P<organ>[{HAN}]{{2,24}})$")


def _is_person(scan: Scan, i: int) -> bool:
    """Whether a post and a name stand there, and are not the first of a list of such lines."""
    here, below = (
        x is not None and PERSON.match(x.key) is not None for x in (scan.line(i), scan.line(i + 1))
    )
    return here and not below


def speaks(scan: Scan, i: int) -> bool:
    """Whether who gives a report stands at ``i``: above the day or those whom it greets."""
    line, below = scan.line(i), scan.line(i + 1)
    if line is None or below is None or not SPEAKER.match(line.text.chars):
        return False
    return below.key.endswith("：") or is_date_line(below.key)


def _is_dated_organ(line: Line) -> bool:
    match = _DATED_ORGAN.match(line.key)
    return match is not None and is_organ(match["organ"])


def _signed_byline(scan: Scan, i: int) -> tuple[Line, ...] | None:
    """``省卫生厅 省财政厅`` and below it ``（二○○三年一月十日）``: who wrote a forwarded text, and when."""
    line, below = scan.line(i), scan.line(i + 1)
    if line is None or below is None or not (is_date_line(below.key) and below.key.startswith("（")):
        return None
    return (line, below) if all(is_organ(key(t)) for t in line.text.chars.split()) else None


def _undated_byline(scan: Scan, i: int, parts: list[HeadPart]) -> bool:
    """``市发展改革委　市财政局`` right below the title of a text without a number: who wrote it.

    A list of units begins with more lines of the kind, and its title says so.
    """
    line, below = scan.line(i), scan.line(i + 1)
    roles = {role for role, _ in parts}
    if (
        line is None
        or below is None
        or not roles <= {Role.TITLE, Role.META, Role.BYLINE}
        or Role.TITLE not in roles
    ):
        return False
    title = "".join(x.key for role, lines in parts if role is Role.TITLE for x in lines)
    listed = re.search(r"(?:名单|名录|目录|表|清单|单位)$", title)
    return listed is None and _names_organs(line) and not _names_organs(below)


def _names_organs(line: Line) -> bool:
    names = [key(t) for t in re.split(r"[\s、]+", line.text.chars) if t]
    return all(len(n) >= 3 and "（" not in n and is_organ(n) for n in names)


def _byline(scan: Scan, i: int) -> tuple[Line, ...] | None:
    """A bracket with a date below a title, of up to eight lines: who passed or sent it, and when."""
    lines: list[Line] = []
    while len(lines) < 8 and (line := scan.line(i + len(lines))) is not None:
        lines.append(line)
        joined = "".join(x.key for x in lines)
        if not joined.startswith("（") or is_date_line(joined):
            return None
        if joined.count("（") <= joined.count("）"):
            return tuple(lines) if BYLINE.match(joined) and joined.endswith("）") else None
    return None


# 2023青江市房地产展示交易会通告 above 市区各开发企业： · 关于调整贷款 / 政策的通知, of a title over two lines
_WHOLE_ABOVE = re.compile(r"(?:通知|通告|公告|意见|决定|批复|办法|方案|措施)$")


def _long_addressee(scan: Scan, i: int) -> tuple[Line, ...] | None:
    """An addressee that hard wrapping broke over two to six lines."""
    lines: list[Line] = []
    for k in range(6):
        line = scan.line(i + k)
        if line is None or re.search(r"[。；]", line.key) or MARKER.match(line.key) or PERSON.match(line.key):
            return None
        if SPEAKER.match(line.text.chars) or GREETS.match(line.key):
            return None  # 省人大常委会秘书长　王某 / 主任、各位委员：
        title = "".join(x.key for x in (*lines, line))
        if NOTICE_TITLE.search(line.key) or _WHOLE_ABOVE.search(title):
            return None  # 城西早市 / …人民政府关于…的通知 / 各县人民政府：, the last two of another text
        lines.append(line)
        if line.key.endswith("："):
            break
    joined = "".join(line.key for line in lines)
    return tuple(lines) if len(lines) > 1 and is_addressee(joined) else None
