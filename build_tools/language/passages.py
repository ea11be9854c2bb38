"""What is printed in a document as patterns read it, with the way back to the block and the raw offset."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from build_tools.language.brackets import pairs
from build_tools.language.script import even
from build_tools.model.citation import Place
from build_tools.model.document import Block, Document, Kind, NumberedBlock, Role, TableBlock, Worded
from build_tools.model.text import Text

LineOf = Callable[[int], int]

_BODY = (Role.HEADING, Role.ITEM, Role.ARTICLE, Role.PARAGRAPH, Role.ENTRY)
# Covers, contents and imprints repeat titles and numbers of others without citing them.
_SILENT = (Role.NUMBER, Role.META, Role.COVER, Role.CONTENTS, Role.IMPRINT)
CELL = "\n"
"""What stands between two cells of a table row."""
_BLANK = re.compile(r"[\s\u3000\u200b\ufeff]")
# (责任单位:医保局、卫生健康委) and 〔责任单位：…〕 are read alike.
_WIDE = dict(
    zip(
        "(),:;?!［］﹝﹞[]【】．％０１２３４５６７８９",
        "（），：；？！〔〕〔〕〔〕〔〕.%0123456789",
        strict=True,
    )
)
_TO_WIDEN = re.compile(f"[{re.escape(''.join(_WIDE))}]")


@dataclass(frozen=True, eq=False)
class Passage:
    """The text of a block, or of one row of its table. ``chars``, ``text`` and ``even`` have the same length.

    ``in_article``: it is an article of law, or belongs to the one above it.
    """

    block: Block
    index: int  # of the block in its document
    chars: str
    at: array[int]  # the raw offset of each character; of the mark between two cells that before it
    shift: tuple[tuple[int, int], ...] = ((0, 0),)  # (place in chars, place in the block) where a run begins
    in_article: bool = False

    @cached_property
    def text(self) -> str:
        """The words as printed, their marks in full width."""
        return _widened(self.chars)

    @cached_property
    def even(self) -> str:
        """The matching form of the text, character for character."""
        return even(self.chars)

    @property
    def numbered(self) -> bool:
        """Whether the block begins with a number of its own: 一、 （二） 3."""
        return isinstance(self.block, NumberedBlock)

    def place(self, document: int, start: int, end: int, line_of: LineOf) -> Place:
        """Where ``start:end`` stands in the block's text; ``document`` is the number of its document."""
        first = self._moved(start)
        last = self._moved(end - 1) + 1 if end > start else first
        return Place(document, self.block.anchor, first, last, line_of(self.at[start]))

    def is_quoted(self, i: int) -> bool:
        """Whether a character is one of a text that the block amends."""
        there, quoted = self._moved(i), self.block.quoted if isinstance(self.block, Worded) else ()
        return any(start <= there < end for start, end in quoted)

    def _moved(self, i: int) -> int:
        begin, there = self.shift[bisect_right(self.shift, i, key=lambda pair: pair[0]) - 1]
        return there + i - begin


def wide(chars: str) -> str:
    """The text without blanks, its marks in full width: as units and indicators are named in data."""
    return _widened(_BLANK.sub("", chars))


def _widened(chars: str) -> str:
    return _TO_WIDEN.sub(lambda m: _WIDE[m[0]], chars)


def running_text(document: Document) -> Iterator[Passage]:
    """The blocks of running text without blanks, in print order.

    Titles, signatures, lists and tables are none. The words of a text that a block amends are left out.
    """
    in_article = False
    for index, block in enumerate(document.blocks):
        in_article = block.role is Role.ARTICLE or (in_article and block.role is not Role.HEADING)
        if isinstance(block, Worded) and block.role in _BODY:
            kept = _kept(block)
            if kept:
                chars = "".join(block.text.chars[run] for run in kept)
                at = array("L")
                for run in kept:
                    at.extend(block.text.at[run])
                lengths = accumulate((run.stop - run.start for run in kept), initial=0)
                shift = tuple((begin, run.start) for begin, run in zip(lengths, kept, strict=False))
                yield Passage(block, index, chars, at, shift, in_article)


def _kept(block: Worded) -> list[slice]:
    """The runs of a block's text that are neither blank nor another text's words."""
    dropped = sorted([*block.quoted, *(m.span() for m in _BLANK.finditer(block.text.chars))])
    runs, first = [], 0
    for start, end in dropped:
        if start > first:
            runs.append(slice(first, start))
        first = max(first, end)
    if first < len(block.text.chars):
        runs.append(slice(first, len(block.text.chars)))
    return runs


def passages(document: Document) -> Iterator[Passage]:
    """All that a document prints by itself, tables row by row, in print order."""
    if document.kind in (Kind.MASTHEAD, Kind.CONTENTS):
        return
    for index, block in enumerate(document.blocks):
        if block.role in _SILENT:
            continue
        if not isinstance(block, TableBlock):
            yield Passage(block, index, block.text.chars, block.text.at)
            continue
        before = 0
        for row in block.table.all_rows():
            cells = [list(slot.texts) for slot in row.slots if slot.texts]
            if cells:
                yield _row(block, index, cells, before)
            before += sum(len(text) for cell in cells for text in cell)


def _row(block: Block, index: int, cells: Sequence[Sequence[Text]], before: int) -> Passage:
    """Cells one after the other; the pieces of a cell broken over lines have nothing between them."""
    if len(cells) == 1 and len(cells[0]) == 1:
        text = cells[0][0]
        return Passage(block, index, text.chars, text.at, ((0, before),))
    chars, at = "", array("L")
    shift: list[tuple[int, int]] = []
    for cell in cells:
        if chars:
            chars += CELL
            at.append(at[-1])
        shift.append((len(chars), before))
        for text in cell:
            chars += text.chars
            at.extend(text.at)
            before += len(text)
    return Passage(block, index, chars, at, tuple(shift))


TITLE, BRACKET = "▮", "▯"
"""What stands for each character of a cited title, and of a bracket, in a masked text."""


def masked(text: str, titles: Sequence[tuple[int, int]], *, brackets: bool = True) -> str:
    """The text with cited titles, and brackets in whole, made opaque. Keeps its length."""
    text = _opaque(text, titles, TITLE)
    return _opaque(text, pairs(text), BRACKET) if brackets else text


def _opaque(text: str, spans: Sequence[tuple[int, int]], sign: str) -> str:
    """The text with spans, which are in order, made of one sign."""
    parts: list[str] = []
    last = 0
    for start, end in spans:
        parts += (text[last:start], sign * (end - max(start, last)))
        last = max(end, last)
    return "".join((*parts, text[last:]))
