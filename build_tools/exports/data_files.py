"""Records → the data files of the contract, a record a line; what a source states by itself is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from functools import partial

from msgspec import Struct, to_builtins

from build_tools.cache.hashes import hash_of
from build_tools.cache.store import NOTHING_KEPT, Store
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


def data_files(corpus: Corpus, store: Store = NOTHING_KEPT) -> MutableMapping[str, str]:
    """File name → content of every data file and its schema; what ``store`` holds of a source is not made
    anew."""
    own = [_source_lines(index, corpus, store) for index in range(len(corpus.sources))]

    def stated(name: str) -> Iterator[str]:
        return (line for lines in own for line in lines[name])

    # One file after the other: of the other records none are there meanwhile.
    values = {
        "documents": _lines(document_record(r, corpus) for r in corpus.records),
        "tables": stated("tables"),
        "citations": _lines(map(citation_record, corpus.web.citations)),
        "references": _lines(map(reference_record, corpus.web.references)),
        "notes": _lines(note_records(corpus)),
        "appointments": stated("appointments"),
        "members": stated("members"),
        "chronicle": stated("chronicle"),
        "validity": _lines(validity_record(s, corpus) for s in corpus.facts.standings),
        "amendments": _lines(map(amendment_record, corpus.facts.amended)),
        "radar": _lines(watched_record(w, corpus) for w in corpus.facts.watched),
        **{name: stated(name) for name in OBLIGATIONS},
    }
    files = store.room()
    for name, lines in values.items():
        body = ",\n".join(lines)
        files[f"{name}.json"] = f"[\n{body}\n]\n" if body else "[]\n"
        files[f"{name}.schema.json"] = schema(name)
    return files


_STATED = ("tables", "appointments", "members", "chronicle", *OBLIGATIONS)
"""The files whose records a source states by itself, but for the addresses of its documents."""

_written = json.JSONEncoder(ensure_ascii=False).encode


def _lines(rows: Iterable[Struct]) -> Iterator[str]:
    return (_written(to_builtins(row)) for row in rows)


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
    return {name: list(_lines(own)) for name, own in rows.items()}
