"""Every printed cell in its column: the cheapest set of blanks to put in or leave out, row by row,
priced by what the columns of the whole table hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from functools import cache

from build_tools.language.script import SMALL
from build_tools.language.signs import is_no_value
from build_tools.model.catalogue import Code, Note
from build_tools.model.table import Basis, ColumnType, Slot, TableRow
from build_tools.tables.place import NUMBER, YEAR, Draft, is_band, is_total, solid
from build_tools.tables.types import majority_width, solid_width, typed

_BLANK, _SIGN, _FIGURE, _SHORT, _LONG, _YEAR = range(6)
_PRICES = {
    #                     blank sign figure short long year
    ColumnType.SERIAL: (0.3, 0.5, 0.0, 6.0, 8.0, 1.0),
    ColumnType.SCORE: (0.4, 0.0, 0.0, 6.0, 8.0, 1.0),
    ColumnType.PERCENT: (0.4, 0.0, 0.0, 4.0, 8.0, 0.5),
    ColumnType.NUMBER: (0.4, 0.0, 0.0, 3.0, 8.0, 0.3),
    ColumnType.LABEL: (0.3, 2.0, 3.0, 0.0, 2.0, 0.0),
    ColumnType.TEXT: (0.5, 0.5, 1.5, 0.6, 0.0, 0.6),
}
_FIGURES = (ColumnType.SCORE, ColumnType.NUMBER, ColumnType.PERCENT)
_PUT_IN, _LEFT_OUT, _AT_END, _MOVED = 1.2, 1.0, 0.1, 0.01
_CLEAR = 2.0  # a row of full length moves only if that is so much cheaper
_WRONG = 3.0  # from this price on a cell does not belong into its column


def aligned(draft: Draft) -> Draft:
    """The draft with rows of one length. Guarantees: no cell that holds something is left out.

    A row that cannot be brought to the width of the table is padded and noted ``table-ragged``.
    """
    width = _width(draft)
    draft = typed(replace(draft, rows=tuple(_cut(row, width) for row in draft.rows)))
    leaf = min(leaf_of(draft), width - 1)
    fixed = draft.writing in ("html", "layout")  # its cells say where they stand
    rows: list[TableRow] = []
    notes: list[Note] = []
    short: set[int] = set()
    for i, row in enumerate(draft.rows):
        fitted, moved = _fitted(
            row, draft.types[:width], leaf, header=i < draft.header, fixed=fixed or is_total(row)
        )
        if fitted is None:
            fitted, moved = _padded(row, max(draft.width, width)), False
            said = f"该行 {solid_width(row)} 格，表有 {width} 列"
            notes.append(Note(Code.TABLE_RAGGED, row.lines[0], row.lines[-1], detail=said))
        elif moved:
            fitted = _known_first(fitted, row, draft, leaf, solid_width(row) < width)
            if _may_stand_beside(fitted, row, draft.types):
                said = f"该行 {solid_width(row)} 格，表有 {width} 列，缺的是哪几格未能确定"
                notes.append(Note(Code.TABLE_RAGGED, row.lines[0], row.lines[-1], detail=said))
            notes.append(Note(Code.TABLE_SHIFTED, row.lines[0], row.lines[-1]))
            if (
                solid_width(row) < width
                and fitted.slots[leaf].value
                and leaf < len(row.slots)
                and row.slots[leaf].value != fitted.slots[leaf].value
            ):
                short.add(i)
        elif i >= draft.header and (lost := _lost(row, draft.body, width)):
            said = f"该行 {len(row.slots)} 格，表有 {width} 列，缺末 {lost} 格"
            notes.append(Note(Code.TABLE_RAGGED, row.lines[0], row.lines[-1], detail=said))
        rows.append(fitted)
    full = max((len(row.slots) for row in rows), default=0)
    rows = [_padded(row, full) for row in rows]
    return typed(replace(draft, rows=tuple(rows), short=frozenset(short), notes=(*draft.notes, *notes)))


def _may_stand_beside(fitted: TableRow, row: TableRow, types: Sequence[ColumnType]) -> bool:
    """Whether a row lacks a cell, not printed as a blank either, in a column of figures beside another one in
    which it has a figure: that may be the lacking column's as well."""
    if len(row.slots) >= len(fitted.slots):
        return False
    figure = [t in _FIGURES and _kind(s) == _FIGURE for s, t in zip(fitted.slots, types, strict=False)]
    blank = [t in _FIGURES and not s.value for s, t in zip(fitted.slots, types, strict=False)]
    return any(
        a and b for a, b in [*zip(figure, blank[1:], strict=False), *zip(blank, figure[1:], strict=False)]
    )


