"""One column of labels while it is filled: where its labels stand, and to which rows they were given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.language.script import SMALL
from build_tools.language.signs import is_no_value
from build_tools.model.table import Basis, ColumnType, Slot
from build_tools.tables.evidence import affinity
from build_tools.tables.place import Draft, is_band, is_blank, is_total, solid, total_name


class LabelColumn:
    """For each row the row on which its label was printed (``source``), why it was given to it
    (``basis``), and the readings of a doubtful place.

    ``parent`` is the column of labels left of it, already filled; ``leaf`` the column that names the rows.
    """

    def __init__(self, draft: Draft, index: int, leaf: int, parent: LabelColumn | None) -> None:
        self.draft, self.rows, self.leaf, self.parent = draft, draft.rows, leaf, parent
        self.index = index
        self.first = draft.header
        self.labels = [
            r
            for r in range(self.first, len(self.rows))
            if self.slot(r).value and not self.slot(r).covered and not self.apart(r)
        ]
        self.source: list[int | None] = [None] * len(self.rows)
        self.basis: dict[int, Basis] = {}
        self.readings: dict[int, tuple[str, ...]] = {}
        for r in self.labels:
            self.source[r] = r

    def slot(self, r: int) -> Slot:
        return self.rows[r].slots[self.index]

    def group(self, r: int) -> str | None:
        """The parent's label of a row: children of different parents are apart."""
        if self.parent is None or self.parent.source[r] is None:
            return None
        source = self.parent.source[r]
        assert source is not None
        return solid(self.rows[source].slots[self.parent.index].value)

    def above(self, r: int) -> int | None:
        """The label above a row that can reach it; a subtotal above the row parts them, if it can."""
        return self._reached(r, range(r - 1, self.first - 1, -1), subtotals=True) or (
            self._reached(r, range(r - 1, self.first - 1, -1), subtotals=False)
            if self._reached(r, range(r + 1, len(self.rows)), subtotals=True) is None
            else None
        )

    def below(self, r: int) -> int | None:
        """The label below a row that can reach it."""
        return self._reached(r, range(r + 1, len(self.rows)), subtotals=True)

    def _reached(self, r: int, rows: range, *, subtotals: bool) -> int | None:
        down = rows.step > 0
        if subtotals and down and self._subtotal(r):
            return None
        for k in rows:
            if self.apart(k) or self.group(k) != self.group(r):
                return None
            if subtotals and not down and self._subtotal(k):
                return None
            if k in self.labels:
                return k
            if subtotals and down and self._subtotal(k):
                return None
        return None

    def _subtotal(self, r: int) -> bool:
        """Whether a row sums up rows of this column's group: ``小计`` further to the right."""
        return total_name(self.rows[r]).endswith("小计") and not self.apart(r)

    def apart(self, r: int) -> bool:
        """Bands and totals part groups; a subtotal of a deeper level does not part its own."""
        row = self.rows[r]
        if is_band(row):
            return True
        return is_total(row) and any(solid(s.value) == total_name(row) for s in row.slots[: self.index + 1])

    def give(self, run: range, source: int | None, basis: Basis | None = None) -> None:
        if source is None:
            return
        for r in run:
            self.source[r] = source
            paged = any(min(source, r) < b <= max(source, r) for b in self.draft.breaks)
            self.basis[r] = basis or (Basis.PAGE if paged else Basis.MERGE)

    def doubt(self, run: range, *sources: int) -> None:
        readings = tuple(dict.fromkeys(self.slot(s).value for s in sources))
        for r in run:
            if len(readings) > 1:
                self.readings[r] = readings

    def spans(self) -> Iterator[tuple[int, int]]:
        """Runs of rows under one parent, between bands."""
        start = self.first
        for r in range(self.first, len(self.rows) + 1):
            edge = r == len(self.rows) or self.apart(r) or (r > start and self.group(r) != self.group(r - 1))
            if edge:
                if r > start:
                    yield start, r
                start = r + 1 if r < len(self.rows) and self.apart(r) else r

    def held(self, label: int) -> list[int]:
        return [r for r, source in enumerate(self.source) if source == label]

    def fits(self, label: int, other: int, r: int) -> int:
        row = self.rows[r]
        return affinity(self.rows[label], self.rows[other], row, self.index, self.leaf)

    def names_itself(self, r: int) -> bool:
        """``制度建设 | 制度建设``: the label is the row's own name as well."""
        return solid(self.slot(r).value) == solid(self.rows[r].slots[self.leaf].value)

    def page(self, r: int) -> int:
        return sum(b <= r for b in self.draft.breaks)

    def unscored(self, r: int) -> bool:
        """Whether a score column has a sign in this row, not a figure."""
        return any(
            kind is ColumnType.SCORE and is_no_value(solid(slot.value))
            for kind, slot in zip(self.draft.types, self.rows[r].slots, strict=True)
        )


def is_orphan(draft: Draft, i: int, leaf: int) -> bool:
    """Whether a row holds labels only, left of the column ``leaf`` that names rows, and stands at the edge of
    a page: its rows are elsewhere."""
    edge = i + 1 == len(draft.rows) or i + 1 in draft.breaks or i in draft.breaks
    row = draft.rows[i]
    if not edge or i < draft.header or len(draft.body) < 2 or is_band(row):
        return False
    if leaf == 0 or any(s.value for s in row.slots[leaf:]) or not any(s.value for s in row.slots[:leaf]):
        return False
    heads = re.match(rf"^[（(]?[{SMALL}]+[、）)]", row.slots[0].value)
    return heads is None  # 一、约束性指标 heads the rows below it


def is_blank_after(draft: Draft, r: int, column: int) -> bool:
    """Whether the row below has no label in this column: it can be the orphan label's own row."""
    return r + 1 < len(draft.rows) and is_blank(draft.rows[r + 1].slots[column])
