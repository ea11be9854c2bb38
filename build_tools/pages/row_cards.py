"""What a row of a table says by itself: on a phone the rows of a wide table stand one below the other, each
cell beside the name of its column. None of it is printed voice: the style sheet shows attributes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from build_tools.model.table import ColumnType, Table

# Ems of the letters of a table at 390 px, a common width of phones; columns as tables.css sets them there.
_PHONE, _IN_LARGE = 25.5, 17.0
_LONG, _MIDDLE, _PLAIN, _FIGURE = 11.6, 8.0, 6.2, 4.0
_SIDES = 2.3
"""Of a name that stays on one line: the room on both of its sides, and the sign of sorting."""

_WHOLE = 60
"""A longer text of a merged cell is cut in the rows that it reaches down to."""


@dataclass(frozen=True)
class RowCards:
    """The names of the columns over each cell, and what reaches down to each row from above."""

    heads: tuple[str, ...]
    over: tuple[str, ...]
    in_large_alone: bool = False  # wider than a phone in large letters, not in others

    def head(self, k: int, width: int) -> str:
        """What stands over the columns that a cell is wide."""
        return "、".join(dict.fromkeys(name for name in self.heads[k : k + width] if name))


def row_cards(table: Table, room: Callable[[int], str], short: Callable[[str], bool]) -> RowCards | None:
    """None where the table is narrow enough for a phone, is a form, or has no names of columns to show.

    ``room`` and ``short`` say how wide a column and its name are.
    """
    if table.form or not any(table.own_names):
        return None
    least = _least(table, room, short)
    if least <= _IN_LARGE:
        return None
    heads = tuple(" · ".join(head) for head in table.heads)
    over = tuple(_over(table, i, heads) for i in range(len(table.rows)))
    return RowCards(heads, over, in_large_alone=least <= _PHONE)


def _least(table: Table, room: Callable[[int], str], short: Callable[[str], bool]) -> float:
    """The least that the columns need beside each other."""
    widths = []
    for k, name in enumerate(table.own_names):
        body = {" gz-long": _LONG, " gz-mid": _MIDDLE}.get(room(k), _FIGURE)
        widths.append(max(body, len(name) + _SIDES if short(name) else _PLAIN))
    return sum(widths)


def _over(table: Table, i: int, heads: tuple[str, ...]) -> str:
    """The cells that begin in a row above and reach down to row ``i``, each behind the name of its column."""
    said = []
    for k, slot in enumerate(table.rows[i].slots):
        first = _begins(table, i, k)
        if first is None or first == i or not slot.value:
            continue
        words = " ".join(slot.value.split())
        if len(words) > _WHOLE:
            words = f"{words[: _WHOLE - 1]}…（全文见第{first + 1}行）"
        doubt = "（存疑）" if slot.readings and table.types[k] is not ColumnType.TEXT else ""
        said.append(f"{heads[k]}：{words}{doubt}" if heads[k] else f"{words}{doubt}")
    return "；".join(dict.fromkeys(said))


def _begins(table: Table, i: int, k: int) -> int | None:
    """The row in which the merged cell of a covered place begins; None where the place is a cell's own."""
    if not table.rows[i].slots[k].covered:
        return None
    for r in range(i, -1, -1):
        for left in range(k, -1, -1):
            slot = table.rows[r].slots[left]
            if not slot.covered and r + slot.rowspan > i and left + slot.colspan > k:
                return r
    return None
