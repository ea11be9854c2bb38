"""The rows of a docx table with their spans, from gridSpan, vMerge, hMerge and the columns left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from build_tools.sources.imports.docx_styles import value
from build_tools.sources.imports.package import child, local

_HOLDERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo")


@dataclass
class Placed:
    """A cell at its column; ``covered`` where a cell above or on its left is merged over it."""

    column: int
    colspan: int
    content: list[etree._Element]
    rowspan: int = 1
    covered: bool = False


def removed_row(row: etree._Element) -> bool:
    """Whether a tracked change takes the row out."""
    return child(row, "trPr", "del") is not None


def placed_cells(table: etree._Element) -> list[tuple[list[Placed], etree._Element]]:
    """The cells of each row. A merged cell spans the rows below it as far as they go on with it in the
    same column; rows that a tracked change takes out do not count."""
    rows: list[tuple[list[Placed], etree._Element]] = []
    open_: dict[int, Placed] = {}  # column → the cell that is merged downwards there
    for row in _held(table, "tr"):
        cells = list(_row(row, open_, counts=not removed_row(row)))
        rows.append((cells, row))
    return rows


def _row(row: etree._Element, open_: dict[int, Placed], *, counts: bool) -> Iterator[Placed]:
    before = _span(value(row, "trPr", "gridBefore"), 0)
    if before:
        yield Placed(0, before, [])
    column = before
    last: Placed | None = None
    seen: set[int] = set()
    for element in _held(row, "tc"):
        properties = child(element, "tcPr")
        width = _span(value(properties, "gridSpan"), 1)
        content = [e for e in element if local(e) != "tcPr"]
        merged = child(properties, "vMerge")
        goes_on = merged is not None and (value(merged) or "continue") != "restart"
        beside = child(properties, "hMerge")
        cell = Placed(column, width, content)
        if beside is not None and (value(beside) or "continue") != "restart" and last is not None:
            last.colspan += width
            cell.covered = True
        elif goes_on and (above := open_.get(column)) is not None and above.colspan >= width:
            above.rowspan += counts
            cell.covered = True
            seen.add(column)
        else:
            last = cell
            if merged is not None and counts:
                open_[column] = cell
                seen.add(column)
        column += width
        yield cell
    for other in [c for c in open_ if c not in seen and counts]:
        del open_[other]


def _held(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those that a holder wraps."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in _HOLDERS:
            yield from _held(inner, name)


def _span(text: str | None, otherwise: int) -> int:
    return min(int(text), 200) if text is not None and text.isdigit() and int(text) > 0 else otherwise
