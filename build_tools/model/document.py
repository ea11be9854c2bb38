"""The values of documents: blocks, their outline, and the printed unit that they make up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from build_tools.model.table import Grid, Table
from build_tools.model.text import STRUCK, Text


class Role(StrEnum):
    """What a block is on the page."""

    TITLE = "title"
    NUMBER = "number"
    META = "meta"
    BYLINE = "byline"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    ARTICLE = "article"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    SIGNATURE = "signature"
    DATE = "date"
    REMARK = "remark"
    LABEL = "label"
    LISTED = "listed"
    ENTRY = "entry"
    FOOTNOTE = "footnote"
    IMPRINT = "imprint"
    COVER = "cover"
    CONTENTS = "contents"
    TABLE = "table"
    LINE = "line"  # of what may be a table and was not read as one: as printed, its gaps kept


@dataclass(frozen=True)
class OutlineEntry:
    """One numbered heading, provision or article; ``level`` is its style, ``depth`` counts from 1."""

    level: str
    number: str | None
    title: str | None
    depth: int
    anchor: str
    line: int


@dataclass(frozen=True)
class Block:
    """One printed element of a document: its text, or its table."""

    role: Role
    text: Text
    anchor: str = ""
    entry: OutlineEntry | None = None
    grid: Grid | None = None  # a table before it is rebuilt
    table: Table | None = None  # and after
    title_end: int = 0  # HEADING, ITEM: length of the number and title at the head of the text
    quoted: tuple[tuple[int, int], ...] = ()  # spans of its text that are the words of a text it amends

    def texts(self) -> Iterator[Text]:
        """All text of the block, cell by cell where it is a table."""
        if self.table is not None:
            for line in self.table.all_rows():
                for slot in line.slots:
                    yield from slot.texts
        elif self.grid is not None:
            for row in self.grid.rows:
                for cell in row.cells:
                    yield from cell.texts
        else:
            yield self.text

    def stated(self) -> Block:
        """The block as it states: a blank for each struck character, every place kept."""
        if all(STRUCK not in text.style for text in self.texts()):
            return self
        table = None if self.table is None else self.table.stated()
        return replace(self, text=self.text.blanked(), table=table)


@dataclass(frozen=True)
class Piece:
    """A paragraph, list line or table: ``role`` is set where the segmenter already knows it."""

    role: Role | None
    text: Text
    lines: tuple[int, ...]
    mark: int = 0
    grid: Grid | None = None
    page_break: bool = False


class Kind(StrEnum):
    """The kinds of printed units of the data contract."""

    NOTICE = "notice"
    ATTACHED = "attached"
    PLAN = "plan"
    TEXT = "text"
    MASTHEAD = "masthead"
    CONTENTS = "contents"
    INTERPRETATION = "interpretation"
    APPOINTMENT = "appointment"
    CHRONICLE = "chronicle"
    EXPLANATION = "explanation"
    ABOUT = "about"
    ANNEX = "annex"


ISSUE_KINDS = (Kind.MASTHEAD, Kind.CONTENTS)


def annex_name(number: str | None) -> str:
    """``附件2-1``; a number that is printed with a name of its own keeps it: ``附表1``."""
    return number if number is not None and number.startswith("附") else f"附件{number or ''}"


@dataclass(frozen=True)
class Annex:
    """An annex that a text lists or cites; ``id`` is null where the source does not print it."""

    number: str | None
    title: str | None
    id: str | None = None
    present: bool = False
    line: int = 0


@dataclass(frozen=True)
class ContentsEntry:
    """One line of the printed contents: column, title and page as printed."""

    column: str | None
    title: str
    page: int | None
    line: int


@dataclass(frozen=True)
class PageTurn:
    """Where the print turns the page: the raw line that begins the new page, and its number if known."""

    line: int
    page: int | None


@dataclass(frozen=True)
class PageSpan:
    """Raw lines that are for certain all printed on one page."""

    first: int
    last: int
    page: int


@dataclass(frozen=True)
class Document:
    """One printed unit of a source. ``parent`` is an index into the source's documents."""

    kind: Kind
    title: str
    blocks: tuple[Block, ...] = ()
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    date: str | None = None
    published: str | None = None
    date_far: bool = False  # they lie years after all that stands around them: nothing is reckoned from them
    printed: str | None = None
    column: str | None = None
    print_page: int | None = None
    contents_line: int = 0  # the raw line on which the printed contents list it
    parent: int | None = None
    annex_number: str | None = None
    annexes: tuple[Annex, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    first_line: int = 0
    last_line: int = 0
    more: tuple[tuple[int, int], ...] = ()
    page_breaks: tuple[int, ...] = ()
    page_turns: tuple[PageTurn, ...] = ()  # those of them that readers are shown
    page_spans: tuple[PageSpan, ...] = ()
    text_number: int = 0  # 1, 2 … where the record is the first, second … text of a page

    def stated(self) -> Document:
        """The document as it states, without what is struck out: what citations and facts are read in."""
        return replace(self, blocks=tuple(block.stated() for block in self.blocks))

    @property
    def sure_date(self) -> str | None:
        """The date, where it is one to reckon from."""
        return None if self.date_far else self.date

    @property
    def sure_published(self) -> str | None:
        """The day of publication, where it is one to reckon from."""
        return None if self.date_far else self.published


def ancestors(documents: Sequence[Document], i: int) -> Iterator[int]:
    """The documents that a document belongs to, its parent first.

    Raises ValueError where a parent does not stand before its child: no walk upwards goes round.
    """
    while (parent := documents[i].parent) is not None:
        if parent >= i:
            raise ValueError(f"document {i} belongs to {parent}, which does not stand before it")
        yield parent
        i = parent
