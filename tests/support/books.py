"""The formats that documents are written in: what writes each, and what reads its printed characters back."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import html
from markdown import Markdown
from msgspec import json

from build_tools.books import formats, markdown_text, plain_text
from build_tools.books.book import Book, books_of
from build_tools.books.formats import Format, Site
from build_tools.books.proof import solid
from build_tools.books.walk import Chapter, Shown
from build_tools.exports.contract.texts import TextRecord
from build_tools.model.corpus import Corpus
from build_tools.model.document import Block, Role, TableBlock

SITE = Site("青江公报文库", "https://example.org/")


def _in_plain_text(text: str) -> str:
    signs = map(ord, plain_text.OVER + plain_text.RAISED)
    return "".join(text.translate(dict.fromkeys(signs)).split())


def _in_markdown(text: str) -> str:
    """As a reader of Markdown shows it."""
    body = text.partition("\n---\n")[2]
    root = html.fragment_fromstring(Markdown(extensions=["tables"]).convert(body), create_parent="div")
    for derived in root.xpath(".//*[@data-derived]"):
        derived.drop_tree()
    return "".join(root.text_content().split())


def read_record(line: str) -> TextRecord:
    """A line of ``text/<year>.jsonl``, read back."""
    return json.decode(line, type=TextRecord)


def printed_of(records: Sequence[TextRecord]) -> str:
    """All that is printed in records."""
    found = []
    for block in (block for record in records for block in record.blocks):
        rows = block.table.rows if block.table else ()
        found += [block.text, *(text for row in rows for cell in row.cells for text in cell.texts)]
    return solid("".join(found))


TEXTS_BESIDE = (
    Format(
        "txt",
        lambda _book, own, _corpus, _site: plain_text.plain_text(own).encode(),
        lambda made: _in_plain_text(made.decode()),
    ),
    Format(
        "md",
        lambda book, own, _corpus, _site: markdown_text.markdown_text(own, book.address).encode(),
        lambda made: _in_markdown(made.decode()),
    ),
)
"""The texts beside a page: what reads them back is here, for a site has no time for it."""

FORMATS = {form.ending: form for form in (*TEXTS_BESIDE, *formats.FORMATS)}


def all_books(corpus: Corpus) -> list[Book]:
    """The books of all sources."""
    return [book for index in range(len(corpus.sources)) for book in books_of(index, corpus)]


def sample(books: Sequence[Book], count: int, seed: int = 26) -> list[Book]:
    """Some of them, the same on every run, first those with footnotes and with tables."""
    noted = [b for b in books if any(block.role is Role.FOOTNOTE for block in _blocks(b))]
    tabled = [
        b for b in books if b not in noted and any(isinstance(block, TableBlock) for block in _blocks(b))
    ]
    hard = [*noted, *tabled][:count]
    drawn = random.Random(seed).sample(list(books), min(count, len(books)))
    return [*hard, *(b for b in drawn if b not in hard)]


def _blocks(book: Book) -> Iterator[Block]:
    yield from (block for record in book.records for block in record.document.blocks)


def losses(own: Sequence[Chapter]) -> Iterator[tuple[str, tuple[Chapter, ...]]]:
    """The chapters with one thing lost: a paragraph, a cell, a footnote; of each the last that is there."""
    for name, lose in (("paragraph", _paragraph), ("cell", _cell), ("footnote", _footnote)):
        for i in range(len(own) - 1, -1, -1):
            shown = own[i].shown
            k = next((k for k in range(len(shown) - 1, -1, -1) if lose(shown[k]) is not None), None)
            if k is not None:
                left = lose(shown[k]) or ()
                chapter = replace(own[i], shown=(*shown[:k], *left, *shown[k + 1 :]))
                yield name, (*own[:i], chapter, *own[i + 1 :])
                break


def _paragraph(shown: Shown) -> tuple[Shown, ...] | None:
    return () if shown.block.role in (Role.PARAGRAPH, Role.ARTICLE, Role.ITEM) and shown.chars else None


def _footnote(shown: Shown) -> tuple[Shown, ...] | None:
    return () if shown.block.role is Role.FOOTNOTE else None


def _cell(shown: Shown) -> tuple[Shown, ...] | None:
    for r, row in enumerate(shown.rows):
        for c, cell in enumerate(row):
            if solid("".join(run.chars for piece in cell.pieces for run in piece)):
                emptied = (*row[:c], replace(cell, pieces=()), *row[c + 1 :])
                return (replace(shown, rows=(*shown.rows[:r], emptied, *shown.rows[r + 1 :])),)
    return None
