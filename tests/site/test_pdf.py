"""PDF of built pages: every printed character in its place, bookmarks, tags, fonts; and a loss is seen."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from lxml import html

from build_tools.books import chromium
from build_tools.books.book import Book
from build_tools.books.chromium import NoChromium, printer
from build_tools.books.continued import AGAIN
from build_tools.books.pdf import finished, pdf_files, settled
from build_tools.books.pdf_back import difference, sheets_of_rows, tagged_in, undrawn_in
from build_tools.books.print_page import print_page
from build_tools.cache.store import Store
from build_tools.model.document import Kind
from build_tools.pages.every import all_pages
from build_tools.site.build import render
from build_tools.site.writing import write_files
from support.books import SITE, all_books, sample
from support.built_site import BuiltSite
from support.conversion import SOURCES, TEXTS, converted
from support.once import once
from support.rendering import hand_written

FULL = bool(os.environ.get("GAZETTE_FULL"))
WRITTEN = TEXTS if FULL else tuple(random.Random(26).sample(TEXTS, 3))
_ROWS = "".join(f"<tr><td>{n}</td><td>早市</td><td>名称</td></tr>" for n in range(1, 121))
REPEATED = f"""青江市早市一览表

早市应当按时开市。

早市¹应当按时开市。

<table><tr><th>序号</th><th>名称</th><th>备注</th></tr>{_ROWS}</table>

¹早市：指早市。
"""
"""A table of several sheets, cells, paragraphs and a footnote in the words of others."""


CORRECTED = """青江市停车收费表

停车应当按时缴费。

<table><tr><th>区域</th><th>收费</th></tr>
<tr><td rowspan="2">一类</td><td>5</td></tr><tr><td>8</td></tr></table>
"""
CORRECTION = """[[cell]]
table = "青江市停车收费表"
row = "row-2"
column = "区域"
was = "一类"
now = "二类"
why = "据纸质公报"
"""
"""A cell with an editor's word in it, where a merged one reached too far."""


UNDRAWN = "青江市早市办法\n\n第一条 早市\ud7ff应当按时开市。\n"
"""No font has a character that Unicode does not know."""


@dataclass(frozen=True)
class Printed:
    """A book, the page that it was printed from, the file."""

    book: Book
    page: bytes
    data: bytes


def _page(book: Book, site: Path) -> bytes:
    page = print_page(book, site, SITE.url)
    assert page
    return page


def _printed(books: list[Book], site: Path) -> Iterator[Printed]:
    with printer() as own:
        for book in books:
            page = _page(book, site)
            yield Printed(book, page, finished(own.printed(page), book, SITE.name))


@pytest.fixture(scope="module")
def made(whole: BuiltSite) -> list[Printed]:
    """Those of the sources, or some of them."""
    books = all_books(converted(*SOURCES))
    books = books if FULL else [*sample([b for b in books if not b.of_issue], 3), books[-1]]
    return list(_printed(books, whole.site))


def _render(folder: Path) -> None:
    hand_written(folder)
    (folder / "repeated.txt").write_text(REPEATED, encoding="utf-8")
    (folder / "undrawn.txt").write_text(UNDRAWN, encoding="utf-8")
    (folder / "corrected.txt").write_text(CORRECTED, encoding="utf-8")
    (folder / "corrected.toml").write_text(CORRECTION, encoding="utf-8")
    corpus = converted(*WRITTEN, *(folder / f"{name}.txt" for name in ("undrawn", "corrected", "repeated")))
    write_files(folder / "docs", all_pages(corpus))
    render(folder / "mkdocs.yml", corpus, folder / "site")


@pytest.fixture(scope="module")
def written() -> list[Printed]:
    """Those of texts that are made up; the last one is the long table."""
    folder = once("written", _render)
    own = converted(*WRITTEN, folder / "corrected.txt", folder / "repeated.txt")
    return list(_printed(all_books(own), folder / "site"))


def test_every_printed_character_and_no_other_in_their_order(
    made: list[Printed], written: list[Printed]
) -> None:
    assert len(written) > len(WRITTEN)
    found = {p.book.name: difference(p.data, p.page, p.book) for p in [*made, *written]}
    assert {name: told for name, told in found.items() if told} == {}


