"""Parquet: the tables of the SQLite file, each as a file that programs for statistics read. Needs the extra
``gazette[parquet]``; same rows and same duckdb, same bytes."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = "parquet"
_TYPES = {"TEXT": "VARCHAR", "INTEGER": "BIGINT"}


class NoDuckdb(Exception):
    """The extra is not installed."""


def parquet_files(sqlite: bytes) -> dict[str, bytes]:
    """Path → content of each table of the SQLite file, its rows in their order. Raises NoDuckdb."""
    try:
        import duckdb
    except ImportError as error:
        raise NoDuckdb from error
    base = sqlite3.connect(":memory:")
    base.deserialize(sqlite)
    made = {}
    with TemporaryDirectory() as folder, duckdb.connect() as writer:
        writer.execute("SET threads = 1")
        for table in _tables(base):
            columns = {
                name: _TYPES[kind] for _, name, kind, *_ in base.execute(f'PRAGMA table_info("{table}")')
            }
            rows, file = Path(folder) / "rows.json", Path(folder) / f"{table}.parquet"
            lines = (json.dumps(dict(zip(columns, row, strict=True))) for row in _rows(base, table))
            rows.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
            read = f"read_json('{rows}', format = 'newline_delimited', columns = {{{types}}})"
            writer.execute(f"COPY (SELECT * FROM {read}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
            made[f"{FOLDER}/{table}.parquet"] = file.read_bytes()
    base.close()
    return made


def _tables(base: sqlite3.Connection) -> list[str]:
    """Those that hold what is printed and read, not the index."""
    asked = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'trigrams%' ORDER BY rowid"
    return [name for (name,) in base.execute(asked)]


def _rows(base: sqlite3.Connection, table: str) -> sqlite3.Cursor:
    return base.execute(f'SELECT * FROM "{table}"')
