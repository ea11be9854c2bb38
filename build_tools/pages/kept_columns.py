"""Which columns of a table stay in sight while the others are swiped away below them."""

from __future__ import annotations

from build_tools.model.table import ColumnType, Table
from build_tools.tables.place import is_band


def last_label(table: Table) -> int:
    """The last column of those at the left that name the rows."""
    last = -1
    for k, kind in enumerate(table.types):
        if kind not in (ColumnType.LABEL, ColumnType.SERIAL):
            break
        last = k
    if table.form:
        return 1
    return min(last, len(table.types) - 2)


def kept_columns(table: Table) -> tuple[str, ...]:
    """By column the class of one that stays in a wide table: the first, and the one that names each row.

    Where both take too much of a phone the name stays alone (table/sight.js): of 序号｜项目 the 项目, of
    一级指标｜二级指标｜三级指标 the third.
    """
    columns = len(table.types)
    if columns <= 2:
        return ("",) * columns
    name = 0 if table.form else _naming(table)
    return tuple(" gz-first" if k == 0 else " gz-name" if k == name else "" for k in range(columns))


def _naming(table: Table) -> int:
    """The first label that tells all rows apart; else the last one, printed for the fewest rows at once."""
    labels = range(last_label(table) + 1)
    return next((k for k in labels if _tells_apart(table, k)), last_label(table))


def _tells_apart(table: Table, k: int) -> bool:
    own = [row.slots[k] for row in table.rows if not is_band(row)]
    values = [slot.value for slot in own]
    merged = any(slot.covered or slot.rowspan > 1 for slot in own)
    return (
        table.types[k] is ColumnType.LABEL and all(values) and not merged and len(set(values)) == len(values)
    )