def test_an_editors_word_in_a_cell_is_printed(written: list[Printed]) -> None:
    own = next(p for p in written if "corrected" in p.book.name)
    assert "二类8" in tagged_in(own.data)


Lose = Callable[[html.HtmlElement], html.HtmlElement | None]


def _cell(root: html.HtmlElement) -> html.HtmlElement | None:
    """The last cell whose words the head of its table has too, else the last one."""
    cells = [c for c in root.xpath("//article//tbody//td") if c.text_content().strip()]
    alike = [c for c in cells if set(c.text_content()) <= set(c.xpath("string(ancestor::table/thead)"))]
    return (alike or cells or [None])[-1]


def _footnote(root: html.HtmlElement) -> html.HtmlElement | None:
    return (root.find_class("gz-footnote") or [None])[-1]


def _paragraph(root: html.HtmlElement) -> html.HtmlElement | None:
    """The first of them: what else is lost is lost behind it."""
    return (root.xpath("//article/p[@data-l]") or [None])[0]


@pytest.mark.parametrize("lose", [_cell, _footnote, _paragraph])
def test_each_planted_loss_is_seen(lose: Lose, made: list[Printed], written: list[Printed]) -> None:
    """In the file, and in the page that it is printed from."""
    tried = [p for p in [written[-1], *made] if lose(html.document_fromstring(p.page)) is not None]
    assert len(tried) > 1
    with printer() as own:
        for printed in tried if FULL else tried[:2]:
            page = _without(printed.page, lose)
            assert difference(own.printed(page), printed.page, printed.book) != ""
            assert difference(own.printed(page), page, printed.book) != ""


def _without(page: bytes, lose: Lose) -> bytes:
    root = html.document_fromstring(page)
    lost = lose(root)
    assert lost is not None
    if lost.tag == "td":
        lost.clear(keep_tail=True)
    else:
        lost.drop_tree()
    made: bytes = html.tostring(root, encoding="utf-8", doctype="<!doctype html>")
    return made


def test_each_cell_that_is_lost_is_seen_where_its_words_stand_in_the_head_of_every_sheet(
    written: list[Printed],
) -> None:
    printed = written[-1]
    with printer() as own:
        for words in (b">60<", ">名称</td>".encode()):
            page = printed.page.replace(words, b"><" + words.partition(b"<")[2], 1)
            assert page != printed.page
            assert difference(own.printed(page), printed.page, printed.book) != ""


def test_two_paragraphs_that_changed_their_places_are_seen(written: list[Printed]) -> None:
    printed = next(p for p in written if _two(p.page))
    first, second = _two(printed.page)[:2]
    page = printed.page.replace(first, b"\0").replace(second, first).replace(b"\0", second)
    with printer() as own:
        assert difference(own.printed(page), printed.page, printed.book) != ""


def _two(page: bytes) -> list[bytes]:
    return re.findall(rb"<p [^>]*data-l=[^>]*>[^<]{20,}</p>", page)


def test_a_merged_cell_that_a_sheet_cuts_is_said_again(whole: BuiltSite) -> None:
    """At the head of each sheet that begins in it, and nowhere else."""
    name = "documents/zang-yi-bao-2023-33"
    book = next(b for b in all_books(converted(*SOURCES)) if b.name == name)
    page = _page(book, whole.site)
    with printer() as own:
        again, data = settled(page, own)
    assert difference(data, again, book) == ""
    sheets = sheets_of_rows(data)
    rows = list(html.document_fromstring(again).xpath("//article//tr"))
    said = [r for r, row in enumerate(rows) if row.find_class(AGAIN)]
    begins = [
        r for r in range(1, len(rows)) if sheets[r] > sheets[r - 1] and rows[r].getparent().tag != "thead"
    ]
    assert said
    assert set(said) <= set(begins)
    cut = [r for r in begins if any(_reaches(rows, r, k) for k in range(r))]
    assert not cut, "no merged cell goes over the edge of a sheet"


