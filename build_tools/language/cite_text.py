"""Running text to look for citations and references in, with the way back to the block and the print."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_tools.language.brackets import pairs
from build_tools.language.script import even
from build_tools.model.citation import Place
from build_tools.model.document import Block, Document, Kind, Role
from build_tools.model.text import Text

# Covers, contents and imprints repeat titles and numbers of others without citing them.
_SILENT = (Role.NUMBER, Role.META, Role.COVER, Role.CONTENTS, Role.IMPRINT)
CELL = "\n"
"""What stands between two cells of a table row."""


@dataclass(frozen=True)
class Passage:
    """The text of a block, or of one row of its table. ``even`` and ``chars`` have the same length."""

    document: int
    block: Block
    chars: str
    at: array[int]  # the raw offset of each character; of the mark between two cells that before it
    shift: tuple[tuple[int, int], ...]  # (place in chars, place in the block's text) where a cell begins

    @cached_property
    def even(self) -> str:
        """The matching form of the text, character for character."""
        return even(self.chars)

    def place(self, start: int, end: int, line_of: Callable[[int], int]) -> Place:
        """Where ``start:end`` stands in the block's text."""
        first = self._moved(start)
        last = self._moved(end - 1) + 1 if end > start else first
        return Place(self.document, self.block.anchor, first, last, line_of(self.at[start]))

    def is_quoted(self, i: int) -> bool:
        """Whether a character is one of a text that the block amends."""
        return any(start <= i < end for start, end in self.block.quoted)

    def _moved(self, i: int) -> int:
        begin, there = self.shift[bisect_right(self.shift, i, key=lambda pair: pair[0]) - 1]
        return there + i - begin


def passages(index: int, document: Document) -> Iterator[Passage]:
    """The passages of a document in print order."""
    if document.kind in (Kind.MASTHEAD, Kind.CONTENTS):
        return
    for block in document.blocks:
        if block.role in _SILENT:
            continue
        if block.table is None:
            yield _passage(index, block, [[block.text]], 0)
            continue
        before = 0
        for row in block.table.all_rows():
            cells = [list(slot.texts) for slot in row.slots if slot.texts]
            if cells:
                yield _passage(index, block, cells, before)
            before += sum(len(text) for cell in cells for text in cell)


def _passage(index: int, block: Block, cells: Sequence[Sequence[Text]], before: int) -> Passage:
    """Cells one after the other; the pieces of a cell broken over lines have nothing between them."""
    if len(cells) == 1 and len(cells[0]) == 1:
        text = cells[0][0]
        return Passage(index, block, text.chars, text.at, ((0, before),))
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
    return Passage(index, block, chars, at, tuple(shift))


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
