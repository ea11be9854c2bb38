"""Tables that list texts with their new last days: 文件名称, 文号, 有效期延长至."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_tools.facts.amendments.reading import ChangedText
from build_tools.language.days import last_of
from build_tools.language.script import doc_key, key
from build_tools.model.citation import Citation
from build_tools.model.document import Block, TableBlock
from build_tools.model.table import TableRow

_NAME = re.compile(r"^(?:规范性)?(?:文件)?(?:名称|标题|题目)$|文件名称|文件标题")
_NUMBER = re.compile(r"文号|文件号|发文字号|编号")
_UNTIL = re.compile(
    r"(?:延长|延续|顺延|展期)(?:有效期)?(?:后)?(?:至|到)|(?:新|延长后)的?有效期|有效期(?:延长)?(?:至|到)"
    r"|(?:有效|试行)期(?:限)?截止"
)

Row = tuple[int, ChangedText, str]


def listed_extensions(block: Block, citations: Sequence[tuple[int, Citation]], title: str) -> list[Row]:
    """The entries of a table of extended texts: raw line, text, new last day. Nothing where a column is
    missing or one row does not say it."""
    if not isinstance(block, TableBlock):
        return []
    columns = [key(c) for c in block.table.columns]
    name, until = _column(columns, _NAME), _column(columns, _UNTIL)
    if (
        name is None
        or until is None
        or ("延长" not in columns[until] and not re.search("延长|继续有效", title))
    ):
        return []
    own = [(i, c) for i, c in citations if c.place.anchor == block.anchor]
    rows = list(_rows(block.table.rows, name, until, _column(columns, _NUMBER), own))
    return rows if len(rows) == len(block.table.rows) else []


def _column(columns: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    found = [i for i, c in enumerate(columns) if pattern.search(c)]
    return found[0] if len(found) == 1 else None


def _rows(
    rows: Sequence[TableRow], name: int, until: int, number: int | None, own: Sequence[tuple[int, Citation]]
) -> Iterator[Row]:
    for row in rows:
        cells = [slot.value for slot in row.slots]
        day = last_of(cells[until])
        title = cells[name].strip()
        if not title or day is None:
            continue
        title = title[1:-1] if title.startswith("《") and title.endswith("》") else title
        printed = doc_key(cells[number]) if number is not None and cells[number].strip() else ""
        cited = [
            i
            for i, c in own
            if c.name == title or (printed and c.doc_number and doc_key(c.doc_number) == printed)
        ]
        yield min(row.lines), ChangedText(title, cited[0] if cited else None), day
