"""An editor's corrections to tables: a cell, a label over rows, a whole row, cells made one; or an error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_tools.model.catalogue import Code, Note
from build_tools.model.edits import drop
from build_tools.model.source import CellCorrection
from build_tools.model.table import Basis, Slot, Table, TableRow
from build_tools.model.text import Edit, Text
from build_tools.sources.corrections import growth, replaced
from build_tools.tables.place import printed, solid


class Stale(Exception):
    """A correction that does not fit what stands in the table; the message says why, in Chinese."""


class CellCorrector:
    """Applies the ``[[cell]]`` corrections of a source to its tables, each exactly once.

    ``free`` is the first offset beyond the raw text that no other correction uses.
    """

    def __init__(self, cells: Sequence[CellCorrection], free: int) -> None:
        self.waiting: list[tuple[CellCorrection, int]] = []
        for cell in cells:
            self.waiting.append((cell, free))
            free += growth(cell)
        self.notes: list[Note] = []
        self.titles: list[str] = []
        self.refused: dict[int, str] = {}  # why a table of the right title did not fit, by offset

    def apply(self, table: Table) -> Table:
        """The table as corrected; each correction that fits becomes a note.

        Of several tables with the same title a correction belongs to the first one that it fits.
        """
        self.titles.append(table.title or f"第{_first_line(table)}行")
        for cell, free in list(self.waiting):
            if solid(cell.table) != solid(table.title) and not _stands_on(table, cell.table):
                continue
            try:
                lines = _lines(table, cell)
                table, edits = _corrected(table, cell, free)
            except Stale as stale:
                self.refused[free] = str(stale)
            else:
                self.waiting.remove((cell, free))
                self.notes.append(_applied(cell, lines, edits))
        return table

    def leftovers(self) -> list[Note]:
        """The corrections that fitted no table: errors, on their line of the sidecar."""
        return [_stale(cell, self._why(cell, free)) for cell, free in self.waiting]

    def _why(self, cell: CellCorrection, free: int) -> str:
        if free in self.refused:
            return self.refused[free]
        known = "、".join(dict.fromkeys(self.titles)) or "无"
        return f"没有题为“{cell.table}”的表；本来源的表有：{known}"


# 第83行
_LINE = re.compile(r"第(?P<line>[1-9]\d*)行")


def _stands_on(table: Table, name: str) -> bool:
    """Whether a table is named by a line on which it stands."""
    named = _LINE.fullmatch(solid(name))
    return named is not None and any(int(named["line"]) in row.lines for row in table.all_rows())


def _first_line(table: Table) -> int:
    return min((n for row in table.all_rows() for n in row.lines), default=1)


def _applied(cell: CellCorrection, lines: tuple[int, ...], edits: tuple[Edit, ...]) -> Note:
    was, now = "｜".join(cell.was), "｜".join(cell.now)
    detail = f"《{cell.table}》的“{_columns(cell)}”。{cell.why}"
    return Note(Code.CORRECTION, min(lines), max(lines), was, now, detail, edits)


def _columns(cell: CellCorrection) -> str:
    """Which columns are meant, in words."""
    named = [cell.column] if cell.last_column == "" else [cell.column, cell.last_column]
    return "至".join(
        "整行" if name == "*" else f"第{name}列" if isinstance(name, int) else name for name in named
    )


def _stale(cell: CellCorrection, detail: str) -> Note:
    was, now = "｜".join(cell.was), "｜".join(cell.now)
    rows = "至".join(str(row) for row in cell.rows)
    said = f"《{cell.table}》{rows}“{_columns(cell) if cell.last_column else cell.column}”：{detail}"
    return Note(Code.CORRECTION_STALE, cell.entry, cell.entry, was, now, said, file=cell.file)


def _lines(table: Table, cell: CellCorrection) -> tuple[int, ...]:
    """The printed lines of the rows that a correction names."""
    first, last = _row(table, cell.rows[0]), _row(table, cell.rows[-1])
    return tuple(n for row in table.rows[first : last + 1] for n in row.lines) or (1,)


def _corrected(table: Table, cell: CellCorrection, free: int) -> tuple[Table, tuple[Edit, ...]]:
    first, last = _row(table, cell.rows[0]), _row(table, cell.rows[-1])
    if last < first:
        raise Stale("首行应在末行之前")
    rows = list(table.rows)
    edits: tuple[Edit, ...] = ()
    if cell.column == "*":
        rows[first] = _whole_row(rows[first], cell)
    elif cell.last_column != "":
        area = _Area(first, last, _column(table, cell.column), _column(table, cell.last_column))
        rows, edits = _joined(rows, area, cell)
    else:
        column = _column(table, cell.column)
        _expect(rows[first].slots[column].value, cell.was[0])
        rows, edits = _label(rows, first, last, column, cell, free)
    return replace(table, rows=tuple(rows)), edits


def _row(table: Table, place: int | str) -> int:
    found = [
        i
        for i, row in enumerate(table.rows)
        if (place == f"row-{i + 1}" if isinstance(place, str) else place in row.lines)
    ]
    if not found:
        lines = [n for row in table.rows for n in row.lines] or [0]
        raise Stale(f"表身没有{_said(place)}；表身为来源第{min(lines)}至{max(lines)}行，{len(table.rows)}行")
    if len(found) > 1:
        raise Stale(f"来源第{place}行在表中是{len(found)}行，请改用行的锚点，如 row-{found[0] + 1}")
    return found[0]


def _said(place: int | str) -> str:
    return f"锚点为 {place} 的行" if isinstance(place, str) else f"来源第{place}行"


def _column(table: Table, column: int | str) -> int:
    found = [k for k, name in enumerate(table.columns) if solid(name) == solid(str(column))]
    if isinstance(column, int):
        found = [column - 1] if 1 <= column <= len(table.columns) else []
    if len(found) != 1:
        raise Stale(f"列“{column}”不明；各列为{'、'.join(table.columns)}，也可写第几列")
    return found[0]


def _expect(value: str, was: str) -> None:
    if solid(value) != solid(was):
        raise Stale(f"该格现为“{value}”")


def _put(rows: list[TableRow], r: int, column: int, slot: Slot) -> None:
    slots = rows[r].slots
    rows[r] = replace(rows[r], slots=(*slots[:column], slot, *slots[column + 1 :]))


def _label(
    rows: list[TableRow], first: int, last: int, column: int, cell: CellCorrection, free: int
) -> tuple[list[TableRow], tuple[Edit, ...]]:
    """One cell, or one label over several rows. What is printed in them and reads ``was`` is replaced,
    character for character, and shown once; a label that was only filled is told anew."""
    was, now = cell.was[0], cell.now[0]
    rows = _parted(rows, first, last, column)
    pieces: list[Text] = []
    edits: list[Edit] = []
    printed_on: set[int] = set()
    for r in range(first, last + 1):
        slot = rows[r].slots[column]
        printed_on.update(rows[r].lines, slot.lines if slot.texts else ())
        own = solid(printed(slot.texts))
        if slot.texts and own not in (solid(was), solid(now)):
            raise Stale(
                f"来源第{slot.lines[0] if slot.lines else 0}行该列印的是“{slot.value}”，请先改正那一格"
            )
        if pieces:
            edits += map(drop, slot.texts)  # the label is shown once
        elif slot.texts and own == solid(now):
            pieces += slot.texts
        elif slot.texts:
            text, edit = replaced(Text.joined(slot.texts), now, free)
            pieces += [text] if now else []
            edits.append(edit)
    lines = tuple(sorted(printed_on))
    for r in range(first, last + 1):
        top = r == first
        texts = tuple(pieces) if top else ()
        span = last - first + 1 if top else 1
        _put(rows, r, column, Slot(now, texts, lines, Basis.CORRECTION, rowspan=span, covered=not top))
    return rows, tuple(edits)


def _parted(rows: list[TableRow], first: int, last: int, column: int) -> list[TableRow]:
    """The rows with the merged cells of a column cut before ``first`` and behind ``last``."""
    rows = list(rows)
    for edge in (first, last + 1):
        if edge >= len(rows) or not rows[edge].slots[column].covered:
            continue
        top = edge
        while top > 0 and rows[top].slots[column].covered:
            top -= 1
        owner = rows[top].slots[column]
        if owner.colspan > 1 or top + owner.rowspan <= edge:
            raise Stale('该格由左边的格横跨，请用整行改正（column = "*"）')
        _put(rows, top, column, replace(owner, rowspan=edge - top))
        rest = replace(rows[edge].slots[column], covered=False, rowspan=top + owner.rowspan - edge)
        _put(rows, edge, column, rest)
    return rows


def _whole_row(row: TableRow, cell: CellCorrection) -> TableRow:
    """A row with its printed pieces in other columns; each must stand in ``now`` as it is printed."""
    if len(cell.was) != len(row.slots):
        raise Stale(f"该行有{len(row.slots)}格")
    for slot, was in zip(row.slots, cell.was, strict=True):
        _expect(slot.value, was)
    if any(slot.rowspan > 1 for slot in row.slots):
        raise Stale("该行有纵向合并的格，请先用 [首行, 末行] 改正该列")
    pieces = [slot for slot in row.slots if slot.texts]
    slots: list[Slot] = []
    for old, now in zip(row.slots, cell.now, strict=True):
        same = solid(old.value) == solid(now)
        own = next((p for p in pieces if solid(printed(p.texts)) == solid(now)), None)
        if own is not None:
            pieces.remove(own)
            basis = own.basis if own is old else Basis.CORRECTION
            slots.append(replace(own, basis=basis, readings=(), colspan=1, covered=False))
        elif same and (old.covered or not now):
            slots.append(replace(old, readings=()))
        else:
            slots.append(Slot(now, (), row.lines, Basis.CORRECTION))
    if pieces:
        raise Stale(f"所印的“{pieces[0].value}”不在 now 中；整行改正只移动各格，不改文字")
    return replace(row, slots=tuple(slots))


@dataclass(frozen=True)
class _Area:
    """Cells from a first to a last row and column."""

    top: int
    bottom: int
    left: int
    right: int

    def places(self) -> list[tuple[int, int]]:
        """Each of them, row by row."""
        return [(r, k) for r in range(self.top, self.bottom + 1) for k in range(self.left, self.right + 1)]


def _joined(
    rows: list[TableRow], area: _Area, cell: CellCorrection
) -> tuple[list[TableRow], tuple[Edit, ...]]:
    """Several cells as one, which says what is printed in them: one after the other, or once where all that
    is printed says the same."""
    if area.right < area.left:
        raise Stale("首列应在末列之前")
    slots = [rows[r].slots[k] for r, k in area.places()]
    if len(cell.was) != len(slots):
        raise Stale(f"所选有{len(slots)}格，was 写了{len(cell.was)}格")
    for slot, was in zip(slots, cell.was, strict=True):
        _expect(slot.value, was)
    _keep_inside(rows, area)
    now, own = cell.now[0], [slot for slot in slots if slot.texts]
    words = [solid(printed(slot.texts)) for slot in own]
    edits: tuple[Edit, ...] = ()
    if own and "".join(words) == solid(now):
        texts = tuple(text for slot in own for text in slot.texts)
    elif not own or set(words) == {solid(now)}:
        texts = own[0].texts if own else ()
        edits = tuple(drop(text) for slot in own[1:] for text in slot.texts)
    else:
        raise Stale(f"各格所印连起来是“{''.join(words)}”；合并只移动文字，改字请先改正那一格")
    lines = tuple(sorted({n for r in range(area.top, area.bottom + 1) for n in rows[r].lines}))
    lines = tuple(sorted({*lines, *(n for slot in own for n in slot.lines)}))
    high, wide = area.bottom - area.top + 1, area.right - area.left + 1
    rows = list(rows)
    for r, k in area.places():
        _put(rows, r, k, Slot(now, (), lines, Basis.CORRECTION, covered=True))
    _put(rows, area.top, area.left, Slot(now, texts, lines, Basis.CORRECTION, (), high, wide))
    return rows, edits


def _keep_inside(rows: Sequence[TableRow], area: _Area) -> None:
    """Raises Stale where a merged cell reaches from the cells that are joined beyond them."""
    inside = set(area.places())
    for r, row in enumerate(rows):
        for k, slot in enumerate(row.slots):
            span = {(r + i, k + j) for i in range(slot.rowspan) for j in range(slot.colspan)}
            if not slot.covered and span & inside and not span <= inside:
                raise Stale(f"合并的格“{slot.value}”伸出所选各格，请一并选入")
