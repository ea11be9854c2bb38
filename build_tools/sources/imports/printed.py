"""Printed pages → what they print, the same for a PDF, an OFD and a scan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from build_tools.model.original import Kept, Original, OriginalBlock, OriginalDoubt, Spot, Turn
from build_tools.sources.imports.sheet import Sheet
from build_tools.sources.imports.sheet_columns import Area, Column, Placed, columns_of
from build_tools.sources.imports.sheet_doubts import doubts_of
from build_tools.sources.imports.sheet_grids import grids_of
from build_tools.sources.imports.sheet_lines import Mark, Strip, strips_of
from build_tools.sources.imports.sheet_margins import Margins, margins_of
from build_tools.sources.imports.sheet_nodes import Nodes, paragraph
from build_tools.sources.imports.sheet_notes import PageNotes, notes_of
from build_tools.sources.imports.sheet_tables import (
    PrintedTable,
    ruled_table,
    unruled_table,
    written_table,
)
from build_tools.sources.imports.sheet_text import (
    Edges,
    PrintLine,
    begins_indented,
    edges_of,
    goes_on,
    is_running,
    rows_of,
)
from build_tools.sources.imports.sheet_turns import follows, put_together

FORM, NUMBER = "original-form", "original-number"
_LONG = 8  # characters: so long are no two parts of one line
_ROWS = 3  # of an unruled table, at least

Printed = PrintLine | PrintedTable


_BARE = Margins((), ())
_NO_NOTES = PageNotes()


@dataclass(frozen=True)
class _Page:
    """A page, its parts told from each other."""

    sheet: Sheet
    marks: tuple[Mark, ...]
    areas: tuple[Area, ...]
    strips: tuple[Strip, ...]  # outside of ruled tables
    notes: PageNotes = _NO_NOTES
    margins: Margins = _BARE

    @property
    def text(self) -> list[Placed]:
        """What is neither head nor foot nor footnote."""
        apart = {id(s) for s in (*self.margins.heads, *self.margins.feet, *self.notes.strips)}
        return [*self.areas, *(s for s in self.strips if id(s) not in apart)]


def read_sheets(reader: str, sheets: Sequence[Sheet]) -> Original:
    """What pages print, in reading order."""
    pages = _with_margins([_page(sheet) for sheet in sheets])
    return _Writer(reader, sheets, pages).original()


def _page(sheet: Sheet) -> _Page:
    """A page with its ruled tables apart from its other lines."""
    marks = tuple(Mark(g, k) for k, g in enumerate(sheet.glyphs) if g.kept is None)
    grids = grids_of(sheet.rules)
    inside: list[list[Mark]] = [[] for _ in grids]
    outside: list[Mark] = []
    for mark in marks:
        x, y = (mark.glyph.x0 + mark.glyph.x1) / 2, mark.glyph.middle
        own = (
            k
            for k, g in enumerate(grids)
            if g.box[0] - 1 <= x <= g.box[2] + 1 and g.box[1] - 1 <= y <= g.box[3] + 1
        )
        k = next(own, None)
        (outside if k is None else inside[k]).append(mark)
    areas = tuple(Area(g, tuple(strips_of(own))) for g, own in zip(grids, inside, strict=True) if _solid(own))
    return _Page(sheet, marks, areas, tuple(strips_of(outside, sheet.rules)))


def _solid(marks: Sequence[Mark]) -> bool:
    return any(m.glyph.chars.strip() for m in marks)


def _with_margins(pages: Sequence[_Page]) -> list[_Page]:
    margins = margins_of(
        [p.strips for p in pages], [p.sheet.height for p in pages], [bool(p.areas) for p in pages]
    )
    if all(
        not p.areas and len(m.heads) + len(m.feet) == len(p.strips)
        for p, m in zip(pages, margins, strict=True)
    ):
        margins = [_BARE] * len(pages)  # the same page again and again: a form to fill in
    found: list[_Page] = []
    for page, own in zip(pages, margins, strict=True):
        around = {id(s) for s in (*own.heads, *own.feet)}
        strips = [s for s in page.strips if id(s) not in around]
        lines = [s.marks for s in (*strips, *(s for a in page.areas for s in a.strips))]
        notes = notes_of(strips, page.sheet.rules, lines)
        found.append(replace(page, margins=own, notes=notes))
    return found


class _Writer:
    """Writes the pages once, from the first to the last."""

    def __init__(self, reader: str, sheets: Sequence[Sheet], pages: Sequence[_Page]) -> None:
        self.reader = reader
        self.pages = pages
        self.nodes = Nodes(sheets)
        self.doubts: list[OriginalDoubt] = []
        self.blocks: list[OriginalBlock] = []
        self.numbers: list[dict[int, int]] = []  # of each page: printed number of a note → its number here
        self.signs: list[Mapping[int, int]] = []
        self.turned = 0

    def original(self) -> Original:
        """All of it."""
        self.number_notes()
        items = self.items()
        indented = begins_indented([x for x in items if isinstance(x, PrintLine)])
        for group in _grouped(items, indented=indented):
            self.write(group)
        for k, page in enumerate(self.pages):
            self.notes(k, page.notes)
            self.around(k, page)
        return Original(
            self.reader,
            tuple(self.nodes.nodes),
            tuple(self.blocks),
            tuple(self.nodes.asides),
            (*self.doubts, *self.nodes.unsure),
        )

    def number_notes(self) -> None:
        """Give each footnote a number of its own; those that count anew on each page count on here."""
        last = 0
        anew = False
        for page in self.pages:
            own: dict[int, int] = {}
            for note in page.notes.notes:
                last = note.printed if note.printed > last else last + 1
                anew = anew or last != note.printed
                own[note.printed] = last
            self.numbers.append(own)
            self.signs.append({at: own[n] for at, n in page.notes.signs.items()})
        if anew:
            self.doubts.append(
                OriginalDoubt(NUMBER, Spot("", 1), detail="脚注每页重新编号，来源文本里是连续的")
            )

    def items(self) -> list[Printed]:
        """The lines and tables of all pages in reading order."""
        columns = [(k, c) for k, page in enumerate(self.pages) for c in columns_of(page.text)]
        wide: dict[float, list[tuple[Strip, ...]]] = {}
        for k, column in columns:
            if column.alone:
                wide.setdefault(round(self.pages[k].sheet.width), []).extend(_rows(column))
        common = {width: edges_of(rows) for width, rows in wide.items()}
        found: list[Printed] = []
        for k, column in columns:
            edges = _edges(column, common.get(round(self.pages[k].sheet.width)))
            found += self.column(k, column, edges)
        return found

    def column(self, k: int, column: Column, edges: Edges) -> Iterator[Printed]:
        """A column from top to bottom."""
        for ruled, run in groupby(column.blocks, key=lambda b: isinstance(b, Area)):
            group = list(run)
            if ruled:
                for area in (b for b in group if isinstance(b, Area)):
                    yield ruled_table(area.grid, [m for s in area.strips for m in s.marks], k)
                continue
            rows = rows_of([b for b in group if isinstance(b, Strip)])
            yield from _with_unruled(rows, k, edges)

    def write(self, group: Sequence[PrintLine] | PrintedTable) -> None:
        """A paragraph or a table, the turn of the page before it."""
        first = group.page if isinstance(group, PrintedTable) else group[0].page
        if first > self.turned:
            place = Spot("", len(self.nodes.nodes) + 1, self.pages[first].sheet.number)
            if self.blocks:
                self.blocks.append(Turn(place, self.pages[first].margins.number))
            self.turned = first
        if isinstance(group, PrintedTable):
            table = written_table(group, self.nodes, self.signs)
            self.blocks.append(table)
            self.doubts += [OriginalDoubt(FORM, table.place, detail=d) for d in group.doubts]
            for cell in group.dropped:
                for line in (x for p in cell.paragraphs for x in p):
                    self.nodes.leave_out(line.page, line.marks, Kept.HEAD_AGAIN)
            return
        on_page = [m for x in group if x.page == first for m in x.marks]
        place = self.nodes.place(first, on_page)
        parts = [self.nodes.line(x.page, x.marks, self.signs[x.page]) for x in group]
        self.blocks.append(paragraph(place, parts))
        if any(sum(len(s.chars) >= _LONG for s in x.strips) > 1 for x in group):
            self.doubts.append(OriginalDoubt(FORM, place, detail="并排的文字，或是两栏，次序不能确定"))

    def notes(self, k: int, notes: PageNotes) -> None:
        """The texts of a page's footnotes."""
        for note in notes.notes:
            rows = [[m for s in row for m in s.marks] for row in note.rows]
            sign, rows[0] = _cut(rows[0], note.mark)
            place = self.nodes.place(k, rows[0])
            parts = [self.nodes.line(k, [Mark(m.glyph, m.at) for m in row], {}) for row in rows if row]
            self.nodes.leave_out(k, sign, Kept.NOTE_SIGN)
            self.blocks.append(paragraph(place, parts, self.numbers[k][note.printed]))

    def around(self, k: int, page: _Page) -> None:
        """What a page prints around its text, and what of it cannot be seen or read."""
        for strips, kind in ((page.margins.heads, Kept.HEADER), (page.margins.feet, Kept.FOOTER)):
            for strip in strips:
                self.nodes.leave_out(k, strip.marks, kind)
        unseen = [(g.kept, Mark(g, at)) for at, g in enumerate(page.sheet.glyphs) if g.kept is not None]
        for kind, run in groupby(unseen, key=lambda u: u[0]):
            marks = [m for _, m in run]
            if kind is not None and _solid(marks):
                self.nodes.leave_out(k, marks, kind)
        place = next((b.place for b in self.blocks if b.place.page == page.sheet.number), None)
        for x0, y0, _, _ in page.sheet.unread:
            above = [
                n.place for n in self.nodes.nodes
                if n.place.page == page.sheet.number and n.place.box is not None and n.place.box[1] <= y0
            ]  # fmt: skip
            at = max(above, key=lambda p: p.at, default=place or self.before(page.sheet.number))
            detail = f"第{page.sheet.number}页，左 {x0:.0f} 上 {y0:.0f} 磅处有墨迹而没有识别出文字"
            self.doubts.append(OriginalDoubt(FORM, at, detail=detail))
        for words, detail in doubts_of(page.sheet):
            at = place or self.before(page.sheet.number)
            self.doubts.append(OriginalDoubt(FORM, at, words, detail=detail))

    def before(self, number: int) -> Spot:
        """The last place on the pages before one."""
        places = [b.place for b in self.blocks if b.place.page is not None and b.place.page < number]
        return places[-1] if places else Spot("", 1)


