"""Each table as files of its own: CSV, XLSX and JSON, the same bytes on every run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from msgspec import to_builtins

from build_tools.cache.hashes import hash_of
from build_tools.cache.spill import Spill
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.names import table_id
from build_tools.exports.records import table_record
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Block, TableBlock
from build_tools.model.table import Table

_UNDATED = date(2000, 1, 1)


def table_files(corpus: Corpus, store: Store = NOTHING_KEPT) -> Spill:
    """Name below the data folder → content, three files a table; what is struck out is in none."""
    files = store.room()
    for index in range(len(corpus.sources)):
        fill_tables(files, index, corpus, store)
    return files


def fill_tables(files: Spill, index: int, corpus: Corpus, store: Store) -> None:
    """Those of one source."""
    records = corpus.by_source[index]
    # With its addresses a source holds all that its tables say.
    inputs = hash_of(corpus.sources[index].key, repr([(r.id, r.url) for r in records]))
    store.fill(files, "tables", inputs, partial(_source_files, records, corpus, store))


def _source_files(records: Sequence[Record], corpus: Corpus, store: Store) -> dict[str, bytes]:
    """Most tables are as they were in a source that changed elsewhere: their files are not made again."""
    files: dict[str, bytes] = {}
    for record in records:
        file = corpus.sources[record.source].source.file
        for block in record.document.blocks:
            if not isinstance(block, TableBlock):
                continue
            table = block.table.stated()
            row: dict[str, object] = to_builtins(table_record(record, block, table, file))
            day, about = _day(record, corpus), _about(record, block, corpus)
            inputs = hash_of(table.said(), repr(row), repr((day, about)))
            own = store.result("table", inputs, partial(_files_of, table, row, day, about))
            files |= {f"tables/{table_id(record, block)}.{kind}": data for kind, data in own.items()}
    return files


def _files_of(
    table: Table, row: Mapping[str, object], day: date, about: Sequence[tuple[str, str]]
) -> dict[str, bytes]:
    """Ending → content."""
    from build_tools.exports.table_files import csv_of, json_of, xlsx_of  # with a library of spreadsheets

    xlsx = xlsx_of(table, table.title, day, about)
    return {"csv": csv_of(table), "xlsx": xlsx, "json": json_of(row).encode()}


def _about(record: Record, block: Block, corpus: Corpus) -> list[tuple[str, str]]:
    """What a table must be cited by: its instrument with number and issuer, and its address."""
    document = corpus.top(record).document
    facts = [
        ("所属文件", document.title),
        ("发文字号", document.doc_number or ""),
        ("发文机关", "、".join(document.issuers)),
        ("成文日期", document.date or ""),
        ("附件", record.document.annex_number or ""),
        ("网页", f"{record.url.partition('#')[0]}#{block.anchor}"),
        ("来源文件", corpus.sources[record.source].source.file),
    ]
    return [(name, value) for name, value in facts if value]


def _day(record: Record, corpus: Corpus) -> date:
    """The day that a workbook bears: that of its instrument, never today's."""
    days = (r.document.date or "" for r in (record, *corpus.above(record)))
    printed = next((day for day in days if len(day) >= 7), None)
    return date.fromisoformat(f"{printed}-01"[:10]) if printed else _UNDATED
