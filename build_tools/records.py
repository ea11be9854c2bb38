"""Records → the data files of the contract: plain values, ready for JSON."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from build_tools.link import Corpus, Record
from build_tools.model import Grid, Note, OutlineEntry, Role

SCHEMAS = ("documents", "tables", "notes")
"""The data files that are written, each with a JSON Schema of the same name beside it."""


def data_files(corpus: Corpus) -> dict[str, str]:
    """File name → content of every data file and its schema."""
    values: dict[str, list[dict[str, Any]]] = {
        "documents": [document_record(r, corpus) for r in corpus.records],
        "tables": [t for r in corpus.records for t in table_records(r, corpus)],
        "notes": [
            note_record(n, c.source.file)
            for c, ns in zip(corpus.sources, corpus.notes, strict=True)
            for n in ordered(ns)
        ],
    }
    files = {}
    for name, rows in values.items():
        body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        files[f"{name}.json"] = f"[\n{body}\n]\n" if rows else "[]\n"
        files[f"{name}.schema.json"] = schema(name)
    return files


def schema(name: str) -> str:
    """The JSON Schema of a data file, as text."""
    return (resources.files("build_tools") / "schemas" / f"{name}.schema.json").read_text("utf-8")


def ordered(notes: tuple[Note, ...]) -> list[Note]:
    """Notes by line, then by code."""
    return sorted(notes, key=lambda n: (n.first_line, n.last_line, n.code.id))


def document_record(record: Record, corpus: Corpus) -> dict[str, Any]:
    """One record of documents.json."""
    document, source = record.document, corpus.sources[record.source].source
    return {
        "id": record.id,
        "url": record.url,
        "kind": document.kind.value,
        "title": document.title,
        "doc_number": document.doc_number,
        "doc_key": record.doc_key,
        "issuers": list(document.issuers),
        "addressees": list(document.addressees),
        "date": document.date,
        "published": document.published,
        "printed": document.printed,
        "issue": record.issue,
        "column": document.column,
        "print_page": document.print_page,
        "parent": record.parent,
        "source": {
            "file": source.file,
            "first_line": document.first_line,
            "last_line": document.last_line,
            "sha256": source.sha256,
            "more": [{"first_line": a, "last_line": b} for a, b in document.more],
            "page_breaks": list(document.page_breaks),
        },
        "annexes": [
            {"number": a.number, "title": a.title, "id": a.id, "present": a.present} for a in record.annexes
        ],
        "outline": [_entry(e) for e in document.outline],
    }


def _entry(entry: OutlineEntry) -> dict[str, Any]:
    return {
        "level": entry.level,
        "number": entry.number,
        "title": entry.title,
        "depth": entry.depth,
        "anchor": entry.anchor,
        "line": entry.line,
    }


def table_records(record: Record, corpus: Corpus) -> list[dict[str, Any]]:
    """The tables of a document as they stand in print; spans of HTML tables are filled."""
    source = corpus.sources[record.source].source
    records = []
    blocks = [b for b in record.document.blocks if b.role is Role.TABLE and b.grid is not None]
    for n, block in enumerate(blocks, start=1):
        grid = block.grid
        assert grid is not None
        header_rows = sum(all(c.header for c in row.cells) for row in grid.rows)
        rows = filled(grid)
        suffix = "" if len(blocks) == 1 else f"-{n}"
        records.append(
            {
                "id": f"{record.id.replace('/', '-')}-table{suffix}",
                "document": record.id,
                "annex": record.document.annex_number,
                "anchor": block.anchor,
                "title": record.document.title,
                "unit": None,
                "columns": rows[0] if header_rows and rows else [],
                "header_rows": header_rows,
                "rows": rows[header_rows:],
                "inferred": [],
                "doubtful": [],
                "form": False,
                "checks": [],
                "source": {
                    "file": source.file,
                    "first_line": min((r.number for r in grid.rows), default=0),
                    "last_line": max((r.number for r in grid.rows), default=0),
                },
            }
        )
    return records


def filled(grid: Grid) -> list[list[str]]:
    """Rows of strings; a cell that spans rows or columns stands in each of them."""
    rows: list[list[str]] = []
    pending: dict[tuple[int, int], str] = {}
    for r, row in enumerate(grid.rows):
        values: list[str] = []
        for cell in row.cells:
            while (r, len(values)) in pending:
                values.append(pending.pop((r, len(values))))
            for k in range(cell.colspan):
                for below in range(1, cell.rowspan):
                    pending[(r + below, len(values) + k)] = cell.plain
            values += [cell.plain] * cell.colspan
        while (r, len(values)) in pending:
            values.append(pending.pop((r, len(values))))
        rows.append(values)
    return rows


def note_record(note: Note, file: str) -> dict[str, Any]:
    """One record of notes.json."""
    message = note.code.value.message + (f"：{note.detail}" if note.detail else "")
    return {
        "code": note.code.id,
        "severity": note.code.severity,
        "file": note.file or file,
        "first_line": note.first_line,
        "last_line": note.last_line,
        "was": note.was or None,
        "now": note.now or None,
        "count": len(note.edits) or None,
        "message": message,
        "hint": note.code.value.hint or None,
        "accepted": note.accepted or None,
    }