def _cut(marks: Sequence[Mark], chars: int) -> tuple[list[Mark], list[Mark]]:
    """The first marks that hold so many characters, and the others."""
    held = 0
    for k, mark in enumerate(marks):
        if held >= chars:
            return list(marks[:k]), list(marks[k:])
        held += len(mark.glyph.chars)
    return list(marks), []


def _rows(column: Column) -> list[tuple[Strip, ...]]:
    return rows_of([b for b in column.blocks if isinstance(b, Strip)])


def _edges(column: Column, common: Edges | None) -> Edges:
    """The edges of a column: its own where enough of its lines are full, else those of the other pages."""
    rows = _rows(column)
    own = edges_of(rows)
    if not rows or common is None or not column.alone:
        return own
    if is_running(rows, own):
        return own
    return Edges(min(own.left, common.left), max(own.right, common.right), own.pitch)


def _with_unruled(rows: Sequence[tuple[Strip, ...]], page: int, edges: Edges) -> Iterator[Printed]:
    """The lines of a column; rows of several strips that stand below each other are a table."""
    k = 0
    while k < len(rows):
        end = k
        while end < len(rows) and len(rows[end]) >= 2:
            end += 1
        longer = end
        while longer < len(rows) and longer > k and _within(rows[longer], rows[k:end]):
            longer += 1
        end = longer if longer == len(rows) or len(rows[longer - 1]) > 1 else end
        table = unruled_table(rows[k:end], page) if end - k >= _ROWS else None
        if table is not None:
            yield table
            k = end
        else:
            yield PrintLine(rows[k], page, edges)
            k += 1


def _within(row: tuple[Strip, ...], above: Sequence[tuple[Strip, ...]]) -> bool:
    """Whether a row goes on in an unruled table: its strips stand below those of it, not only the first."""
    return len(row) >= 2 or (len(above) > 0 and row[0].x0 > above[0][0].x1)


def _grouped(items: Sequence[Printed], *, indented: bool) -> Iterator[list[PrintLine] | PrintedTable]:
    """Lines as paragraphs, tables with their rests on the pages below."""
    group: list[PrintLine] = []
    table: PrintedTable | None = None
    for item in items:
        if isinstance(item, PrintedTable):
            if group:
                yield group
                group = []
            if table is not None and follows(table, item):
                table = put_together(table, item)
                continue
            if table is not None:
                yield table
            table = item
            continue
        if table is not None:
            yield table
            table = None
        if group and goes_on(group[-1], item, indented=indented):
            group.append(item)
        else:
            if group:
                yield group
            group = [item]
    if table is not None:
        yield table
    if group:
        yield group
