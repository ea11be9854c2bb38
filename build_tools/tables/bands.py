"""Rows that run over the whole width of a table: bands, which head the rows below them."""

from __future__ import annotations

import re
from dataclasses import replace

from build_tools.language.script import SMALL
from build_tools.model.table import Basis, Slot
from build_tools.tables.align import leaf_of
from build_tools.tables.label import is_orphan
from build_tools.tables.place import Draft, solid

# | 3 | | | |: a row of a register that is to be filled in; | 2023 | | | may be a year over the rows below
_ROW_NUMBER = re.compile(r"\d{1,3}[.．、]?")
# 一、县道 · （一）整存整取 · 注：… · 续表: what runs over the width of a table, wherever it stands
_BAND = re.compile(rf"^[（(]?[{SMALL}]+[）)、.．]|^第.{{1,3}}[章部类]|[。；：:]|^[备附]?注|^说明|^续表")
_MOST_BANDS = 2  # a band and one below it


def with_bands(draft: Draft) -> Draft:
    """A row of which only the first cell holds words runs over the whole width, where it heads rows."""
    rows, leaf = list(draft.rows), leaf_of(draft)
    alone = _alone(draft)
    for i in alone:
        first = draft.rows[i].slots[0]
        if first.rowspan == 1 and not is_orphan(draft, i, leaf) and not _to_fill_in(draft, i, alone):
            covered = [Slot(first.value, lines=first.lines, covered=True, basis=Basis.MERGE)]
            covered *= len(rows[i].slots) - 1
            rows[i] = replace(rows[i], slots=(replace(first, colspan=len(rows[i].slots)), *covered))
    return replace(draft, rows=tuple(rows))


def _alone(draft: Draft) -> frozenset[int]:
    """The rows of which only the first cell holds something."""
    return frozenset(
        i
        for i, row in enumerate(draft.rows)
        if i >= draft.header
        and len(row.slots) > 1
        and row.slots[0].value
        and not any(s.value or s.covered for s in row.slots[1:])
    )


def _to_fill_in(draft: Draft, i: int, alone: frozenset[int]) -> bool:
    """Whether the cells right of the first are blanks to fill in: it holds the number of a row, or names
    stand one below the other, more than bands do, or with no row below them that a band could head."""
    words = solid(draft.rows[i].slots[0].value)
    if _ROW_NUMBER.fullmatch(words):
        return True
    first = next(k + 1 for k in range(i, -2, -1) if k not in alone)
    below = next(k for k in range(i, len(draft.rows) + 1) if k not in alone)
    return not _BAND.search(words) and (below - first > _MOST_BANDS or below == len(draft.rows))
