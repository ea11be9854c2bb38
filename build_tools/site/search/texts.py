"""What the index takes of the places of a document: their text as results show it, and in the matching form.

It is made once for each source: what stands around it, title and state of the page, is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import partial

from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.outline.anchors import row_anchor
from build_tools.model.converted import Converted
from build_tools.model.document import Block, Document, NumberedBlock, Role, TableBlock, title_end
from build_tools.model.table import Table, TableRow
from build_tools.site.search.fold import SEPARATOR, folded
from build_tools.site.shards import as_json


class Zone(IntEnum):
    """Where on a page a place stands; the lower, the more a hit in it says."""

    TITLE = 0
    HEADING = 1
    TEXT = 2
    ROW = 3


@dataclass(frozen=True)
class Place:
    """One block or table row: what a hit opens. ``label`` says which it is: 第十五条, 一、总体要求."""

    anchor: str
    zone: Zone
    text: str  # as printed; the cells of a row are parted by SEPARATOR
    label: str = ""


@dataclass(frozen=True)
class Indexed:
    """Places: ``shown`` as they are written into a script, parted by commas, of ``length`` characters.

    ``titles``, ``headings`` and ``texts`` are in the matching form, behind each place a SEPARATOR.
    """

    shown: str
    length: int
    titles: tuple[str, ...]
    headings: str
    texts: str


def indexed(places: Iterable[Place]) -> Indexed:
    """What the index takes of places."""
    own = list(places)
    shown = [as_json([p.anchor, p.zone.value, p.text, *([p.label] if p.label else [])]) for p in own]
    zones: dict[Zone, list[str]] = {Zone.TITLE: [], Zone.HEADING: [], Zone.TEXT: []}
    for place in own:
        zones[min(place.zone, Zone.TEXT)].append(folded(place.text) + SEPARATOR)
    titles, headings, texts = zones.values()
    length = sum(len(place.text) for place in own)
    return Indexed(",".join(shown), length, tuple(titles), "".join(headings), "".join(texts))


def indexed_documents(source: Converted, store: Store = NOTHING_KEPT) -> list[Indexed]:
    """The same of each document of a source."""
    return store.result("indexed", source.key, partial(_indexed_documents, source.documents))


def _indexed_documents(documents: Iterable[Document]) -> list[Indexed]:
    return [indexed(places_of(document)) for document in documents]


def places_of(document: Document) -> Iterator[Place]:
    """The places of a document in print order."""
    for block in document.blocks:
        yield from _places(block)


def _places(block: Block) -> Iterator[Place]:
    if isinstance(block, TableBlock):
        yield from _rows(block.table, block.anchor)
        return
    text = "".join(t.chars for t in block.texts())
    if not text.strip():
        return
    zone = Zone.TEXT
    if block.role is Role.TITLE:
        zone = Zone.TITLE
    elif block.role is Role.HEADING and title_end(block) >= len(block.text):
        zone = Zone.HEADING
    yield Place(block.anchor, zone, text, _label(block))


def _label(block: Block) -> str:
    if not isinstance(block, NumberedBlock):
        return ""
    entry = block.entry
    gap = "" if not entry.number or entry.number.endswith(("、", "）")) else " "
    return f"{entry.number or ''}{gap if entry.title else ''}{entry.title or ''}"


def _rows(table: Table, anchor: str) -> Iterator[Place]:
    """A place for each row that prints something; the header rows open the table itself."""
    for row in table.header:
        if text := _row_text(row):
            yield Place(anchor, Zone.ROW, text, f"{table.title} 表头")
    for number, row in enumerate(table.rows, start=1):
        if text := _row_text(row):
            yield Place(row_anchor(anchor, number), Zone.ROW, text, f"{table.title} 第{number}行")


def _row_text(row: TableRow) -> str:
    cells = ("".join(t.chars for t in slot.texts) or slot.value for slot in row.slots if not slot.covered)
    return SEPARATOR.join(cells).strip(SEPARATOR)
