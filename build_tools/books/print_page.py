"""A book as one page to be printed: the built pages of its documents behind one another, with the print style
of the site."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from build_tools.books.book import Book
from build_tools.books.continued import AGAIN
from build_tools.documents.names import html_address
from build_tools.pages.table import SUPPLIED

_COLUMNS = "//div[contains(concat(' ', @class, ' '), ' gz-columns ')]"
_FOOT = "gz-print-foot"
_STATE = "gz-print-state"
_OF = "gz-paper-of"
"""Which document a page holds, said in its foot: a book holds several, and begins with the names of them."""
_COMPOSED = "//article//*[(self::h1 or self::h2) and @data-derived]"
_NOT_PRINTED = "//script | //meta[@http-equiv] | //base | //link[not(@rel='stylesheet')]"
# What is said again makes no column wider.
BOOK_STYLE = f""".gz-book-page {{ break-before: page; }}
@media print {{ article:has(.gazette-facts) .gz-table .{AGAIN}[data-derived] {{ display: table-cell; }} }}
.{AGAIN} > span {{ display: block; width: 0; min-width: 100%; }}
.{AGAIN} > span:last-child {{ white-space: nowrap; }}"""


@dataclass(frozen=True)
class _Places:
    """Where links lead in a book: its pages in their order, the site, and its address, which may be empty."""

    pages: Sequence[str]
    site: Path
    url: str


def print_page(book: Book, site: Path, url: str) -> bytes:
    """The page; empty where the site does not hold all of the book's pages. Its links lead nowhere on this
    machine."""
    pages = list(dict.fromkeys(html_address(record.page) for record in book.records))
    if not all((site / page).is_file() for page in pages):
        return b""
    places = _Places(pages, site, url)
    root = html.document_fromstring((site / pages[0]).read_bytes())
    for element in root.xpath(_NOT_PRINTED):
        element.drop_tree()
    for link in root.xpath("//link"):
        link.set("href", _at(pages[0], link.get("href"), site).absolute().as_uri())
    root.find(".//title").text = book.title
    etree.SubElement(root.find("head"), "style").text = BOOK_STYLE
    last = _columns(root)
    _settle(last, 0, places)
    for k, page in enumerate(pages[1:], start=1):
        own = _columns(html.document_fromstring((site / page).read_bytes()))
        _settle(own, k, places)
        own.set("class", f"{own.get('class')} gz-book-page")
        last.addnext(own)
        last = own
    for foot in root.find_class(_FOOT)[:-1]:
        foot.drop_tree()
    for name in root.find_class(_OF):
        name.drop_tree()
    made: bytes = html.tostring(root, encoding="utf-8", doctype="<!doctype html>")
    return made


def is_added(element: html.HtmlElement) -> bool:
    """Whether it is printed with the documents and is not of them: a composed title, a cell's word that is
    printed elsewhere or an editor's, a merged cell that goes on, the line of the state, the last line."""
    composed = element.tag in ("h1", "h2") and element.get("data-derived") is not None
    kinds = (element.get("class") or "").split()
    return composed or bool({_FOOT, _STATE, SUPPLIED, AGAIN} & set(kinds))


def _columns(root: html.HtmlElement) -> html.HtmlElement:
    found: html.HtmlElement = root.xpath(_COLUMNS)[0]
    return found


def _at(page: str, way: str, site: Path) -> Path:
    return site / posixpath.normpath(posixpath.join(posixpath.dirname(page), way))


def _settle(own: html.HtmlElement, k: int, places: _Places) -> None:
    """A page in its place: of an issue's page what is printed, its names like no other's, its links leading
    on."""
    page = places.pages[k]
    if page.startswith("issues/"):
        for element in own.xpath(".//*[@data-derived and not(self::h1)]"):
            element.drop_tree()
    if own.xpath(".//*[contains(concat(' ', @class, ' '), ' gz-label ')]"):  # an annex is named by its label
        for element in own.xpath(f".{_COMPOSED}"):
            element.drop_tree()
    for element in own.iter("script"):
        element.drop_tree()
    for element in own.xpath(".//*[@id]"):
        element.set("id", _name(k, element.get("id")))
    own.set("id", _name(k, ""))
    for image in own.iter("img"):
        image.set("src", _at(page, image.get("src"), places.site).absolute().as_uri())
    for link in own.xpath(".//a[@href]"):
        way = _way(page, link.get("href"), places)
        if way:
            link.set("href", way)
        else:
            link.attrib.pop("href")


def _name(k: int, anchor: str) -> str:
    return f"page-{k}{f'-{anchor}' if anchor else ''}"


def _way(page: str, way: str, places: _Places) -> str:
    """Inside of the book, else to the site where its address is known."""
    if way.startswith(("http:", "https:", "mailto:")):
        return way
    target, _, anchor = way.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), target)) if target else page
    if target in places.pages:
        return f"#{_name(places.pages.index(target), anchor)}"
    return f"{places.url}{target}{f'#{anchor}' if anchor else ''}" if places.url else ""
