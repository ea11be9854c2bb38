"""Each table as files of its own: CSV, XLSX and JSON, the same bytes on every run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from msgspec import to_builtins

from build_tools.cache.hashes import hash_of
from build_tools.cache.spill import Spill
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.names import table_id
from build_tools.exports.records import table_record
from build_tools.exports.table_files import csv_of, json_of, xlsx_of
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Block, TableBlock

_UNDATED = date(2000, 1, 1)


def table_files(corpus: Corpus, store: Store = NOTHING_KEPT) -> Spill:
    """Name below the data folder → content, three files a table; what is struck out is in none."""
    files = store.room()
    for index, records in enumerate(corpus.by_source):
        # With its addresses a source holds all that its tables say.
        inputs = hash_of(corpus.sources[index].key, repr([(r.id, r.url) for r in records]))
        store.fill(files, "tables", inputs, partial(_source_files, records, corpus))
    return files


def _source_files(records: Sequence[Record], corpus: Corpus) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for record in records:
        file = corpus.sources[record.source].source.file
        for block in record.document.blocks:
            if not isinstance(block, TableBlock):
                continue
            name, table = f"tables/{table_id(record, block)}", block.table.stated()
            files[f"{name}.csv"] = csv_of(table)
            about = _about(record, block, corpus)
            files[f"{name}.xlsx"] = xlsx_of(table, table.title, _day(record, corpus), about)
            files[f"{name}.json"] = json_of(to_builtins(table_record(record, block, table, file))).encode()
    return files


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
