"""Rows of a table that a page set as lines, with one blank between its cells or none: not read, in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.documents.table_like.alike_ends import rows_by_ends
from build_tools.documents.table_like.runs import table_like
from build_tools.language.columns import COLUMN_WORD
from build_tools.language.phrases import CLOSED, LABEL, MARKER, is_organ
from build_tools.language.script import is_date_line
from build_tools.model.source import Item, Line

# 事项名称 事项类别 公开内容 公开依据 公开渠道 公开时限
_WORDS = re.compile(r"^\S{2,10}(?:\s+\S{2,10}){3,}$")
_STOPS = re.compile(r"[，。；：]")
# 序号项目编号项目名称申报县（市）、区或单位
_GLUED = re.compile(rf"^序号(?=(?:.*?{COLUMN_WORD}){{2}})[^，。；：]{{4,40}}$")
# 02Ⅱ-5布贴画牧野区; not 2024年第3号
_COUNTED = re.compile(r"^\d{1,3}(?![\d.、年月])[^。；]{2,60}$")


def unread_rows(items: Sequence[Item]) -> tuple[range, ...]:
    """The runs of lines that may be a table, as indexes of items in print order: those that are like one, and
    those that a line of column names heads. No two of them share an item."""
    found = list(table_like(items))
    taken = {k for run in found for k in run}
    for k, item in enumerate(items):
        if k in taken or not isinstance(item, Line) or not _names_columns(item):
            continue
        end, glued = k + 1, bool(_GLUED.match(item.key))
        while end < len(items) and end not in taken and _is_row(items[end], glued=glued):
            end += 1
        if end > k + 1:
            found.append(range(k, end))
            taken |= set(range(k, end))
    for run in rows_by_ends(items, frozenset(taken)):
        if not taken & set(run):
            found.append(run)
            taken |= set(run)
    return tuple(sorted(found, key=lambda run: run.start))


def _names_columns(line: Line) -> bool:
    if _GLUED.match(line.key):
        return True
    if not _WORDS.match(line.text.chars.strip()) or _STOPS.search(line.key):
        return False
    words = line.text.chars.split()
    return sum(bool(re.search(rf"{COLUMN_WORD}$", word)) for word in words) * 3 >= len(words) * 2


def _is_row(item: Item, *, glued: bool) -> bool:
    """Whether a line below the names may be a row: it begins with its count, or has words set by blanks."""
    if not isinstance(item, Line) or MARKER.match(item.key) or LABEL.match(item.key):
        return False
    if glued:
        return bool(_COUNTED.match(item.key))
    ends = CLOSED.search(item.key) or is_date_line(item.key) or is_organ(item.key)
    return not ends and len(item.text.chars.split()) > 2
