"""The values of documents: blocks, their outline, and the printed unit that they make up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from build_tools.model.packed import Packed
from build_tools.model.table import Grid, Table
from build_tools.model.text import EMPTY, STRUCK, Text


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


@dataclass(frozen=True, slots=True)
class OutlineEntry(Packed):
    """One numbered heading, provision or article; ``level`` is its style, ``depth`` counts from 1."""

    level: str
    number: str | None
    title: str | None
    depth: int
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class TextBlock(Packed):
    """A printed text that is no entry of the outline."""

    role: Role
    text: Text
    anchor: str = ""
    quoted: tuple[tuple[int, int], ...] = ()  # spans of its text that are the words of a text it amends

    def texts(self) -> Iterator[Text]:
        """Its text."""
        yield self.text

    def stated(self) -> TextBlock:
        """The block as it states: a blank for each struck character, every place kept."""
        return replace(self, text=self.text.blanked()) if STRUCK in self.text.style else self


@dataclass(frozen=True, slots=True)
class NumberedBlock(Packed):
    """A heading, article or item of the outline: a text with its entry."""

    role: Role
    text: Text
    anchor: str
    entry: OutlineEntry
    title_end: int = 0  # length of the number and title at the head of the text, 0 where it has no title
    quoted: tuple[tuple[int, int], ...] = ()

    def texts(self) -> Iterator[Text]:
        """Its text."""
        yield self.text

    def stated(self) -> NumberedBlock:
        """The block as it states, as of a text without a number."""
        return replace(self, text=self.text.blanked()) if STRUCK in self.text.style else self


@dataclass(frozen=True)
class _Cells:
    """What stands in cells: it has no text beside theirs."""

    anchor: str

    @property
    def role(self) -> Role:
        """Always the same."""
        return Role.TABLE

    @property
    def text(self) -> Text:
        """None: all that is printed stands in the cells."""
        return EMPTY


@dataclass(frozen=True)
class GridBlock(_Cells):
    """A table as printed; the stage of tables leaves none of them."""

    grid: Grid

    def texts(self) -> Iterator[Text]:
        """The printed pieces, cell by cell."""
        for row in self.grid.rows:
            for cell in row.cells:
                yield from cell.texts

    def stated(self) -> GridBlock:
        """Itself: what is struck out of a table is left out of its rebuilt form."""
        return self


@dataclass(frozen=True)
class TableBlock(_Cells):
    """A rebuilt table."""

    table: Table

    def texts(self) -> Iterator[Text]:
        """The printed pieces, slot by slot."""
        for line in self.table.all_rows():
            for slot in line.slots:
                yield from slot.texts

    def stated(self) -> TableBlock:
        """The table as it states, without what is struck out of its cells."""
        if all(STRUCK not in text.style for text in self.texts()):
            return self
        return replace(self, table=self.table.stated())


Worded = TextBlock | NumberedBlock
"""A block that is running text."""

Block = Worded | GridBlock | TableBlock
"""One printed element of a document. Who asks for all kinds of it ends with ``assert_never``."""


def tables_in(blocks: Iterable[Block]) -> Iterator[Table]:
    """The rebuilt tables among blocks, in print order."""
    return (block.table for block in blocks if isinstance(block, TableBlock))


def title_end(block: Block) -> int:
    """The length of the number and title at the head of a block's text; 0 where there is none."""
    return block.title_end if isinstance(block, NumberedBlock) else 0


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
