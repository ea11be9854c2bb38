"""PDF of built pages: every printed character, bookmarks, numbers, tags, fonts; and a loss is seen."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from build_tools.books import chromium
from build_tools.books.book import Book
from build_tools.books.chromium import NoChromium, printer
from build_tools.books.pdf import _alike, finished, lost, pdf_files, printed_in
from build_tools.books.print_page import added_to, print_page
from build_tools.books.proof import printed
from build_tools.model.document import Kind, TableBlock
from support.books import SITE, all_books, sample
from support.built_site import BuiltSite
from support.conversion import SOURCES, converted

FULL = bool(os.environ.get("GAZETTE_FULL"))
SAID = "（题名据所印拟定）"
"""Stands below a composed title."""


def _books() -> list[Book]:
    books = all_books(converted(*SOURCES))
    return books if FULL else [*sample([b for b in books if not b.of_issue], 3), books[-1]]


def _page(book: Book, site: Path) -> bytes:
    page = print_page(book, site, SITE.url)
    assert page
    return page


@pytest.fixture(scope="module")
def made(whole: BuiltSite) -> dict[str, tuple[Book, bytes, bytes]]:
    """Name → book, page, file."""
    found = {}
    with printer() as own:
        for book in _books():
            page = _page(book, whole.site)
            found[book.name] = (
                book,
                page,
                finished(own.printed(page), book, SITE.name),
            )
    return found


def test_every_printed_character(made: dict[str, tuple[Book, bytes, bytes]]) -> None:
    assert made
    assert {name: lost(data, page, book) for name, (book, page, data) in made.items()} == dict.fromkeys(
        made, ""
    )


def test_and_no_other(made: dict[str, tuple[Book, bytes, bytes]]) -> None:
    """Without tables, whose heads are repeated on each sheet, and issues, whose title is composed."""
    plain = [own for own in made.values() if not own[0].of_issue and not _has_tables(own[0])]
    assert plain
    assert [
        book.name for book, page, data in plain if not _surplus(book, page, data) <= Counter(_alike(SAID))
    ] == []


def _has_tables(book: Book) -> bool:
    return any(isinstance(block, TableBlock) for r in book.records for block in r.document.blocks)


def _surplus(book: Book, page: bytes, data: bytes) -> Counter[str]:
    return Counter(_alike(printed_in(data))) - Counter(_alike(printed(book.records) + added_to(page)))


def test_a_loss_is_seen(made: dict[str, tuple[Book, bytes, bytes]], whole: BuiltSite) -> None:
    exact = (own for own in made.values() if not _surplus(*own))
    book, page, _ = next(exact)
    block = re.search(rb"<p [^>]*data-l=[^>]*>([^<]{20,})</p>", page)
    assert block is not None
    with printer() as own:
        data = own.printed(page.replace(block[0], b""))
    assert Counter(lost(data, page, book)) == Counter(_alike(block[1].decode()))


def test_bookmarks_are_the_headings(made: dict[str, tuple[Book, bytes, bytes]]) -> None:
    missing = []
    for book, _, data in made.values():
        told = {_solid(mark.get_title()) for mark in pypdfium2.PdfDocument(data).get_toc()}
        attached = [r.document.title for r in book.records if r.document.kind is Kind.ATTACHED]
        missing += [title for title in attached if _solid(title) not in told]
        missing += [] if told else [book.name]
    assert missing == []


def _solid(words: str) -> str:
    return "".join(words.split())


def test_metadata_and_tags(made: dict[str, tuple[Book, bytes, bytes]]) -> None:
    wrong = []
    for book, _, data in made.values():
        file = pypdfium2.PdfDocument(data)
        about = file.get_metadata_dict()
        day = f"D:{book.whole_day.replace('-', '')}000000+00'00'"
        wanted = {"Title": book.title, "CreationDate": day, "ModDate": day, "Producer": "gazette"}
        told = {key: about[key] for key in wanted}
        tagged = pypdfium2.raw.FPDFCatalog_IsTagged(file) and b"/Lang (zh-CN)" in data
        wrong += [] if told == wanted and about["Author"] and tagged else [(book.name, about)]
    assert wrong == []


def test_pages_are_numbered_and_fonts_embedded(made: dict[str, tuple[Book, bytes, bytes]]) -> None:
    pages = [
        (number, page)
        for _, _, data in made.values()
        for number, page in enumerate(pypdfium2.PdfDocument(data), start=1)
    ]
    heads = [_solid(page.get_textpage().get_text_range()) for _, page in pages]
    assert [
        head for head, (number, _) in zip(heads, pages, strict=True) if not head.startswith(f"—{number}—")
    ] == []
    assert all(_embedded(page) for _, page in pages)


def _embedded(page: pypdfium2.PdfPage) -> bool:
    texts = page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,))
    fonts = [pypdfium2.raw.FPDFTextObj_GetFont(text) for text in texts]
    return all(pypdfium2.raw.FPDFFont_GetIsEmbedded(font) == 1 for font in fonts)


def test_printed_twice_it_is_the_same(made: dict[str, tuple[Book, bytes, bytes]], whole: BuiltSite) -> None:
    book, page, data = next(iter(made.values()))
    with printer() as own:
        again = finished(own.printed(page), book, SITE.name)
    assert printed_in(again) == printed_in(data)
    toc = [[m.get_title() for m in pypdfium2.PdfDocument(d).get_toc()] for d in (data, again)]
    assert toc[0] == toc[1]


def test_no_address_of_this_machine_is_in_the_file(made: dict[str, tuple[Book, bytes, bytes]]) -> None:
    links = re.compile(rb'<a [^>]*href="file:')
    assert [name for name, (_, page, data) in made.items() if b"file:" in data or links.search(page)] == []


def test_without_chromium_it_is_said(whole: BuiltSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium.shutil, "which", lambda _: None)
    with pytest.raises(NoChromium):
        pdf_files(converted(*SOURCES), whole.site, SITE)
