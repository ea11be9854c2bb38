"""An editor's corrections to tables: a cell, a label over several rows, a whole row; or an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from build_tools.catalogue import Code
from build_tools.correct import growth, replaced
from build_tools.model import Basis, CellCorrection, Edit, Note, Slot, Table, TableRow, Text
from build_tools.table_forms import COLUMNS as FORM_COLUMNS
from build_tools.table_place import printed, solid


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

    def apply(self, table: Table) -> Table:
        """The table as corrected; each correction, applied or stale, becomes a note."""
        for cell, free in list(self.waiting):
            if solid(cell.table) != solid(table.title) or not _names_row(cell, table):
                continue
            self.waiting.remove((cell, free))
            try:
                table, edits = _corrected(table, cell, free)
            except Stale as stale:
                self.notes.append(_note(Code.CORRECTION_STALE, cell, str(stale)))
            else:
                self.notes.append(_note(Code.CORRECTION, cell, cell.why, edits))
        return table

    def leftovers(self) -> list[Note]:
        """Corrections for which there is no such table or row."""
        said = "没有这张表，或表中没有这一行"
        return [_note(Code.CORRECTION_STALE, cell, said) for cell, _ in self.waiting]


def _note(code: Code, cell: CellCorrection, detail: str, edits: tuple[Edit, ...] = ()) -> Note:
    lines = [r for r in cell.rows if isinstance(r, int)] or [1]
    was, now = "｜".join(cell.was), "｜".join(cell.now)
    return Note(code, lines[0], lines[-1], was, now, f"{cell.column}：{detail}", edits)


def _names_row(cell: CellCorrection, table: Table) -> bool:
    return all(any(_is_row(row, i, place) for i, row in enumerate(table.rows)) for place in cell.rows)


def _is_row(row: TableRow, i: int, place: int | str) -> bool:
    return place == f"row-{i + 1}" if isinstance(place, str) else place in row.lines


def _corrected(table: Table, cell: CellCorrection, free: int) -> tuple[Table, tuple[Edit, ...]]:
    first, last = _row(table, cell.rows[0]), _row(table, cell.rows[-1])
    rows = list(table.rows)
    edits: tuple[Edit, ...] = ()
    if cell.column == "*":
        rows[first] = _whole_row(rows[first], cell)
    else:
        column = _column(table, cell.column)
        _expect(rows[first].slots[column].value, cell.was[0])
        if len(cell.rows) == 1:
            rows, edits = _one(rows, first, column, cell.now[0], free)
        else:
            rows = _spanned(rows, first, last, column, cell.now[0])
    return replace(table, rows=tuple(rows)), edits


def _row(table: Table, place: int | str) -> int:
    found = [i for i, row in enumerate(table.rows) if _is_row(row, i, place)]
    if len(found) != 1:
        raise Stale(f"来源第{place}行在表中是{len(found)}行，请改用行的锚点，如 row-{found[0] + 1}")
    return found[0]


def _column(table: Table, column: int | str) -> int:
    names = FORM_COLUMNS if table.form else table.columns
    found = [k for k, name in enumerate(names) if solid(name) == solid(str(column))]
    if isinstance(column, int):
        found = [column - 1] if 1 <= column <= len(names) else []
    if len(found) != 1:
        raise Stale(f"列“{column}”不明；各列为{'、'.join(names)}，也可写第几列")
    return found[0]


def _expect(value: str, was: str) -> None:
    if solid(value) != solid(was):
        raise Stale(f"该格现为“{value}”")


def _put(rows: list[TableRow], r: int, column: int, slot: Slot) -> None:
    slots = rows[r].slots
    rows[r] = replace(rows[r], slots=(*slots[:column], slot, *slots[column + 1 :]))


def _one(
    rows: list[TableRow], r: int, column: int, now: str, free: int
) -> tuple[list[TableRow], tuple[Edit, ...]]:
    """One cell. A printed text is replaced, character for character; a filled label is told anew."""
    rows = _parted(rows, r, r, column)
    slot = rows[r].slots[column]
    texts: tuple[Text, ...] = slot.texts
    edits: tuple[Edit, ...] = ()
    if slot.texts and solid(printed(slot.texts)) != solid(now):
        text, edit = replaced(Text.joined(slot.texts), now, free)
        texts, edits = (text,) if now else (), (edit,)
    _put(rows, r, column, Slot(now, texts, rows[r].lines, Basis.CORRECTION))
    return rows, edits


def _spanned(rows: list[TableRow], first: int, last: int, column: int, now: str) -> list[TableRow]:
    """One label over several rows; what is printed inside must be that label."""
    if last <= first:
        raise Stale("末行应在首行之后")
    rows = _parted(rows, first, last, column)
    texts: tuple[Text, ...] = ()
    for r in range(first, last + 1):
        slot = rows[r].slots[column]
        if slot.texts and solid(printed(slot.texts)) != solid(now):
            raise Stale(f"第{rows[r].lines[0]}行该列另印有“{slot.value}”，请先逐格改正")
        texts += slot.texts
    for r in range(first, last + 1):
        top = r == first
        span = last - first + 1 if top else 1
        slot = Slot(now, texts if top else (), rows[r].lines, Basis.CORRECTION, rowspan=span, covered=not top)
        _put(rows, r, column, slot)
    return rows


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
        own = next((p for p in pieces if solid(printed(p.texts)) == solid(now)), None)
        if own is not None:
            pieces.remove(own)
            slots.append(replace(own, basis=Basis.CORRECTION, readings=(), colspan=1, covered=False))
        elif old.covered and solid(old.value) == solid(now):
            slots.append(replace(old, readings=()))
        else:
            slots.append(Slot(now, (), row.lines, Basis.CORRECTION if now else None))
    if pieces:
        raise Stale(f"所印的“{pieces[0].value}”不在 now 中；整行改正只移动各格，不改文字")
    return replace(row, slots=tuple(slots))
