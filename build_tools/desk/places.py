"""Where what a page shows stands in its source: blocks and rows by anchors, characters by their runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from build_tools.documents.outline.anchors import row_anchor
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Block, Document, TableBlock, tables_in
from build_tools.model.source import Source
from build_tools.model.table import Table
from build_tools.model.text import Text
from build_tools.pages.apparatus import lines_of
from build_tools.tables.place import solid


def page_places(page: str, corpus: Corpus) -> Mapping[str, Any] | None:
    """For a page below the site (``documents/x.html``): its source, and under each anchor the runs of its
    characters, blanks left out: how many, from which line, from which character of that line. Of a table the
    name by which an entry of the sidecar finds it, of its rows the lines."""
    records = corpus.by_page.get(page.removesuffix(".html") + ".md")
    if not records:
        return None
    converted = corpus.sources[records[0].source]
    source = converted.source
    blocks: dict[str, Any] = {}
    tables: dict[str, Any] = {}
    for record in records:
        for anchor, block in _anchored(record):
            if not isinstance(block, TableBlock):
                blocks[anchor] = list(_runs(block.text, source))
            else:
                tables[anchor] = {
                    "title": table_name(block.table, converted.documents),
                    "columns": list(block.table.columns),
                    "rows": {
                        row_anchor(anchor, n): list(row.lines) for n, row in enumerate(block.table.rows, 1)
                    },
                }
    return {"id": source.id, "page": page, "blocks": blocks, "tables": tables}


def table_name(table: Table, documents: Sequence[Document]) -> str:
    """By what an entry of the sidecar finds a table of a source: its caption; where it has none, or another
    has the same, a line that it stands on."""
    titles = [solid(other.title) for d in documents for other in tables_in(d.blocks)]
    if table.title.strip() and titles.count(solid(table.title)) == 1:
        return table.title
    return f"第{min((n for row in table.all_rows() for n in row.lines), default=1)}行"


def _anchored(record: Record) -> Iterator[tuple[str, Block]]:
    return ((block.anchor, block) for block in record.document.blocks if block.anchor)


def _runs(text: Text, source: Source) -> Iterator[tuple[int, int, int]]:
    """Of the characters that are not blank: how many follow each other in print, and where they begin."""
    solid = [at for c, at in zip(text.chars, text.at, strict=True) if not c.isspace()]
    start = 0
    for i in range(1, len(solid) + 1):
        if i == len(solid) or solid[i] != solid[i - 1] + 1:  # a line's end is a blank: no run goes over it
            line = source.line_of(solid[start])
            printed = solid[start] < len(source.raw)  # else an editor's correction added it
            yield i - start, line, solid[start] - source.starts[line - 1] if printed else 0
            start = i


def lines_of_page(records: Sequence[Record], source: Source) -> Iterator[tuple[int, str]]:
    """Each raw line that a page shows, with the anchor under which it does."""
    for record in records:
        for anchor, block in _anchored(record):
            if not isinstance(block, TableBlock):
                yield from ((line, anchor) for line in lines_of(block, source))
            else:
                rows = enumerate(block.table.rows, 1)
                yield from ((line, row_anchor(anchor, n)) for n, row in rows for line in row.lines)
                yield from ((line, anchor) for row in block.table.header for line in row.lines)
