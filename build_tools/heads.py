"""Where a printed unit begins: one matcher per kind of head, tried in the order of ``HEADS``.

A matcher looks at the items from ``i`` on and says what begins there, or None. It never looks at
a file's name. Each kind has a case and a negative case in ``tests/cases/segment``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from build_tools.clean import Item, TableLine
from build_tools.model import Kind, Line, Role
from build_tools.phrases import (
    APPOINTS,
    BYLINE,
    CLOSED,
    ENDS_IN_GENRE,
    LABEL,
    LIST_ENTRY,
    MARKER,
    META,
    NOTICE_TITLE,
    REMARK,
    TITLE_BRACKET,
    is_addressee,
    is_title_like,
)
from build_tools.script import SERIAL_LINE, bare, doc_number, is_date_line, number

Part = tuple[Role, tuple[Line, ...]]


@dataclass(frozen=True)
class Head:
    """What begins at an item: its kind, the head's printed parts, and where the body begins."""

    kind: Kind
    parts: tuple[Part, ...]
    end: int
    annex_number: str | None = None

    def key(self, role: Role) -> str:
        """The matching form of all lines of a role, one after the other."""
        return "".join(line.key for r, lines in self.parts if r is role for line in lines)


@dataclass
class Scan:
    """The items of a source and what the segmenter knows when it asks for a head."""

    items: tuple[Item, ...]
    expected: list[str] = field(default_factory=list)  # names that the last notice issues
    listed: dict[str, str] = field(default_factory=dict)  # annex number → listed title
    closed: bool = True  # the unit so far has ended (its date is printed), or nothing began
    issues: bool = False  # the last notice says that it issues a text
    columns: frozenset[str] = frozenset()  # column names of the printed contents
    contents: dict[str, str] = field(default_factory=dict)  # bare title → title in the contents

    def line(self, i: int) -> Line | None:
        """The item at ``i`` if it is a line."""
        if 0 <= i < len(self.items):
            item = self.items[i]
            return item if isinstance(item, Line) else None
        return None

    def at_boundary(self, i: int) -> bool:
        """Whether nothing unfinished stands before ``i``."""
        if i == 0 or isinstance(self.items[i - 1], TableLine):
            return True
        line, before = self.line(i), self.line(i - 1)
        if line is None or before is None:
            return True
        return bool(
            line.mark
            or line.gap >= 3
            or self.closed
            or CLOSED.search(before.key)
            or is_date_line(before.key)
            or REMARK.match(before.key)
            or before.key in self.columns
        )


def title_lines(scan: Scan, i: int, limit: int = 5) -> list[Line]:
    """Up to ``limit`` lines from ``i`` on that could together be a title."""
    lines: list[Line] = []
    while len(lines) < limit:
        line = scan.line(i + len(lines))
        if line is None or not is_title_like(line.key):
            break
        if lines and line.gap >= 3 and not _unfinished("".join(x.key for x in lines)):
            break
        lines.append(line)
    return lines


def _unfinished(title: str) -> bool:
    return not ENDS_IN_GENRE.search(title) or title.count("《") > title.count("》")


def whole_title(scan: Scan, i: int) -> list[Line]:
    """The lines of the title at ``i``: until it ends in a genre word, with brackets below it."""
    lines = title_lines(scan, i)
    for count in range(1, len(lines) + 1):
        joined = "".join(line.key for line in lines[:count])
        if _unfinished(joined):
            continue
        following = lines[count].key if count < len(lines) else ""
        if following.startswith(("的", "》", "）")) or (following and _continues(joined, following)):
            continue
        while count < len(lines) and TITLE_BRACKET.match(lines[count].key):
            count += 1
        return lines[:count]
    count = 1
    while count < len(lines) and TITLE_BRACKET.match(lines[count].key):
        count += 1
    return lines[:count]


def _continues(joined: str, following: str) -> bool:
    """``…人民政府办公厅`` is an organ, ``…表`` of a title cut in two is no end: judge by 关于."""
    return "关于" in joined and not NOTICE_TITLE.search(joined) and bool(NOTICE_TITLE.search(joined + following))


def _metas(scan: Scan, i: int) -> list[Line]:
    lines: list[Line] = []
    while (line := scan.line(i + len(lines))) is not None and META.match(line.key):
        lines.append(line)
    return lines


