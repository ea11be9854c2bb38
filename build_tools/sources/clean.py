"""Raw lines → cleaned lines: markup, control characters and furniture out, wording untouched.

After :func:`clean` every non-blank character of the source is either in a line, in a table, or in
the edits of a note. Spaces and punctuation inside a paragraph are repaired later, paragraph by
paragraph (:mod:`build_tools.language.typography`), when its halves have been joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from build_tools.language.mark_forms import without_mark_forms
from build_tools.language.radicals import without_radicals
from build_tools.language.script import key
from build_tools.model.catalogue import Code, Note
from build_tools.model.edits import drop
from build_tools.model.source import Cleaned, Correction, Item, Line, LineMark, Source, TableLine, TableMark
from build_tools.model.table import Cell, Grid, Row
from build_tools.model.text import INSERTED, STRUCK, Edit, Text
from build_tools.sources.corrections import Corrector
from build_tools.sources.dialects import dialect_of
from build_tools.sources.furniture.cut_figures import with_figures
from build_tools.sources.furniture.judged import without_repeated_matter
from build_tools.sources.furniture.line_numbers import line_numbers
from build_tools.sources.furniture.page_code import (
    front_matter_value,
    seen,
)
from build_tools.sources.furniture.running_heads import without_page_furniture
from build_tools.sources.furniture.web_fields import fields_of, fields_of_grid
from build_tools.sources.furniture.web_frame import without_web_frame
from build_tools.sources.grids.runs import Beside, Run, find_tables, run_at
from build_tools.sources.marked_changes import Changes
from build_tools.sources.markup import controls, unmarked
from build_tools.sources.odd_glyphs import odd_glyphs
from build_tools.sources.told_lines import stale, told, told_furniture, told_grid, told_join, told_parts


def clean(
    source: Source, corrections: tuple[Correction, ...] = (), marks: Sequence[TableMark | LineMark] = ()
) -> Cleaned:
    """Clean a source line by line. Guarantees: no character is lost, order is kept."""
    walk = _Walk(source, Corrector(source, corrections), marks)
    matter = walk.dialect.front_matter(source.raw)
    walk.run(matter)
    corrected = (*walk.corrector.notes, *walk.corrector.leftovers())
    items, notes = walk.items, [*corrected, *walk.notes]
    for rule in AROUND:
        items, found = rule(items)
        notes += found
    items, repeated = without_repeated_matter(items, matter)
    wrap = walk.dialect.wrap_width([x if isinstance(x, Line) else None for x in items])
    items, whole = with_figures(items)
    found = [*notes, *repeated, *whole, *line_numbers(items), *odd_glyphs(items), *walk.doubts()]
    return Cleaned(tuple(items), tuple(found), wrap, tuple(walk.pages))


AROUND: tuple[Callable[[Sequence[Item]], tuple[list[Item], list[Note]]], ...] = (
    without_web_frame,
    without_page_furniture,
)
"""What is taken from around the text, in this order."""


class _Walk:
    """Goes over the raw lines once and collects items and notes."""

    def __init__(self, source: Source, corrector: Corrector, marks: Sequence[TableMark | LineMark]) -> None:
        self.source = source
        self.marks = {mark.first: mark for mark in reversed(marks)}
        self.twice = [mark for mark in marks if self.marks[mark.first] is not mark]
        self.read: dict[int, Text] = {}
        self.begins = False
        self.told = False
        self.corrector = corrector
        self.items: list[Item] = []
        self.last_field: Item | None = None
        self.notes: list[Note] = []
        self.gap = 0
        self.page_break = False
        self.dialect = dialect_of(source.raw)
        self.unseen = self.dialect.unseen(source.raw)
        self.changes = Changes(source.raw, self.dialect.changes(source.raw))
        self.pages: list[tuple[int, int]] = []

    def run(self, matter: range) -> None:
        tables = find_tables(self.source)
        for number in range(1, self.dialect.head + 1):
            self.note(Code.MARKUP, number, [drop(self.text(number))])
        number = self.dialect.head + 1
        while number <= len(self.source.starts):
            if (mark := self.marks.pop(number, None)) is not None and self.marked(mark):
                number = mark.last + 1
                continue
            run = run_at(tables, number, self.text, self.dialect.tables)
            if run is not None:
                self.tables(run)
                number = run.below
            else:
                self.line(number, self.text(number), matter=number in matter)
                number += 1

        for mark in (*self.marks.values(), *self.twice):
            self.notes.append(stale(mark, "所指的行不在文中，在表格里，或已另有指明"))

    def marked(self, mark: TableMark | LineMark) -> bool:
        """Follow what an editor says of lines; False, with an error, where they are not so."""
        if mark.last > len(self.source.starts):
            self.notes.append(stale(mark, f"没有第{mark.last}行"))
            return False
        lines = [(n, self.text(n)) for n in range(mark.first, mark.last + 1)]
        if isinstance(mark, LineMark) and mark.kind:
            return self.marked_line(mark, lines[0][1])
        if isinstance(mark, TableMark):
            done: Grid | Text | tuple[Text, Text] | str = told_grid(mark, lines)
        else:
            done = told_parts(mark, lines[0][1]) if mark.before else told_join(mark, lines)
        if isinstance(done, str):
            self.notes.append(stale(mark, done))
            return False
        self.notes.append(told(mark))
        if isinstance(done, Grid):
            self.add(
                TableLine(
                    mark.first, Grid(tuple(map(self.row, done.rows)), done.form), self.gap, self.page_break
                )
            )
            return True
        for k, text in enumerate(done if isinstance(done, tuple) else (done,)):
            self.begins = k > 0
            self.line(mark.first, text)
        return True

    def marked_line(self, mark: LineMark, text: Text) -> bool:
        """Take a line out of the text, or keep it in, as an editor says."""
        note = told_furniture(mark, text)
        if isinstance(note, str):
            self.notes.append(stale(mark, note))
            return False
        if mark.kind == "furniture":
            self.notes.append(note)
            return True
        self.notes.append(told(mark))
        self.told = True
        self.line(mark.first, text)
        self.told = False
        return True

    def text(self, number: int) -> Text:
        """A raw line as a browser shows it, corrected."""
        if number not in self.read:
            self.read[number] = self._text(number)
        return self.read[number]

    def _text(self, number: int) -> Text:
        start = self.source.starts[number - 1]
        text, edits = seen(Text.of(self.source.line(number), start), start, self.unseen)
        self.note(Code.PAGE_CODE, number, edits)
        return self.corrector.apply(number, text)

    def note(self, code: Code, number: int, edits: Sequence[Edit]) -> None:
        if edits:
            was = "、".join(dict.fromkeys(e.was.strip() for e in edits if e.was.strip()))
            now = "、".join(dict.fromkeys(e.now for e in edits if e.now))
            self.notes.append(Note(code, number, number, was, now, edits=tuple(edits)))

    def line(self, number: int, text: Text, *, matter: bool = False) -> None:
        """Clean one raw line; it may hold several lines where tags break it."""
        if "\f" in text.chars:
            self.page_break = True
        if not text.chars.strip():
            self.blank()
            return
        turns, page = self.dialect.page_turn(text.chars)
        if turns and not self.told:
            self.note(Code.MARKUP, number, [drop(text)])
            self.page_break = True
            self.pages += [(number, page)] if page is not None else []
            return
        if self.dialect.is_code(text.chars) and not self.told:
            self.note(Code.PAGE_CODE, number, [drop(text)])
            return
        if matter:
            text, edits = front_matter_value(text)
            self.note(Code.PAGE_CODE, number, edits)
        if self.dialect.is_picture(text.chars):
            self.blank()
        note = self.dialect.note_number(text.chars)
        text, mark = self.unmarked(number, text)
        for part in _split_lines(text):
            for field in fields_of(part):
                self.piece(number, field, mark, note)

    def blank(self) -> None:
        """A line on which nothing is printed; so many of them may be as good as a page's end."""
        self.gap += 1
        if 0 < self.dialect.blanks <= self.gap:
            self.page_break = True

    def unmarked(self, number: int, text: Text) -> tuple[Text, int]:
        """Take markup out of one raw line; what it said of form becomes style or heading mark."""
        text, edits = controls(text)
        self.note(Code.CONTROL, number, edits)
        text, edits = without_radicals(text)
        self.note(Code.RADICAL, number, edits)
        text, edits = without_mark_forms(text)
        self.note(Code.MARK_FORM, number, edits)
        text, edits = self.dialect.comments(text)
        self.note(Code.PAGE_CODE, number, edits)
        text, edits = self.changes.read(text)
        self.note(Code.MARKUP, number, edits)
        mark = self.dialect.heading_mark(text.chars)
        text, edits = unmarked(text, self.dialect.markup)
        self.note(Code.MARKUP, number, edits)
        return text, mark

    def piece(self, number: int, text: Text, mark: int, note: int = 0) -> None:
        """Add a line, unless it is blank."""
        lead = text.chars[: len(text.chars) - len(text.chars.lstrip())].replace("\f", "")
        text = text.strip()
        if not text.chars:
            return
        # the blanks at the head of a paragraph are part of its first line's width, those that centre are not
        width = _width(text.chars) + (_width(lead) if len(lead) <= 4 else 0)
        stated = key(text.unstruck().chars) or key(text.chars)
        at = (self.gap, mark, len(lead), self.page_break, width)
        self.add(Line(number, text, stated, *at, begins=self.begins, told=self.told, note=note))
        self.begins = False

    def doubts(self) -> list[Note]:
        """A doubt for each pair of struck and inserted words."""
        found = []
        for pair in self.changes.pairs():
            words = {c.style: "⏎".join(self.source.raw[c.start : c.end].split("\n")).strip() for c in pair}
            if any(words.values()):
                first, last = (self.source.line_of(i) for i in (pair[0].start, pair[-1].end - 1))
                found.append(Note(Code.STRUCK, first, last, words.get(STRUCK, ""), words.get(INSERTED, "")))
        return found

    def add(self, item: Item) -> None:
        self.items.append(item)
        self.gap, self.page_break = 0, False

    def tables(self, run: Run) -> None:
        """Add the tables of a run of lines; text beside them becomes lines."""
        for part in run.parts:
            if isinstance(part, Beside):
                self.note(Code.MARKUP, part.number, part.edits)
                self.line(part.number, part.text)
            else:
                grid = Grid(tuple(self.row(row) for row in part.grid.rows), part.grid.form)
                self.note(Code.MARKUP, part.number, part.edits)
                self.table(part.number, grid)

    def row(self, row: Row) -> Row:
        """A row whose cells are cleaned of markup."""
        cells: list[Cell] = []
        for cell in row.cells:
            lines = [x for text in cell.texts for x in _split_lines(self.unmarked(row.number, text)[0])]
            cells.append(replace(cell, texts=tuple(t for x in lines if (t := x.strip()).chars)))
        return replace(row, cells=tuple(cells))

    def table(self, number: int, grid: Grid) -> None:
        """Add a table, or the fields of a web page that stand in the cells of one."""
        if not grid.rows:
            return  # a rule without any row
        below_fields = bool(self.items) and self.items[-1] is self.last_field
        if fields := fields_of_grid(grid, follows_fields=below_fields):
            for at, text, field_key in fields:
                self.add(Line(at, text, field_key, self.gap, 0, 0, self.page_break, _width(text.chars)))
            self.last_field = self.items[-1]
            return
        self.add(TableLine(number, grid, self.gap, self.page_break))


def _split_lines(text: Text) -> list[Text]:
    if "\n" not in text.chars:
        return [text]
    parts = []
    start = 0
    for end in [i for i, c in enumerate(text.chars) if c == "\n"] + [len(text)]:
        parts.append(text[start:end])
        start = end + 1
    return parts


_WIDE = re.compile("[\u2160-\u217f\u2460-\u24ff\u2e80-\U0010ffff“”‘’—…·]+")


def _width(chars: str) -> int:
    """Display width in half-width units: Han and full-width marks count two."""
    return 2 * len(chars) - len(_WIDE.sub("", chars))
