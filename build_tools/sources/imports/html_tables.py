"""The rows and cells of an HTML table as a browser lays them out; and tables that only lay out a page."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

_MOST_SPAN = 200
_FEW = 6  # cells of a table that lays out a page
_PARTS = {"thead": 0, "tfoot": 2}


def lays_out(table: Tag) -> bool:
    """Whether a table only lays out a page: one cell, or few of them with whole texts or further tables."""
    cells = [cell for row in rows_of(table) for cell, _, _ in cells_of(row)]
    if len(cells) <= 1:
        return True
    nested = table.find("table") is not None
    paragraphs = len(table.find_all("p"))
    return len(cells) <= _FEW and ((nested and paragraphs >= 4) or paragraphs >= 8)


def rows_of(table: Tag) -> list[Tag]:
    """The rows of a table itself, the head first and the foot last, as they are shown."""
    rows = [r for r in table.find_all("tr") if isinstance(r, Tag) and r.find_parent("table") is table]
    return sorted(rows, key=lambda r: _PARTS.get(r.parent.name if r.parent is not None else "", 1))


def cells_of(row: Tag) -> Iterator[tuple[Tag, int, int]]:
    """The cells of a row with the rows and columns that each spans."""
    for cell in row.find_all(["td", "th"], recursive=False):
        if isinstance(cell, Tag):
            left = len(row.find_next_siblings("tr")) + 1
            down = _span(cell, "rowspan", left)
            yield cell, min(down or left, left), _span(cell, "colspan", 1) or 1


def _span(cell: Tag, name: str, otherwise: int) -> int:
    value = str(cell.get(name) or "1").strip()
    return min(int(value), _MOST_SPAN) if value.isdigit() and len(value) < 7 else min(1, otherwise)
