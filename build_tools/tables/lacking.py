"""What a table lacks: names of columns that hold something, or the table of an annex that is called one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from build_tools.language.script import key
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Document, Kind, NumberedBlock, Role, TableBlock
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
    for above, block in pairwise((None, *document.blocks)):
        if not isinstance(block, TableBlock) or block.table.form:
            continue
        table = block.table
        beheaded = isinstance(above, TableBlock) or (above is not None and above.role is Role.LINE)
        if beheaded and not any(table.columns):
            lines = [n for row in table.rows[:1] for n in row.lines]
            said = "上方的行可能是表头，各列均没有列名"
        else:
            lines = [n for row in table.named for n in row.lines]
            said = "、".join(f"第{k + 1}列" for k in _without_names(table))
        if said:
            first, last = min(lines, default=1), max(lines, default=1)
            yield Note(Code.TABLE_UNNAMED, first, last, table.title, "", said)


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
