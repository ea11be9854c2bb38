"""The archive as one SQLite file, made of the data files: same data and same SQLite, same bytes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

FILE = "gazette.sqlite"
_SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
_AT_ONCE = 64_000_000  # bytes of the index that are sorted together: with less it is merged again and again

Row = tuple[object, ...]
Records = list[dict[str, Any]]


def sqlite_file(files: Mapping[str, str | bytes]) -> bytes:
    """The file. ``files`` are those of the data folder: arrays of JSON, and ``text/<year>.jsonl``."""
    base = sqlite3.connect(":memory:")
    base.executescript(_SCHEMA)
    for table, rows in _tables(files):
        own = list(rows)
        if own:
            base.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(own[0]))})", own)
    base.execute(f"INSERT INTO trigrams(trigrams, rank) VALUES ('hashsize', {_AT_ONCE})")
    base.execute("INSERT INTO trigrams(trigrams) VALUES ('rebuild')")
    base.execute("INSERT INTO trigrams(trigrams) VALUES ('optimize')")
    base.commit()
    base.execute("VACUUM")
    data = base.serialize()
    base.close()
    return data


def _tables(files: Mapping[str, str | bytes]) -> Iterator[tuple[str, Iterable[Row]]]:
    """Each table with its rows, the columns in the order of the schema."""
    years = {name[5:-6]: str(files[name]).split("\n")[:-1] for name in files if name.startswith("text/")}
    texts = [(year, json.loads(line)) for year, lines in years.items() for line in lines]
    order = {record["id"]: k for k, record in enumerate(_records(files, "documents"))}
    texts.sort(key=lambda pair: order[pair[1]["id"]])
    tables = _records(files, "tables")
    validity = _records(files, "validity")
    yield "documents", (_document(year, record) for year, record in texts)
    yield "blocks", _blocks(record for _, record in texts)
    yield "tables", (_table(record) for record in tables)
    yield "cells", (cell for record in tables for cell in _cells(record))
    yield "citations", (_keys(r, "document anchor text doc_number relation target sentence line")
                        for r in _records(files, "citations"))  # fmt: skip
    yield "duties", (duty for record in _records(files, "duties") for duty in _duties(record))
    yield (
        "targets",
        (
            _keys(
                r,
                "document anchor indicator core comparator value unit year scope restated words line",
            )
            for r in _records(files, "targets")
        ),
    )
    yield "states", (state for record in validity for state in _states(record))
    as_of = validity[0]["as_of"] if validity else None
    yield "about", [("documents", len(texts)), ("as_of", as_of)]


def _records(files: Mapping[str, str | bytes], name: str) -> Records:
    found: Records = json.loads(files[f"{name}.json"])
    return found


def _keys(record: dict[str, Any], keys: str) -> Row:
    return tuple(record[key] for key in keys.split())


def _list(values: object) -> str:
    return json.dumps(values, ensure_ascii=False)


def _document(year: str, record: dict[str, Any]) -> Row:
    source = record["source"]
    return (
        *_keys(record, "id url kind title doc_number doc_key"),
        _list(record["issuers"]),
        _list(record["addressees"]),
        *_keys(record, "date published printed"),
        year,
        *_keys(record, "issue column print_page parent"),
        *_keys(source, "file first_line last_line"),
    )


def _blocks(records: Iterable[dict[str, Any]]) -> Iterator[Row]:
    blocks = ((record["id"], block) for record in records for block in record["blocks"])
    for n, (document, block) in enumerate(blocks, start=1):
        rows = block["table"]["rows"] if block["table"] else ()
        cells = [" ".join(cell["texts"]) for row in rows for cell in row["cells"]]
        lines = block["lines"]
        yield (
            n,
            document,
            *_keys(block, "anchor role level depth number"),
            block["text"] or "\n".join(filter(None, cells)),
            _list([[s["start"], s["end"], s["style"]] for s in block["styles"]]),
            lines[0] if lines else None,
            lines[-1] if lines else None,
        )


def _table(record: dict[str, Any]) -> Row:
    return (*_keys(record, "id document anchor title unit"), _list(record["columns"]), record["form"])


def _cells(record: dict[str, Any]) -> Iterator[Row]:
    basis = {(cell["row"], cell["column"]): cell["basis"] for cell in record["inferred"]}
    for r, row in enumerate(record["rows"], start=1):
        for c, (name, value) in enumerate(zip(record["columns"], row, strict=True), start=1):
            yield record["id"], r, c, name, value, basis.get((r, c))


def _duties(record: dict[str, Any]) -> Iterator[Row]:
    for unit in record["units"]:
        own = _keys(record, "document anchor item")
        yield (*own, *_keys(unit, "name unit role"), *_keys(record, "deadline term line"))


def _states(record: dict[str, Any]) -> Iterator[Row]:
    stages = record["stages"]
    day = record["as_of"]
    now = max((k for k, s in enumerate(stages) if (s["from"] or "") <= day), default=0)
    for k, stage in enumerate(stages):
        own = _keys(record, "document stated_in name doc_number")
        yield (*own, *_keys(stage, "from state words"), k == now)
