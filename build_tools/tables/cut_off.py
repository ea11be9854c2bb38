"""What a page turn cuts off a table: its header from its rows, or its last columns from those overleaf."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from build_tools.language.measures import YEAR_CELL
from build_tools.model.catalogue import Code, Note
from build_tools.model.table import TableRow
from build_tools.tables.growing import Growing
from build_tools.tables.place import NUMBER, Draft, header_spans, is_total, second_header, solid, value_of

_COUNTED = re.compile(r"^(?P<letters>[A-Z]*)(?P<n>\d{1,4})$")


def under_its_header(table: Draft, part: Draft) -> Draft | None:
    """``part`` below a header that ends the page before; None where that is not all that stands there.

    The page may end between the two rows of a header, or below them.
    """
    rows = (*table.rows, *part.rows)
    high = len(table.rows)
    if table.width != part.width or high > 2 or not all(_can_name(row) for row in table.rows):
        return None
    if part.header:
        header = 2 if high == part.header == 1 and second_header(rows, 1) else 0
    elif high == 2:
        header = 2 if second_header(rows, 1) or _spanned(table.rows) else 0
    else:
        named = all(slot.value for slot in table.rows[0].slots)
        header = int(named and any(_is_figure(s.value) for s in part.rows[0].slots))
    if not header:
        return None
    lines = [n for row in rows[: header + 1] for n in row.lines]
    note = Note(Code.TABLE_JOIN, min(lines), max(lines), detail="被切断的表头已接合")
    made = Draft(rows, header, table.writing, notes=(*table.notes, *part.notes, note))
    return made if table.writing == "html" else header_spans(made)


def _is_figure(text: str) -> bool:
    return NUMBER.match(solid(text)) is not None and not YEAR_CELL.match(solid(text))


def _can_name(row: TableRow) -> bool:
    values = [solid(s.value) for s in row.slots if s.value]
    names = not any(_is_figure(v) or len(v) > 30 or v.endswith(("。", "；")) for v in values)
    return names and len(values) > 1


def _spanned(rows: Sequence[TableRow]) -> bool:
    """Whether a name of the first row spans the second one too, and another one several columns."""
    first = rows[0].slots
    return any(s.rowspan > 1 for s in first) and any(s.colspan > 1 for s in first)


def goes_on_narrower(table: Growing, part: Draft) -> bool:
    """Whether a part with fewer columns goes on with a table: its rows count on, or the totals in its last
    row are those of both. Its last columns were lost; that its first ones are the table's is proved so."""
    if not table.header or part.header or not 2 < part.width < table.width or len(table.rows) == table.header:
        return False
    return _counts_on(table.rows[-1], part.rows[0]) or _sums_up(table.rows[table.header :], part.rows)


def _counts_on(above: TableRow, below: TableRow) -> bool:
    """``X03`` in the last row, ``X04`` in the first one overleaf."""
    last, first = (_COUNTED.match(solid(row.slots[0].value)) for row in (above, below))
    if last is None or first is None:
        return False
    return (last["letters"], int(last["n"]) + 1) == (first["letters"], int(first["n"]))


def _sums_up(above: Sequence[TableRow], below: Sequence[TableRow]) -> bool:
    if not is_total(below[-1]) or any(is_total(row) for row in (*above, *below[:-1])):
        return False
    fits = 0
    for column, slot in enumerate(below[-1].slots):
        if (total := value_of(slot.value)) is None:
            continue
        held = [row.slots[column].value for row in (*above, *below[:-1]) if column < len(row.slots)]
        fits += sum((value_of(v) or Decimal(0) for v in held), Decimal(0)) == total
    return fits > 1
