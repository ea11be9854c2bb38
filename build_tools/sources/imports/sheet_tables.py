"""Grids and rows of a page → tables: what stands in each cell, its wrapped lines joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from build_tools.language.phrases import MARKER
from build_tools.model.original import OriginalCell, OriginalTable, Paragraph
from build_tools.sources.imports.sheet_grids import GridCell, RuledGrid
from build_tools.sources.imports.sheet_lines import Mark, Strip, strips_of
from build_tools.sources.imports.sheet_nodes import Nodes, paragraph
from build_tools.sources.imports.sheet_text import Edges, PrintLine, is_full, room_for, rows_of

_FREE = 0.4  # of the width of a cell


@dataclass(frozen=True)
class PrintedCell:
    """A cell with its printed lines, in paragraphs."""

    cell: GridCell
    paragraphs: tuple[tuple[PrintLine, ...], ...]

    @property
    def chars(self) -> str:
        """Its characters."""
        return "".join(x.chars for p in self.paragraphs for x in p)


@dataclass(frozen=True)
class PrintedTable:
    """A table of one page, or of several. ``doubts``: what of it is not sure."""

    xs: tuple[float, ...]
    rows: int
    cells: tuple[PrintedCell, ...]
    page: int
    last_page: int
    open_above: bool = False
    open_below: bool = False
    dropped: tuple[PrintedCell, ...] = ()  # the head, printed again where the page turns
    doubts: tuple[str, ...] = ()

    def row(self, k: int) -> list[PrintedCell]:
        """The cells that begin in a row."""
        return [c for c in self.cells if c.cell.row == k]


def ruled_table(grid: RuledGrid, marks: Sequence[Mark], page: int) -> PrintedTable:
    """The table of a grid with the characters in it."""
    held: dict[int, list[Mark]] = {k: [] for k in range(len(grid.cells))}
    boxes = [grid.box_of(c) for c in grid.cells]
    for mark in marks:
        x, y = (mark.glyph.x0 + mark.glyph.x1) / 2, mark.glyph.middle
        inside = (k for k, (x0, y0, x1, y1) in enumerate(boxes) if x0 <= x < x1 and y0 <= y < y1)
        nearest = next(inside, None)
        if nearest is None:
            nearest = min(range(len(boxes)), key=lambda k: _away(boxes[k], x, y))
        held[nearest].append(mark)
    strips = {k: strips_of(own) for k, own in held.items()}
    blank = [s.x0 - boxes[k][0] for k, own in strips.items() for s in own]
    edge = min(8.0, max(0.5, min(blank, default=0.5)))
    cells = tuple(
        PrintedCell(cell, cell_paragraphs(strips[k], Edges(boxes[k][0] + edge, boxes[k][2] - edge), page))
        for k, cell in enumerate(grid.cells)
    )
    short = any(_is_short(x) for c in cells for p in c.paragraphs for x in p[:-1])
    doubts = ("表格的框线不成格，逐格写出",) * grid.crooked + ("格内短行接成一段，也可能是几行",) * short
    table = PrintedTable(
        grid.xs, len(grid.ys) - 1, cells, page, page, grid.open_above, grid.open_below, doubts=doubts
    )
    return with_unruled_rows(table)


def _away(box: tuple[float, float, float, float], x: float, y: float) -> float:
    x0, y0, x1, y1 = box
    return max(x0 - x, x - x1, 0.0) + max(y0 - y, y - y1, 0.0)


def cell_paragraphs(strips: Sequence[Strip], edges: Edges, page: int) -> tuple[tuple[PrintLine, ...], ...]:
    """The lines of a cell, those together that only its width has parted."""
    lines = [PrintLine(row, page, edges) for row in rows_of(strips)]
    groups: list[list[PrintLine]] = []
    for line in lines:
        marked = MARKER.match(line.chars) and len(line.chars) > 2
        if groups and _wraps(groups[-1], line) and not (marked and groups[-1][-1].chars[-1] in "。；"):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(tuple(g) for g in groups)


def _wraps(group: Sequence[PrintLine], following: PrintLine) -> bool:
    """Whether only the width of its cell has parted a line from the next one: it had no room on either side,
    but for the indent of a first line. Figures below each other at the right edge each end by themselves."""
    line = group[-1]
    indent = line.x0 - line.edges.left
    begins = len(group) == 1 and following.x0 < line.x0 - line.size
    return is_full(line, following) and (indent < room_for(following) + 0.2 * line.size or begins)


def _is_short(line: PrintLine) -> bool:
    """Whether a line left so much of its cell free that only a long word behind it can have wrapped it."""
    free = line.edges.right - line.edges.left - (line.x1 - line.x0)
    return free > max(1.5 * line.size, _FREE * (line.edges.right - line.edges.left))


def with_unruled_rows(table: PrintedTable) -> PrintedTable:
    """The table, rows parted that no rule parts: the lines of several cells stand on the same base lines and
    none of them is full. They are parted by their places alone, which is a doubt."""
    for k in range(table.rows):
        bases = _unruled_bases([c for c in table.row(k) if c.cell.rowspan == 1])
        if bases:
            parted = _parted(table, k, bases)
            return with_unruled_rows(replace(parted, doubts=(*table.doubts, "没有横线的各行，按位置分开")))
    return table


def _unruled_bases(cells: Sequence[PrintedCell]) -> list[float]:
    """The base lines of the rows that stand in one ruled row; none where it is a single row."""
    held = [[p for p in c.paragraphs if p] for c in cells]
    several = [h for h in held if len(h) >= 2 and all(len(p) == 1 for p in h)]
    if len(several) < 2:
        return []
    most = max(several, key=len)
    bases = [p[0].base for p in most]
    near = 0.4 * most[0][0].size

    def fits(lines: Sequence[tuple[PrintLine, ...]]) -> bool:
        return all(any(abs(p[0].base - b) <= near for b in bases) for p in lines)

    if any(not fits(h) for h in held if len(h) > 1 or (h and len(h[0]) > 1)):
        return []
    return bases if sum(len(h) * 5 >= len(bases) * 3 for h in several) >= 2 else []


def _parted(table: PrintedTable, k: int, bases: Sequence[float]) -> PrintedTable:
    """Row ``k`` parted in the rows of these base lines."""
    more = len(bases) - 1
    cells: list[PrintedCell] = []
    for own in table.cells:
        cell = own.cell
        if cell.row > k:
            cells.append(PrintedCell(replace(cell, row=cell.row + more), own.paragraphs))
        elif cell.row + cell.rowspan <= k:
            cells.append(own)
        elif cell.rowspan > 1 or _spans(own, bases):
            cells.append(PrintedCell(replace(cell, rowspan=cell.rowspan + more), own.paragraphs))
        else:
            for n in range(len(bases)):
                near = [
                    p
                    for p in own.paragraphs
                    if min(range(len(bases)), key=lambda i: abs(bases[i] - p[0].base)) == n
                ]
                cells.append(PrintedCell(GridCell(k + n, cell.column, 1, cell.colspan), tuple(near)))
    ordered = sorted(cells, key=lambda c: (c.cell.row, c.cell.column))
    return replace(table, rows=table.rows + more, cells=tuple(ordered))


def _spans(own: PrintedCell, bases: Sequence[float]) -> bool:
    """Whether a cell is a label of all rows: its one paragraph stands on none of their base lines."""
    if len(own.paragraphs) != 1:
        return False
    first = own.paragraphs[0][0]
    return all(abs(first.base - b) > 0.25 * first.size for b in bases)


def unruled_table(rows: Sequence[tuple[Strip, ...]], page: int) -> PrintedTable | None:
    """The table of rows whose strips stand below each other; None where they do not."""
    columns = _columns(rows)
    if len(columns) < 2:
        return None
    places = [{_column(columns, s): s for s in row} for row in rows]
    if any(len(p) != len(row) for p, row in zip(places, rows, strict=True)):
        return None
    words = ["".join(s.chars for s in row) for row in rows]
    if len(columns) == 2 and all(w[-1].isdigit() and _leads(w) for w in words):
        return None
    groups: list[list[Mapping[int, Strip]]] = []
    for place in places:
        if groups and _goes_on(groups[-1][-1], place, columns, page):
            groups[-1].append(place)
        else:
            groups.append([place])
    if len(groups) < 2:
        return None
    cells = tuple(
        PrintedCell(
            GridCell(k, j, 1, 1),
            cell_paragraphs([p[j] for p in group if j in p], Edges(*columns[j]), page),
        )
        for k, group in enumerate(groups)
        for j in range(len(columns))
    )
    xs = (*(c[0] for c in columns), columns[-1][1])
    return PrintedTable(xs, len(groups), cells, page, page, doubts=("没有框线的表格，按位置分格",))


def _leads(words: str) -> bool:
    """Whether words with a number at their end are a line of printed contents: no other number in them."""
    return sum(c.isdigit() for c in words) <= 4


def _columns(rows: Sequence[tuple[Strip, ...]]) -> list[tuple[float, float]]:
    """The spans of the columns: strips that overlap from row to row are in one."""
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted((s.x0, s.x1) for row in rows for s in row):
        if found and x0 < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _column(columns: Sequence[tuple[float, float]], strip: Strip) -> int:
    return next(k for k, (x0, x1) in enumerate(columns) if x0 <= strip.x0 <= x1)


def _goes_on(
    above: Mapping[int, Strip], row: Mapping[int, Strip], columns: Sequence[tuple[float, float]], page: int
) -> bool:
    """Whether a row only holds what its cells' width has wrapped: fewer cells, each below a full one."""
    if len(row) >= len(above) or 0 in row or any(j not in above for j in row):
        return False
    pairs = [
        (PrintLine((above[j],), page, Edges(*columns[j])), PrintLine((row[j],), page, Edges(*columns[j])))
        for j in row
    ]
    return all(is_full(a, b) and len(a.chars) >= 4 for a, b in pairs)


def written_table(table: PrintedTable, nodes: Nodes, signs: Sequence[Mapping[int, int]]) -> OriginalTable:
    """The table with its characters as nodes."""
    rows: list[tuple[OriginalCell, ...]] = []
    for k in range(table.rows):
        row = []
        for own in table.row(k):
            paragraphs = tuple(_paragraph(p, nodes, signs) for p in own.paragraphs)
            row.append(OriginalCell(paragraphs, own.cell.rowspan, own.cell.colspan))
        rows.append(tuple(row))
    place = next((p.place for row in rows for c in row for p in c.paragraphs), None)
    assert place is not None
    return OriginalTable(tuple(rows), place)


def _paragraph(lines: Sequence[PrintLine], nodes: Nodes, signs: Sequence[Mapping[int, int]]) -> Paragraph:
    place = nodes.place(lines[0].page, lines[0].marks)
    return paragraph(place, [nodes.line(x.page, x.marks, signs[x.page]) for x in lines])