def _width(draft: Draft) -> int:
    """The number of columns: of the header, unless most rows are longer or none fits."""
    header = max((solid_width(row) for row in draft.rows[: draft.header]), default=0)
    most = majority_width(draft.body)
    held = [sum(bool(s.value) or s.covered for s in row.slots) for row in draft.body]
    if header and sum(n > header for n in held) * 2 <= len(held) and most <= header + 1:
        return header if header >= most or not any(n > header for n in held) else most
    return max(header, most)


def _lost(row: TableRow, body: Sequence[TableRow], width: int) -> int:
    """How many cells at the end of a row were not printed at all, not as blanks either, where one of them
    holds something in every row that has it: no remark that most rows leave blank."""
    if is_total(row) or is_band(row) or len(row.slots) >= width:
        return 0
    for k in range(len(row.slots), width):
        held = [bool(r.slots[k].value) for r in body if k < len(r.slots) and not is_total(r)]
        if len(held) > 1 and all(held):
            return width - len(row.slots)
    return 0


def _cut(row: TableRow, width: int) -> TableRow:
    """The row without the blanks at its end that stand beyond the last column."""
    return replace(row, slots=row.slots[: max(width, solid_width(row))])


def _padded(row: TableRow, width: int) -> TableRow:
    return replace(row, slots=row.slots + (Slot(),) * (width - len(row.slots)))


def leaf_of(draft: Draft) -> int:
    """The column whose labels name the rows: before the first figures the first one that has the
    fewest blanks and hardly a label twice, else the last one that has the fewest blanks."""
    first = next((k for k, t in enumerate(draft.types) if t in _FIGURES), len(draft.types))
    names = [k for k in range(first) if draft.types[k] is not ColumnType.SERIAL] or [0]
    rows = [r for r in draft.body if not is_band(r) and not is_total(r)]
    # A row of labels only says nothing of what names a row.
    rows = [r for r in rows if first == len(draft.types) or any(s.value for s in r.slots[first:])] or rows
    values = {k: [solid(r.slots[k].value) if k < len(r.slots) else "" for r in rows] for k in names}
    least = min(values[k].count("") for k in names)
    fullest = [k for k in names if values[k].count("") == least]
    for k in fullest:
        held = [v for v in values[k] if v]
        if len(set(held)) * 10 >= len(held) * 9:
            return k
    labels = [k for k in fullest if draft.types[k] is ColumnType.LABEL]
    return (labels or fullest)[-1]


_COUNTED = re.compile(rf"^[（(]?[{SMALL}]{{1,3}}[）)]?$")


def _kind(slot: Slot) -> int:
    value = solid(slot.value)
    if not value:
        return _BLANK
    if is_no_value(value):
        return _SIGN
    if YEAR.match(value):
        return _YEAR
    if NUMBER.match(value) or _COUNTED.match(value):
        return _FIGURE
    return _LONG if len(value) > 20 or value.endswith(("。", "；")) else _SHORT


def _fitted(
    row: TableRow, types: Sequence[ColumnType], leaf: int, *, header: bool, fixed: bool
) -> tuple[TableRow | None, bool]:
    """The row in its columns, and whether a cell had to move; None where it cannot be fitted."""
    kinds = [_kind(slot) for slot in row.slots]
    spanned = any(s.covered or s.colspan > 1 or s.rowspan > 1 for s in row.slots)
    if len(row.slots) == len(types) and (header or fixed or spanned or not _misplaced(kinds, types)):
        return row, False
    if spanned:
        return (_padded(row, len(types)), False) if len(row.slots) < len(types) else (None, False)
    held = _held(row)
    if is_total(row) and len(held) <= len(types) and all(_kind(s) in (_FIGURE, _SIGN) for s in held[1:]):
        return _total(row, types), False
    price, steps = _cheapest(tuple(kinds), tuple(types), leaf)
    if len(kinds) == len(types) and price + _CLEAR > sum(
        _PRICES[t][k] for k, t in zip(kinds, types, strict=True)
    ):
        return row, False  # an odd word in its column rather than a row out of line
    if steps is None:
        return None, False
    slots: list[Slot] = []
    moved = False
    for column, cell in enumerate(steps):
        if cell is None:
            slots.append(Slot())
            continue
        slot = row.slots[cell]
        if slot.value and cell != column and not header:
            slot = replace(slot, basis=slot.basis or Basis.SHIFT)
            moved = True
        slots.append(slot)
    return replace(row, slots=tuple(slots)), moved


