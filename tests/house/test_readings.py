"""The converter against careful human readings: the five sources, and texts in the manner of real ones.

A reading is a JSON file of documents. Only the keys that it has are compared; ``<key>_any`` lists the
values that are as good as each other; an ``optional`` record may be missing.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from build_tools.model.corpus import Corpus, Record
from support.conversion import SOURCES, TEXTS, converted, ledger_notes
from support.paths import TESTS

Reading = dict[str, Any]
_FACTS = (
    "kind",
    "title",
    "doc_number",
    "issuers",
    "addressees",
    "date",
    "published",
    "column",
    "print_page",
    "first_line",
    "last_line",
)
_FILES = (*SOURCES, *TEXTS)


@cache
def reading(path: Path) -> Reading:
    """What a careful reader found in a source."""
    folder = TESTS / "house" / ("readings" if path in SOURCES else "texts")
    found: Reading = json.loads((folder / f"{path.stem}.json").read_text(encoding="utf-8"))
    return found


def _read() -> list[tuple[Path, int]]:
    return [(path, i) for path in _FILES for i in range(len(reading(path)["documents"]))]


def _name(value: object) -> str:
    return value.stem if isinstance(value, Path) else str(value)


_each_file = pytest.mark.parametrize("path", _FILES, ids=_name)
_each_document = pytest.mark.parametrize(("path", "index"), _read(), ids=_name)


def find(corpus: Corpus, document: Reading) -> Record | None:
    """The record that a reading speaks of: by its first line, else by its title."""
    lines = document.get("first_line_any", [document.get("first_line")])
    by_line = [r for r in corpus.records if r.document.first_line in lines]
    by_title = [r for r in corpus.records if r.document.title == document.get("title")]
    return next(iter([*by_line, *by_title]), None)


@_each_file
def test_converts_whole(path: Path) -> None:
    corpus = converted(path)
    assert ledger_notes(corpus) == []
    assert [n for n in corpus.notes[0] if n.code.severity == "error"] == []


@_each_file
def test_no_document_too_many_or_too_few(path: Path) -> None:
    read = reading(path)["documents"]
    least = sum(not d.get("optional") for d in read)
    assert least <= len(converted(path).records) <= len(read)


@_each_document
def test_facts(path: Path, index: int) -> None:
    read = reading(path)["documents"][index]
    record = find(converted(path), read)
    if record is None:
        assert read.get("optional"), "not found"
        return
    document = record.document
    for name in _FACTS:
        got = getattr(document, name)
        got = list(got) if isinstance(got, tuple) else got
        if f"{name}_any" in read:
            assert got in read[f"{name}_any"], name
        elif name in read:
            assert got == read[name], name


@_each_document
def test_parent_and_annexes(path: Path, index: int) -> None:
    corpus = converted(path)
    documents = reading(path)["documents"]
    read = documents[index]
    record = find(corpus, read)
    if record is None:
        assert read.get("optional"), "not found"
        return
    if "parent" in read:
        parent = find(corpus, documents[read["parent"]]) if read["parent"] is not None else None
        assert record.parent == (parent.id if parent else None)
    if "annexes" in read:
        keys = [k for k in ("number", "title", "present") if all(k in a for a in read["annexes"])]
        assert [{k: getattr(a, k) for k in keys} for a in record.annexes] == read["annexes"]


@_each_document
def test_outline(path: Path, index: int) -> None:
    read = reading(path)["documents"][index]
    record = find(converted(path), read)
    if record is None:
        assert read.get("optional"), "not found"
        return
    if "outline" not in read:
        return
    entries = record.document.outline
    assert [e.line for e in entries] == [e["line"] for e in read["outline"]]
    for entry, expected in zip(entries, read["outline"], strict=True):
        got = {name: getattr(entry, name) for name in expected}
        assert got == expected, f"line {entry.line}"


def _blocks_by_line(corpus: Corpus) -> dict[int, set[tuple[str, str]]]:
    """Raw line → the blocks that hold characters of it."""
    source = corpus.sources[0].source
    found: dict[int, set[tuple[str, str]]] = {}
    for record in corpus.records:
        for block in record.document.blocks:
            for text in block.texts():
                for offset in text.at:
                    found.setdefault(source.line_of(offset), set()).add((record.id, block.anchor))
    return found


@_each_file
def test_joined_and_apart(path: Path) -> None:
    blocks = _blocks_by_line(converted(path))
    read = reading(path)
    assert read["joined"] or read["apart"]
    for above, below in read["joined"]:
        assert blocks.get(above, set()) & blocks.get(below, set()), (
            f"lines {above} and {below} belong together"
        )
    for above, below in read["apart"]:
        assert not blocks.get(above, set()) & blocks.get(below, set()), (
            f"lines {above} and {below} stand apart"
        )
