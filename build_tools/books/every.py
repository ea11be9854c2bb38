"""All books of a corpus, each read back and held to the ledger before it counts, and the packs of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from build_tools.books.akn_meta import beside
from build_tools.books.book import Book, books_of
from build_tools.books.formats import FORMATS, Format, Site
from build_tools.books.packs import packed, packs_of
from build_tools.cache.hashes import hash_of
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.cache.workers import cores, forked
from build_tools.model.corpus import Corpus
from build_tools.pages.issue import Runs, issue_runs
from build_tools.pages.surroundings import surroundings

SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Made:
    """A book as a file: its path, its content; without content it lost characters."""

    path: str
    content: bytes


class BooksWrong(Exception):
    """Books that do not hold what the ledger wants, one path a line, and what differs where it is known."""


def book_files(
    corpus: Corpus, site: Site, store: Store = NOTHING_KEPT, done: Callable[[str], None] = lambda _: None
) -> dict[str, bytes]:
    """Path → content of each book and each pack of them; those of a source that is as it was are not made
    anew. ``done`` is told the file of each source.

    Raises BooksWrong.
    """
    runs = issue_runs(corpus)
    work = partial(_kept, corpus=corpus, site=site, runs=runs, store=store)
    files = [converted.source.file for converted in corpus.sources]
    made = forked(work, len(files), cores(), lambda index: done(files[index]))
    if wrong := [book.path for own in made for book in own if not book.content]:
        raise BooksWrong("\n".join(wrong))
    books = {index: {book.path: book.content for book in own} for index, own in enumerate(made)}
    packs = {pack.path: packed(pack, books) for pack in packs_of(corpus)}
    return {**{path: data for own in books.values() for path, data in own.items()}, **packs}


def _kept(index: int, corpus: Corpus, site: Site, runs: Runs, store: Store) -> list[Made]:
    others = repr([beside(record, corpus) for record in corpus.by_source[index]])
    inputs = hash_of(corpus.sources[index].key, surroundings(index, corpus, runs), others, repr(site))
    return store.result("books", inputs, lambda: list(_of_source(index, corpus, site)))


def _of_source(index: int, corpus: Corpus, site: Site) -> Iterator[Made]:
    for book in books_of(index, corpus):
        for form in (form for form in FORMATS if form.issues or not book.of_issue):
            path = f"{book.name}.{form.ending}"
            yield Made(path, _proven(form, book, corpus, site))


def _proven(form: Format, book: Book, corpus: Corpus, site: Site) -> bytes:
    """The book as a file; nothing where read back it says something else than the ledger."""
    data = form.write(book, book.chapters(corpus), corpus, site)
    return data if form.read(data) == form.wanted(book.records) else b""


def sums(files: Mapping[str, bytes]) -> bytes:
    """The SHA-256 sum of every file, in the format of ``sha256sum``."""
    told = (f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in files.items())
    return "".join(told).encode()


def read_sums(written: bytes) -> dict[str, str]:
    """Path → sum, of what ``sums`` wrote."""
    lines = (line.partition("  ") for line in written.decode().split("\n") if line)
    return {path: told for told, _, path in lines}


def sizes(files: Mapping[str, bytes]) -> dict[str, tuple[int, int]]:
    """Format → how many files and bytes."""
    found: dict[str, tuple[int, int]] = {}
    for path, content in files.items():
        ending = path.partition(".")[2]
        count, size = found.get(ending, (0, 0))
        found[ending] = (count + 1, size + len(content))
    return found