def _rest_of_head(scan: Scan, i: int, parts: list[Part], *, number: bool) -> int:
    """Take number (if still missing), metadata, byline and addressee below a title."""
    while (line := scan.line(i)) is not None:
        if META.match(line.key):
            parts.append((Role.META, (line,)))
        elif not number and doc_number(line.key):
            parts.append((Role.NUMBER, (line,)))
            number = True
        elif (byline := _byline(scan, i)) is not None:
            parts.append((Role.BYLINE, byline))
            i += len(byline) - 1
        elif is_addressee(line.key):
            parts.append((Role.ADDRESSEE, (line,)))
            return i + 1
        elif (taken := _long_addressee(scan, i)) is not None:
            parts.append((Role.ADDRESSEE, taken))
            return i + len(taken)
        else:
            break
        i += 1
    return i


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


def _long_addressee(scan: Scan, i: int) -> tuple[Line, ...] | None:
    """An addressee that hard wrapping broke over two to six lines."""
    lines: list[Line] = []
    for k in range(6):
        line = scan.line(i + k)
        if line is None or re.search(r"[。；]", line.key) or MARKER.match(line.key):
            return None
        lines.append(line)
        if line.key.endswith("："):
            break
    joined = "".join(line.key for line in lines)
    return tuple(lines) if len(lines) > 1 and is_addressee(joined) else None


def numbered(scan: Scan, i: int) -> Head | None:
    """A title with its document number below it, or a number with the title below it."""
    first = scan.line(i)
    if first is None:
        return None
    metas = _metas(scan, i) if scan.at_boundary(i) else []
    i += len(metas)
    parts: list[Part] = [(Role.META, (line,)) for line in metas]
    if (line := scan.line(i)) is None:
        return None
    if doc_number(line.key) and scan.at_boundary(i):
        return _number_first(scan, i, parts)
    lines = title_lines(scan, i, limit=6)
    end = i + len(lines)
    below = scan.line(end)
    if not lines or below is None or not doc_number(below.key):
        return None
    lines = _trim(lines)
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
    parts += [(Role.TITLE, tuple(lines)), (Role.NUMBER, (below,))]
    return _notice(parts, _rest_of_head(scan, end + 1, parts, number=True))


def _trim(lines: list[Line]) -> list[Line]:
    """The shortest run of last lines that is a whole title: what stands above belongs elsewhere."""
    for start in range(len(lines) - 1, -1, -1):
        joined = "".join(x.key for x in lines[start:])
        above = lines[start - 1] if start else None
        if not NOTICE_TITLE.search(joined) or joined.startswith(("的", "》")):
            continue
        if joined.count("《") < joined.count("》"):
            continue
        if joined.startswith(("关于", "印发", "转发")) and above is not None and not above.key.endswith("》"):
            if is_title_like(above.key) and len(above.key) <= 30:
                return lines[start - 1 :]
            continue
        return lines[start:]
    return lines


def _number_first(scan: Scan, i: int, parts: list[Part]) -> Head | None:
    printed = scan.line(i)
    lines = whole_title(scan, i + 1)
    if printed is None or not lines:
        return None
    if not (NOTICE_TITLE.search("".join(x.key for x in lines)) or lines[0].mark):
        return None
    parts = [*parts, (Role.NUMBER, (printed,)), (Role.TITLE, tuple(lines))]
    return _notice(parts, _rest_of_head(scan, i + 1 + len(lines), parts, number=True))


def _notice(parts: list[Part], end: int) -> Head:
    title = "".join(line.key for role, lines in parts if role is Role.TITLE for line in lines)
    kind = Kind.APPOINTMENT if APPOINTS.search(title) and not re.search(r"办法|规定|条例", title) else Kind.NOTICE
    return Head(kind, tuple(parts), end)


# 中华人民共和国国务院令 · 云岭省人民政府令第212号 · 中国人民银行公告〔2023〕第5号 · 總統令
_DECREE = re.compile(r"^(?P<name>[^《》，。：、（）]{1,40}?(?:令|命令|公告|通告))$")


