"""All books of a corpus, each read back and held to the ledger before it counts, and the list of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from build_tools.books.book import Book, books_of
from build_tools.books.formats import FORMATS, Format, Site
from build_tools.cache.hashes import hash_of
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.cache.workers import cores, forked
from build_tools.model.corpus import Corpus
from build_tools.pages.issue import Runs, issue_runs
from build_tools.pages.surroundings import surroundings

LIST = "books.json"


@dataclass(frozen=True)
class Made:
    """A book as a file: its path, what it is called, its content; without content it lost characters."""

    path: str
    ending: str
    title: str
    page: str
    content: bytes

    @property
    def listed(self) -> dict[str, object]:
        """What the list says of it."""
        return {
            "path": self.path,
            "format": self.ending,
            "title": self.title,
            "page": self.page,
            "bytes": len(self.content),
            "sha256": hashlib.sha256(self.content).hexdigest(),
        }


class BooksWrong(Exception):
    """Books that do not hold what the ledger wants, one path a line."""


def book_files(corpus: Corpus, site: Site, store: Store = NOTHING_KEPT) -> dict[str, bytes]:
    """Path → content of each book, and :data:`LIST`; those of a source that is as it was are not made anew.

    Raises BooksWrong.
    """
    runs = issue_runs(corpus)
    work = partial(_kept, corpus=corpus, site=site, runs=runs, store=store)
    made = [book for own in forked(work, len(corpus.sources), cores()) for book in own]
    if wrong := [book.path for book in made if not book.content]:
        raise BooksWrong("\n".join(wrong))
    told = ",\n".join(json.dumps(book.listed, ensure_ascii=False) for book in made)
    return {**{book.path: book.content for book in made}, LIST: f"[\n{told}\n]\n".encode()}


def _kept(index: int, corpus: Corpus, site: Site, runs: Runs, store: Store) -> list[Made]:
    inputs = hash_of(corpus.sources[index].key, surroundings(index, corpus, runs), repr(site))
    return store.result("books", inputs, lambda: list(_of_source(index, corpus, site)))


def _of_source(index: int, corpus: Corpus, site: Site) -> Iterator[Made]:
    for book in books_of(index, corpus):
        for form in (form for form in FORMATS if form.issues or not book.of_issue):
            path = f"{book.name}.{form.ending}"
            yield Made(path, form.ending, book.title, book.address, _proven(form, book, corpus, site))


def _proven(form: Format, book: Book, corpus: Corpus, site: Site) -> bytes:
    """The book as a file; nothing where read back it says something else than the ledger."""
    data = form.write(book, book.chapters(corpus), corpus, site)
    return data if form.read(data) == form.wanted(book.records) else b""


def sizes(files: Mapping[str, bytes]) -> dict[str, tuple[int, int]]:
    """Format → how many files and bytes."""
    found: dict[str, tuple[int, int]] = {}
    for path, content in files.items():
        ending = path.partition(".")[2]
        count, size = found.get(ending, (0, 0))
        found[ending] = (count + 1, size + len(content))
    return found
