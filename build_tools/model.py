"""The values that pass between the stages: frozen, and every character knows where it was printed."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from build_tools.catalogue import Code
from build_tools.web import Citation, Reference

PLAIN, STRONG, SUB, SUP, NOTEREF = " ", "b", "v", "^", "f"
"""Inline style codes of :class:`Text`: one character per character of text."""


@dataclass(frozen=True, eq=False)
class Text:
    """A string whose every character carries its raw offset and its inline style.

    ``at[i]`` is the offset in :attr:`Source.raw` of the character that ``chars[i]`` shows,
    ``style[i]`` one of the style codes. The three always have the same length.
    """

    chars: str
    at: array[int]
    style: str

    @classmethod
    def of(cls, chars: str, offset: int) -> Text:
        """Text that stands in the source, unchanged, from ``offset`` on."""
        return cls(chars, array("L", range(offset, offset + len(chars))), PLAIN * len(chars))

    @classmethod
    def joined(cls, parts: Iterable[Text]) -> Text:
        """The parts one after the other, nothing between them."""
        parts = list(parts)
        if len(parts) == 1:
            return parts[0]
        at = array("L")
        for part in parts:
            at.extend(part.at)
        return cls("".join(p.chars for p in parts), at, "".join(p.style for p in parts))

    def __len__(self) -> int:
        return len(self.chars)

    def __getitem__(self, span: slice) -> Text:
        return Text(self.chars[span], self.at[span], self.style[span])

    def __add__(self, other: Text) -> Text:
        return Text.joined((self, other))

    def strip(self) -> Text:
        """The text without blanks at its two ends (blanks are no part of the ledger)."""
        start = len(self.chars) - len(self.chars.lstrip())
        return self[start : len(self.chars.rstrip())]

    def styled(self, style: str) -> Text:
        """The same characters, all in one style."""
        return Text(self.chars, self.at, style * len(self.chars))


EMPTY = Text("", array("L"), "")


@dataclass(frozen=True)
class Edit:
    """One repair: the characters at ``offsets`` read ``was`` and now read ``now``.

    ``now[i]`` stands at ``offsets[i]``; what of ``was`` is longer is dropped. Only an editor's
    correction may be longer than what it corrects: its further characters stand at offsets beyond
    the raw text.
    """

    offsets: tuple[int, ...]
    was: str
    now: str


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

    ``key`` is its matching form (see :func:`build_tools.script.key`); ``gap`` counts the blank raw
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


@dataclass(frozen=True)
class Cell:
    """A table cell as printed. ``texts`` are the printed pieces in reading order."""

    texts: tuple[Text, ...]
    rowspan: int = 1
    colspan: int = 1
    header: bool = False

    @cached_property
    def plain(self) -> str:
        """The cell's text as one string; pieces are joined by a blank."""
        return " ".join(t.chars for t in self.texts if t.chars)


@dataclass(frozen=True)
class Row:
    """A table row and the raw line that it was read from; ``rest`` are the lines on which it goes on."""

    number: int
    cells: tuple[Cell, ...]
    rest: tuple[int, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table as the source shows it, not yet rebuilt: rows of unequal length are kept."""

    rows: tuple[Row, ...]
    form: str  # "pipe", "html" or "columns"


class Basis(StrEnum):
    """Why a cell of a rebuilt table says more, or says it elsewhere, than the print does there."""

    MERGE = "merge"  # a blank below, beside or above the one print of a merged cell
    SHIFT = "shift"  # the row was printed one column too far to the left or right
    SPLIT = "split"  # one of several labels that ran together in one cell
    WRAP = "wrap"  # a label broken over lines inside its cell, put together
    PAGE = "page"  # the label or the rest of the row stands on the page before or after
    SEMANTIC = "semantic"  # the words of the row say to which of two labels it belongs
    CORRECTION = "correction"  # an editor's word, from the sidecar


@dataclass(frozen=True)
class Slot:
    """One place of a rebuilt table: row by column, every merged cell filled.

    ``value`` is what stands there for a reader; ``texts`` are the printed pieces that are shown
    there: over a whole table each printed piece is in exactly one slot. A slot that a merged cell
    covers (``covered``) holds no pieces; the merged cell itself has ``rowspan`` or ``colspan`` above 1.
    ``readings`` are two or more where the place is doubtful, the one that is shown first.
    """

    value: str = ""
    texts: tuple[Text, ...] = ()
    lines: tuple[int, ...] = ()  # the raw lines on which the value was printed
    basis: Basis | None = None
    readings: tuple[str, ...] = ()
    rowspan: int = 1
    colspan: int = 1
    covered: bool = False


@dataclass(frozen=True)
class TableRow:
    """A row of a rebuilt table and the raw lines that it was read from."""

    lines: tuple[int, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Check:
    """One self-check of a table: what should be, what is, and whether it holds.

    ``name`` is a stable code, ``label`` says it in Chinese; both values are as a reader would
    write them. ``place`` is the cell that states what should be (row and column from 0), if one does.
    """

    name: str
    label: str
    expected: str
    actual: str
    ok: bool
    place: tuple[int, int] | None = None

    @property
    def said(self) -> str:
        """Both values in words: ``所印350，算得360`` where the print states a sum."""
        if self.ok and self.expected == self.actual:
            return self.actual
        if self.name in ("score-sum", "share-sum", "serial", "row-count"):
            return f"应为{self.expected}，实为{self.actual}"
        if self.name == "text-total":
            rounded = "，四舍五入后一致" if self.ok and Decimal(self.actual) > Decimal(self.expected) else ""
            return f"正文{self.expected}，本列之和{self.actual}{rounded}"
        return f"所印{self.expected}，算得{self.actual}"


class ColumnType(StrEnum):
    """What a column holds, read from its body."""

    SERIAL = "serial"
    LABEL = "label"
    SCORE = "score"
    NUMBER = "number"
    PERCENT = "percent"
    TEXT = "text"


FORM_COLUMNS = ("组", "项目", "填写内容")
"""The columns of a rebuilt form: group, label and what is filled in."""


@dataclass(frozen=True)
class Table:
    """A rebuilt table. All rows, header included, have as many slots as there are columns."""

    title: str
    header: tuple[TableRow, ...]
    rows: tuple[TableRow, ...]
    types: tuple[ColumnType, ...]
    unit: str | None = None
    form: bool = False
    checks: tuple[Check, ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The name of each column: its header cells from top to bottom, a repeated one once.

        A line over the whole width, ``单位：万元``, names no column. Those of a form are ours.
        """
        if self.form:
            return FORM_COLUMNS
        if not self.named:
            return ("",) * len(self.types)
        names = zip(*([slot.value for slot in row.slots] for row in self.named), strict=True)
        return tuple(" / ".join(dict.fromkeys(n for n in name if n)) for name in names)

    @property
    def named(self) -> tuple[TableRow, ...]:
        """The header rows that name columns."""
        return tuple(r for r in self.header if r.slots[0].colspan < len(r.slots) or len(r.slots) == 1)

    def all_rows(self) -> tuple[TableRow, ...]:
        """Header and body in print order."""
        return (*self.header, *self.rows)


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
