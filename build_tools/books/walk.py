"""The one way through a document that all formats take: blocks as runs of characters, tables as cells.

No format looks at pages: what a run is (its style, the footnote that it points at, where it leads, the page
of the print that begins with it) is said here once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from build_tools.citations.leads import Lead, leads
from build_tools.documents.paragraphs.footnote_signs import footnote_marks
from build_tools.documents.turn_places import TurnPlaces, turn_places
from build_tools.language.signs import visible
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import (
    Block,
    NumberedBlock,
    OutlineEntry,
    PageTurn,
    Role,
    TableBlock,
    title_end,
)
from build_tools.model.table import Slot, Table
from build_tools.model.text import Text


@dataclass(frozen=True)
class Run:
    """Printed characters of one kind. ``note`` is the anchor of the footnote whose sign they are, ``lead``
    where they lead, ``turn`` the page of the print that begins with them."""

    chars: str
    style: str
    note: str = ""
    lead: Lead | None = None
    turn: PageTurn | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class CellShown:
    """A cell that is shown: its printed pieces. ``said`` stands there and is printed elsewhere, or is an
    editor's word. ``head`` says whether it stands in the header."""

    slot: Slot
    pieces: tuple[Runs, ...]
    said: str
    head: bool


@dataclass(frozen=True)
class Shown:
    """A block with its runs, or with the rows of its table; ``turn`` is the page that begins before it."""

    block: Block
    runs: Runs = ()
    rows: tuple[tuple[CellShown, ...], ...] = ()
    turn: PageTurn | None = None

    @property
    def entry(self) -> OutlineEntry | None:
        """Its entry of the outline, where it has one."""
        return self.block.entry if isinstance(self.block, NumberedBlock) else None

    @property
    def title_end(self) -> int:
        """The length of the number and title at the head of its text."""
        return title_end(self.block)

    @property
    def table(self) -> Table | None:
        """Its table, where it is one."""
        return self.block.table if isinstance(self.block, TableBlock) else None

    @property
    def chars(self) -> str:
        """Its printed characters."""
        pieces = [self.runs, *(p for row in self.rows for cell in row for p in cell.pieces)]
        return "".join(run.chars for piece in pieces for run in piece)


@dataclass(frozen=True)
class Chapter:
    """A document with its blocks; ``signs`` are the anchors of the footnotes that its text points at."""

    record: Record
    shown: tuple[Shown, ...]
    signs: frozenset[str] = field(default_factory=frozenset)


def chapters(records: Sequence[Record], corpus: Corpus) -> tuple[Chapter, ...]:
    """Records as chapters, each block in its place; 版记 ends the last chapter of its page."""
    found = [_chapter(record, corpus) for record in records]
    for i, chapter in enumerate(found):
        last = max(k for k, other in enumerate(found) if other.record.page == chapter.record.page)
        imprint = tuple(s for s in chapter.shown if s.block.role is Role.IMPRINT)
        if imprint and last > i:
            rest = tuple(s for s in chapter.shown if s.block.role is not Role.IMPRINT)
            found[i] = Chapter(chapter.record, rest, chapter.signs)
            found[last] = Chapter(found[last].record, (*found[last].shown, *imprint), found[last].signs)
    return tuple(found)


def _chapter(record: Record, corpus: Corpus) -> Chapter:
    document = record.document
    signs = footnote_marks(document)
    turns = turn_places(document, corpus.sources[record.source].source)
    marks = _Marks(signs, leads(record, corpus), turns)
    blocks = sorted(document.blocks, key=lambda block: block.role is Role.IMPRINT)
    return Chapter(record, tuple(_shown(b, marks) for b in blocks), frozenset(signs.values()))


@dataclass(frozen=True)
class _Marks:
    signs: Mapping[int, str]
    leads: Mapping[int, Lead]
    turns: TurnPlaces


def _shown(block: Block, marks: _Marks) -> Shown:
    turn = marks.turns.before.get(block.anchor)
    if isinstance(block, TableBlock):
        return Shown(block, (), _rows(block.table, marks), turn)
    return Shown(block, runs_of(block.text, marks.signs, marks.leads, marks.turns.inside), (), turn)


def _rows(table: Table, marks: _Marks) -> tuple[tuple[CellShown, ...], ...]:
    return tuple(
        tuple(
            CellShown(
                slot,
                tuple(runs_of(text, {}, marks.leads, {}) for text in slot.texts),
                visible(slot.value) if slot.value and not slot.texts else "",
                head=i < len(table.header),
            )
            for slot in row.slots
            if not slot.covered
        )
        for i, row in enumerate(table.all_rows())
    )


def laid_out(shown: Shown) -> tuple[tuple[CellShown, ...], ...]:
    """The rows of a table as they are seen: in a form a label runs over the place of a group that is not
    there, and where no row has a group there is no column for it."""
    table = shown.table
    if table is None or not table.form:
        return shown.rows
    grouped = any(row.slots[0].value or row.slots[0].covered for row in table.rows)
    rows = []
    for row, line in zip(shown.rows, table.all_rows(), strict=True):
        group = line.slots[0]
        if group.value or group.covered or not row:
            rows.append(row)
            continue
        first, *rest = row[1:]
        wide = replace(first.slot, colspan=first.slot.colspan + grouped)
        rows.append((replace(first, slot=wide), *rest))
    return tuple(rows)


def runs_of(
    text: Text, signs: Mapping[int, str], ways: Mapping[int, Lead], turns: Mapping[int, PageTurn]
) -> Runs:
    """A text in runs; each character as it can be shown."""
    chars = visible(text.chars)
    if not text.style.strip() and all(not m or m.keys().isdisjoint(text.at) for m in (signs, ways, turns)):
        return (Run(chars, text.style[0]),) if chars else ()
    found: list[Run] = []
    kinds = [(text.style[i], signs.get(at, ""), ways.get(at)) for i, at in enumerate(text.at)]
    for (style, note, lead), run in groupby(range(len(text)), key=kinds.__getitem__):
        for turn, own in _parted(list(run), text, turns):
            found.append(Run(chars[own[0] : own[-1] + 1], style, note, lead, turn))
    return tuple(found)


def _parted(
    places: Sequence[int], text: Text, turns: Mapping[int, PageTurn]
) -> Iterator[tuple[PageTurn | None, Sequence[int]]]:
    """The places before and behind each turn of a page."""
    edges = sorted({0, *(i for i, place in enumerate(places) if text.at[place] in turns), len(places)})
    for start, end in pairwise(edges):
        yield turns.get(text.at[places[start]]), places[start:end]
