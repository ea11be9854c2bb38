"""What each column of a table holds, read from its name and its body."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from build_tools.language.signs import is_no_value
from build_tools.model.table import ColumnType, TableRow
from build_tools.tables.place import NUMBER, YEAR, Draft, is_band, solid

_SERIAL = re.compile(r"^(?:序号|编号|序|号|No\.?)$", re.IGNORECASE)
_SCORE = re.compile(r"^(?:权重)?(?:分值|得分|满分|分数|权重|标准分)(?:设计|权重|设置)?(?:[（(].{1,6}[）)])?$")
_PERCENT = re.compile(r"[（(][%％][）)]|占比$|比重$|比例$")
_LONG = 14
NUMERIC = (ColumnType.SERIAL, ColumnType.SCORE, ColumnType.NUMBER, ColumnType.PERCENT)
"""The types whose cells are figures."""


def typed(draft: Draft) -> Draft:
    """The draft with a type for each of its columns; misplaced rows are outvoted by the others."""
    names = [_name(draft, column) for column in range(draft.width)]
    types = tuple(_type(names[k], _values(draft, k)) for k in range(draft.width))
    return replace(draft, types=types)


def _name(draft: Draft, column: int) -> str:
    parts = [r.slots[column].value for r in draft.rows[: draft.header] if column < len(r.slots)]
    return solid("".join(dict.fromkeys(parts)))


def _values(draft: Draft, column: int) -> list[str]:
    """What stands in a column of the body, blanks left out."""
    rows = [r for r in draft.body if column < len(r.slots) and not is_band(r)]
    return [v for r in rows if (v := solid(r.slots[column].value)) and not r.slots[column].covered]


def _type(name: str, values: list[str]) -> ColumnType:
    figures = [v for v in values if NUMBER.match(v) and not YEAR.match(v)]
    signs = sum(is_no_value(v) for v in values)
    if _SCORE.match(name):
        return ColumnType.SCORE
    if _SERIAL.match(name):
        return ColumnType.SERIAL
    if figures and len(figures) * 2 > len(values) - signs:
        if _counts(figures) and not name:
            return ColumnType.SERIAL
        percent = sum(v.endswith(("%", "％")) for v in figures) * 2 > len(figures)
        return ColumnType.PERCENT if percent or _PERCENT.search(name) else ColumnType.NUMBER
    long = sum(len(v) > _LONG or bool(re.search(r"[。；]", v)) for v in values)
    return ColumnType.TEXT if long * 2 > len(values) else ColumnType.LABEL


def _counts(figures: list[str]) -> bool:
    """Whether the figures count 1, 2, 3 …"""
    return len(figures) > 2 and figures[:3] == ["1", "2", "3"]


def majority_width(rows: tuple[TableRow, ...]) -> int:
    """The length that most rows have once the blanks at their end are left out."""
    lengths = Counter(solid_width(row) for row in rows)
    return max(lengths, key=lambda n: (lengths[n], n), default=0)


def solid_width(row: TableRow) -> int:
    """The number of places of a row up to its last one that holds something."""
    return max((k + 1 for k, slot in enumerate(row.slots) if slot.value or slot.covered), default=0)
