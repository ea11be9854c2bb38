"""A release as lines that can be compared, read from its data files: what stands on its pages, and what was
found there, by address.

The files alone are read, so that a release of years ago and one that is being made are told in the same way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from build_tools.exports.data_files import data_files
from build_tools.exports.text_records import FOLDER, year_files
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus
from build_tools.sources.published import json_lines

Row = Mapping[str, Any]

_READ = ("notes", "citations", "references", "validity", "duties", "deadlines", "targets", "appointments")


@dataclass(frozen=True)
class Line:
    """One thing that a release holds at an address. ``what`` is its kind: ``missing`` (a source that lacks),
    ``document``, ``block``, ``table``, ``column``, ``cell`` (a merged one once), ``duty``, ``date``,
    ``target``, ``post``, ``link``, ``state`` or ``doubt``. What is not printed is empty."""

    what: str
    at: str  # address below the site, with its fragment
    name: str = ""
    text: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """The address without its fragment."""
        return self.at.partition("#")[0]


def is_read(name: str) -> bool:
    """Whether a file of the data folder is one of those that :func:`read_lines` reads."""
    stem, _, ending = name.rpartition(".")
    return (ending == "jsonl" and stem.startswith(f"{FOLDER}/")) or (ending == "json" and stem in _READ)


def read_lines(files: Mapping[str, str]) -> tuple[Line, ...]:
    """The lines of a release by its data files, name below the data folder → content.

    Raises ValueError, KeyError or TypeError for what is no release.
    """
    lacking = Code.SOURCE_MISSING.id
    return _lines(files, [n["file"] for n in _rows(files, "notes") if n["code"] == lacking])


def text_lines(corpus: Corpus) -> tuple[Line, ...]:
    """The lines of a corpus, as its data files would tell them."""
    files = {**data_files(corpus), **year_files(corpus)}
    return _lines(files, [failed.source.file for failed in corpus.failed])


def _rows(files: Mapping[str, str], name: str) -> list[Row]:
    rows: list[Row] = json.loads(files[f"{name}.json"])
    return rows


@dataclass(frozen=True)
class _Held:
    """The documents of a release, in print order, and by id."""

    documents: Sequence[Row]
    by_id: Mapping[str, Row]

    def at(self, id_: str, anchor: str) -> str:
        """The address of a place in a document."""
        url: str = self.by_id[id_]["url"]
        return f"{url.partition('#')[0]}#{anchor}" if anchor else url


def _lines(files: Mapping[str, str], missing: Iterable[str]) -> tuple[Line, ...]:
    years = sorted(name for name in files if name.startswith(f"{FOLDER}/"))
    documents = [json.loads(line) for name in years for line in json_lines(files[name])]
    held = _Held(documents, {document["id"]: document for document in documents})
    lines = [Line("missing", "", name) for name in missing]
    for document in documents:
        lines += _document(document, held)
    for name, told in _TOLD.items():
        lines += (told(row, held) for row in _rows(files, name))
    lines += _doubts(_rows(files, "notes"), held)
    return tuple(lines)


def _document(document: Row, held: _Held) -> Iterator[Line]:
    """A document with its blocks."""
    more = {key: document[key] or "" for key in ("kind", "date", "published", "issue")}
    more |= {
        "number": document["doc_number"] or "",
        "issuers": "、".join(document["issuers"]),
        "file": document["source"]["file"],
        "hash": _printed_hash(document["blocks"]),
    }
    yield Line("document", document["url"], document["id"], document["title"], more)
    for block in document["blocks"]:
        at = held.at(document["id"], block["anchor"])
        if block["table"] is None:
            yield Line("block", at, block["role"], block["text"])
        else:
            yield from _table(block["anchor"], block["table"], at)


def _printed_hash(blocks: Iterable[Row]) -> str:
    """What stands for the printed text of a document: blocks in their order, blanks not counted."""
    texts: list[str] = []
    for block in blocks:
        texts.append(block["text"])
        rows = block["table"]["rows"] if block["table"] else ()
        texts += (text for row in rows for cell in row["cells"] for text in cell["texts"])
    return hashlib.sha256("".join("".join(texts).split()).encode()).hexdigest()[:16]


def _table(anchor: str, table: Row, at: str) -> Iterator[Line]:
    """A table: its name, the names of its columns, and each cell once where it is merged."""
    yield Line("table", at, anchor, table["title"], {"unit": table["unit"] or ""})
    for n, name in enumerate(table["columns"], start=1):
        yield Line("column", at, str(n), name)
    page = at.partition("#")[0]
    for row in table["rows"]:
        for cell in row["cells"] if not row["header"] else ():
            n = cell["column"]
            more = {"column": str(n), "table": anchor}
            yield Line("cell", f"{page}#{row['anchor']}", table["columns"][n - 1], cell["value"], more)


def _duty(row: Row, held: _Held) -> Line:
    units = "、".join(f"{unit['name']}（{unit['role']}）" for unit in row["units"])
    dates = "、".join(row["due"] or row["deadlines"])
    return Line("duty", held.at(row["document"], row["anchor"]), units, row["item"], {"dates": dates})


def _date(row: Row, held: _Held) -> Line:
    return Line("date", held.at(row["document"], row["anchor"]), row["date"], row["words"])


def _target(row: Row, held: _Held) -> Line:
    words = " ".join(filter(None, (row[key] for key in ("comparator", "value", "unit", "year"))))
    return Line("target", held.at(row["document"], row["anchor"]), row["indicator"], words)


def _post(row: Row, held: _Held) -> Line:
    at = held.at(row["document"], row["anchor"])
    return Line("post", at, row["name"], f"{row['action']} {row['post']}")


def _citation(row: Row, held: _Held) -> Line:
    at = held.at(row["document"], row["anchor"])
    return Line("link", at, row["relation"], row["text"], {"target": row["target"] or ""})


def _reference(row: Row, held: _Held) -> Line:
    """A place that is named leads to anchors of one document, or to documents."""
    ways = [f"{way}#" if way in held.by_id else f"{row['target_document']}#{way}" for way in row["targets"]]
    at = held.at(row["document"], row["anchor"])
    return Line("link", at, "refers", row["text"], {"target": "、".join(ways)})


def _state(row: Row, held: _Held) -> Line:
    """What is told of the effect of a text (``of`` one that is not held): its days, its states."""
    days = ("effective", "trial_until", "expires", "repealed_by", "repealed_on")
    more = {"of": "" if row["document"] else row["name"], **{day: row[day] or "" for day in days}}
    words = "；".join(f"{s['from'] or ''} {s['words']}".strip() for s in row["stages"])
    return Line("state", held.at(row["document"] or row["stated_in"], ""), row["name"], words, more)


_TOLD: Mapping[str, Callable[[Row, _Held], Line]] = {
    "duties": _duty,
    "deadlines": _date,
    "targets": _target,
    "appointments": _post,
    "citations": _citation,
    "references": _reference,
    "validity": _state,
}
"""Data file → how a record of it is told."""


def _doubts(notes: Iterable[Row], held: _Held) -> Iterator[Line]:
    """The open doubts on sources that are held, at the block that prints the line, else at the page of the
    source."""
    pages = {document["source"]["file"]: document["source"]["url"] for document in held.documents}
    doubts = [n for n in notes if n["severity"] == "doubt" and not n["accepted"]]
    wanted = {(n["file"], n["first_line"]) for n in doubts}
    places: dict[tuple[str, int], str] = {}
    for document in held.documents:
        for block in document["blocks"]:
            at = held.at(document["id"], block["anchor"])
            for line in ((document["source"]["file"], n) for n in block["lines"]):
                if line in wanted:
                    places.setdefault(line, at)
    for note in doubts:
        file = note["file"]
        page = pages.get(file) or pages.get(file.removesuffix(".toml") + ".txt")  # what lies beside a source
        if page:
            at = places.get((file, note["first_line"]), page)
            more = {"file": file, "line": str(note["first_line"])}
            yield Line("doubt", at, note["code"], _said(note["detail"], note["was"], note["now"]), more)


def said_of(note: Note) -> str:
    """What a finding says beside its code, without the line that it is on."""
    return _said(note.detail, note.was, note.now)


def _said(detail: str | None, was: str | None, now: str | None) -> str:
    return "；".join(filter(None, (detail, (was or "") + (f" → {now}" if now else ""))))
