"""Parquet holds the rows of the SQLite file, in their order; the same bytes twice; without duckdb none."""

from __future__ import annotations

import sqlite3
import sys
from functools import cache
from pathlib import Path

import duckdb
import pytest

from build_tools.books.parquet import NoDuckdb, parquet_files
from build_tools.exports.every import all_data
from build_tools.exports.sqlite_file import sqlite_file
from support.conversion import SOURCES, converted

ASKED = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'trigrams%'"


@cache
def _sqlite() -> bytes:
    return sqlite_file(all_data(converted(*SOURCES)))


def test_each_table_has_the_rows_of_the_sqlite_file(tmp_path: Path) -> None:
    base = sqlite3.connect(":memory:")
    base.deserialize(_sqlite())
    wanted = {name: base.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in base.execute(ASKED)}
    found = {}
    for path, content in parquet_files(_sqlite()).items():
        file = tmp_path / path.rpartition("/")[2]
        file.write_bytes(content)
        found[file.stem] = duckdb.sql(f"SELECT * FROM '{file}'").fetchall()
    assert found == wanted
    assert len(found["blocks"]) > 1000


def test_same_bytes_twice() -> None:
    assert parquet_files(_sqlite()) == parquet_files(_sqlite())


def test_without_the_extra_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(NoDuckdb):
        parquet_files(_sqlite())
