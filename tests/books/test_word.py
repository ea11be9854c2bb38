"""Word: the page of the standard, faces by level, real tables and footnotes; LibreOffice opens it."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from lxml import etree

from build_tools.books.book import Book
from build_tools.books.proof import solid
from build_tools.books.word import word
from build_tools.model.corpus import Corpus
from build_tools.model.document import Role
from support.books import SITE, all_books
from support.conversion import SOURCES, converted, corpus_of


def _word(book: Book, corpus: Corpus) -> bytes:
    return word(book, book.chapters(corpus), SITE.name)


@cache
def _named(part: str) -> bytes:
    corpus = converted(*SOURCES)
    return _word(next(b for b in all_books(corpus) if part in b.name and not b.of_issue), corpus)


def _of_text(text: str) -> bytes:
    corpus = corpus_of(text)
    return _word(all_books(corpus)[0], corpus)


def _part(data: bytes, name: str) -> Any:
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def test_the_page_of_the_standard() -> None:
    section = docx.Document(BytesIO(_named("zang-zheng-fa-2024-11"))).sections[0]
    found = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    sizes = [round(size.mm) for size in (*found, section.right_margin) if size is not None]
    assert sizes == [210, 297, 37, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    lines = 225 / 25.4 * 72 * 20 / int(grid.get(qn("w:linePitch")))
    assert round(lines) == 22


def test_faces_by_level() -> None:
    made = docx.Document(BytesIO(_named("zang-zheng-fa-2024-11")))
    found: dict[str, str] = {}
    for paragraph in made.paragraphs:
        fonts = paragraph.style.element.rPr.rFonts if paragraph.style is not None else None
        found.setdefault(paragraph.text[:3], fonts.get(qn("w:eastAsia")) if fonts is not None else "")
    assert found["西藏自"] == "方正小标宋简体"
    assert found["一、优"] == "黑体"
    assert found["认真贯"] == "仿宋"
    runs = [r for p in made.paragraphs for r in p.runs if r.text.startswith("（二）全面")]
    assert runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体"


def test_merged_cells_and_repeated_heads() -> None:
    root = _part(_named("zang-yi-bao-2023-33"), "word/document.xml")
    assert root.findall(f".//{qn('w:tblHeader')}")
    merged = [m.get(qn("w:val")) for m in root.iter(qn("w:vMerge"))]
    assert {"restart", "continue"} == set(merged)
    for table in root.iter(qn("w:tbl")):
        width = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        spans = [
            [int(s.get(qn("w:val"))) if (s := c.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")) is not None else 1
             for c in row.iter(qn("w:tc"))]
            for row in table.iter(qn("w:tr"))
        ]  # fmt: skip
        assert {sum(row) for row in spans} == {width}


def test_a_wide_table_stands_on_a_turned_page() -> None:
    head = "".join(f"<td>第{i}列</td>" for i in range(9))
    row = "".join(f"<td>{i}</td>" for i in range(9))
    text = f"早市一览表\n\n<table><tr>{head}</tr><tr>{row}</tr></table>\n"
    root = _part(_of_text(text), "word/document.xml")
    turned = [size.get(qn("w:orient")) for size in root.iter(qn("w:pgSz"))]
    assert turned == [None, "landscape", None]


def test_a_footnote_is_one_and_its_sign_is_the_printed_one() -> None:
    data = _of_text("早市管理办法\n\n第一条 早市¹应当按时开市。\n\n¹早市：指清晨的集市。\n")
    reference = next(_part(data, "word/document.xml").iter(qn("w:footnoteReference")))
    assert reference.get(qn("w:customMarkFollows")) == "1"
    assert reference.getnext().text == "¹"
    notes = _part(data, "word/footnotes.xml")
    own = next(n for n in notes if n.get(qn("w:id")) == reference.get(qn("w:id")))
    assert "".join(own.itertext()) == "¹早市：指清晨的集市。"


def test_nothing_tells_of_another_day() -> None:
    data = _named("zang-zheng-fa-2024-11")
    core = etree.tostring(_part(data, "docProps/core.xml"), encoding="unicode")
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"2024-08-04"}
    with ZipFile(BytesIO(data)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_hostile_text_is_text() -> None:
    data = _of_text("<script>早市</script>&amp;\x01]]>办法\n\n第一条 “<b>早市&lt;”\ufffe按时开市。\n")
    assert docx.Document(BytesIO(data)).paragraphs


def test_libreoffice_opens_it_and_shows_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "book.docx"
    path.write_bytes(_named("zang-zheng-ban-han-2024-23"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", path.name]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=240)
    corpus = converted(*SOURCES)
    book = next(b for b in all_books(corpus) if b.name.endswith("zang-zheng-ban-han-2024-23"))
    shown = solid((tmp_path / "book.txt").read_text("utf-8-sig"))
    wanted = [solid("".join(t.chars for t in b.texts())) for r in book.records for b in r.document.blocks
              if b.role is not Role.TABLE]  # fmt: skip
    assert [words for words in wanted if words not in shown] == []
