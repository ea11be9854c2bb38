"""Each format holds every printed character of its documents, the same bytes twice, and a loss is seen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.books import FORMATS, SITE, all_books, losses, sample
from support.conversion import SOURCES, TEXTS, converted

FULL = bool(os.environ.get("GAZETTE_FULL"))

each_format = pytest.mark.parametrize("name", FORMATS)
each_file = pytest.mark.parametrize("path", [*SOURCES, *TEXTS], ids=lambda p: p.stem)


@each_format
@each_file
def test_every_printed_character_and_no_other(name: str, path: Path) -> None:
    corpus, made = converted(path), FORMATS[name]
    books = all_books(corpus) if FULL else sample(all_books(corpus), 4)
    assert books
    for book in books:
        assert made.read(made.write(book, book.chapters(corpus), corpus, SITE)) == made.wanted(book.records)


@each_format
def test_same_bytes_twice(name: str) -> None:
    corpus, made = converted(*SOURCES), FORMATS[name]
    books = sample(all_books(corpus), 3)
    first, again = ([made.write(b, b.chapters(corpus), corpus, SITE) for b in books] for _ in range(2))
    assert first == again


@each_format
def test_a_loss_is_seen(name: str) -> None:
    corpus, made = converted(*SOURCES), FORMATS[name]
    seen = set()
    for book in sample(all_books(corpus), 6):
        for lost, left in losses(book.chapters(corpus)):
            assert made.read(made.write(book, left, corpus, SITE)) != made.wanted(book.records)
            seen.add(lost)
    assert seen == {"paragraph", "cell", "footnote"}
