"""The values of reading: a source as decoded, its cleaned lines and tables, and what its sidecar says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from build_tools.model.catalogue import Note
from build_tools.model.table import Grid
from build_tools.model.text import Text


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

    def lines_of(self, offsets: Sequence[int]) -> set[int]:
        """The raw lines on which the characters at these offsets stand."""
        if not offsets:
            return set()
        if max(offsets) >= len(self.raw) and self.inserted:
            return {self.line_of(offset) for offset in offsets}
        first, last = bisect_right(self.starts, min(offsets)), bisect_right(self.starts, max(offsets))
        if last - first < 2:  # nothing lies between them
            return {first, last}
        return set(map(partial(bisect_right, self.starts), offsets))

    def line(self, number: int) -> str:
        """The raw text of a 1-based line, without its line end."""
        end = self.starts[number] if number < len(self.starts) else len(self.raw)
        return self.raw[self.starts[number - 1] : end].rstrip("\r\n")


@dataclass(frozen=True)
class Line:
    """One cleaned line of text: markup and furniture gone, wording untouched.

    ``key`` is its matching form (see :func:`build_tools.language.script.key`), without what is struck out
    of it; ``gap`` counts the blank raw lines above it; ``mark`` is the heading level that the source's
    markup gave it (0: none). A line that may be none of the text stands ``alone``: nothing is joined to it.
    """

    number: int
    text: Text
    key: str
    gap: int = 1
    mark: int = 0
    indent: int = 0
    page_break: bool = False
    width: int = 0
    alone: bool = False
    begins: bool = False  # an editor says that a paragraph begins here
    told: bool = False  # an editor says that it is of the text: no rule takes it out
    note: int = 0  # the number of the footnote whose whole text it surely is


@dataclass(frozen=True)
class TableLine:
    """A table that stands where its first raw line stands."""

    number: int
    grid: Grid
    gap: int = 1
    page_break: bool = False


Item = Line | TableLine


@dataclass(frozen=True)
class Cleaned:
    """The source as lines and tables in print order."""

    items: tuple[Item, ...]
    notes: tuple[Note, ...]
    wrap: int = 0  # characters in a full line of hard-wrapped text, 0 where lines are paragraphs
    pages: tuple[tuple[int, int], ...] = ()  # line at which a page begins, and its printed number


@dataclass(frozen=True)
class Correction:
    """An editor's change to a printed line: ``was`` stands there and shall read ``now``."""

    line: int
    was: str
    now: str
    why: str


@dataclass(frozen=True)
class CellCorrection:
    """An editor's change to a table: a cell, one label over several rows, a whole row, or cells made one.

    ``table`` is its caption, or ``第83行``: a line that it stands on. ``rows`` are one or two (first and
    last) places: a printed line, or the anchor ``row-7``. For a whole row ``column`` is ``*`` and ``was``
    and ``now`` hold one string a column. Where there is a ``last_column``, all cells from the first row and
    column to the last are one, and ``was`` holds one string a cell, row by row.
    """

    table: str
    rows: tuple[int | str, ...]
    column: int | str
    was: tuple[str, ...]
    now: tuple[str, ...]
    why: str
    entry: int = 1  # the line of the sidecar on which it begins
    file: str = ""  # the sidecar's name
    last_column: int | str = ""

    @property
    def line(self) -> int:
        """The first printed line that it names, 1 where it names an anchor."""
        return next((r for r in self.rows if isinstance(r, int)), 1)


@dataclass(frozen=True)
class TableMark:
    """An editor's word that raw lines are a table: how its cells are parted, and how many stand in a row."""

    first: int
    last: int
    separator: str  # tab, line or blanks
    columns: int
    why: str
    entry: int = 1  # the line of the sidecar on which it begins
    file: str = ""  # the sidecar's name


@dataclass(frozen=True)
class LineMark:
    """An editor's word that raw lines are one, that a line is two, parted before the words ``before``, or
    that a line is of the text or not (``kind``)."""

    first: int
    last: int
    before: str
    why: str
    entry: int = 1
    file: str = ""
    kind: str = ""  # furniture, text, or empty where the line is parted or joined


@dataclass(frozen=True)
class PageRead:
    """An editor's word that a page was held against the print, and on which day."""

    page: str
    day: str


@dataclass(frozen=True)
class Acceptance:
    """An editor's word that a doubt is settled as it stands."""

    code: str
    line: int
    why: str


@dataclass(frozen=True)
class Origin:
    """The file that a source was made of: its name, its hash, and the day on which it was added."""

    name: str
    sha256: str
    added: str


@dataclass(frozen=True)
class Sidecar:
    """``raw/<id>.toml``: what an editor knows of a source beyond its text. Every key optional."""

    gazette: str | None = None
    year: int | None = None
    number: int | None = None
    total: int | None = None
    published: str | None = None
    origin: str | None = None
    page_images: bool = False  # the site shows the print's pages as pictures
    original: Origin | None = None
    corrections: tuple[Correction, ...] = ()
    cells: tuple[CellCorrection, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    tables: tuple[TableMark, ...] = ()
    lines: tuple[LineMark, ...] = ()
    read: tuple[PageRead, ...] = ()
