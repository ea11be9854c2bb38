"""How far merged cells reach: no further than the columns and rows in which other cells begin.

A page of the web may say ``colspan=999`` for "over the whole width"; a reader sees the width that
the other rows have.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools.model.catalogue import Code, Note
from build_tools.model.table import Grid, Row


@dataclass(frozen=True)
class _Laid:
    """A row as its spans lay it out: the first and the last column (exclusive) of each of its cells,
    and the column behind all that stands in it."""

    row: Row
    places: tuple[tuple[int, int], ...]
    end: int


def bounded(grid: Grid) -> tuple[Grid, tuple[Note, ...]]:
    """The grid without columns in which no cell begins, and a doubt for each row that claims more
    columns than another row prints, or more rows than follow."""
    if all(cell.rowspan == cell.colspan == 1 for row in grid.rows for cell in row.cells):
        return grid, ()
    laid = list(_laid(grid.rows))
    begun = sorted({start for line in laid for start, _ in line.places})
    # A row of one cell is a band over the whole width: it does not say how many columns there are.
    width = min((line.end for line in laid if len(line.places) > 1), default=1)
    rows, notes = [], []
    for follow, line in zip(reversed(range(len(laid))), laid, strict=True):
        number = line.row.number
        cells = tuple(
            replace(cell, colspan=max(1, bisect_left(begun, end) - bisect_left(begun, start)))
            for cell, (start, end) in zip(line.row.cells, line.places, strict=True)
        )
        if cells != line.row.cells and line.end > width:
            said = f"该行称占 {line.end} 列，他行只有 {width} 列"
            notes.append(Note(Code.TABLE_SPAN, number, number, detail=said))
        if (most := max(cell.rowspan for cell in cells)) - 1 > follow:
            said = f"一格称占 {most} 行，其下只有 {follow} 行"
            notes.append(Note(Code.TABLE_SPAN, number, number, detail=said))
        rows.append(replace(line.row, cells=cells))
    return replace(grid, rows=tuple(rows)), tuple(notes)


def _laid(rows: Sequence[Row]) -> Iterator[_Laid]:
    """Each row with its places; a cell from above that spans rows takes its columns in those below."""
    above: list[tuple[int, int, int]] = []  # first column, last column, rows that it still covers
    for row in rows:
        places = []
        column = passed = 0
        for cell in row.cells:
            while passed < len(above) and above[passed][0] <= column:
                column = max(column, above[passed][1])
                passed += 1
            places.append((column, column + cell.colspan))
            column += cell.colspan
        yield _Laid(row, tuple(places), max(column, *(end for _, end, _ in above), 0))
        above = [(start, end, left - 1) for start, end, left in above if left > 1]
        above += [(*p, c.rowspan - 1) for p, c in zip(places, row.cells, strict=True) if c.rowspan > 1]
        above.sort()
