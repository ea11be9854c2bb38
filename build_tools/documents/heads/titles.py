"""Titles, and the items of a source as one looks for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from build_tools.language.genres import NOTICES
from build_tools.language.organs import OFFICES
from build_tools.language.page_byline import page_day
from build_tools.language.phrases import (
    CLOSED,
    ENDS_IN_GENRE,
    META,
    NOTICE_TITLE,
    REGISTERED,
    REMARK,
    TIBETAN_LINE,
    TITLE_BRACKET,
    is_organ,
    is_title_like,
)
from build_tools.language.script import (
    is_date_line,
)
from build_tools.model.document import Kind, Role
from build_tools.model.source import Item, Line, TableLine

HeadPart = tuple[Role, tuple[Line, ...]]


@dataclass(frozen=True)
class Head:
    """What begins at an item: its kind, the head's printed parts, and where the body begins."""

    kind: Kind
    parts: tuple[HeadPart, ...]
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
    below: int = 0  # item above which none of them stands
    listed: dict[str, str] = field(default_factory=dict)  # annex number → listed title
    closed: bool = True  # the unit so far has ended (its date is printed), or nothing began
    issues: bool = False  # the last notice says that it issues a text
    columns: frozenset[str] = frozenset()  # column names of the printed contents
    contents: dict[str, str] = field(default_factory=dict)  # bare title → title in the contents
    unread: tuple[range, ...] = ()  # items that may be tables: no head stands in them

    @cached_property
    def _runs(self) -> dict[int, range]:
        return {i: run for run in self.unread for i in run}

    @cached_property
    def _lines(self) -> tuple[Line | None, ...]:
        runs = self._runs
        return tuple(x if isinstance(x, Line) and i not in runs else None for i, x in enumerate(self.items))

    def line(self, i: int) -> Line | None:
        """The item at ``i`` if it is a line of text; one of what may be a table is none."""
        return self._lines[i] if 0 <= i < len(self.items) else None

    def run_at(self, i: int) -> range | None:
        """The lines that may be a table, where item ``i`` is one of them."""
        return self._runs.get(i)

    def at_boundary(self, i: int) -> bool:
        """Whether nothing unfinished stands before ``i``."""
        if i == 0 or isinstance(self.items[i - 1], TableLine) or self.run_at(i - 1) is not None:
            return True
        line, before = self.line(i), self.line(i - 1)
        if line is None or before is None:
            return True
        return bool(
            line.mark
            or before.alone
            or (line.page_break and is_organ(before.key))
            or line.gap >= 3
            or self.closed
            or before.key in self.columns
            or _ends(before.key)
            # three fields of a web page in a row begin a page, whatever stands above
            or len(metas_at(self, i)) >= 3
        )


@lru_cache(maxsize=64)  # each matcher of heads asks it of the same line
def _ends(line_key: str) -> bool:
    """Whether nothing goes on below a line."""
    return bool(
        CLOSED.search(line_key)
        or is_date_line(line_key)
        or REMARK.match(line_key)
        or _INDEXED.search(line_key)
    )


# 关于任命王某等四名同志职务的通知......（6·30）, in the index of a year; not 第二节　城镇节水......12
_INDEXED = re.compile(r"[.…·⋯‥・]{2,}(?:（\d{1,3}[·.]\d{1,4}）|\d{1,2}·\d{1,3})$")


# （右件見本報第三版）, above a title; not （试行）, below one
_REMARKS = re.compile(r"^（[^（）]*[见見][^（）]*）$")


# （清源省高级人民法院审判委员会讨论通过　2023年5月25日发布）, below a title; not （1998年9月1日修订）条例
_PASSED = re.compile(r"^（[^（）]*\d{4}年\d{1,2}月\d{1,2}日[^（）]*(?:通过|批准|发布|公布|印发|修订|修正)）$")


def title_lines(scan: Scan, i: int, limit: int = 5) -> list[Line]:
    """Up to ``limit`` lines from ``i`` on that could together be a title."""
    lines: list[Line] = []
    if _begins_sentence(scan, i):
        return lines
    while len(lines) < limit:
        line = scan.line(i + len(lines))
        if line is None or not (is_title_like(line.key) or _is_last_word(lines, line)):
            break
        above = "".join(x.key for x in lines)
        if not lines and _REMARKS.match(line.key):
            break
        if line.alone or (lines and line.gap >= 3 and not _unfinished(above)):
            break
        if lines and _PASSED.match(line.key):
            break
        if lines and line.page_break and is_organ(above):
            break  # the organ signs at the foot of its page: …人大常委会, and over the page 大事记
        lines.append(line)
    return lines


