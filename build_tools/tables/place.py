"""From the printed cells of a table to places of a grid: spans laid out, header rows told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from build_tools.language.columns import COLUMN_NAME
from build_tools.language.measures import BOUNDS, IN_CELLS, POWER, YEAR_CELL
from build_tools.language.passages import LineOf
from build_tools.model.catalogue import Note
from build_tools.model.table import Cell, ColumnType, Grid, Slot, TableRow
from build_tools.model.text import Text
from build_tools.tables.bounds import bounded

NUMBER = re.compile(
    r"^[（(〔\[]?[≥≤<>＞＜=±+\-−约]*\d[\d,，.．]*(?:[~～—\-－至/:：]\d[\d.]*)*[）)〕\]]?"
    rf"(?:{POWER}|{IN_CELLS}|{BOUNDS})*[）)〕\]]?(?:[（(](?:含|预期)[）)]|[*＊※★▲])*$"
)
"""A printed figure: ``1.160``, ``≥85``, ``〔12〕``, ``0.5左右``, ``90%以上``, ``3—5``."""

YEAR = re.compile(r"^(?:19|20)\d\d年?(?:[—–\-~～至](?:(?:19|20)\d\d)?年?)?$")
"""A year or a span of years: a label as often as a figure."""

# 序号 · 二级指标 · 责任部门 · 地（市）; not 阿里地区, 申请单位（个人）
_COLUMN_NAME = re.compile(f"^{COLUMN_NAME}$")
_SERIAL = re.compile(r"^\d{1,4}$")


@dataclass(frozen=True)
class Draft:
    """A table between two steps. Rows may be of unequal length until they are aligned.

    The first ``header`` rows are the header; ``breaks`` are the indexes of body rows (counted over
    all rows) with which a printed page begins.
    """

    rows: tuple[TableRow, ...]
    header: int
    writing: str  # "pipe", "html", "columns" or "layout"
    breaks: frozenset[int] = frozenset()
    short: frozenset[int] = frozenset()  # rows printed with one label cell too few
    types: tuple[ColumnType, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def body(self) -> tuple[TableRow, ...]:
        """The rows below the header."""
        return self.rows[self.header :]

    @property
    def width(self) -> int:
        """The number of columns: that of the longest row."""
        return max((len(row.slots) for row in self.rows), default=0)


def solid(text: str) -> str:
    """The text without any blank: what two printings of a label are compared by."""
    return "".join(text.split())


def is_blank(slot: Slot) -> bool:
    """A place that holds nothing and belongs to no printed span."""
    return not slot.value and not slot.covered


def printed(texts: Sequence[Text]) -> str:
    """The printed pieces of a cell as one string; a blank parts two pieces."""
    return " ".join(t.chars.strip() for t in texts if t.chars.strip())


def place(grid: Grid, line_of: LineOf) -> Draft:
    """Lay the printed cells out. Guarantees: each printed piece is in exactly one slot, which knows
    the raw lines of its pieces."""
    grid, notes = bounded(grid)
    slots = _without_blank_columns(_laid_out(grid, line_of))
    rows = [TableRow((row.number, *row.rest), line) for row, line in zip(grid.rows, slots, strict=True)]
    header = _flagged(grid)
    header -= sum(not any(s.value for s in row.slots) for row in rows[:header])
    if header == 1 and grid.form == "pipe" and _is_body(rows):
        header = 0
    rows = [row for row in rows if any(slot.value for slot in row.slots)]
    header = header or _named_header(rows)
    header += second_header(rows, header)
    header += _years_below(rows, header)
    rows = _with_bands(rows, header)
    draft = Draft(tuple(rows), header, grid.form, notes=notes)
    return draft if grid.form == "html" else header_spans(draft)


def _with_bands(rows: Sequence[TableRow], header: int) -> list[TableRow]:
    """A row that holds words in its first place alone, where all other rows but totals have a number there,
    is a band over the whole width: ``| 一、知识产权保护方面（共5项） | | | |``."""
    width = max((len(row.slots) for row in rows), default=0)
    body = rows[header:]
    alone = [not any(s.value or s.covered for s in row.slots[1:]) for row in body]
    first = [solid(row.slots[0].value) if row.slots else "" for row in body]
    numbers = [_SERIAL.match(f) is not None for f in first]
    totals = [is_total(row) for row in body]
    words = [
        a and bool(f) and not n and not t for a, f, n, t in zip(alone, first, numbers, totals, strict=True)
    ]
    told = all(n or w or t for n, w, t in zip(numbers, words, totals, strict=True))
    if width < 3 or not told or not any(words) or sum(numbers) < 2:
        return list(rows)
    made = list(rows[:header])
    for row, band in zip(body, words, strict=True):
        if band and row.slots[0].colspan == 1:
            over = Slot(row.slots[0].value, lines=row.slots[0].lines, covered=True)
            slots = (replace(row.slots[0], colspan=width), *([over] * (width - 1)))
            row = replace(row, slots=slots)
        made.append(row)
    return made


def _without_blank_columns(lines: list[tuple[Slot, ...]]) -> list[tuple[Slot, ...]]:
    """Columns at either end that hold nothing in any row are no columns of the print."""
    width = max((len(line) for line in lines), default=0)
    held = [k for line in lines for k, s in enumerate(line) if s.value or s.covered or s.colspan > 1]
    if not held or any(s.rowspan > 1 and not s.value for line in lines for s in line):
        return lines
    first = min(held)
    return [line[first:] for line in lines] if 0 < first < width else lines


def _is_body(rows: Sequence[TableRow]) -> bool:
    """Whether the row that the source marks as header has too many blanks to name columns, and no
    second header below fills them: Markdown makes the first row of every page one."""
    top = list(rows[0].slots)
    while (
        top
        and not top[-1].value
        and all(len(r.slots) < len(top) or not r.slots[len(top) - 1].value for r in rows)
    ):
        top.pop()
    blanks = sum(not s.value for s in top)
    return blanks * 3 >= len(top) > 0 and not second_header(rows, 1)


# （人民币：元） · %, in the line below 完税价格 and 税率
_UNIT = re.compile(
    r"^(?:[（(][^（）()\d]{1,12}[）)]|[%％‰]|[万亿千]?[元吨米克瓦]|公顷|亩|公里|平方(?:米|公里))$"
)


def second_header(rows: Sequence[TableRow], header: int) -> int:
    """One where a row below the header names columns too, under the blanks that a wide name left:
    ``| 耕地保有量 | | … |`` and below it ``| 2020年 | 2025年 | … |``."""
    if not 0 < header < len(rows) - 1 or header > 1:
        return 0
    top, below = rows[0].slots, rows[header].slots
    named = {k for k, s in enumerate(below) if s.value}
    inner = {k for k, s in enumerate(top) if not s.value and any(t.value for t in top[k:])}
    blanks = inner | {k for k, s in enumerate(top) if not s.value and k in named}
    figures = [s for s in below if NUMBER.match(solid(s.value)) and not YEAR_CELL.match(solid(s.value))]
    first_blank = not below or not below[0].value
    units = named and all(_UNIT.match(solid(below[k].value)) and k < len(top) and top[k].value for k in named)
    return int(first_blank and not figures and bool(units or (blanks and blanks <= named)))


def _years_below(rows: Sequence[TableRow], header: int) -> int:
    """One where a third row names years under the columns of the second: ``| | 2022年 | 2023年 | |``."""
    if header != 2 or len(rows) < 4 or not rows[2].slots or rows[2].slots[0].value:
        return 0
    named = [s.value for s in rows[2].slots if s.value]
    return int(len(named) > 1 and all(re.match(r"^(?:19|20)\d\d年?$", solid(v)) for v in named))


def header_spans(draft: Draft) -> Draft:
    """A header of two or three rows whose spans were left blank: names run to the right and down."""
    rows = draft.rows[: draft.header]
    printed_spans = any(s.colspan > 1 for row in rows for s in row.slots)
    if len(rows) not in (2, 3) or len({len(row.slots) for row in rows}) > 1 or printed_spans:
        return draft
    made = [list(row.slots) for row in rows]
    for r, (top, below) in enumerate(pairwise(made)):
        for k, slot in enumerate(top):
            if not slot.value or slot.covered:
                continue
            under = [line[k] for line in made[r + 1 :]]
            if not any(s.value for s in under):
                top[k] = replace(slot, rowspan=1 + len(under))
                for line in made[r + 1 :]:
                    line[k] = Slot(slot.value, lines=slot.lines, covered=True)
            elif below[k].value:
                wide = 1
                while k + wide < len(top) and not top[k + wide].value and below[k + wide].value:
                    top[k + wide] = Slot(slot.value, lines=slot.lines, covered=True)
                    wide += 1
                top[k] = replace(slot, colspan=wide)
    spanned = [replace(row, slots=tuple(line)) for row, line in zip(rows, made, strict=True)]
    return replace(draft, rows=(*spanned, *draft.rows[draft.header :]))


def _flagged(grid: Grid) -> int:
    """The leading rows all of whose cells the source marks as header."""
    count = 0
    for row in grid.rows:
        if not row.cells or not all(cell.header for cell in row.cells):
            break
        count += 1
    return count


def _laid_out(grid: Grid, line_of: LineOf) -> list[tuple[Slot, ...]]:
    """Every row as slots, cells that span rows and columns laid over all that they cover."""
    pending: dict[tuple[int, int], Slot] = {}
    lines = []
    for r, row in enumerate(grid.rows):
        line: list[Slot] = []
        for cell in row.cells:
            while (r, len(line)) in pending:
                line.append(pending.pop((r, len(line))))
            line += _spanned(cell, r, _printed_on(cell, line_of), len(line), len(grid.rows), pending)
        reach = max((column for below, column in pending if below == r), default=-1)
        while len(line) <= reach:  # a short row has blanks before what spans into it
            line.append(pending.pop((r, len(line)), Slot()))
        lines.append(tuple(line))
    return lines


def _printed_on(cell: Cell, line_of: LineOf) -> tuple[int, ...]:
    """The raw lines on which the pieces of a cell begin, go on and end."""
    ends = [(line_of(t.at[0]), line_of(t.at[-1])) for text in cell.texts if len(t := text.strip())]
    return tuple(dict.fromkeys(n for first, last in ends for n in range(first, last + 1)))


def _spanned(
    cell: Cell,
    r: int,
    lines: tuple[int, ...],
    column: int,
    height: int,
    pending: dict[tuple[int, int], Slot],
) -> list[Slot]:
    """The slots of one cell in its own row; those of the rows below go into ``pending``."""
    value = printed(cell.texts)
    rowspan = min(cell.rowspan, height - r)
    # a cell does not span what a cell above spans already
    colspan = next((k for k in range(1, cell.colspan) if (r, column + k) in pending), cell.colspan)
    covered = Slot(value, lines=lines, covered=True)
    for below in range(1, rowspan):
        for k in range(colspan):
            pending[(r + below, column + k)] = covered
    own = Slot(value, cell.texts, lines, rowspan=rowspan, colspan=colspan)
    return [own] + [covered] * (colspan - 1)


def _named_header(rows: Sequence[TableRow]) -> int:
    """Header rows of a table that marks none: as deep as the spans of its first row reach.

    ``<tr><td rowspan="2">地区</td><td colspan="2">目标</td></tr><tr><td>2025年</td>…``. A first row
    that holds a figure, or a blank, or one cell over the whole width is no header.
    """
    start = 0
    while start < len(rows) and is_band(rows[start]) and start < 2:
        start += 1  # 单位：万元 over the whole width stands above the header
    if start >= len(rows) - 1 or not _names(rows[start]):
        return 0
    top = rows[start].slots
    if any(slot.colspan > 1 for slot in top):
        depth = max(slot.rowspan for slot in top)
        if depth == 1 and start + 1 < len(rows) - 1 and _names(rows[start + 1]):
            depth = 2
        return start + min(depth, len(rows) - 1 - start)
    return start + 1


def _names(row: TableRow) -> bool:
    """Whether a row can name columns: words in at least two places, no figure, no long text."""
    values = [solid(slot.value) for slot in row.slots if not slot.covered]
    words = [v for v in values if v]
    if len(words) < 2 or any(NUMBER.match(v) and not YEAR_CELL.match(v) for v in words):
        return False
    if any(len(v) > 30 or v.endswith(("。", "；")) for v in words):
        return False
    return len(words) == len(values) or any(_COLUMN_NAME.match(v) for v in words)


def is_band(row: TableRow) -> bool:
    """Whether one printed cell spans the whole row."""
    return len(row.slots) > 1 and row.slots[0].colspan == len(row.slots)


_TOTAL = re.compile(
    r"^(?:合计|总计|小计|总和|共计|累计|合计：|[一-鿿、（）()]{0,12}(?:小计|合计|总计)|(?:项目|工程)?总投资|总额)$"
)


def is_total(row: TableRow) -> bool:
    """Whether a row sums up others: 合计, 总计 or 小计 among its first cells."""
    return total_name(row) != ""


def total_name(row: TableRow) -> str:
    """``小计``, ``合计``, ``国道小计``: what a row that sums up others is called; empty if it does not."""
    names = (solid(slot.value) for slot in row.slots[:3])
    return next((name for name in names if _TOTAL.match(name)), "")


_PLAIN = re.compile(
    r"^[（(〔\[]?(?P<n>[+\-−]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|[+\-−]?\d+(?:\.\d+)?)(?:%|％|分)?[）)〕\]]?$"
)


def value_of(text: str) -> Decimal | None:
    """The number that a cell prints: ``1.160``, ``〔4260〕``, ``12,800``; None for anything else."""
    match = _PLAIN.match(solid(text))
    return Decimal(re.sub(r"[,，]", "", match["n"]).replace("−", "-")) if match else None