def _reaches(rows: list[html.HtmlElement], r: int, k: int) -> bool:
    """Whether a cell of row ``k`` reaches down to row ``r`` of the same part of a table."""
    same = rows[k].getparent() is rows[r].getparent()
    return same and any(k + int(cell.get("rowspan", "1")) > r for cell in rows[k])


def test_bookmarks_are_the_headings(made: list[Printed]) -> None:
    missing = []
    for p in made:
        told = {_solid(mark.get_title()) for mark in pypdfium2.PdfDocument(p.data).get_toc()}
        attached = [r.document.title for r in p.book.records if r.document.kind is Kind.ATTACHED]
        missing += [title for title in attached if _solid(title) not in told]
        missing += [] if told else [p.book.name]
    assert missing == []


def _solid(words: str) -> str:
    return "".join(words.split())


def test_metadata_and_tags(made: list[Printed]) -> None:
    wrong = []
    for book, data in ((p.book, p.data) for p in made):
        file = pypdfium2.PdfDocument(data)
        about = file.get_metadata_dict()
        day = f"D:{book.whole_day.replace('-', '')}000000+00'00'"
        wanted = {"Title": book.title, "CreationDate": day, "ModDate": day, "Producer": "gazette"}
        told = {key: about[key] for key in wanted}
        tagged = pypdfium2.raw.FPDFCatalog_IsTagged(file) and b"/Lang (zh-CN)" in data
        wrong += [] if told == wanted and about["Author"] and tagged else [(book.name, about)]
    assert wrong == []


def test_pages_are_numbered_and_fonts_embedded(made: list[Printed]) -> None:
    pages = [
        (number, page) for p in made for number, page in enumerate(pypdfium2.PdfDocument(p.data), start=1)
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


def test_printed_twice_it_is_the_same(made: list[Printed]) -> None:
    first = made[0]
    with printer() as own:
        again = finished(own.printed(first.page), first.book, SITE.name)
    assert tagged_in(again) == tagged_in(first.data)
    toc = [[m.get_title() for m in pypdfium2.PdfDocument(d).get_toc()] for d in (first.data, again)]
    assert toc[0] == toc[1]


def test_a_page_that_did_not_change_is_not_printed_anew(
    written: list[Printed], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert written
    folder = once("written", _render)
    corpus, site, store = converted(folder / "repeated.txt"), tmp_path / "site", Store(tmp_path / "kept")
    shutil.copytree(folder / "site", site)
    first = pdf_files(corpus, site, SITE, store)
    monkeypatch.setattr(chromium.shutil, "which", lambda _: None)
    assert pdf_files(corpus, site, SITE, store) == first
    assert len(first.files) > 1
    assert first.undrawn == {}
    page, sheet = site / corpus.records[0].url, next(site.rglob("assets/**/*.css"))
    for path, was, now in ((page, b"</article>", b"<p>1</p></article>"), (sheet, b"}", b"} ")):
        before = path.read_bytes()
        path.write_bytes(before.replace(was, now, 1))
        assert path.read_bytes() != before
        with pytest.raises(NoChromium):
            pdf_files(corpus, site, SITE, store)
        path.write_bytes(before)


def test_what_no_font_can_draw_is_told_and_not_made(written: list[Printed]) -> None:
    assert written
    folder = once("written", _render)
    found = pdf_files(converted(folder / "undrawn.txt"), folder / "site", SITE)
    assert found.files == {}
    assert set(found.undrawn.values()) == {"\ud7ff"}


def test_a_loss_is_not_taken_for_a_missing_font(written: list[Printed]) -> None:
    printed = written[-1]
    with printer() as own:
        page = _without(printed.page, _paragraph)
        assert undrawn_in(own.printed(page), printed.page) == ""


def test_no_address_of_this_machine_is_in_the_file(made: list[Printed]) -> None:
    links = re.compile(rb'<a [^>]*href="file:')
    assert [p.book.name for p in made if b"file:" in p.data or links.search(p.page)] == []


def test_without_chromium_it_is_said(whole: BuiltSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium.shutil, "which", lambda _: None)
    with pytest.raises(NoChromium):
        pdf_files(converted(*SOURCES), whole.site, SITE)
