"""Merged labels filled on every row of their group, by all that the print shows of the group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from build_tools.language.columns import ONE_FOR_MANY
from build_tools.language.duty_words import LEADS, SUPPORTS
from build_tools.model.catalogue import Code, Note
from build_tools.model.edits import drop
from build_tools.model.table import Basis, CellRun, ColumnType, Slot, Table, TableRow
from build_tools.model.text import Edit
from build_tools.tables.align import leaf_of
from build_tools.tables.bands import with_bands
from build_tools.tables.group import group
from build_tools.tables.label import LabelColumn, is_orphan
from build_tools.tables.place import Draft, is_band, is_blank, is_total, solid, total_name

_SAID_AGAIN = "换页处重印的标签已略去（{} 格）"
_REMARK = re.compile(r"备注|说明$|^注$")
# 建设性质 · 责任人 · 配合单位 · 所在乡镇; not 实施机关, 项目名称
_ONE_FOR_MANY = re.compile("|".join((ONE_FOR_MANY, *LEADS, *SUPPORTS, "责任", "所在")))


def filled(draft: Draft) -> Draft:
    """The draft with every merged label on each of its rows.

    Guarantees: printed pieces stay whole, each in one slot (the first of its group); what was not
    printed in a place has a basis; where two labels fit, the place has both readings. Rows that hold
    labels only, and belong to the rows beside them, are taken out.
    """
    draft = _totals(with_bands(draft))
    leaf = leaf_of(draft)
    draft = _said_again(draft, leaf)
    columns: list[LabelColumn] = []
    for index in _hierarchy(draft, leaf):
        columns.append(group(LabelColumn(draft, index, leaf, columns[-1] if columns else None)))
    rows = _written(draft, columns)
    return _carried(_over_page(*_one_over_page(draft, rows, leaf)), leaf)


def _said_again(draft: Draft, leaf: int) -> Draft:
    """Labels that a new page prints again for a group that goes on are dropped, as its header is."""
    rows, edits, lines = list(draft.rows), [], []
    for b in sorted(draft.breaks):
        goes_on = draft.header < b < len(rows) and not is_orphan(draft, b - 1, leaf)
        for k in range(leaf) if goes_on else ():
            slot = rows[b].slots[k]
            above = next(
                (rows[r].slots[k] for r in range(b - 1, draft.header - 1, -1) if rows[r].slots[k].value),
                Slot(),
            )
            plain = slot.rowspan == slot.colspan == 1 and not slot.covered and not _on_each_row(draft, k)
            if not plain or not slot.value or solid(slot.value) != solid(above.value):
                break  # a new group: so are the labels right of it
            edits += [drop(text) for text in slot.texts]
            lines += [*above.lines, *slot.lines]
            rows[b] = replace(rows[b], slots=(*rows[b].slots[:k], Slot(), *rows[b].slots[k + 1 :]))
    if not edits:
        return draft
    said = _SAID_AGAIN.format(len(edits))
    note = Note(Code.TABLE_JOIN, min(lines), max(lines), detail=said, edits=tuple(edits))
    return replace(draft, rows=tuple(rows), notes=(*draft.notes, note))


def _totals(draft: Draft) -> Draft:
    """``| 合计 | | | 487 |``: the words run on to the first figure."""
    rows = list(draft.rows)
    for i, row in enumerate(rows):
        if i < draft.header or not is_total(row) or is_band(row):
            continue
        start = next(k for k, s in enumerate(row.slots) if s.value)
        subtotal = total_name(row).endswith("小计")  # stands under the label of its group
        if (
            start
            and not subtotal
            and all(is_blank(s) for s in row.slots[:start])
            and row.slots[start].colspan == 1
        ):
            # 合计 stands in the middle of the columns that it spans
            slots = (row.slots[start], *[Slot()] * start, *row.slots[start + 1 :])
            row, start = replace(row, slots=slots), 0
        end = next((k for k in range(start + 1, len(row.slots)) if row.slots[k].value), start + 1)
        label = row.slots[start]
        if end - start > 1 and label.colspan == 1 and label.rowspan == 1 and not label.covered:
            covered = [Slot(label.value, (), label.lines, Basis.MERGE, covered=True)] * (end - start - 1)
            slots = (*row.slots[:start], replace(label, colspan=end - start), *covered, *row.slots[end:])
            rows[i] = replace(row, slots=slots)
    return replace(draft, rows=tuple(rows))


def _hierarchy(draft: Draft, leaf: int) -> Iterator[int]:
    """The label columns left of the one that names the rows, where labels stand for several rows.

    An HTML table that shows spans means its blanks; a column of numbers that all differ groups nothing.
    """
    spans = any(s.rowspan > 1 for row in draft.body for s in row.slots)
    if draft.writing == "html" and (spans or _is_ledger(draft, leaf)):
        return
    rows = [r for r in draft.body if not is_band(r) and not is_total(r)]
    for k in range(leaf):
        values = [solid(r.slots[k].value) for r in rows]
        if "" in values or len(set(values)) < len(values):
            yield k


def _is_ledger(draft: Draft, leaf: int) -> bool:
    """Blank cells right of the names as well: this table leaves blank what is not given. A column
    that is blank throughout (得分) is to be filled in, and remarks are often blank."""
    rows = [r for r in draft.body if not is_band(r) and not is_total(r)]
    for k in range(leaf + 1, len(draft.types)):
        name = solid("".join(r.slots[k].value for r in draft.rows[: draft.header]))
        blanks = [is_blank(row.slots[k]) for row in rows]
        if any(blanks) and not all(blanks) and not _REMARK.search(name):
            return True
    return False


def _written(draft: Draft, columns: Sequence[LabelColumn]) -> tuple[TableRow, ...]:
    """The rows with the labels of every column in place, spans restored, orphan rows taken out."""
    leaf = leaf_of(draft)
    orphans = {
        i
        for i in range(len(draft.rows))
        if is_orphan(draft, i, leaf) and _placed_elsewhere(draft.rows[i], i, columns)
    }
    grid = [list(row.slots) for row in draft.rows]
    for column in columns:
        shown: set[int] = set()  # labels of orphan rows: printed in the first of the runs they are given
        for source, rows in _groups(column, orphans):
            label = draft.rows[source].slots[column.index]
            if not label.value and column.basis.get(source) is Basis.SHIFT:
                _spanning(grid[source], column, source)
                continue
            here = source in rows or (source in orphans and source not in shown)
            for n, r in enumerate(rows):
                own = r == source
                grid[r][column.index] = Slot(
                    label.value,
                    label.texts if n == 0 and here else (),
                    label.lines,
                    label.basis if own else column.basis.get(r, Basis.MERGE),
                    column.readings.get(r, label.readings if own else ()),
                    rowspan=len(rows) if n == 0 else 1,
                    colspan=label.colspan
                    if len(rows) == 1 and own
                    else 1,  # 合计 over the labels right of it
                    covered=n > 0,
                )
            shown.add(source)
        for r, readings in column.readings.items():
            if column.source[r] is None:
                grid[r][column.index] = replace(grid[r][column.index], readings=readings)
    made = [replace(row, slots=tuple(line)) for row, line in zip(draft.rows, grid, strict=True)]
    for i in sorted(orphans, reverse=True):
        near = min(r for c in columns for r, s in enumerate(c.source) if s == i and r not in orphans)
        made[near] = replace(made[near], lines=tuple(sorted((*made[near].lines, *made[i].lines))))
    return tuple(row for i, row in enumerate(made) if i not in orphans)


def _placed_elsewhere(row: TableRow, orphan: int, columns: Sequence[LabelColumn]) -> bool:
    """Whether everything that an orphan row prints is a label with a row of its own to stand in."""
    held = {c.index for c in columns if c.source[orphan] == orphan and c.source.count(orphan) > 1}
    return held >= {k for k, slot in enumerate(row.slots) if slot.value}


def _groups(column: LabelColumn, orphans: set[int]) -> Iterator[tuple[int, list[int]]]:
    """Runs of rows with the same label, with the row on which it was printed."""
    group: list[int] = []
    source: int | None = None
    for r, own in enumerate([*column.source, None]):
        if r in orphans:
            continue
        if (
            own is None
            or own != source
            or (group and r != group[-1] + 1 and not _only(orphans, group[-1], r))
        ):
            if source is not None and group:
                yield source, group
            group, source = [], own
        if own is not None:
            group.append(r)


def _only(orphans: set[int], above: int, below: int) -> bool:
    return all(r in orphans for r in range(above + 1, below))


def _spanning(slots: list[Slot], column: LabelColumn, r: int) -> None:
    """One label over this column and the next one."""
    label = slots[column.index + 1]
    slots[column.index] = replace(label, colspan=2, readings=column.readings.get(r, ()))
    slots[column.index + 1] = replace(label, texts=(), covered=True)


def _one_over_page(draft: Draft, rows: tuple[TableRow, ...], leaf: int) -> tuple[Draft, tuple[TableRow, ...]]:
    """A label printed below the last rows of a page, and again for those overleaf, is one label: the
    second print is dropped, as :func:`_said_again` drops one whose first print stands above its rows."""
    starts = {draft.rows[b].lines for b in draft.breaks if b < len(draft.rows)}
    grid = [list(row.slots) for row in rows]
    edits: list[Edit] = []
    lines: list[int] = []
    for r in (r for r in range(draft.header + 1, len(rows)) if rows[r].lines in starts):
        for k in range(leaf):
            again, above = grid[r][k], grid[r - 1][k]
            if not again.texts or again.colspan > 1 or not _is_one(above, again) or _on_each_row(draft, k):
                break
            top = next(t for t in range(r - 1, -1, -1) if not grid[t][k].covered)
            grid[top][k] = replace(grid[top][k], rowspan=r - top + again.rowspan)
            for below in range(r, r + again.rowspan):
                grid[below][k] = replace(grid[below][k], texts=(), lines=above.lines, covered=True, rowspan=1)
            edits += [drop(text) for text in again.texts]
            lines += [*above.lines, *again.lines]
    if not edits:
        return draft, rows
    note = Note(
        Code.TABLE_JOIN, min(lines), max(lines), detail=_SAID_AGAIN.format(len(edits)), edits=tuple(edits)
    )
    made = tuple(replace(row, slots=tuple(slots)) for row, slots in zip(rows, grid, strict=True))
    return replace(draft, notes=(*draft.notes, note)), made


def _on_each_row(draft: Draft, k: int) -> bool:
    """Whether a column prints its label on each row: the same words twice, and no page turns between."""
    return any(
        above.slots[k].texts and _is_one(above.slots[k], row.slots[k]) and row.slots[k].texts
        for r, (above, row) in enumerate(pairwise(draft.rows), 1)
        if r > draft.header and r not in draft.breaks and k < min(len(above.slots), len(row.slots))
    )


def _is_one(above: Slot, again: Slot) -> bool:
    return bool(above.value) and above.colspan == 1 and solid(above.value) == solid(again.value)


def _over_page(draft: Draft, rows: tuple[TableRow, ...]) -> Draft:
    """Blanks in the first rows of a page, in a column of words that has none elsewhere: what stands
    there was printed on the page before. The blank may as well be meant."""
    made = list(rows)
    starts = {draft.rows[b].lines for b in draft.breaks if b < len(draft.rows)}
    for k, kind in enumerate(draft.types):
        name = solid("".join(row.slots[k].value for row in draft.rows[: draft.header]))
        if kind not in (ColumnType.LABEL, ColumnType.TEXT, ColumnType.SERIAL) or _REMARK.search(name):
            continue
        runs: list[int] = []
        for r in range(draft.header, len(made)):
            starting = made[r].lines in starts or (r - 1 in runs)
            if is_blank(made[r].slots[k]) and not is_total(made[r]) and starting and r > draft.header:
                runs.append(r)
        others = [r for r in range(draft.header, len(made)) if r not in runs and not is_band(made[r])]
        if not runs or any(is_blank(made[r].slots[k]) and not made[r].slots[k].readings for r in others):
            continue
        for r in runs:
            above = made[r - 1].slots[k]
            if above.value and not is_band(made[r - 1]) and not is_total(made[r - 1]):
                slot = Slot(above.value, (), above.lines, Basis.PAGE, (above.value, ""))
                made[r] = replace(made[r], slots=(*made[r].slots[:k], slot, *made[r].slots[k + 1 :]))
    return replace(draft, rows=tuple(made))


def _carried(draft: Draft, leaf: int) -> Draft:
    """Other columns of which one print stands for several rows (属性, 责任单位) filled from above;
    a blank may as well be meant, so both readings are kept."""
    if draft.writing == "html":
        return draft
    rows = list(draft.rows)
    for k in range(leaf + 1, len(draft.types)):
        name = solid("".join(row.slots[k].value for row in draft.rows[: draft.header]))
        if not _ONE_FOR_MANY.search(name) or _REMARK.search(name) or draft.types[k] is not ColumnType.LABEL:
            continue
        last = Slot()
        for r in range(draft.header, len(rows)):
            slot = rows[r].slots[k]
            if is_band(rows[r]) or is_total(rows[r]):
                last = Slot()
            elif slot.value:
                last = slot
            elif last.value and not slot.covered:
                value = Slot(last.value, (), last.lines, Basis.MERGE, (last.value, ""))
                rows[r] = replace(rows[r], slots=(*rows[r].slots[:k], value, *rows[r].slots[k + 1 :]))
    return replace(draft, rows=tuple(rows))


def fill_notes(table: Table, document: int, anchor: str) -> list[Note]:
    """One note per table and basis for what was filled, one doubt per run of places that can be read
    in the same two ways; ``document`` and ``anchor`` say which table it is."""
    found: list[Note] = []
    held: dict[Code, list[tuple[int, ...]]] = {}
    for k, name in enumerate(table.columns):
        last: tuple[str, ...] = ()
        for i, row in enumerate(table.rows):
            slot = row.slots[k]
            if slot.basis in _CODES and not is_band(row) and not is_total(row):
                held.setdefault(_CODES[slot.basis], []).append(row.lines)
            if slot.readings and set(slot.readings) == set(last):
                found[-1] = _longer(found[-1], i, row)
            elif slot.readings:
                read = "或".join(f"“{r}”" if r else "空白" for r in slot.readings)
                said = f"《{table.title}》的“{name}”可读作{read}"
                cells = CellRun(document, anchor, k, i, i)
                found.append(Note(Code.TABLE_DOUBT, row.lines[0], row.lines[-1], detail=said, cells=cells))
            last = slot.readings
    found = [
        replace(n, detail=f"{n.detail}，至第{n.last_line}行") if n.last_line > n.first_line else n
        for n in found
    ]
    for code, places in held.items():
        lines = [n for place in places for n in place]
        found.append(Note(code, min(lines), max(lines), detail=f"{len(places)} 格"))
    return found


def _longer(note: Note, i: int, row: TableRow) -> Note:
    """A doubt that holds for the next row as well."""
    cells = None if note.cells is None else replace(note.cells, last_row=i)
    return replace(note, last_line=max(note.last_line, row.lines[-1]), cells=cells)


_CODES: dict[Basis | None, Code] = {
    Basis.MERGE: Code.TABLE_FILL,
    Basis.PAGE: Code.TABLE_FILL,
    Basis.SEMANTIC: Code.TABLE_PLACED,
}
