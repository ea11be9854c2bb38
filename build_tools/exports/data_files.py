"""Records → the data files of the contract, a record a line; what a source states by itself is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct, to_builtins

from build_tools.cache.hashes import hash_of
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.names import UNDATED, year_of
from build_tools.exports.contract.files import schema
from build_tools.exports.duty_records import OBLIGATIONS, obligation_records
from build_tools.exports.records import (
    amendment_record,
    appointment_records,
    chronicle_records,
    citation_record,
    document_record,
    member_records,
    note_records,
    reference_record,
    table_records,
    validity_record,
    watched_record,
)
from build_tools.model.corpus import Corpus, Record

YEARS = "years"
"""The folder of the data that holds each year by itself."""

_Line = tuple[str, str]
"""A year, and a record of a source of that year."""


def data_files(corpus: Corpus, store: Store = NOTHING_KEPT) -> MutableMapping[str, str]:
    """File name → content of every data file and its schema; below ``years/2024/``, under the same names, the
    records of the sources of a year. What ``store`` holds of a source is not made anew."""
    years = [year_of(index, corpus) for index in range(len(corpus.sources))]
    of_record = {record.id: years[record.source] for record in corpus.records}
    of_source = {c.source.id: year for c, year in zip(corpus.sources, years, strict=True)}
    own = [_source_lines(index, corpus, store) for index in range(len(corpus.sources))]

    def stated(name: str) -> Iterator[_Line]:
        return ((year, line) for year, lines in zip(years, own, strict=True) for line in lines[name])

    def lines(rows: Iterable[Struct], whose: str = "document") -> Iterator[_Line]:
        return ((of_record[getattr(row, whose)], _line(row)) for row in rows)

    # One file after the other: of the other records none are there meanwhile.
    values = {
        "documents": lines((document_record(r, corpus) for r in corpus.records), "id"),
        "tables": stated("tables"),
        "citations": lines(map(citation_record, corpus.web.citations)),
        "references": lines(map(reference_record, corpus.web.references)),
        "notes": ((of_source.get(Path(n.file).stem, UNDATED), _line(n)) for n in note_records(corpus)),
        "appointments": stated("appointments"),
        "members": stated("members"),
        "chronicle": stated("chronicle"),
        "validity": lines((validity_record(s, corpus) for s in corpus.facts.standings), "stated_in"),
        "amendments": lines(map(amendment_record, corpus.facts.amended)),
        "radar": lines(watched_record(w, corpus) for w in corpus.facts.watched),
        **{name: stated(name) for name in OBLIGATIONS},
    }
    files = store.room()
    schemas = store.result("schemas", "", lambda: {name: schema(name) for name in values})
    for name, found in values.items():
        by_year: dict[str, list[str]] = {}
        files[f"{name}.json"] = _array(_noted(found, by_year))
        files[f"{name}.schema.json"] = schemas[name]
        for year in sorted(by_year):
            files[f"{YEARS}/{year}/{name}.json"] = _array(by_year[year])
    return files


def _noted(found: Iterable[_Line], by_year: dict[str, list[str]]) -> Iterator[str]:
    """The lines, each put down under its year."""
    for year, line in found:
        by_year.setdefault(year, []).append(line)
        yield line


def _array(lines: Iterable[str]) -> str:
    body = ",\n".join(lines)
    return f"[\n{body}\n]\n" if body else "[]\n"


_STATED = ("tables", "appointments", "members", "chronicle", *OBLIGATIONS)
"""The files whose records a source states by itself, but for the addresses of its documents."""

_written = json.JSONEncoder(ensure_ascii=False).encode


def _line(row: Struct) -> str:
    return _written(to_builtins(row))


def _source_lines(index: int, corpus: Corpus, store: Store) -> dict[str, list[str]]:
    """What a source states: name of the data file → its records as lines of JSON."""
    records = corpus.by_source[index]
    inputs = hash_of(corpus.sources[index].key, repr([(r.id, r.url, r.page) for r in records]))
    return store.result("stated", inputs, partial(_stated, records, corpus))


def _stated(records: Sequence[Record], corpus: Corpus) -> dict[str, list[str]]:
    rows: dict[str, Iterable[Struct]] = {
        "tables": (row for r in records for row in table_records(r, corpus)),
        "appointments": (row for r in records for row in appointment_records(r)),
        "members": (row for r in records for row in member_records(r)),
        "chronicle": (row for r in records for row in chronicle_records(r)),
        **obligation_records(records),
    }
    return {name: list(map(_line, own)) for name, own in rows.items()}
