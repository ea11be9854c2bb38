"""PDF by the print style of the site: tagged, with bookmarks, page numbers and embedded fonts, each held to
the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from build_tools.books.book import Book, books_of
from build_tools.books.chromium import Printer, printer
from build_tools.books.continued import continued
from build_tools.books.every import BooksWrong
from build_tools.books.formats import Site
from build_tools.books.pdf_back import difference, sheets_of_rows, undrawn_in
from build_tools.books.print_page import print_page
from build_tools.cache.hashes import hash_of, hash_of_files
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.cache.workers import cores, forked
from build_tools.language.signs import visible
from build_tools.model.corpus import Corpus

_DAYS = re.compile(rb"\(D:\d{14}[^)]*\)")
_TRAILER = re.compile(rb"trailer\s*<<(?P<keys>.*?)>>\s*startxref\s*(?P<at>\d+)\s*%%EOF\s*$", re.DOTALL)


@dataclass(frozen=True)
class Pdfs:
    """Path → content of each book; of each that is left out, the characters that no font here can draw."""

    files: dict[str, bytes]
    undrawn: dict[str, str]


def pdf_files(
    corpus: Corpus,
    site: Path,
    about: Site,
    store: Store = NOTHING_KEPT,
    done: Callable[[str], None] = lambda _: None,
) -> Pdfs:
    """Each book whose pages stand in ``site``. Those whose pages are as they were are not printed anew.
    ``done`` is told the file of each source.

    Raises NoChromium, PrintingFailed, BooksWrong.
    """
    look = hash_of_files(sorted((site / "assets").rglob("*.css")))
    files = [converted.source.file for converted in corpus.sources]

    def work(index: int) -> list[_Pdf]:
        return list(_of_source(index, corpus, site, about, look, store))

    made = [pdf for own in forked(work, len(files), cores(), lambda index: done(files[index])) for pdf in own]
    if wrong := [f"{pdf.path}：{pdf.wrong}" for pdf in made if pdf.wrong]:
        raise BooksWrong("\n".join(wrong))
    whole = {pdf.path: pdf.data for pdf in made if pdf.data}
    return Pdfs(whole, {pdf.path: pdf.undrawn for pdf in made if pdf.undrawn})


@dataclass(frozen=True)
class _Pdf:
    """A book as a file. Without content: the characters that no font can draw, else where it says something
    else than its page."""

    path: str
    data: bytes = b""
    undrawn: str = ""
    wrong: str = ""


def _of_source(
    index: int, corpus: Corpus, site: Path, about: Site, look: str, store: Store
) -> Iterator[_Pdf]:
    """The printer is started when the first book has to be printed."""
    with ExitStack() as stack:
        own: list[Printer] = []
        for book in books_of(index, corpus):
            page = print_page(book, site, about.url)
            if not page:
                continue
            same = page.replace(site.absolute().as_uri().encode(), b"")  # wherever the site lies
            key = hash_of(look, repr((book.title, book.issue, book.day, about.name)), same)
            data: bytes | None = store.held("pdf", key)
            if data is None:
                if not own:
                    own.append(stack.enter_context(printer()))
                page, printed = settled(page, own[0])
                data = finished(printed, book, about.name)
                if told := difference(data, page, book):
                    undrawn = undrawn_in(data, page)
                    yield _Pdf(f"{book.name}.pdf", undrawn=undrawn, wrong="" if undrawn else told)
                    continue
                store.keep("pdf", key, data)
            yield _Pdf(f"{book.name}.pdf", data)


_TRIES = 5
"""What is said again may move a row to the next sheet, which then begins there."""


def settled(page: bytes, own: Printer) -> tuple[bytes, bytes]:
    """A page as it is printed, and its print: a merged cell that a sheet cuts says again what it says on the
    next one, where the sheets of the print begin at the rows at which it was parted."""
    printed = own.printed(page)
    sheets = sheets_of_rows(printed)
    for _ in range(_TRIES):
        again = continued(page, sheets)
        if not again:
            break
        second = own.printed(again)
        now = sheets_of_rows(second)
        if now == sheets:
            return again, second
        sheets = now
    return page, printed


def finished(data: bytes, book: Book, site_name: str) -> bytes:
    """The file with who issued it and what it is called, and of the day that is printed, never of today."""
    day = f"D:{book.whole_day.replace('-', '')}000000+00'00'"
    data = _DAYS.sub(lambda m: f"({day})".encode() if len(m[0]) == len(day) + 2 else m[0], data)
    trailer = _TRAILER.search(data)
    if trailer is None:
        return data
    size = int(re.search(rb"/Size (\d+)", trailer["keys"])[1])  # type: ignore[index]
    root = re.search(rb"/Root \d+ \d+ R", trailer["keys"])
    first = book.records[0].document
    told = {
        "Title": book.title,
        "Author": site_name if book.of_issue else visible("、".join(first.issuers)) or site_name,
        "Subject": book.issue if book.of_issue else visible(first.doc_number or book.issue),
    }
    words = "".join(f"/{name} <{_hex(value)}>\n" for name, value in told.items())
    info = f"{size} 0 obj\n<<{words}/Producer (gazette)\n/CreationDate ({day})\n/ModDate ({day})>>\nendobj\n"
    assert root is not None
    at = len(data)
    ends = (
        f"xref\n{size} 1\n{at:010} 00000 n \ntrailer\n<</Size {size + 1}\n{root[0].decode()}\n"
        f"/Info {size} 0 R\n/Prev {int(trailer['at'])}>>\nstartxref\n{at + len(info)}\n%%EOF\n"
    )
    return data + info.encode() + ends.encode()


def _hex(words: str) -> str:
    return ("\ufeff" + words).encode("utf-16-be").hex()
