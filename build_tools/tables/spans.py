"""The last step of a table: spans that the steps before it, or the source, left in pieces."""

from __future__ import annotations

from dataclasses import replace

from build_tools.model.table import Basis, Slot
from build_tools.tables.place import Draft


def whole_spans(draft: Draft) -> Draft:
    """The draft with every covered place under exactly one span, which says what it says.

    A span is cut back to the covered places that no other span reaches; a covered place that is left
    over stands by itself. Where a blank row was left out, or two spans of an HTML table meet, they
    are such.
    """
    grid = [list(row.slots) for row in draft.rows]
    owned: set[tuple[int, int]] = set()

    def free(r: int, k: int) -> bool:
        return r < len(grid) and k < len(grid[r]) and grid[r][k].covered and (r, k) not in owned

    for r, row in enumerate(draft.rows):
        for k, slot in enumerate(row.slots):
            if slot.covered or slot.rowspan == slot.colspan == 1:
                continue
            wide = next((n for n in range(1, slot.colspan) if not free(r, k + n)), slot.colspan)
            columns = range(k, k + wide)
            high = next(
                (n for n in range(1, slot.rowspan) if not all(free(r + n, c) for c in columns)), slot.rowspan
            )
            for below, c in ((below, c) for below in range(r, r + high) for c in columns):
                owned.add((below, c))
                said = replace(grid[below][c], value=slot.value, lines=slot.lines, rowspan=1, colspan=1)
                grid[below][c] = said
            grid[r][k] = replace(slot, rowspan=high, colspan=wide)
    for r, row in enumerate(draft.rows):
        for k, slot in enumerate(row.slots):
            if slot.covered and (r, k) not in owned:
                basis = slot.basis if slot.texts else slot.basis or Basis.MERGE
                alone = replace(slot, basis=basis, rowspan=1, colspan=1, covered=False)
                grid[r][k] = alone if slot.value else Slot()
    return replace(
        draft,
        rows=tuple(replace(row, slots=tuple(slots)) for row, slots in zip(draft.rows, grid, strict=True)),
    )
