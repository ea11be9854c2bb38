"""Tables of Word: merged cells as one, the rows of the head repeated on each page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.parfmt import ParagraphFormat

from build_tools.books.walk import CellShown, Shown, laid_out
from build_tools.books.word_page import DERIVED
from build_tools.books.word_runs import run, styled, valued

_WIDTH = 8844  # twentieths of a point, 156 mm

_Spans = dict[int, tuple[int, int]]
"""Column → the columns and rows that a merged cell still takes."""


def table_of(shown: Shown) -> Any:
    """Cells with their spans; the rows of the head are repeated on each page."""
    table = shown.table
    assert table is not None
    made = OxmlElement("w:tbl")
    form = OxmlElement("w:tblPr")
    form.append(_width("w:tblW", "pct", "5000"))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = valued(f"w:{side}", "single")
        border.set(qn("w:sz"), "4")
        borders.append(border)
    form.append(borders)
    layout = OxmlElement("w:tblLayout")
    layout.set(qn("w:type"), "fixed")
    form.append(layout)
    made.append(form)
    rows = laid_out(shown)
    widths = _widths(rows)
    grid = OxmlElement("w:tblGrid")
    for twips in widths:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(twips))
        grid.append(column)
    made.append(grid)
    open_spans: _Spans = {}
    for i, row in enumerate(rows):
        made.append(_row(i, len(table.header), len(widths), iter(row), open_spans))
    return made


def _widths(rows: Sequence[Sequence[CellShown]]) -> list[int]:
    """The width of each column: by the root of the longest text of a cell, so that lines are as few in a
    column of sentences as in one of words."""
    longest = [1] * max(sum(cell.slot.colspan for cell in row) for row in rows)
    spans: dict[int, int] = {}
    for row in rows:
        cells, column = iter(row), 0
        while column < len(longest):
            if spans.get(column, 0):
                spans[column] -= 1
                column += 1
                continue
            cell = next(cells)
            wide = cell.slot.colspan
            if wide == 1:
                chars = sum(len(run.chars) for piece in cell.pieces for run in piece) + len(cell.said)
                longest[column] = max(longest[column], chars)
            for k in range(column, column + wide):
                spans[k] = cell.slot.rowspan - 1
            column += wide
    weights = [2 + sqrt(chars) for chars in longest]
    return [round(_WIDTH * weight / sum(weights)) for weight in weights]


def _row(i: int, heads: int, width: int, cells: Iterator[CellShown], spans: _Spans) -> Any:
    row, form = OxmlElement("w:tr"), OxmlElement("w:trPr")
    form.append(OxmlElement("w:cantSplit"))
    if i < heads:
        form.append(OxmlElement("w:tblHeader"))
    row.append(form)
    column = 0
    while column < width:
        if column in spans:
            wide, left = spans.pop(column)
            row.append(_cell(None, wide, "continue"))
            if left > 1:
                spans[column] = (wide, left - 1)
            column += wide
            continue
        cell = next(cells)
        wide, high = cell.slot.colspan, cell.slot.rowspan
        row.append(_cell(cell, wide, "restart" if high > 1 else ""))
        if high > 1:
            spans[column] = (wide, high - 1)
        column += wide
    return row


def _cell(cell: CellShown | None, wide: int, merge: str) -> Any:
    made, form = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    if wide > 1:
        form.append(valued("w:gridSpan", str(wide)))
    if merge:
        form.append(valued("w:vMerge", merge))
    made.append(form)
    pieces = cell.pieces if cell is not None else ()
    for piece in pieces or ((),):
        paragraph = styled("cell", None)
        if cell is not None and cell.head:
            ParagraphFormat(paragraph).alignment = WD_ALIGN_PARAGRAPH.CENTER
        for own in piece:
            paragraph.append(run(own.chars, own.style))
        made.append(paragraph)
    if cell is not None and cell.said:
        made[-1].append(run(cell.said, rstyle=DERIVED))
    return made


def _width(name: str, kind: str, value: str) -> Any:
    made = OxmlElement(name)
    made.set(qn("w:type"), kind)
    made.set(qn("w:w"), value)
    return made
