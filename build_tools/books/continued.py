"""A merged cell that a sheet cuts: what it says stands again at the head of the next sheet, marked 续.

A browser cannot be told to do this, so a book is printed to see where its sheets begin, and printed again
with the cells parted there.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import html

AGAIN = "gz-again"
"""The class of a cell that says again what a cell on the sheet before says."""

_SIGN = "（续）"
_MOST = 30
"""Characters; of a longer text only the sign is said."""
_KEPT = {"gz-num", "gz-short", "gz-long", "gz-mid", "gz-first"}
"""Classes that set the look of a column; those that mark one cell are not said again."""


def continued(page: bytes, sheets: Sequence[int]) -> bytes:
    """The page with merged cells parted where a sheet begins in them, by the sheet on which each row of its
    tables begins; empty where there are none, or where these are not the rows of the page."""
    root = html.document_fromstring(page)
    tables = [list(table.iter("tr")) for table in root.xpath("//article//table")]
    if sum(map(len, tables)) != len(sheets):
        return b""
    numbers = iter(sheets)
    parted = [_part(rows, [next(numbers) for _ in rows]) for rows in tables]
    made: bytes = html.tostring(root, encoding="utf-8", doctype="<!doctype html>")
    return made if any(parted) else b""


def _part(rows: Sequence[html.HtmlElement], sheets: Sequence[int]) -> bool:
    """Part the merged cells of a table, from the top down; whether there were any to part."""
    found = False
    over: dict[
        int, tuple[html.HtmlElement, int, int]
    ] = {}  # column → cell from above, its first and last row
    for r, row in enumerate(rows):
        over = {column: held for column, held in over.items() if held[2] >= r}
        own = _placed(row, over)
        cut = over if r and sheets[r] > sheets[r - 1] else {}
        for column, (cell, first, last) in list(cut.items()):
            cell.set("rowspan", str(r - first))
            own[column] = _again(cell, last - r + 1)
            found = True
        row[:] = [own[column] for column in sorted(own)]
        for column, cell in own.items():
            over[column] = cell, r, r + int(cell.get("rowspan", "1")) - 1
    return found


def _placed(
    row: html.HtmlElement, over: dict[int, tuple[html.HtmlElement, int, int]]
) -> dict[int, html.HtmlElement]:
    """Column → cell of a row, behind and between the cells from above, each by its first column."""
    covered = {c + k for c, (cell, *_) in over.items() for k in range(int(cell.get("colspan", "1")))}
    found = {}
    column = 0
    for cell in row:
        while column in covered:
            column += 1
        found[column] = cell
        column += int(cell.get("colspan", "1"))
    return found


def _again(cell: html.HtmlElement, rows: int) -> html.HtmlElement:
    """A cell with the words of another one, of so many rows."""
    words = " ".join(cell.text_content().split()).removesuffix(_SIGN)
    made = html.Element(cell.tag)
    if words:
        for said in (words, _SIGN) if len(words) <= _MOST else (_SIGN,):
            made.append(html.Element("span"))
            made[-1].text = said
    looks = [name for name in (cell.get("class") or "").split() if name in _KEPT]
    made.set("class", " ".join([*looks, AGAIN]))
    made.set("data-derived", "true")
    made.set("rowspan", str(rows))
    for name in ("colspan", "scope"):
        if cell.get(name):
            made.set(name, cell.get(name))
    return made
