"""The archive as one SQLite file, made of the data files: same data and same SQLite, same bytes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import accumulate, chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import inspect

from build_tools.exports.contract.files import FILES

FILE = "gazette.sqlite"
_SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
# Nobody reads the file while it is made; what is cut off is made anew.
_QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE"
_DOCUMENTS = (
    "documents(rowid, id, url, kind, title, doc_number, doc_key, issuers, addressees, date, published, "
    'printed, year, issue, "column", print_page, parent, file, first_line, last_line)'
)
_AT_ONCE = 64_000_000  # bytes of the index that are sorted together: with less it is merged again and again

_PARTED = ("documents", "tables", "citations", "duties", "targets")
"""The data files that the schema parts into tables of their own."""
_AS_THEY_ARE = tuple(name for name in FILES if name not in _PARTED)
_NUMBERS = (inspect.IntType, inspect.BoolType, inspect.NoneType)

Row = tuple[object, ...]
Records = Iterator[dict[str, Any]]


def sqlite_file(files: Mapping[str, str | bytes]) -> bytes:
    """The file. ``files`` are those of the data folder: arrays of JSON, and ``text/<year>.jsonl``."""
    with TemporaryDirectory(prefix="gazette-") as folder:
        path = Path(folder) / FILE
        with closing(sqlite3.connect(path)) as base:
            base.executescript(_QUICK)
            base.executescript(_SCHEMA)
            for table, rows in _tables(files):
                _insert(base, table, rows)
            for name in _AS_THEY_ARE:
                base.execute(_created(name))
                _insert(base, f'"{name}"', _as_it_is(files, name))
            base.execute(f"INSERT INTO trigrams(trigrams, rank) VALUES ('hashsize', {_AT_ONCE})")
            base.execute("INSERT INTO trigrams(trigrams) VALUES ('rebuild')")
            base.execute("INSERT INTO trigrams(trigrams) VALUES ('optimize')")
            base.commit()
            base.execute("VACUUM")
        return path.read_bytes()


def _insert(base: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """The rows one after the other; those of all sources are never there at once."""
    for first in (own := iter(rows)):
        said = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
        base.executemany(said, chain((first,), own))


def _tables(files: Mapping[str, str | bytes]) -> Iterator[tuple[str, Iterable[Row]]]:
    """Each table with its rows, the columns in the order of the schema."""
    order = {record["id"]: k for k, record in enumerate(_records(files, "documents"), start=1)}
    lengths = {record["id"]: len(record["blocks"]) for _, record in _texts(files)}
    before = dict(zip(order, accumulate((lengths[id_] for id_ in order), initial=0), strict=False))
    # Year by year, and each row under the number that it has in print order.
    yield _DOCUMENTS, ((order[r["id"]], *_document(year, r)) for year, r in _texts(files))
    yield "blocks", (row for _, record in _texts(files) for row in _blocks(record, before[record["id"]]))
    yield "tables", map(_table, _records(files, "tables"))
    yield "cells", (cell for record in _records(files, "tables") for cell in _cells(record))
    cited = "document anchor text doc_number relation target stands_for instrument sentence line"
    yield "citations", (_keys(record, cited) for record in _records(files, "citations"))
    duties = enumerate(_records(files, "duties"), start=1)
    yield "duties", (row for n, record in duties for row in _duties(n, record))
    reached = "document anchor indicator core comparator value unit year scope restated words line"
    targets = enumerate(_records(files, "targets"), start=1)
    yield "targets", ((n, *_keys(record, reached)) for n, record in targets)
    yield "states", (state for record in _records(files, "validity") for state in _states(record))
    as_of = next((record["as_of"] for record in _records(files, "validity")), None)
    yield "about", [("documents", len(order)), ("as_of", as_of)]


def _records(files: Mapping[str, str | bytes], name: str) -> Records:
    """The records of a file one after the other: it has one a line."""
    for line in _lines(str(files[f"{name}.json"])):
        if line.startswith("{"):
            yield json.loads(line.removesuffix(","))


def _texts(files: Mapping[str, str | bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The documents with their text and their year, year by year."""
    for name in files:
        if name.startswith("text/"):
            yield from ((name[5:-6], json.loads(line)) for line in _lines(str(files[name])))


def _lines(text: str) -> Iterator[str]:
    """Line by line, the last one too; the text itself is not parted."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1


def _created(name: str) -> str:
    """A table with a column for each key of a data file; several values of one key are an array of JSON."""
    columns = [f'  "{key}" {"INTEGER" if numbers else "TEXT"}' for key, numbers in _columns(name)]
    head = f'CREATE TABLE "{name}" (  -- 同 {name}.json，几个值的栏是 JSON'
    return "\n".join([head, ",\n".join(columns), ")"])


def _columns(name: str) -> Iterator[tuple[str, bool]]:
    """The keys of a data file, and whether each holds nothing but numbers."""
    kind = inspect.type_info(FILES[name].record)
    assert isinstance(kind, inspect.StructType)
    for own in kind.fields:
        held = _bare(own.type)
        each = held.types if isinstance(held, inspect.UnionType) else (held,)
        yield own.encode_name, all(isinstance(_bare(one), _NUMBERS) for one in each)


def _bare(kind: inspect.Type) -> inspect.Type:
    """A type without what is said of it."""
    return _bare(kind.type) if isinstance(kind, inspect.Metadata) else kind


def _as_it_is(files: Mapping[str, str | bytes], name: str) -> Iterator[Row]:
    keys = [key for key, _ in _columns(name)]
    for record in _records(files, name):
        values = (record.get(key) for key in keys)
        yield tuple(_list(v) if isinstance(v, list | dict) else v for v in values)


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


def _blocks(record: dict[str, Any], before: int) -> Iterator[Row]:
    """Of one document; ``before`` it so many are printed."""
    for n, block in enumerate(record["blocks"], start=before + 1):
        rows = block["table"]["rows"] if block["table"] else ()
        cells = [" ".join(cell["texts"]) for row in rows for cell in row["cells"]]
        lines = block["lines"]
        yield (
            n,
            record["id"],
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


def _duties(n: int, record: dict[str, Any]) -> Iterator[Row]:
    for place, unit in enumerate(record["units"], start=1):
        own = _keys(record, "document anchor item")
        yield (n, place, *own, *_keys(unit, "name unit role"), *_keys(record, "deadline term line"))


def _states(record: dict[str, Any]) -> Iterator[Row]:
    stages = record["stages"]
    day = record["as_of"]
    now = max((k for k, s in enumerate(stages) if (s["from"] or "") <= day), default=0)
    for k, stage in enumerate(stages):
        own = _keys(record, "document stated_in name doc_number")
        yield (*own, *_keys(stage, "from state words"), k == now)
