"""The frozen values of tables: as printed (cells, rows, grids) and rebuilt (slots, rows, tables)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from build_tools.model.packed import Packed
from build_tools.model.text import STRUCK, Text


@dataclass(frozen=True)
class Cell:
    """A table cell as printed. ``texts`` are the printed pieces in reading order."""

    texts: tuple[Text, ...]
    rowspan: int = 1
    colspan: int = 1
    header: bool = False

    @cached_property
    def plain(self) -> str:
        """The cell's text as one string; pieces are joined by a blank."""
        return " ".join(t.chars for t in self.texts if t.chars)


@dataclass(frozen=True)
class Row:
    """A table row and the raw line that it was read from; ``rest`` are the lines on which it goes on."""

    number: int
    cells: tuple[Cell, ...]
    rest: tuple[int, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table as the source shows it, not yet rebuilt: rows of unequal length are kept."""

    rows: tuple[Row, ...]
    form: str  # "pipe", "html", "columns" or "layout"


class Basis(StrEnum):
    """Why a cell of a rebuilt table says more, or says it elsewhere, than the print does there."""

    MERGE = "merge"  # a blank below, beside or above the one print of a merged cell
    SHIFT = "shift"  # the row was printed one column too far to the left or right
    SPLIT = "split"  # one of several labels that ran together in one cell
    WRAP = "wrap"  # a label broken over lines inside its cell, put together
    PAGE = "page"  # the label or the rest of the row stands on the page before or after
    SEMANTIC = "semantic"  # the words of the row say to which of two labels it belongs
    CORRECTION = "correction"  # an editor's word, from the sidecar


@dataclass(frozen=True, slots=True)
class Slot(Packed):
    """One place of a rebuilt table: row by column, every merged cell filled.

    ``value`` is what stands there for a reader; ``texts`` are the printed pieces that are shown
    there: over a whole table each printed piece is in exactly one slot. A slot that a merged cell
    covers (``covered``) holds no pieces; the merged cell itself has ``rowspan`` or ``colspan`` above 1.
    ``readings`` are two or more where the place is doubtful, the one that is shown first.
    """

    value: str = ""
    texts: tuple[Text, ...] = ()
    lines: tuple[int, ...] = ()  # the raw lines on which the value was printed
    basis: Basis | None = None
    readings: tuple[str, ...] = ()
    rowspan: int = 1
    colspan: int = 1
    covered: bool = False


@dataclass(frozen=True, slots=True)
class TableRow(Packed):
    """A row of a rebuilt table and the raw lines that it was read from."""

    lines: tuple[int, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class CellRun:
    """Cells one below the other that a finding is about; document, column and rows count from 0."""

    document: int
    table: str  # the anchor of its block
    column: int
    first_row: int
    last_row: int

    def places(self) -> Iterator[tuple[int, str, int, int]]:
        """Each of them: document, table, row, column."""
        for row in range(self.first_row, self.last_row + 1):
            yield self.document, self.table, row, self.column


@dataclass(frozen=True)
class Check:
    """One self-check of a table: what should be, what is, and whether it holds.

    ``name`` is a stable code, ``label`` says it in Chinese; both values are as a reader would
    write them. ``place`` is the cell that states what should be (row and column from 0), if one does.
    ``rounded`` where it holds by rounding alone.
    """

    name: str
    label: str
    expected: str
    actual: str
    ok: bool
    place: tuple[int, int] | None = None
    rounded: bool = False

    @property
    def said(self) -> str:
        """Both values in words: ``所印350，算得360`` where the print states a sum."""
        if self.ok and self.expected == self.actual:
            return self.actual
        if self.name in ("score-sum", "share-sum", "serial", "row-count"):
            return f"应为{self.expected}，实为{self.actual}"
        if self.name == "text-total":
            return f"正文{self.expected}，本列之和{self.actual}"
        return f"所印{self.expected}，算得{self.actual}"


class ColumnType(StrEnum):
    """What a column holds, read from its body."""

    SERIAL = "serial"
    LABEL = "label"
    SCORE = "score"
    NUMBER = "number"
    PERCENT = "percent"
    TEXT = "text"


FORM_COLUMNS = ("组", "项目", "填写内容")
"""The columns of a rebuilt form: group, label and what is filled in."""


@dataclass(frozen=True)
class Table:
    """A rebuilt table. All rows, header included, have as many slots as there are columns."""

    title: str
    header: tuple[TableRow, ...]
    rows: tuple[TableRow, ...]
    types: tuple[ColumnType, ...]
    unit: str | None = None
    form: bool = False
    checks: tuple[Check, ...] = ()

    @cached_property
    def heads(self) -> tuple[tuple[str, ...], ...]:
        """The header cells over each column from top to bottom, a repeated one once.

        A line over the whole width, ``单位：万元``, names no column. Those of a form are ours.
        """
        if self.form:
            return tuple((name,) for name in FORM_COLUMNS)
        if not self.named:
            return ((),) * len(self.types)
        heads = zip(*([slot.value for slot in row.slots] for row in self.named), strict=True)
        return tuple(tuple(dict.fromkeys(name for name in head if name)) for head in heads)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The name of each column: all its header cells in one."""
        return tuple(" / ".join(head) for head in self.heads)

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """What stands over each column alone: its lowest header cell."""
        return tuple(head[-1] if head else "" for head in self.heads)

    @property
    def named(self) -> tuple[TableRow, ...]:
        """The header rows that name columns."""
        return tuple(r for r in self.header if r.slots[0].colspan < len(r.slots) or len(r.slots) == 1)

    def all_rows(self) -> tuple[TableRow, ...]:
        """Header and body in print order."""
        return (*self.header, *self.rows)

    def said(self) -> str:
        """All that it holds but where its characters stand in the source: what is made of two tables that say
        the same is the same."""
        rows = [
            (replace(row, slots=()), [(replace(s, texts=()), _printed(s.texts)) for s in row.slots])
            for row in self.all_rows()
        ]
        return repr((replace(self, header=(), rows=()), len(self.header), rows))

    def stated(self) -> Table:
        """The table without what is struck out: blanks in the texts of a slot, nothing in its value."""
        slots = [slot for row in self.all_rows() for slot in row.slots]
        known = {
            slot.value: " ".join(words for t in slot.texts if (words := t.unstruck().chars.strip()))
            for slot in slots
            if any(STRUCK in t.style for t in slot.texts)
        }
        return replace(self, header=_stated(self.header, known), rows=_stated(self.rows, known))


def _printed(texts: Iterable[Text]) -> list[tuple[str, str]]:
    return [(text.chars, text.style) for text in texts]


def _stated(rows: tuple[TableRow, ...], known: Mapping[str, str]) -> tuple[TableRow, ...]:
    """The rows with the values that ``known`` gives for printed ones; merged cells repeat theirs."""
    return tuple(
        replace(
            row,
            slots=tuple(
                replace(s, value=known.get(s.value, s.value), texts=tuple(t.blanked() for t in s.texts))
                for s in row.slots
            ),
        )
        for row in rows
    )
