"""Cells that would be figures but for a letter in them: doubts of a misreading. The text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Document, TableBlock
from build_tools.model.table import Table
from build_tools.tables.place import NUMBER, solid
from build_tools.tables.types import NUMERIC

_LETTERS = str.maketrans("OoQDlIi|SBZ", "00001111582")
# O.31 · l.20 · 1O2; not I, II of a class or B of a grade
_SHAPED = re.compile(r"^[-－]?(?=.*[\d.])[\dOoQDlIi|SBZ.,]{2,}[%％]?$")


def misread_figures(documents: Sequence[Document]) -> tuple[Note, ...]:
    """A doubt for each cell with a letter in the place of a digit, in a column that holds figures."""
    return tuple(
        note
        for document in documents
        for block in document.blocks
        if isinstance(block, TableBlock) and not block.table.form
        for note in _of_table(block.table)
    )


def _of_table(table: Table) -> Iterator[Note]:
    for column in (k for k, kind in enumerate(table.types) if kind in NUMERIC):
        for row in table.rows:
            value = "" if row.slots[column].covered else solid(row.slots[column].value)
            if NUMBER.match(value) or not _SHAPED.match(value):
                continue
            if NUMBER.match(value.translate(_LETTERS)):
                yield Note(Code.MISREAD_FIGURE, min(row.lines), max(row.lines), value)
