"""The values that pass between the stages: frozen, and every character knows where it was printed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from build_tools.model.catalogue import Code
from build_tools.model.citation import Citation, Reference
from build_tools.model.table import Grid, Table
from build_tools.model.text import Edit, Text


@dataclass(frozen=True)
class Note:
    """A finding of a stage: a repair made (with its edits), a doubt flagged, or an error."""

    code: Code
    first_line: int
    last_line: int
    was: str = ""
    now: str = ""
    detail: str = ""
    edits: tuple[Edit, ...] = ()
    accepted: str = ""  # why an editor lets a doubt stand
    file: str = ""  # the file that the lines count in, where it is not the source (its sidecar)


@dataclass(frozen=True)
class Source:
    """One raw text file, decoded. Lines end at LF, CRLF or CR, as an editor counts them."""

    id: str
    file: str
    raw: str
    sha256: str
    starts: tuple[int, ...]
    encoding: str
    inserted: tuple[int, ...] = ()  # the lines of characters that an editor's correction adds

    def line_of(self, offset: int) -> int:
        """The 1-based raw line on which the character at ``offset`` stands.

        Offsets beyond the raw text are those of inserted characters.
        """
        if offset >= len(self.raw) and self.inserted:
            return self.inserted[offset - len(self.raw)]
        return bisect_right(self.starts, offset)

    def line(self, number: int) -> str:
        """The raw text of a 1-based line, without its line end."""
        end = self.starts[number] if number < len(self.starts) else len(self.raw)
        return self.raw[self.starts[number - 1] : end].rstrip("\r\n")


@dataclass(frozen=True)
class Line:
    """One cleaned line of text: markup and furniture gone, wording untouched.

    ``key`` is its matching form (see :func:`build_tools.language.script.key`); ``gap`` counts the blank raw
    lines above it; ``mark`` is the heading level that the source's markup gave it (0: none).
    """

    number: int
    text: Text
    key: str
    gap: int = 1
    mark: int = 0
    indent: int = 0
    page_break: bool = False
    width: int = 0


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


@dataclass(frozen=True)
class Converted:
    """A source with everything that was read from it, before the corpus is known."""

    source: Source
    sidecar: Sidecar
    documents: tuple[Document, ...]
    contents: tuple[ContentsEntry, ...]
    notes: tuple[Note, ...]
    citations: tuple[Citation, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def newest_date(self) -> str:
        """The newest date that the source prints of its documents; empty where it prints none."""
        return max((d.date or "" for d in self.documents), default="")


@dataclass(frozen=True)
class Correction:
    """An editor's change to a printed line: ``was`` stands there and shall read ``now``."""

    line: int
    was: str
    now: str
    why: str


@dataclass(frozen=True)
class CellCorrection:
    """An editor's change to a table: a cell, one label over several rows, or a whole row.

    ``rows`` are one or two (first and last) places: a printed line, or the anchor ``row-7``. For a
    whole row ``column`` is ``*`` and ``was`` and ``now`` hold one string a column.
    """

    table: str
    rows: tuple[int | str, ...]
    column: int | str
    was: tuple[str, ...]
    now: tuple[str, ...]
    why: str
    entry: int = 1  # the line of the sidecar on which it begins
    file: str = ""  # the sidecar's name

    @property
    def line(self) -> int:
        """The first printed line that it names, 1 where it names an anchor."""
        return next((r for r in self.rows if isinstance(r, int)), 1)


@dataclass(frozen=True)
class Acceptance:
    """An editor's word that a doubt is settled as it stands."""

    code: str
    line: int
    why: str


@dataclass(frozen=True)
class Sidecar:
    """``raw/<id>.toml``: what an editor knows of a source beyond its text. Every key optional."""

    gazette: str | None = None
    year: int | None = None
    number: int | None = None
    total: int | None = None
    published: str | None = None
    origin: str | None = None
    corrections: tuple[Correction, ...] = ()
    cells: tuple[CellCorrection, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
