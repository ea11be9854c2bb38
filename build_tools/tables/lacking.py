"""What a table lacks: names of columns that hold something, or the table of an annex that is called one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from build_tools.language.script import key
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Document, Kind, NumberedBlock, Role, TableBlock, tables_in
from build_tools.model.table import Table

# 主要指标表, 检查内容及评分表（试行）; 代表, 图表 and 列表 of a sentence stand at no end of a title
_CALLED_TABLE = re.compile(r"(?:(?<!代)表|指标|清单|名录|名单)(?:（[^（）]*）)?$")
_SENTENCE = re.compile(r"[：；。]|.{31}")  # 组长：市长 of a list stands in lines of its own too
_LINES = 3  # of an annex that has anything to part into columns
_FILLED = 2  # cells that make a column one of its own


def lacking(documents: Sequence[Document], line_of: Callable[[int], int]) -> tuple[Note, ...]:
    """A doubt for each table with a column that has no name, and for each annex that has no table."""
    return tuple(
        note for document in documents for note in (*_unnamed(document), *_missing(document, line_of))
    )


def _unnamed(document: Document) -> Iterator[Note]:
    for table in tables_in(document.blocks):
        if table.form or not table.named:
            continue
        if columns := _without_names(table):
            lines = [n for row in table.named for n in row.lines]
            said = "、".join(f"第{k + 1}列" for k in columns)
            yield Note(
                Code.TABLE_UNNAMED, min(lines, default=1), max(lines, default=1), table.title, "", said
            )


def _without_names(table: Table) -> list[int]:
    """The columns without a name in a table that names others, and hold something of their own; the
    first column of labels often has none in print."""
    names = table.columns
    if not any(names):
        return []
    filled = [
        sum(bool(r.slots[k].value) and not r.slots[k].covered for r in table.rows) for k in range(len(names))
    ]
    return [k for k, name in enumerate(names) if k and not name and filled[k] >= _FILLED]


def _missing(document: Document, line_of: Callable[[int], int]) -> Iterator[Note]:
    """An annex that is called a table and prints the words of its cells line by line; sentences are none."""
    body = [b for b in document.blocks if b.role not in (Role.TITLE, Role.LABEL, Role.META)]
    called = _CALLED_TABLE.search(key(document.title))
    if document.kind is not Kind.ANNEX or not called or len(body) < _LINES:
        return
    if any(isinstance(b, TableBlock) or b.role is Role.LINE for b in body):
        return
    cells = [b for b in body if not isinstance(b, NumberedBlock) and not _SENTENCE.search(key(b.text.chars))]
    if len(cells) * 2 > len(body):
        yield Note(Code.ANNEX_WITHOUT_TABLE, document.first_line, line_of(body[0].text.at[0]), document.title)
