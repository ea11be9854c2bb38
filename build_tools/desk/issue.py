"""A source as the desk shows it: what is open, in order of weight, its pages, and how far the editor is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from build_tools.desk.places import lines_of_page, table_name
from build_tools.documents.names import html_address, issue_path, issue_title
from build_tools.documents.outline.anchors import row_anchor
from build_tools.model.catalogue import Code, Note, ordered
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import ISSUE_KINDS, Document, TableBlock
from build_tools.model.source import Source
from build_tools.model.table import CellRun
from build_tools.project import RAW
from build_tools.publishing.issue_report import issue_report
from build_tools.publishing.known import fingerprint, unknown
from build_tools.publishing.new_archive import is_example
from build_tools.report import rank

Value = Mapping[str, Any]

_OPEN = ("error", "stale", "doubt")
"""Severities that ask something of an editor, those first that weigh most."""
_LISTED = (*_OPEN, "correction")
"""What the list holds: what asks something, and what an editor did."""


def issues_value(corpus: Corpus) -> Value:
    """All sources, the newest first as the corpus has them, each with how much is open, settled and read."""
    fresh = _fresh(corpus)
    failed = [{"id": f.source.id, "title": f.source.file, "failed": _said(f.notes[0])} for f in corpus.failed]
    rows = [
        {
            "id": converted.source.id,
            "title": issue_title(index, corpus),
            "page": html_address(issue_path(index, corpus)),
            "example": is_example(converted.source.raw),
            **_progress(index, corpus, fresh),
        }
        for index, converted in enumerate(corpus.sources)
    ]
    return {"issues": [*failed, *rows]}


def issue_value(id_: str, corpus: Corpus) -> Value | None:
    """All that the desk of one source shows; None where there is no such source."""
    index = next((i for i, c in enumerate(corpus.sources) if c.source.id == id_), None)
    if index is None:
        failed = next((f for f in corpus.failed if f.source.id == id_), None)
        if failed is None:
            return None
        found = [_finding(note, failed.source, True) for note in failed.notes]
        return {
            "id": id_,
            "title": failed.source.file,
            "findings": found,
            "pages": [],
            "report": [],
            "lines": 0,
        }
    source = corpus.sources[index].source
    fresh = _fresh(corpus)
    return {
        "id": id_,
        "title": issue_title(index, corpus),
        "issue": html_address(issue_path(index, corpus)),
        "findings": list(_findings(index, corpus, fresh)),
        "pages": list(_pages(index, corpus)),
        "report": [
            {"name": part.name, "count": part.count, "found": list(part.found)}
            for part in issue_report(index, corpus, RAW)
        ],
        "lines": len(source.starts),
        **_progress(index, corpus, fresh),
    }


def raw_lines(id_: str, first: int, last: int, corpus: Corpus) -> Value | None:
    """Raw lines of a source as they stand, to be shown where it has no pictures."""
    source = next((c.source for c in corpus.sources if c.source.id == id_), None)
    if source is None:
        return None
    numbers = range(max(first, 1), min(last, len(source.starts)) + 1)
    return {"first": numbers.start, "lines": [source.line(n) for n in numbers]}


def _fresh(corpus: Corpus) -> Counter[tuple[str, str]]:
    """The findings that were not there at the last publishing, by file and fingerprint."""
    found = [
        (c.source, n)
        for c, notes in zip(corpus.sources, corpus.notes, strict=True)
        for n in notes
        if n.code.severity in _OPEN
    ]
    return Counter((source.file, fingerprint(source, note)) for source, note in unknown(found, corpus.past))


def _progress(index: int, corpus: Corpus, fresh: Counter[tuple[str, str]]) -> Value:
    """How many findings ask for an editor, how many of them are settled, how many pages are read."""
    converted = corpus.sources[index]
    notes = [n for n in corpus.notes[index] if n.code.severity in _LISTED]
    new = sum(
        fresh[converted.source.file, fingerprint(converted.source, n)] > 0 for n in notes if not _settled(n)
    )
    pages = {html_address(page) for page in _texts(index, corpus)}
    return {
        "open": sum(not _settled(n) for n in notes),
        "new": new,
        "settled": sum(bool(_settled(n)) for n in notes),
        "pages_read": len(pages & {r.page for r in converted.sidecar.read}),
        "pages_all": len(pages),
    }


def _texts(index: int, corpus: Corpus) -> dict[str, list[Record]]:
    """The pages of a source that hold texts, in print order, with their records."""
    pages: dict[str, list[Record]] = {}
    for record in corpus.by_source[index]:
        if record.document.kind not in ISSUE_KINDS:
            pages.setdefault(record.page, []).append(record)
    return pages


def _pages(index: int, corpus: Corpus) -> Iterator[Value]:
    read = {r.page: r.day for r in corpus.sources[index].sidecar.read}
    for page, records in _texts(index, corpus).items():
        address = html_address(page)
        first, last = records[0].document.first_line, records[-1].document.last_line
        title = records[0].document.title
        yield {"page": address, "title": title, "first": first, "last": last, "read": read.get(address, "")}


def _findings(index: int, corpus: Corpus, fresh: Counter[tuple[str, str]]) -> Iterator[Value]:
    """What is open, what weighs most first; then what is settled."""
    source = corpus.sources[index].source
    places = _places(index, corpus)
    documents = corpus.sources[index].documents
    notes = [n for n in ordered(corpus.notes[index]) if n.code.severity in _LISTED]
    severity = {name: k for k, name in enumerate(_LISTED)}
    notes.sort(key=lambda n: (bool(_settled(n)), severity[n.code.severity], rank(n.code), n.first_line))
    for note in notes:
        new = fresh[source.file, fingerprint(source, note)] > 0
        yield _finding(note, source, new, places, documents)


def _places(index: int, corpus: Corpus) -> dict[int, tuple[str, str]]:
    """Raw line → the page and the anchor under which it is shown first."""
    source = corpus.sources[index].source
    found: dict[int, tuple[str, str]] = {}
    pages: dict[str, Sequence[Record]] = {}
    for record in corpus.by_source[index]:
        pages[record.page] = [*pages.get(record.page, ()), record]
    for page, records in pages.items():
        for line, anchor in lines_of_page(records, source):
            found.setdefault(line, (html_address(page), anchor))
    return found


def _finding(
    note: Note,
    source: Source,
    new: bool,
    places: Mapping[int, tuple[str, str]] = MappingProxyType({}),
    documents: Sequence[Document] = (),
) -> Value:
    value = note.code.value
    shown = next((places[n] for n in range(note.first_line, note.last_line + 1) if n in places), ("", ""))
    there = not note.file and 0 < note.first_line <= len(source.starts)
    return {
        "code": note.code.id,
        "severity": value.severity,
        "said": _said(note),
        "hint": value.hint,
        "line": note.first_line,
        "last": note.last_line,
        "file": note.file,
        "printed": source.line(note.first_line).strip() if there else "",
        "was": note.was,
        "now": note.now,
        "accepted": _settled(note),
        "new": new,
        "page": shown[0],
        "anchor": shown[1],
        "cell": _cell(note, documents),
        "readings": list(_readings(note, documents)),
        "stale": _stale(note),
    }


def _settled(note: Note) -> str:
    """Why an editor let the print stand, or changed it; empty where neither was done."""
    return note.detail if note.code.severity == "correction" else note.accepted


def _cell(note: Note, documents: Sequence[Document]) -> Value | None:
    """The cell that a finding is about: its row as the page names it, its column counted from 0."""
    if note.cells is not None:
        return {"row": row_anchor(note.cells.table, note.cells.first_row + 1), "column": note.cells.column}
    if note.code is not Code.TABLE_CHECK:
        return None
    for block in (b for d in documents for b in d.blocks if isinstance(b, TableBlock)):
        for check in block.table.checks:
            if check.ok or check.place is None or f"{check.label}：{check.said}" != note.detail:
                continue
            row, column = check.place
            if note.first_line in block.table.rows[row].lines:
                return {"row": row_anchor(block.anchor, row + 1), "column": column}
    return None


def _stale(note: Note) -> Value | None:
    """Which entry of the sidecar a finding says is no longer good."""
    if note.code is Code.ACCEPT_STALE:
        return {"kind": "accept", "match": {"code": note.was, "line": note.first_line}}
    if note.code is not Code.CORRECTION_STALE:
        return None
    if note.file:
        return {"at": note.first_line}
    return {"kind": "correction", "match": {"line": note.first_line, "was": note.was}}


def _readings(note: Note, documents: Sequence[Document]) -> Iterator[Value]:
    """What the words may be read as, the one that is shown first; each other one with the entry of the
    sidecar that chooses it."""
    line = note.first_line
    if note.was and note.now and note.code in _TWO_READINGS:
        other, shown = (note.was, note.now) if note.code is Code.ORIGINAL_CHANGE else (note.now, note.was)
        yield {"text": shown}
        entry = {"line": line, "was": shown, "now": other}
        if before := _BEFORE.search(note.detail):
            entry["after"] = before["words"]
        yield {"text": other, "kind": "correction", "entry": entry}
    elif note.cells is not None:
        yield from _of_cell(note.cells, documents)


# 第4页，“总则第一条为了规”之后
_BEFORE = re.compile(r"“(?P<words>[^”]+)”之后$")
_TWO_READINGS = (
    Code.MISPRINT, Code.MISREAD_WORD, Code.MISREAD_FIGURE, Code.WITNESS_DIFFERS, Code.ORIGINAL_CHANGE,
)  # fmt: skip


def _of_cell(cells: CellRun, documents: Sequence[Document]) -> Iterator[Value]:
    """The readings of cells in doubt, all of them told by one entry."""
    blocks = documents[cells.document].blocks
    table = next(b.table for b in blocks if isinstance(b, TableBlock) and b.anchor == cells.table)
    slot = table.rows[cells.first_row].slots[cells.column]
    rows = list(dict.fromkeys(f"row-{n + 1}" for n in (cells.first_row, cells.last_row)))
    row = rows if len(rows) > 1 else rows[0]
    place = {"table": table_name(table, documents), "row": row, "column": cells.column + 1, "was": slot.value}
    yield {"text": slot.value}
    for reading in slot.readings:
        if reading != slot.value:
            yield {"text": reading, "kind": "cell", "entry": {**place, "now": reading}}


def _said(note: Note) -> str:
    if note.code.severity == "correction":
        return note.code.value.message
    return note.code.value.message + (f"（{note.detail}）" if note.detail else "")