def decree(scan: Scan, i: int) -> Head | None:
    """A decree or announcement: its name and number, in one line or two."""
    line, below = scan.line(i), scan.line(i + 1)
    if line is None or not scan.at_boundary(i):
        return None
    match = doc_number(line.key)
    if match and re.search(r"令[〔（]?第", line.key):
        return _head(Kind.NOTICE, scan, i + 1, [(Role.TITLE, (line,))], number=True)
    if not _DECREE.match(line.key) or below is None or len(line.key) < 3:
        return None
    parts: list[Part] = [(Role.TITLE, (line,))]
    after = scan.line(i + 2)
    if is_date_line(below.key) and after is not None and doc_number(after.key):
        parts.append((Role.DATE, (below,)))  # 行政院令 · 中華民國103年5月8日 · 院臺水字第…號
        below, i = after, i + 1
    if SERIAL_LINE.match(below.key) or (doc_number(below.key) and "关于" not in line.key):
        return _head(Kind.NOTICE, scan, i + 2, [*parts, (Role.NUMBER, (below,))], number=True)
    return None


def addressed(scan: Scan, i: int) -> Head | None:
    """A notice without any number: title, perhaps metadata, addressee."""
    if not scan.at_boundary(i):
        return None
    metas = _metas(scan, i)
    parts: list[Part] = [(Role.META, (line,)) for line in metas]
    i += len(metas)
    lines = title_lines(scan, i)
    while lines and not NOTICE_TITLE.search("".join(x.key for x in lines)):
        lines = lines[:-1]
    if not lines:
        return None
    parts.append((Role.TITLE, tuple(lines)))
    end = _rest_of_head(scan, i + len(lines), parts, number=False)
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
    if not guess or _item(scan, i + len(guess)) is None:
        return None
    if NOTICE_TITLE.search(joined) and not any(_close(bare(joined), bare(n)) for n in scan.expected):
        return None
    return _attached_head(scan, i, guess) if ENDS_IN_GENRE.search(joined) else None


def _item(scan: Scan, i: int) -> Item | None:
    return scan.items[i] if 0 <= i < len(scan.items) else None


def _close(a: str, b: str) -> bool:
    return bool(a and b) and (a in b or b in a) and min(len(a), len(b)) * 2 >= max(len(a), len(b))


def _attached_head(scan: Scan, i: int, lines: list[Line]) -> Head:
    return _head(Kind.ATTACHED, scan, i + len(lines), [(Role.TITLE, tuple(lines))])


def _head(
    kind: Kind, scan: Scan, i: int, parts: list[Part], *, number: bool = False, annex: str | None = None
) -> Head:
    """A head with ``parts``, and what more of it stands from ``i`` on."""
    end = _rest_of_head(scan, i, parts, number=number)
    return Head(kind, tuple(parts), end, annex)


def annex(scan: Scan, i: int) -> Head | None:
    """An annex: its label (附件2) with the title below, in the same line, or above the label."""
    line = scan.line(i)
    if line is None:
        return None
    before = _annex_title_above(scan, i)
    if before is not None:
        return before
    match = LABEL.match(line.key)
    if match is None or not (match["number"] or match["what"] == "件" or match["what"] == "录"):
        return None
    if match["colon"] and match["rest"] and not (scan.closed and match["number"]):
        return None
    if match["rest"] and (not match["number"] or not is_title_like(match["rest"]) or len(match["rest"]) > 60):
        return None
    if match["rest"] and re.match(r"[和、及至—-]|所|的|规定", match["rest"]):
        return None
    below = scan.line(i + 1)
    if match["colon"] and not match["rest"] and below is not None and LIST_ENTRY.match(below.key):
        return None
    own = _annex_number(match["number"])
    listed = match["rest"] and bare(match["rest"]) == bare(scan.listed.get(own or "", ""))
    if not (scan.at_boundary(i) or line.gap >= 2 or not match["rest"] or listed):
        return None
    parts: list[Part] = [(Role.LABEL, (line,))]
    end = i + 1
    if not match["rest"]:
        lines = _annex_title(scan, end, own)
        if lines:
            parts.append((Role.TITLE, tuple(lines)))
            end += len(lines)
    return _head(Kind.ANNEX, scan, end, parts, number=True, annex=own)


def _annex_number(printed: str | None) -> str | None:
    value = number(printed) if printed else None
    return str(value) if value is not None else None


def _annex_title(scan: Scan, i: int, own: str | None) -> list[Line]:
    lines = title_lines(scan, i)
    wanted = bare(scan.listed.get(own or "", ""))
    for count in range(len(lines), 0, -1):
        if wanted and bare("".join(x.key for x in lines[:count])) == wanted:
            return lines[:count]
    lines = whole_title(scan, i)
    return lines if lines and len("".join(x.key for x in lines)) <= 90 else []


