"""The made-up issue gives from each of its originals what it gives from its plain text."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest
from docx import Document

from build_tools.model.original import Paragraph
from build_tools.sources.imports.docx import read_docx
from build_tools.sources.imports.office import lost_words
from build_tools.sources.imports.read import Imported, import_file
from support import office
from support.conversion import convert_text
from support.facts import KINDS, expected, facts
from support.made_up_issue import page, plain, word


def _by_python_docx() -> bytes:
    """The same docx, opened and written by another library."""
    out = io.BytesIO()
    Document(io.BytesIO(word())).save(out)
    return out.getvalue()


def _read(file: str, make: Callable[[], bytes]) -> Callable[[], Imported]:
    return lambda: import_file(file, make())


ORIGINALS: Mapping[str, Callable[[], Imported]] = {
    "docx": _read("a.docx", word),
    "docx, articles apart": _read("a.docx", lambda: word(apart=True)),
    "docx by python-docx": _read("a.docx", _by_python_docx),
    "docx by LibreOffice": _read("a.docx", lambda: office.written("docx")),
    "doc": lambda: office.imported("doc"),
    "odt": lambda: office.imported("odt"),
    "html": _read("a.html", lambda: page().encode()),
    "pdf by LibreOffice": lambda: import_file("a.pdf", office.printed()),
    "tabs": _read("a.txt", lambda: plain(tabs=True).encode()),
    "OCR": _read("a.md", lambda: plain(ocr=True).encode()),
}


@cache
def imported(name: str) -> Imported:
    return ORIGINALS[name]()


@pytest.mark.parametrize("name", ORIGINALS)
@pytest.mark.parametrize("kind", KINDS)
def test_as_from_plain_text(name: str, kind: str) -> None:
    assert facts_of(name)[kind] == expected()[kind]


@cache
def facts_of(name: str) -> Mapping[str, Any]:
    return facts(imported(name).text)


def test_the_plain_text_is_read_right() -> None:
    found = expected()
    assert [d["kind"] for d in found["documents"]] == [
        "masthead", "contents", "notice", "attached", "annex", "annex", "annex", "appointment", "chronicle",
    ]  # fmt: skip
    assert [(len(t["rows"]), len(t["columns"])) for t in found["tables"]] == [(20, 5), (6, 3), (3, 5)]
    assert len(found["footnotes"]) == 2
    assert len(found["appointments"]) == 3


@pytest.mark.parametrize("name", [n for n in ORIGINALS if n not in ("tabs", "OCR") and "pdf" not in n])
def test_the_change_is_in_doubt(name: str, tmp_path: Any) -> None:
    """In a page the raw text itself strikes the words."""
    if name == "html":
        corpus = convert_text(imported(name).text, tmp_path)
        assert [(n.was, n.now) for n in corpus.notes[0] if n.code.id == "struck"] == [("15分钟", "30分钟")]
    else:
        found = [d for d in imported(name).record.doubts if d.code == "original-change"]
        assert [(d.was, d.now) for d in found] == [("15分钟", "30分钟")]


@pytest.mark.parametrize("name", [n for n in ORIGINALS if "doc" in n or n == "odt"])
def test_nothing_else_is_in_doubt(name: str) -> None:
    found = [(d.code, d.detail) for d in imported(name).record.doubts if d.code != "original-change"]
    assert found == [("original-form", "文本框，文字写在所在段落之后")]


def test_words_that_libreoffice_drops_are_in_doubt() -> None:
    original = read_docx(word())
    text = "\n".join(p.chars for p in original.blocks if isinstance(p, Paragraph))
    assert list(lost_words(original, text)) == []
    (doubt,) = lost_words(original, text + "鲸")
    assert "鲸" in doubt.detail


def test_numbers_that_libreoffice_does_not_know_are_in_doubt() -> None:
    found = office.imported("doc", together=True)
    assert [d.was for d in found.record.doubts if d.code == "original-number"] == ["第一条", "第一条"]
    assert "original-number" not in {d.code for d in imported("doc").record.doubts}


@pytest.mark.parametrize("name", ORIGINALS)
def test_the_ledger_holds(name: str) -> None:
    balance = imported(name).balance
    assert balance.held + balance.made == balance.in_text + balance.kept_out
