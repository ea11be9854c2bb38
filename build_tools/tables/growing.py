"""A table that grows part by part, with what is known of its columns: each row is counted once, however many
parts follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from build_tools.model.catalogue import Note
from build_tools.model.table import ColumnType, TableRow
from build_tools.tables.place import Draft, solid
from build_tools.tables.types import ColumnCounts, held, name_of, solid_width, type_of


@dataclass
class _Column:
    """A column of the body: what its type is told from, and how its places are filled."""

    counts: ColumnCounts = field(default_factory=ColumnCounts)
    empty: int = 0
    filled: int = 0
    unstopped: int = 0  # places filled without a full stop at the end
    last: int | None = None  # the last row that fills it

    def count(self, r: int, row: TableRow, k: int, by: int = 1) -> None:
        self.counts.count(r, held(row, k), by)
        value = row.slots[k].value
        self.empty += by * (not value)
        self.filled += by * bool(value)
        self.unstopped += by * unstopped(value)
        if value and by > 0:
            self.last = r if self.last is None else max(self.last, r)


def _shape(row: TableRow) -> tuple[int, ...]:
    return tuple(k for k, slot in enumerate(row.slots) if slot.value)


def unstopped(value: str) -> bool:
    """Whether a place is filled and its words do not end in a full stop."""
    return bool(value) and not solid(value).endswith("。")


class Growing:
    """The rows of a table so far. Rows are counted from 0, those of the header too."""

    def __init__(self, draft: Draft) -> None:
        self._first = draft
        self.header = draft.header
        self.writing = draft.writing
        self.rows = list(draft.rows)
        self.breaks = set(draft.breaks)
        self.notes: list[Note] = list(draft.notes)
        self._columns: list[_Column] = []
        self._widths: Counter[int] = Counter()
        self._shapes: Counter[tuple[int, ...]] = Counter()
        self._counted = draft.header

    @property
    def columns(self) -> list[_Column]:
        """What is known of each column of the body."""
        self._count_further()
        return self._columns

    @property
    def width(self) -> int:
        """The number of columns: that of the longest row."""
        return len(self.columns)

    @property
    def types(self) -> tuple[ColumnType, ...]:
        """What each column holds; see :func:`build_tools.tables.types.typed`."""
        names = (name_of(self.rows[: self.header], k) for k in range(self.width))
        return tuple(type_of(name, c.counts) for name, c in zip(names, self.columns, strict=True))

    @property
    def majority_width(self) -> int:
        """The length that most rows of the body have once the blanks at their end are left out."""
        self._count_further()
        return max(self._widths, key=lambda n: (self._widths[n], n), default=0)

    def rows_like(self, row: TableRow) -> int:
        """How many rows of the body hold something in the same places and nowhere else: below a label over
        many rows each row is so, a whole one too."""
        self._count_further()
        return self._shapes[_shape(row)]

    def add(self, rows: Iterable[TableRow]) -> None:
        """Further rows below."""
        self.rows += rows

    def put(self, r: int, row: TableRow) -> None:
        """Another row in the place of one."""
        if self.header <= r < self._counted:
            self._count(r, self.rows[r], -1)
            self._count(r, row, 1)
        self.rows[r] = row

    def _count_further(self) -> None:
        """Count the rows that came since the last time."""
        widest = max((len(row.slots) for row in self.rows[: self.header]), default=0)
        self._columns += [_Column() for _ in range(len(self._columns), widest)]
        for r in range(self._counted, len(self.rows)):
            self._count(r, self.rows[r], 1)
        self._counted = len(self.rows)

    def _count(self, r: int, row: TableRow, by: int) -> None:
        self._columns += [_Column() for _ in range(len(self._columns), len(row.slots))]
        self._widths[solid_width(row)] += by
        self._shapes[_shape(row)] += by
        for k in range(len(row.slots)):
            self._columns[k].count(r, row, k, by)

    def draft(self) -> Draft:
        """The table as it stands."""
        rows, breaks, notes = tuple(self.rows), frozenset(self.breaks), tuple(self.notes)
        return replace(self._first, rows=rows, breaks=breaks, notes=notes)