def _held(row: TableRow) -> list[Slot]:
    return [slot for slot in row.slots if slot.value]


def _total(row: TableRow, types: Sequence[ColumnType]) -> TableRow:
    """``合计 318.6 67.64``: its figures in the columns of figures, or else at the right."""
    sums = [k for k, t in enumerate(types) if t in _FIGURES]
    label, *figures = _held(row)
    fits = len(sums) == len(figures) and 0 not in sums
    places = sums if fits else range(len(types) - len(figures), len(types))
    slots = [Slot()] * len(types)
    slots[0] = label
    for k, slot in zip(places, figures, strict=True):
        slots[k] = slot
    return replace(row, slots=tuple(slots))


def _known_first(fitted: TableRow, row: TableRow, draft: Draft, leaf: int, short: bool) -> TableRow:
    """A row one label short, ``| 恢复重建 | 项目推进 | 10 | …``: if its first label is none of the first
    column's elsewhere, it was the cell before it that was lost, and all labels move to the right."""
    first = solid(row.slots[0].value)
    others = {solid(r.slots[0].value) for r in draft.body if r is not row and r.slots}
    moved = [s for s in fitted.slots[:leaf] if s.value]
    if (
        not short
        or leaf < 2
        or not first
        or first in others
        or fitted.slots[leaf - 1].value
        or len(moved) != 1
    ):
        return fitted
    label = replace(fitted.slots[0], basis=Basis.SHIFT)
    slots = (Slot(), *fitted.slots[1 : leaf - 1], label, *fitted.slots[leaf:])
    return replace(fitted, slots=slots) if fitted.slots[0].value else fitted


def _misplaced(kinds: Sequence[int], types: Sequence[ColumnType]) -> bool:
    return any(_PRICES[t][k] >= _WRONG for k, t in zip(kinds, types, strict=True))


_MOST_STATES = 40_000
"""A row and a table so wide that their cells have more places than this are left as they are."""


@cache
def _cheapest(
    kinds: tuple[int, ...], types: tuple[ColumnType, ...], leaf: int
) -> tuple[float, tuple[int | None, ...] | None]:
    """The price, and for each column the cell that stands in it (None: a blank); None for all where
    there are too many cells.

    Cells keep their order; only blank cells may be left out.
    """
    n, width = len(kinds), len(types)
    if n * width > _MOST_STATES:
        return float("inf"), None
    # below[i]: the price of cells i … in the columns behind the present one
    below = [float("inf") if any(kinds[i:]) else _AT_END * (n - i) for i in range(n + 1)]
    ways: list[list[_Way]] = []
    for j in reversed(range(width)):
        below, chosen = _priced(kinds, _PRICES[types[j]], 0.6 if j == leaf else 0.0, j, below)
        ways.append(chosen)
    if below[0] == float("inf"):
        return below[0], None
    return below[0], _chosen(ways[::-1])


class _Way(IntEnum):
    """What is cheapest at a column: a blank put in, the next cell, or the next cell left out."""

    PUT_IN = 0
    CELL = 1
    LEFT_OUT = 2


def _priced(
    kinds: Sequence[int], prices: Sequence[float], named: float, j: int, below: Sequence[float]
) -> tuple[list[float], list[_Way]]:
    """For each number of cells that stand before column ``j``: the price from here on, and the way."""
    n = len(kinds)
    blank = prices[_BLANK] + named
    best = [0.0] * (n + 1)
    chosen = [_Way.PUT_IN] * (n + 1)
    for i in range(n, -1, -1):
        ways = [(below[i] + blank + (_PUT_IN if i < n else _AT_END), _Way.PUT_IN)]
        if i < n:
            own = blank if kinds[i] == _BLANK else prices[kinds[i]]
            ways.append((below[i + 1] + own + _MOVED * abs(i - j), _Way.CELL))
            if kinds[i] == _BLANK:
                ways.append((best[i + 1] + _LEFT_OUT, _Way.LEFT_OUT))
        best[i], chosen[i] = min(ways, key=lambda way: way[0])
    return best, chosen


def _chosen(ways: Sequence[Sequence[_Way]]) -> tuple[int | None, ...]:
    """The cells of the cheapest way from the first column on; each step passes a cell or a column."""
    places: list[int | None] = []
    i = 0
    while len(places) < len(ways):
        match ways[len(places)][i]:
            case _Way.PUT_IN:
                places.append(None)
            case _Way.CELL:
                places.append(i)
                i += 1
            case _Way.LEFT_OUT:
                i += 1
    return tuple(places)