def _annex_title_above(scan: Scan, i: int) -> Head | None:
    """``西藏自治区医保护士信用评价指标`` and then ``附件 10``: the label stands below its title."""
    line, below = scan.line(i), scan.line(i + 1)
    if line is None or below is None or not is_title_like(line.key) or not scan.at_boundary(i):
        return None
    match = LABEL.match(below.key)
    if match is None or match["rest"] or match["colon"] or not match["number"]:
        return None
    own = _annex_number(match["number"])
    listed = bare(scan.listed.get(own or "", ""))
    after = scan.line(i + 2)
    alone = isinstance(_item(scan, i + 2), TableLine) or after is None or not is_title_like(after.key)
    if listed == bare(line.key) or (not listed and alone and line.gap >= 3):
        return Head(Kind.ANNEX, ((Role.TITLE, (line,)), (Role.LABEL, (below,))), i + 2, own)
    return None


_SPECIAL = (
    # 《西藏自治区空气质量持续改善行动实施方案》政策解读 · 关于《…》的解读
    (Kind.INTERPRETATION, re.compile(r"^(?=.*(?:《.+》|关于|解读之)).{2,90}?(?:政策|图文|专家|一图)?(?:解读|问答|答记者问|解读及问答)(?:之?[一二三四五])?$")),
    # 12月大事记 · 2024年1—6月大事记
    (Kind.CHRONICLE, re.compile(r"^(?:[^，。]{0,20}?)?(?:[\d一二三四五六七八九十〇○年、—\-－至]{1,14}月份?)?(?:份)?大事记$")),
    # 《西藏自治区“十五五”生态环境保护规划（征求意见稿）》编制说明 · 关于《…》的起草说明
    (Kind.EXPLANATION, re.compile(r"^(?=.*(?:《.+》|关于)).{2,110}?(?:编制|起草|修订|情况|制定|的)说明$")),
    # 《拉萨市人民政府公报》简介
    (Kind.ABOUT, re.compile(r"^《?[^《》]{2,24}(?:公报|政报)》?(?:简介|征订启事|征稿启事|订阅启事|赠阅点|刊登说明)$")),
    # 人事任免 · 国务院任免国家工作人员
    (Kind.APPOINTMENT, re.compile(r"^[^，。《》]{0,20}(?:人事任免|任免名单|任免(?:国家)?(?:机关)?工作人员(?:名单)?)$")),
)


def special(scan: Scan, i: int) -> Head | None:
    """Interpretation, chronicle, explanation, about the gazette, list of appointments."""
    if (first := scan.line(i)) is None or not scan.at_boundary(i):
        return None
    lines = title_lines(scan, i, limit=3)
    for count in range(1, len(lines) + 1):
        joined = "".join(x.key for x in lines[:count])
        for kind, pattern in _SPECIAL:
            if not pattern.match(joined) or first.key in scan.columns:
                continue
            if kind is not Kind.CHRONICLE and _item(scan, i + count) is None:
                continue
            return _head(kind, scan, i + count, [(Role.TITLE, tuple(lines[:count]))])
    return None


_LAW = re.compile(r"(?:法|法典|条例|规定|办法|细则|规则|准则|章程|决定|决议|方案|守则)(?:（[^（）]{1,20}）)?$")


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
    if BYLINE.match(following.key) or re.match(r"^(?:目录|目次|第一[编章条])", following.key):
        return _head(Kind.TEXT, scan, i + len(lines), [(Role.TITLE, tuple(lines))])
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
        noticed = scan.closed and NOTICE_TITLE.search(joined) and free
        if listed or (noticed and count <= 3):
            return _head(kind_of(joined), scan, i + count, [(Role.TITLE, tuple(lines[:count]))])
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
    if not lines or (len(lines[0].key) > 50 and not lines[0].mark):
        return None
    kind = kind_of("".join(x.key for x in lines))
    return _head(kind, scan, i + len(lines), [(Role.TITLE, tuple(lines))])


def head_at(scan: Scan, i: int) -> Head | None:
    """What begins at item ``i``: the first matcher of ``HEADS`` that says so."""
    for matcher in HEADS:
        head = matcher(scan, i)
        if head is not None:
            return head
    return None
