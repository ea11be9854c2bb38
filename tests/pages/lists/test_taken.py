"""Lists, what leads to them in the search, calendars, and what is watched of units and values are kept while
only running text changes: they take nothing from it but facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_tools.exports.calendar import calendars
from build_tools.model.corpus import Corpus
from build_tools.model.document import Block, NumberedBlock, TableBlock, TextBlock
from build_tools.model.table import TableRow
from build_tools.model.text import Text
from build_tools.pages.every import all_pages
from build_tools.pages.lists.taken import taken
from build_tools.site.search.doors import doors
from build_tools.site.watched import watched_files
from support.conversion import SOURCES, TEXTS, converted


def _without(text: Text) -> Text:
    return replace(text, chars="〇" * len(text))


def _row(row: TableRow) -> TableRow:
    slots = (replace(s, value="〇", texts=tuple(map(_without, s.texts))) for s in row.slots)
    return replace(row, slots=tuple(slots))


def _block(block: Block) -> Block:
    match block:
        case TableBlock(table=table):
            return replace(block, table=replace(table, rows=tuple(map(_row, table.rows))))
        case TextBlock() | NumberedBlock():
            return replace(block, text=_without(block.text))
    return block


def without_text(corpus: Corpus) -> Corpus:
    """The corpus with a sign for each character of its running text."""
    records = []
    for record in corpus.records:
        blocks = tuple(map(_block, record.document.blocks))
        records.append(replace(record, document=replace(record.document, blocks=blocks)))
    return replace(corpus, records=tuple(records))


@pytest.mark.parametrize("paths", [SOURCES, TEXTS], ids=["sources", "texts"])
def test_lists_take_nothing_from_running_text(paths: tuple[object, ...]) -> None:
    corpus = converted(*(SOURCES if paths is SOURCES else TEXTS))
    bare = without_text(corpus)
    lists = all_pages(corpus, lambda *_: {})
    assert all_pages(bare, lambda *_: {}) == lists
    assert doors(bare) == doors(corpus)
    assert calendars(bare) == calendars(corpus)
    one, other = watched_files(bare), watched_files(corpus)
    documents = {name for name in one if name.startswith("assets/watch/documents/")}
    assert {n: c for n, c in one.items() if n not in documents} == {
        n: c for n, c in other.items() if n not in documents
    }


def test_what_they_take_is_told() -> None:
    """A title, a fact, an address: each gives another value."""
    corpus = converted(*SOURCES)
    first = corpus.records[2]
    assert taken(corpus) == taken(without_text(corpus))
    assert taken(replace(corpus, as_of="2019-01-01")) != taken(corpus)
    moved = replace(first, page="documents/elsewhere.md")
    assert taken(replace(corpus, records=(*corpus.records[:2], moved, *corpus.records[3:]))) != taken(corpus)
