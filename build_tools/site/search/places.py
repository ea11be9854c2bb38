"""What search finds: the pages of the corpus, and on each the places (blocks, table rows) that print text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from build_tools.documents.anchors import row_anchor
from build_tools.documents.names import KIND_NAMES, gazette_name, gazette_of, issue_title
from build_tools.model.corpus import Corpus, Record, Stage
from build_tools.model.document import ISSUE_KINDS, Annex, Block, NumberedBlock, Role, TableBlock, title_end
from build_tools.model.table import Table, TableRow
from build_tools.pages.state import states_of
from build_tools.site.search.fold import SEPARATOR


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
class Leaf:
    """A page of the site with its places in print order, and what it is filtered by.

    ``date`` is the day by which it is ordered, ``printed`` the one that it prints itself, if any.
    """

    url: str
    title: str
    number: str
    date: str
    printed: str
    kind: str
    issue: str
    gazette: str
    issuers: tuple[str, ...]
    columns: tuple[str, ...]
    places: tuple[Place, ...]
    states: tuple[Stage, ...] = ()
    annexes: tuple[tuple[str, str, str], ...] = ()  # number, title, address where the source prints it


def leaves(corpus: Corpus) -> list[Leaf]:
    """All pages that print text, the oldest first: the number of a page in the index is its place here.

    So a new issue stands behind all others, and their numbers and shards of text stay what they were. Of
    pages of one day the one printed first stands last: results are shown from the highest number on.
    """
    made = [_leaf(page, records, corpus) for page, records in reversed(corpus.by_page.items())]
    return sorted((leaf for leaf in made if leaf.places), key=lambda leaf: leaf.date)


def _leaf(page: str, records: list[Record], corpus: Corpus) -> Leaf:
    first = records[0]
    document = first.document
    issue = issue_title(first.source, corpus)
    is_issue = document.kind in ISSUE_KINDS
    title = issue if is_issue else document.title
    titled = any(b.role is Role.TITLE for b in document.blocks)
    # The cover of a single document bears its title: who types that wants the document.
    zone = Zone.HEADING if is_issue and not gazette_name(first.source, corpus) else Zone.TITLE
    head = () if titled else (Place("", zone, title),)
    return Leaf(
        url=page.removesuffix(".md") + ".html",
        title=title,
        number=document.doc_number or "",
        date=_date(first, corpus),
        printed=document.date or document.published or "",
        kind="封面目录" if is_issue else KIND_NAMES[document.kind],
        issue=issue,
        gazette=gazette_of(first, corpus),
        issuers=tuple(dict.fromkeys(i for r in records for i in r.document.issuers)),
        columns=tuple(dict.fromkeys(r.document.column for r in records if r.document.column)),
        states=states_of(page, corpus),
        annexes=tuple(_annex(annex, corpus) for record in records for annex in record.annexes),
        places=(*head, *(place for r in records for b in r.document.blocks for place in _places(b))),
    )


def _annex(annex: Annex, corpus: Corpus) -> tuple[str, str, str]:
    held = corpus.by_id.get(annex.id or "")
    title = annex.title or (held.document.title if held else "")
    return annex.number or "", title, held.url if held else ""


def _date(record: Record, corpus: Corpus) -> str:
    """The day of a page; one that prints none has that of the text to which it belongs, or of its source."""
    document = record.document
    if document.date or document.published:
        return document.date or document.published or ""
    if record.parent in corpus.by_id:
        return _date(corpus.by_id[record.parent or ""], corpus)
    return corpus.sources[record.source].newest_date


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