_NAMED = re.compile(r"^《[^《》]*(?:《[^《》]*》[^《》]*|〈[^〈〉]*〉[^《》]*)*》$")
# 《…决定》 / 已经…审议通过，现予公布 · 《…的通知》 / （云政办发〔2023〕27号）第三条中“…”应为 ·
# 《…条例》 / 和《…
_IS_SAID_OF = re.compile(r"^(?:已[经由于]|业经|业已|经|（[^（）]{2,40}）[^（）]|[的和及与等、，]|规定|要求)")


def _begins_sentence(scan: Scan, i: int) -> bool:
    """``《…决定》`` above ``已经…审议通过，现予公布``: what is said of the text goes on below."""
    line, below = scan.line(i), scan.line(i + 1)
    named = line is not None and below is not None and _NAMED.match(line.key)
    return bool(named and below and _IS_SAID_OF.match(below.key))


def _is_last_word(lines: list[Line], line: Line) -> bool:
    """``告`` below ``…关于禁止采砂的通``: hard wrapping left one character of the title."""
    above = "".join(x.key for x in lines)
    return len(line.key) == 1 and line.gap == 0 and _unfinished(above) and not _unfinished(above + line.key)


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
    return (
        "关于" in joined and not NOTICE_TITLE.search(joined) and bool(NOTICE_TITLE.search(joined + following))
    )


def metas_at(scan: Scan, i: int) -> list[Line]:
    lines: list[Line] = []
    while (line := scan.line(i + len(lines))) is not None and (is_meta(line) or _is_state(line, lines)):
        lines.append(line)
    return lines


# 有效, in a line of its own below 废止日期：　时效性：
_STATE = re.compile(r"^(?:现行|已被?|尚未)?(?:全文|部分)?(?:有效|失效|废止|生效|修[订改])$")
_STATE_NAME = re.compile(r"(?:时效性|有效性|效力状态)：$")


def _is_state(line: Line, above: Sequence[Line]) -> bool:
    """Whether a line is the value of a page's last field, which says that a text is in force or not."""
    return bool(above and _STATE_NAME.search(above[-1].key) and _STATE.match(line.key))


def is_meta(line: Line) -> bool:
    """What stands around a title and is not its text: metadata, a register's number, a line in Tibetan."""
    return _is_meta(line.key)


@lru_cache(maxsize=64)  # each matcher of heads asks it of the same lines
def _is_meta(line_key: str) -> bool:
    tibetan = len(line_key) <= 80 and TIBETAN_LINE.match(line_key)
    named = _NAME_FIELD.match(line_key)
    told = META.match(line_key) or page_day(line_key) or REGISTERED.match(line_key)
    return bool(told or named or tibetan)


# 名    称:青江县人民政府办公室关于印发《…》的通知, a field of a page; not 名称：青江市渡口
_NAME_FIELD = re.compile(rf"^名称：.{{6,}}(?:{NOTICES})$")


def trimmed(lines: list[Line], below_fields: bool = False) -> list[Line]:
    """The shortest run of last lines that is a whole title: what stands above belongs elsewhere, but not
    where it stands right below the fields of a page."""
    for start in range(len(lines) - 1, -1, -1):
        joined = "".join(x.key for x in lines[start:])
        above = lines[start - 1] if start else None
        if not NOTICE_TITLE.search(joined) or joined.startswith(("的", "》")):
            continue
        if joined.count("《") < joined.count("》"):
            continue
        if joined.startswith(("关于", "印发", "转发")) and above is not None and not above.key.endswith("》"):
            # 韶关市农业局 ends the list above when only a blank line parts it from the title below
            if above.gap == 0 < lines[start].gap and above.number > 3 and not below_fields:
                return lines[start:]
            if is_title_like(above.key) and len(above.key) <= 30:
                return lines[start - 1 :]
            continue
        return lines[_begun_above(lines, start) :]
    return lines


def _begun_above(lines: list[Line], start: int) -> int:
    """Where the title begins whose last lines, from ``start`` on, look like one by themselves.

    ``国务院关于在海南博鳌乐城国际医疗旅游先行区`` above ``暂时调整实施《…》有关规定的决定`` says about
    what (关于, 对) and has not ended.
    """
    for k in range(start - 1, -1, -1):
        above = "".join(x.key for x in lines[k:start])
        if _ABOUT.search(above) and not ENDS_IN_GENRE.search(above) and not NOTICE_TITLE.search(above):
            return k
    return start


# 国务院关于在海南博鳌… · 北京市人民政府办公厅转发市发展改革委等部门 · 国务院办公厅对全国政协十届四次会议
_ABOUT = re.compile(rf"关于|印发|转发|批转|(?:{OFFICES})对")


def item_at(scan: Scan, i: int) -> Item | None:
    return scan.items[i] if 0 <= i < len(scan.items) else None
