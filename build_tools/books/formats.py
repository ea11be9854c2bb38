"""The formats of books: what writes each, what reads it back, and what the ledger wants to be read there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from build_tools.books import akn, akn_back, epub, word, word_back
from build_tools.books.book import Book
from build_tools.books.proof import printed
from build_tools.books.walk import Chapter
from build_tools.model.corpus import Corpus, Record


@dataclass(frozen=True)
class Site:
    """What a book says of the site that it comes from; ``url`` ends with a slash, or is empty."""

    name: str
    url: str


@dataclass(frozen=True)
class Format:
    """A format: a book as a file and back. ``read`` gives what ``wanted`` does where nothing was lost."""

    ending: str
    write: Callable[[Book, Sequence[Chapter], Corpus, Site], bytes]
    read: Callable[[bytes], object]
    wanted: Callable[[Sequence[Record]], object] = printed
    issues: bool = True  # whether of an issue too


def _epub(book: Book, chapters: Sequence[Chapter], corpus: Corpus, site: Site) -> bytes:
    return epub.epub(book, chapters, corpus, site.name, site.url)


def _akn(book: Book, chapters: Sequence[Chapter], corpus: Corpus, site: Site) -> bytes:
    return akn.akn(book, chapters, corpus, site.name)


def _word(book: Book, chapters: Sequence[Chapter], corpus: Corpus, site: Site) -> bytes:
    return word.word(book, chapters, site.name)


FORMATS: tuple[Format, ...] = (
    Format("epub", _epub, epub.printed_in),
    Format("docx", _word, word_back.printed_in, word_back.printed_of, issues=False),
    Format("akn.xml", _akn, akn_back.blocks_in, akn_back.blocks_of),
)
"""All of them, in the order in which they are offered."""
