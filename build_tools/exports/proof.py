"""The account of the table files: CSV, XLSX and JSON, read back, are the table of the model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial

from build_tools.cache.hashes import hash_of
from build_tools.cache.spill import hash_in
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.names import table_id
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus, Failed
from build_tools.model.document import TableBlock
from build_tools.model.guard import wrong_sources
from build_tools.model.table import Table

Files = Mapping[str, str | bytes]

_KINDS = ("csv", "xlsx", "json")


def prove_files(corpus: Corpus, files: Files, store: Store = NOTHING_KEPT) -> dict[int, Failed]:
    """Every table of the corpus as its files among ``files`` (name below the data folder → content) say it.

    Returns the sources (by their index) with an error for each file that is missing or differs. What was
    found of the same tables and the same files is taken from ``store``.
    """
    listed = {row["id"]: row for row in json.loads(files["tables.json"])}

    def wrong(index: int) -> list[Note]:
        tables = {
            table_id(record, block): block.table
            for record in corpus.by_source[index]
            for block in record.document.blocks
            if isinstance(block, TableBlock)
        }
        said = [_said(name, files, listed) for name in tables]
        inputs = hash_of(corpus.sources[index].key, *said)
        return store.result("proven-tables", inputs, partial(_wrong_in, tables, files, listed, store))

    return wrong_sources(corpus, wrong)


def _said(name: str, files: Files, listed: Mapping[str, object]) -> str:
    """All that is said of a table, by its hash."""
    own = (f"tables/{name}.{kind}" for kind in _KINDS)
    hashes = [hash_in(files, file) if file in files else "" for file in own]
    return hash_of(name, repr(listed.get(name)), *hashes)


def _wrong_in(
    tables: Mapping[str, Table], files: Files, listed: Mapping[str, object], store: Store
) -> list[Note]:
    """The files of these tables that are missing or differ. Most tables are as they were in a source that
    changed elsewhere: those are not read again."""
    found: list[Note] = []
    for name, printed in tables.items():
        table = printed.stated()  # what is struck out is in no file
        inputs = hash_of(_said(name, files, listed), table.said())
        found += store.result("proven-table", inputs, partial(_wrong_with, name, table, files, listed))
    return found


def _wrong_with(name: str, table: Table, files: Files, listed: Mapping[str, object]) -> list[Note]:
    """The files of one table that are missing or differ."""
    from build_tools.exports.read_back import says  # with a library of spreadsheets

    own = {kind: files.get(f"tables/{name}.{kind}", b"") for kind in _KINDS}
    line = min((n for row in table.all_rows() for n in row.lines), default=1)
    wrong = [kind for kind, data in own.items() if not says(kind, data, table)]
    found = [Note(Code.LEDGER_FILE, line, line, f"{name}.{kind}") for kind in wrong]
    if own["json"] and listed.get(name) != json.loads(own["json"]):
        found.append(Note(Code.LEDGER_FILE, line, line, "tables.json", detail=name))
    return found
