"""Tables of a page in two releases: tables, columns and rows that came and went, cells that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from build_tools.exports.text_lines import Line
from build_tools.publishing.alignment import aligned
from build_tools.publishing.difference import Difference


@dataclass
class _Table:
    """A table: its name, its columns, and its cells row by row."""

    head: Line
    columns: list[Line] = field(default_factory=list)
    rows: dict[str, list[Line]] = field(default_factory=dict)  # by the address of the row


def _tables(lines: Sequence[Line]) -> list[_Table]:
    """The tables of a page; the lines of each follow its name."""
    found: list[_Table] = []
    for line in lines:
        match line.what:
            case "table":
                found.append(_Table(line))
            case "column":
                found[-1].columns.append(line)
            case _:
                found[-1].rows.setdefault(line.at, []).append(line)
    return found


def table_changes(old: Sequence[Line], new: Sequence[Line], page: str, title: str) -> Iterator[Difference]:
    """What differs between the tables of a page."""
    before, after = _tables(old), _tables(new)
    for i, k in aligned([_words(t) for t in before], [_words(t) for t in after]):
        if i is not None and k is not None:
            yield from _in_table(before[i], after[k], page, title)
        elif i is not None:
            head = before[i].head
            yield Difference("table", "gone", page, title, head.at, head.name, head.text, "")
        elif k is not None:
            head = after[k].head
            yield Difference("table", "new", page, title, head.at, head.name, "", head.text)


def _words(table: _Table) -> str:
    """What a table is known by: its name, its columns, and what its rows begin with."""
    firsts = (row[0].text for row in table.rows.values())
    return "|".join((table.head.text, *(c.text for c in table.columns), *firsts))


def _in_table(was: _Table, now: _Table, page: str, title: str) -> Iterator[Difference]:
    heads = (("名称", was.head.text, now.head.text), ("单位", was.head.more["unit"], now.head.more["unit"]))
    for name, a, b in heads:
        if a != b:
            yield Difference("table", "changed", page, title, now.head.at, name, a, b)
    for i, k in aligned([c.text for c in was.columns], [c.text for c in now.columns]):
        a = was.columns[i].text if i is not None else ""
        b = now.columns[k].text if k is not None else ""
        if a != b:
            how = "changed" if i is not None and k is not None else "gone" if k is None else "new"
            number = now.columns[k].name if k is not None else was.columns[i or 0].name
            yield Difference("column", how, page, title, now.head.at, number, a, b)
    yield from _rows(list(was.rows.values()), list(now.rows.values()), page, title)


def _rows(
    before: Sequence[Sequence[Line]], after: Sequence[Sequence[Line]], page: str, title: str
) -> Iterator[Difference]:
    gone: list[Sequence[Line]] = []
    fresh: list[Sequence[Line]] = []
    for i, k in aligned([_row(r) for r in before], [_row(r) for r in after]):
        if i is not None and k is not None:
            yield from _cells(before[i], after[k], page, title)
        elif i is not None:
            gone.append(before[i])
        elif k is not None:
            fresh.append(after[k])
    for row in tuple(fresh):
        if same := next((r for r in gone if _row(r) == _row(row)), None):
            gone.remove(same)
            fresh.remove(row)
            yield Difference("row", "moved", page, title, row[0].at, "", _row(row), _row(row))
    yield from (Difference("row", "gone", page, title, r[0].at, "", _row(r), "") for r in gone)
    yield from (Difference("row", "new", page, title, r[0].at, "", "", _row(r)) for r in fresh)


def _row(cells: Sequence[Line]) -> str:
    return " | ".join(cell.text for cell in cells)


def _cells(old: Sequence[Line], new: Sequence[Line], page: str, title: str) -> Iterator[Difference]:
    """Cells of one row, by the column in which they stand."""
    before = {cell.more["column"]: cell for cell in old}
    after = {cell.more["column"]: cell for cell in new}
    for column in sorted({*before, *after}, key=int):
        was, now = before.get(column), after.get(column)
        a, b = (was.text if was else "", now.text if now else "")
        if a != b:
            place = now or was
            assert place is not None
            yield Difference("cell", "changed", page, title, new[0].at, place.name, a, b)
