"""Tables over pages → one: repeated heads dropped, rows and cells that the page cuts put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from build_tools.sources.imports.sheet_tables import PrintedCell, PrintedTable
from build_tools.sources.imports.sheet_text import PrintLine, is_full

_NEAR = 4.0  # points by which the lines of a table may stand elsewhere on its next page


def follows(table: PrintedTable, other: PrintedTable) -> bool:
    """Whether a table is the rest of one on the page before: the same columns at the same places."""
    return (
        other.page == table.last_page + 1
        and len(table.xs) == len(other.xs)
        and all(abs(a - b) <= _NEAR for a, b in zip(_shifted(table), _shifted(other), strict=True))
    )


def _shifted(table: PrintedTable) -> list[float]:
    """The lines of a table from its left one: left and right pages have other margins."""
    return [x - table.xs[0] for x in table.xs]


def put_together(table: PrintedTable, rest: PrintedTable) -> PrintedTable:
    """A table with its rest on the next page: the head that is printed again is dropped, a row or a cell over
    several rows that the page cuts is one."""
    head = _head_again(table, rest)
    dropped = [c for c in rest.cells if c.cell.row < head]
    body = [replace(c, cell=replace(c.cell, row=c.cell.row - head)) for c in rest.cells if c.cell.row >= head]
    rows = rest.rows - head
    ends = {c.cell.column: k for k, c in enumerate(table.cells) if c.cell.row + c.cell.rowspan == table.rows}
    is_open = rows > 0 and (table.open_below or rest.open_above)
    pairs = [(table.cells[ends[c.cell.column]], c) for c in body if c.cell.row == 0 and c.cell.column in ends]
    fits = is_open and _fits(table.cells, body, table.rows)
    cut = fits and not _are_two_rows(pairs)
    doubts = [*table.doubts, *(d for d in rest.doubts if d not in table.doubts)]
    cells = list(table.cells)
    if cut:
        joined = [c for c in body if c.cell.row == 0]
        doubts.append("换页处断开的一行接成一行")
    else:
        joined, more = _empty_rests(pairs, is_open)
        doubts += ["换页处没有横线的两行，按内容分开"] * fits + more
    for own in joined:
        k = ends[own.cell.column]
        grown = cells[k].cell.rowspan + own.cell.rowspan - cut
        cells[k] = PrintedCell(
            replace(cells[k].cell, rowspan=grown), _continued(cells[k].paragraphs, own.paragraphs)
        )
    shift = table.rows - cut
    body = [c for c in body if c not in joined]
    cells += [replace(c, cell=replace(c.cell, row=c.cell.row + shift)) for c in body]
    return replace(
        table, rows=shift + rows, cells=tuple(cells), last_page=rest.last_page, open_below=rest.open_below,
        dropped=(*table.dropped, *dropped), doubts=tuple(doubts),
    )  # fmt: skip


def _are_two_rows(pairs: Sequence[tuple[PrintedCell, PrintedCell]]) -> bool:
    """Whether what stands on both sides of a page turn are two rows, though no rule parts them: words stand
    below words in two columns at least, and in each of them the upper ones have room to go on."""
    held = [(a.paragraphs[-1][-1], b.paragraphs[0][0]) for a, b in pairs if a.chars and b.chars]
    return len(held) > 1 and not any(is_full(line, following) for line, following in held)


def _empty_rests(
    pairs: Sequence[tuple[PrintedCell, PrintedCell]], is_open: bool
) -> tuple[list[PrintedCell], list[str]]:
    """The cells at the head of a page that are the rest of one on the page before, with the doubts: nothing
    stands in them, and they reach over several rows or no rule ends that one. Another empty cell may be
    empty by itself."""
    found: list[PrintedCell] = []
    doubts: list[str] = []
    for above, own in pairs:
        merged = own.cell.rowspan > 1 or (is_open and above.cell.rowspan > 1)
        if own.chars or not above.chars or above.cell.colspan != own.cell.colspan:
            continue
        if merged:
            found.append(own)
            doubts.append(f"换页处空着的格接入上一页的“{above.chars[:12]}”")
        elif above.cell.rowspan > 1:
            doubts.append(f"换页处有空格，可能属于上一页的“{above.chars[:12]}”")
    return found, doubts


def _fits(cells: Sequence[PrintedCell], body: Sequence[PrintedCell], rows: int) -> bool:
    """Whether the last row of a page and the first one of the next have the same columns."""
    last = {(c.cell.column, c.cell.colspan) for c in cells if c.cell.row + c.cell.rowspan == rows}
    return last == {(c.cell.column, c.cell.colspan) for c in body if c.cell.row == 0}


def _continued(
    above: tuple[tuple[PrintLine, ...], ...], below: tuple[tuple[PrintLine, ...], ...]
) -> tuple[tuple[PrintLine, ...], ...]:
    if above and below and is_full(above[-1][-1], below[0][0]):
        return (*above[:-1], (*above[-1], *below[0]), *below[1:])
    return (*above, *below)


def _head_again(table: PrintedTable, rest: PrintedTable) -> int:
    """How many rows at the head of the rest are those at the head of the table."""
    count = 0
    while count < min(table.rows, rest.rows - 1) and _same(table.row(count), rest.row(count)):
        count += 1
    spans = max((c.cell.row + c.cell.rowspan for c in rest.cells if c.cell.row < count), default=0)
    return count if spans == count else 0


def _same(row: Sequence[PrintedCell], other: Sequence[PrintedCell]) -> bool:
    return any(c.chars for c in row) and [(c.cell, c.chars) for c in row] == [
        (c.cell, c.chars) for c in other
    ]
