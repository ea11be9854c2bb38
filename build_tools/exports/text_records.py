"""Documents with all their text, as records: block by block with raw lines and findings, tables whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from functools import partial
from itertools import groupby

from msgspec import structs, to_builtins

from build_tools.cache.hashes import hash_of
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.corpus_doubts import found_beside
from build_tools.documents.names import issue_path, table_id, year_of
from build_tools.documents.outline.anchors import row_anchor
from build_tools.documents.paragraphs.footnote_signs import footnote_marks
from build_tools.exports.contract.files import record_schema
from build_tools.exports.contract.texts import (
    BlockRecord,
    CellText,
    FoundRecord,
    RowText,
    StyledRecord,
    TableText,
    TextRecord,
)
from build_tools.exports.records import document_record
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Block, NumberedBlock, TableBlock
from build_tools.model.source import Source
from build_tools.model.spans import Spans
from build_tools.model.table import Table, TableRow
from build_tools.model.text import INSERTED, NOTEREF, PLAIN, STRONG, STRUCK, SUB, SUP, Text

FOLDER = "text"
SCHEMA = "text.schema.json"
_STYLES = {
    STRONG: "strong",
    SUB: "sub",
    SUP: "sup",
    NOTEREF: "noteref",
    STRUCK: "struck",
    INSERTED: "inserted",
}
_FOR_EDITORS = (Code.PERSONAL_DATA,)
"""Findings that would spread what they warn of."""


def year_files(corpus: Corpus, store: Store = NOTHING_KEPT) -> MutableMapping[str, str]:
    """``text/2024.jsonl`` with the documents of the issues of a year, one a line, and the schema of a line.

    The year is that of the issue; where none is printed, that of the newest day in the source; else the
    name is ``undated``.
    """
    years: dict[str, list[int]] = {}
    for index in range(len(corpus.sources)):
        years.setdefault(year_of(index, corpus), []).append(index)
    files = store.room()
    for year in sorted(years):
        lines = (line for index in years[year] for line in record_lines(index, corpus, store).values())
        files[f"{FOLDER}/{year}.jsonl"] = "".join(lines)
    files[SCHEMA] = record_schema(TextRecord, "text/*.jsonl", "每行一份文件，全文在内")
    return files


def line_of(record: TextRecord) -> str:
    """A record as a line of JSON."""
    return json.dumps(to_builtins(record), ensure_ascii=False) + "\n"


def record_lines(index: int, corpus: Corpus, store: Store = NOTHING_KEPT) -> dict[str, str]:
    """The documents of a source, in print order: id → the record as a line of JSON.

    What ``store`` holds is not made anew.
    """
    return store.result("records", stated_hash(index, corpus), partial(_lines, index, corpus))


def _lines(index: int, corpus: Corpus) -> dict[str, str]:
    return {record.id: line_of(record) for record in text_records(index, corpus)}


def stated_hash(index: int, corpus: Corpus) -> str:
    """The hash of all that the records of a source say of it: what its files hold, its addresses, and what is
    found in it only beside the others."""
    places = [
        (r.id, r.url, r.page, r.doc_key, r.parent, r.issue, r.annexes, r.reprint_of)
        for r in corpus.by_source[index]
    ]
    beside = repr((len(corpus.notes[index]), found_beside(index, corpus)))
    return hash_of(corpus.sources[index].key, issue_path(index, corpus), repr(places), beside)


def text_records(index: int, corpus: Corpus) -> list[TextRecord]:
    """The documents of a source, in print order."""
    source = corpus.sources[index].source
    found = Spans(
        (n.first_line, n.last_line, n)
        for n in corpus.notes[index]
        if not n.file and n.code not in _FOR_EDITORS
    )
    return [_text_record(record, corpus, source, found) for record in corpus.by_source[index]]


def _text_record(record: Record, corpus: Corpus, source: Source, found: Spans[Note]) -> TextRecord:
    signs = footnote_marks(record.document)
    blocks = []
    for block in record.document.blocks:
        lines = sorted({n for text in block.texts() for n in source.lines_of(text.at)})
        notes = found.touching(lines[0], lines[-1]) if lines else []
        entry = block.entry if isinstance(block, NumberedBlock) else None
        table = block.table if isinstance(block, TableBlock) else None
        blocks.append(
            BlockRecord(
                anchor=block.anchor,
                role=block.role,
                level=entry.level if entry else None,
                depth=entry.depth if entry else None,
                number=entry.number if entry else None,
                text=block.text.chars if table is None else "",
                styles=list(_styled(block.text)) if table is None else [],
                footnotes=list(dict.fromkeys(signs[at] for at in block.text.at if at in signs)),
                lines=lines,
                notes=[_found(n) for n in notes if any(n.first_line <= k <= n.last_line for k in lines)],
                table=_table(record, block, table) if table is not None else None,
            )
        )
    return TextRecord(**structs.asdict(document_record(record, corpus)), blocks=blocks)


def _styled(text: Text) -> Iterator[StyledRecord]:
    start = 0
    for style, run in groupby(text.style):
        end = start + len(list(run))
        if style != PLAIN:
            yield StyledRecord(start=start, end=end, style=_STYLES[style])
        start = end


def _found(note: Note) -> FoundRecord:
    return FoundRecord(
        code=note.code.id,
        severity=note.code.severity,
        line=note.first_line,
        was=note.was or None,
        now=note.now or None,
    )


def _table(record: Record, block: Block, table: Table) -> TableText:
    return TableText(
        id=table_id(record, block),
        title=table.title,
        unit=table.unit,
        columns=list(table.columns),
        form=table.form,
        rows=[
            *(_row(row, None) for row in table.header),
            *(_row(row, row_anchor(block.anchor, i)) for i, row in enumerate(table.rows, start=1)),
        ],
    )


def _row(row: TableRow, anchor: str | None) -> RowText:
    return RowText(
        header=anchor is None,
        anchor=anchor,
        lines=sorted(set(row.lines)),
        cells=[
            CellText(
                column=column,
                texts=[text.chars for text in slot.texts],
                value=slot.value,
                rowspan=slot.rowspan,
                colspan=slot.colspan,
                basis=slot.basis,
                readings=list(slot.readings),
            )
            for column, slot in enumerate(row.slots, start=1)
            if not slot.covered
        ],
    )
