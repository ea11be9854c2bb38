"""What each column of a table holds, read from its name and its body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from build_tools.language.columns import SERIAL
from build_tools.language.signs import is_no_value
from build_tools.model.table import ColumnType, TableRow
from build_tools.tables.place import NUMBER, YEAR, Draft, is_band, solid

_SERIAL = re.compile(rf"^(?:{SERIAL}|No\.?)$", re.IGNORECASE)
_SCORE = re.compile(r"^(?:权重)?(?:分值|得分|满分|分数|权重|标准分)(?:设计|权重|设置)?(?:[（(].{1,6}[）)])?$")
_PERCENT = re.compile(r"[（(][%％][）)]|占比$|比重$|比例$")
_LONG = 14
NUMERIC = (ColumnType.SERIAL, ColumnType.SCORE, ColumnType.NUMBER, ColumnType.PERCENT)
"""The types whose cells are figures."""


@dataclass
class ColumnCounts:
    """What the cells of a column hold, counted one by one: its type is told from that."""

    values: int = 0
    signs: int = 0  # that there is no value
    long: int = 0
    percents: int = 0
    figures: dict[int, str] = field(default_factory=dict)  # by row

    def count(self, r: int, value: str, by: int = 1) -> None:
        """Add what a row holds, or take it away again."""
        if not value:
            return
        self.values += by
        self.signs += by * is_no_value(value)
        self.long += by * (len(value) > _LONG or bool(re.search(r"[。；]", value)))
        if NUMBER.match(value) and not YEAR.match(value):
            self.percents += by * value.endswith(("%", "％"))
            if by > 0:
                self.figures[r] = value
            else:
                del self.figures[r]


def typed(draft: Draft) -> Draft:
    """The draft with a type for each of its columns; misplaced rows are outvoted by the others."""
    types = []
    for k in range(draft.width):
        counts = ColumnCounts()
        for r, row in enumerate(draft.body):
            counts.count(r, held(row, k))
        types.append(type_of(name_of(draft.rows[: draft.header], k), counts))
    return replace(draft, types=tuple(types))


def name_of(header: Sequence[TableRow], column: int) -> str:
    """What the rows of a header call a column."""
    parts = [r.slots[column].value for r in header if column < len(r.slots)]
    return solid("".join(dict.fromkeys(parts)))


def held(row: TableRow, column: int) -> str:
    """What a row holds in a column, blanks left out: nothing below a span, and in a band."""
    if column >= len(row.slots) or row.slots[column].covered or is_band(row):
        return ""
    return solid(row.slots[column].value)


def type_of(name: str, counts: ColumnCounts) -> ColumnType:
    """The type of a column, by its name and by what its cells hold."""
    figures = len(counts.figures)
    if _SCORE.match(name):
        return ColumnType.SCORE
    if _SERIAL.match(name):
        return ColumnType.SERIAL
    if figures and figures * 2 > counts.values - counts.signs:
        if not name and [*islice(counts.figures.values(), 3)] == ["1", "2", "3"]:
            return ColumnType.SERIAL
        percent = counts.percents * 2 > figures
        return ColumnType.PERCENT if percent or _PERCENT.search(name) else ColumnType.NUMBER
    return ColumnType.TEXT if counts.long * 2 > counts.values else ColumnType.LABEL


def majority_width(rows: tuple[TableRow, ...]) -> int:
    """The length that most rows have once the blanks at their end are left out."""
    lengths = Counter(solid_width(row) for row in rows)
    return max(lengths, key=lambda n: (lengths[n], n), default=0)


def solid_width(row: TableRow) -> int:
    """The number of places of a row up to its last one that holds something."""
    return max((k + 1 for k, slot in enumerate(row.slots) if slot.value or slot.covered), default=0)
