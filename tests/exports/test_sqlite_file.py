"""The archive as SQLite: all that is printed, the same bytes twice, words of two characters found."""

from __future__ import annotations

import json
import sqlite3
from functools import cache
from pathlib import Path

import pytest

from build_tools.books.proof import solid
from build_tools.exports.every import all_data
from build_tools.exports.sqlite_file import sqlite_file
from build_tools.model.document import tables_in
from support.conversion import SOURCES, TEXTS, converted

TABLES = ("documents", "blocks", "tables", "cells", "citations", "duties", "targets", "states")


@cache
def _file(*paths: Path) -> bytes:
    return sqlite_file(all_data(converted(*paths)))


def _opened(*paths: Path) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    base.deserialize(_file(*paths))
    return base


def _rows(base: sqlite3.Connection, sql: str) -> list[tuple[object, ...]]:
    return base.execute(sql).fetchall()


@pytest.mark.parametrize("path", [*SOURCES, *TEXTS], ids=lambda p: p.stem)
def test_every_printed_character(path: Path) -> None:
    texts = _rows(_opened(path), "SELECT document, text FROM blocks ORDER BY n")
    held: dict[str, str] = {}
    for document, text in texts:
        held[str(document)] = held.get(str(document), "") + solid(str(text))
    assert held == {
        r.id: solid("".join(t.chars for b in r.document.blocks for t in b.texts()))
        for r in converted(path).records
        if r.document.blocks
    }


def test_every_cell() -> None:
    corpus = converted(*SOURCES)
    tables = [table.stated() for r in corpus.records for table in tables_in(r.document.blocks)]
    values = sorted(slot.value for table in tables for row in table.rows for slot in row.slots)
    assert sorted(str(v) for (v,) in _rows(_opened(*SOURCES), "SELECT value FROM cells")) == values


def test_same_bytes_twice() -> None:
    assert sqlite_file(all_data(converted(*SOURCES))) == _file(*SOURCES)


def test_no_table_is_empty_and_the_file_is_sound() -> None:
    base = _opened(*SOURCES)
    assert [name for name in TABLES if _rows(base, f"SELECT count(*) FROM {name}") == [(0,)]] == []
    assert _rows(base, "PRAGMA integrity_check") == [("ok",)]
    base.execute("INSERT INTO trigrams(trigrams) VALUES ('integrity-check')")


def test_words_of_two_characters_are_found_by_the_view_alone() -> None:
    base = _opened(*SOURCES)
    found = _rows(base, "SELECT url FROM passages WHERE instr(text, '草原')")
    assert len(found) > 5
    assert _rows(base, "SELECT rowid FROM trigrams WHERE text MATCH '\"草原\"'") == []


def test_the_index_finds_what_the_view_finds() -> None:
    base = _opened(*SOURCES)
    by_index = _rows(base, "SELECT count(*) FROM trigrams WHERE text MATCH '\"营商环境\"'")
    assert by_index == _rows(base, "SELECT count(*) FROM passages WHERE instr(text, '营商环境')")
    assert by_index != [(0,)]


def test_all_other_data_files_are_tables_of_their_own_names() -> None:
    base, data = _opened(*SOURCES), all_data(converted(*SOURCES))
    for name in ("references", "notes", "appointments", "members", "chronicle", "validity", "deadlines"):
        cursor = base.execute(f'SELECT * FROM "{name}"')
        keys = [column[0] for column in cursor.description]
        rows = [dict(zip(keys, row, strict=True)) for row in cursor]
        told = json.loads(data[f"{name}.json"])
        assert rows == [
            {k: json.dumps(v, ensure_ascii=False) if isinstance(v, list | dict) else v for k, v in r.items()}
            for r in told
        ]
    assert _rows(base, "SELECT name FROM appointments WHERE action = 'appoint'")


def test_duties_and_targets_have_keys_in_the_order_of_their_files() -> None:
    base, data = _opened(*SOURCES), all_data(converted(*SOURCES))
    told = json.loads(data["duties.json"])
    assert _rows(base, "SELECT duty, place, item, name FROM duties ORDER BY duty, place") == [
        (n, k, duty["item"], unit["name"])
        for n, duty in enumerate(told, start=1)
        for k, unit in enumerate(duty["units"], start=1)
    ]
    targets = json.loads(data["targets.json"])
    assert _rows(base, "SELECT n, words FROM targets ORDER BY n") == [
        (n, target["words"]) for n, target in enumerate(targets, start=1)
    ]
    with pytest.raises(sqlite3.IntegrityError):
        base.execute("INSERT INTO duties SELECT * FROM duties LIMIT 1")
    with pytest.raises(sqlite3.IntegrityError):
        base.execute("INSERT INTO targets SELECT * FROM targets LIMIT 1")


def test_what_a_notice_issues_is_found_by_the_number_of_the_notice() -> None:
    base = _opened(*SOURCES)
    said = "SELECT DISTINCT document FROM passages WHERE of_number = '藏医保〔2023〕33号' ORDER BY document"
    found = [str(document) for (document,) in _rows(base, said)]
    assert {"zang-yi-bao-2023-33", "zang-yi-bao-2023-33-text", "zang-yi-bao-2023-33/annex-6"} <= set(found)
    assert all(document.startswith("zang-yi-bao-2023-33") for document in found)
