"""PDF read back: what stands in its tags, in the order of the tags, held to the page that was printed.

Numbers of pages and signs that the style sheets set stand outside of the tags. The head of a table is printed
once on each sheet and stands in one tag: there it counts once, so that it hides no cell that was lost.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
from lxml import html
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from build_tools.books.book import Book
from build_tools.books.print_page import is_added
from build_tools.books.proof import printed

_HYPHEN = "\x02"  # so the reader tells a hyphen that ends a line
_HEAD = "TH"
_AROUND = 20  # characters that say where a file differs

_Mark = tuple[int, int]
"""Where characters stand: a page, and the number of their mark on it."""


def difference(data: bytes, page: bytes, book: Book) -> str:
    """Where a file says something else than its page, or its page than the ledger; empty where all three hold
    the same characters in the same order."""
    root = html.document_fromstring(page)
    own, shown = ("".join(_said(root, added=added)) for added in (False, True))
    return _first(alike(printed(book.records)), alike(own)) or _first(alike(shown), alike(tagged_in(data)))


def undrawn_in(data: bytes, page: bytes) -> str:
    """The characters of a page of which its file holds none, as where no font has them; empty where more
    than that differs."""
    wanted = alike("".join(_said(html.document_fromstring(page), added=True)))
    found = alike(tagged_in(data))
    missing = set(wanted) - set(found)
    left = "".join(c for c in wanted if c not in missing)
    return "".join(sorted(missing)) if left == found else ""


def _first(wanted: str, found: str) -> str:
    if wanted == found:
        return ""
    same = zip(wanted, found, strict=False)
    at = next((i for i, (a, b) in enumerate(same) if a != b), min(len(wanted), len(found)))
    return f"{wanted[at : at + _AROUND]} ≠ {found[at : at + _AROUND]}"


def alike(words: str) -> str:
    """With one character for those that fonts draw alike, and no signs that draw nothing."""
    folded = unicodedata.normalize("NFKC", words)
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc", "Mn"))


def _said(root: html.HtmlElement, *, added: bool) -> Iterator[str]:
    """What a page prints of the documents, in its order, with or without what is printed beside them."""
    for article in root.iter("article"):
        yield from _words_of(article, added=added)


def _words_of(element: html.HtmlElement, *, added: bool) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if added and is_added(child):
            yield child.text_content()
        elif isinstance(child.tag, str) and child.get("data-derived") is None:
            yield from _words_of(child, added=added)
        yield child.tail or ""


def tagged_in(data: bytes) -> str:
    """The characters that stand in the tags of a file, in the order of the tags."""
    file = pypdfium2.PdfDocument(data)
    try:
        marked = {(n, mark): words for n, page in enumerate(file) for mark, words in _by_mark(page)}
    finally:
        file.close()
    document = PDFDocument(PDFParser(BytesIO(data)))
    pages: dict[object, int] = {page.pageid: n for n, page in enumerate(PDFPage.create_pages(document))}
    root = resolve1(document.catalog.get("StructTreeRoot")) or {}
    return "".join(_words(leaf, marked) for leaf in _leaves(root, _Place(pages)))


def _by_mark(page: pypdfium2.PdfPage) -> Iterator[tuple[int, str]]:
    text = page.get_textpage()
    found: dict[int, list[str]] = {}
    for i in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, i) != 1:
            mark = raw.FPDFPageObj_GetMarkedContentID(raw.FPDFText_GetTextObject(text, i))
            found.setdefault(mark, []).append(chr(raw.FPDFText_GetUnicode(text, i)))
    for mark, chars in found.items():
        pairs = "".join(chars).encode("utf-16-le", "surrogatepass")
        yield mark, pairs.decode("utf-16-le", "replace").replace(_HYPHEN, "-")


@dataclass(frozen=True)
class _Place:
    """Where a tag stands: pages by the numbers that the file knows them by, its own page, the tag around."""

    pages: Mapping[object, int]
    page: int = -1
    around: str = ""


@dataclass(frozen=True)
class _Leaf:
    """Characters that one tag holds side by side, which pages may part."""

    around: str
    marks: tuple[_Mark, ...]


def _leaves(tag: Mapping[str, Any], place: _Place) -> Iterator[_Leaf]:
    """All characters below a tag; what stands in it between two tags is one leaf."""
    page = place.pages[tag["Pg"].objid] if "Pg" in tag else place.page
    name = tag["S"].name if "S" in tag else ""
    kids = resolve1(tag.get("K"))
    marks: list[_Mark] = []
    for kid in map(resolve1, kids if isinstance(kids, list) else [kids]):
        if isinstance(kid, int):
            marks.append((page, kid))
        elif isinstance(kid, dict) and "MCID" in kid:
            marks.append((place.pages[kid["Pg"].objid] if "Pg" in kid else page, kid["MCID"]))
        elif isinstance(kid, dict) and "S" in kid:
            yield _Leaf(place.around, tuple(marks))
            marks = []
            yield from _leaves(kid, _Place(place.pages, page, name))
    yield _Leaf(place.around, tuple(marks))


def sheets_of_rows(data: bytes) -> list[int]:
    """The sheet, from 0, on which each row of all tables begins; of an empty row that of the one before."""
    document = PDFDocument(PDFParser(BytesIO(data)))
    pages: dict[object, int] = {page.pageid: n for n, page in enumerate(PDFPage.create_pages(document))}
    found: list[int] = []
    for row in _rows(resolve1(document.catalog.get("StructTreeRoot")) or {}, _Place(pages)):
        marks = [page for leaf in _leaves(*row) for page, _ in leaf.marks]
        found.append(min(marks) if marks else found[-1] if found else 0)
    return found


def _rows(tag: Mapping[str, Any], place: _Place) -> Iterator[tuple[Mapping[str, Any], _Place]]:
    """The rows of tables below a tag."""
    page = place.pages[tag["Pg"].objid] if "Pg" in tag else place.page
    if "S" in tag and tag["S"].name == "TR":
        yield tag, place
        return
    kids = resolve1(tag.get("K"))
    for kid in map(resolve1, kids if isinstance(kids, list) else [kids]):
        if isinstance(kid, dict) and "S" in kid:
            yield from _rows(kid, _Place(place.pages, page))


def _words(leaf: _Leaf, marked: Mapping[_Mark, str]) -> str:
    pieces: dict[int, str] = {}
    for page, number in leaf.marks:
        pieces[page] = pieces.get(page, "") + marked.get((page, number), "")
    parts: Sequence[str] = list(pieces.values())
    repeated = leaf.around == _HEAD and len(parts) > 1 and len(set(parts)) == 1
    return parts[0] if repeated else "".join(parts)
