"""The second account of a source: nothing stands elsewhere than it is printed, but where a note says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Block, Document, Role
from build_tools.model.places import Places, ascends
from build_tools.model.spans import Spans

_LINES = frozenset(Role) - {Role.TABLE, Role.FOOTNOTE, Role.IMPRINT, Role.CONTENTS}

MOVES: Mapping[Code, frozenset[Role]] = {
    Code.FOOTNOTE_MOVED: frozenset({Role.FOOTNOTE}),  # from the foot of a page to the end of its text
    Code.IMPRINT_MOVED: frozenset({Role.IMPRINT}),  # from behind the annexes to the end of its page
    Code.CONTENTS_MOVED: frozenset({Role.CONTENTS, Role.TABLE}),  # out of the text that they list
    Code.TABLE_JOIN: _LINES,  # 续表, from between the two pages of a table to below it
}
"""What a note of each code lets a block be that stands elsewhere than it is printed."""


_WITHIN = frozenset({Code.FOOTNOTE_MOVED, Code.TABLE_JOIN})
"""The codes that let a block move inside of its document only."""


@dataclass(frozen=True)
class _Shown:
    """A block with the places of the characters of its texts, and the code that moves it, if one does."""

    document: int
    block: Block
    printed: list[Sequence[int]]
    first: int  # the places of its first and its last character
    last: int
    moved: Code | None


def prove_order(documents: Sequence[Document], notes: Sequence[Note], places: Places) -> tuple[Note, ...]:
    """The characters of each text ascend as they are printed, and so do the blocks of all documents.

    A block whose first line a note of :data:`MOVES` covers may stand elsewhere, in order with all
    others that the same code moves, and where :data:`_WITHIN` says so in its own document. What stands
    inside a table is judged by :mod:`build_tools.tables.proof`. Returns an error for each text and block
    that is out of its place.
    """
    shown = list(_in_row(_shown(documents, [n for n in notes if n.code in MOVES], places)))
    begins = {s.document: s.first for s in reversed(shown) if s.moved is None}
    ends = _ends(begins)
    wrong: list[Note] = []
    reached: dict[Code | None, int] = {}
    for own in shown:
        if own.block.role is not Role.TABLE:
            wrong += (_error(own.block, p, places) for p in own.printed if not ascends(p))
        before = reached.get(own.moved, -1)
        if own.first < before:
            wrong.append(_error(own.block, [own.first], places, places.line_of(before)))
        elif own.moved in _WITHIN and not _is_within(own, begins, ends):
            wrong.append(_error(own.block, [own.first], places))
        reached[own.moved] = max(before, own.last)
    return tuple(wrong)


def _shown(documents: Sequence[Document], licences: Sequence[Note], places: Places) -> Iterator[_Shown]:
    """Every block of which something is printed."""
    licensed = Spans((n.first_line, n.last_line, n.code) for n in licences)
    for i, document in enumerate(documents):
        for block in document.blocks:
            printed = [found for text in block.texts() if (found := places.of(text))]
            if printed:
                first, last = min(map(min, printed)), max(map(max, printed))
                line = places.line_of(first)
                yield _Shown(i, block, printed, first, last, _moved(block, licensed.touching(line, line)))


def _in_row(shown: Iterable[_Shown]) -> Iterator[_Shown]:
    """The blocks; one that moves to below what is printed after it, but stands in the row, was not moved.

    A line beside two tables of one raw line, which are joined, is where it is printed.
    """
    reached = -1
    for own in shown:
        placed = replace(own, moved=None) if own.moved in _WITHIN and own.first >= reached else own
        if placed.moved is None:
            reached = max(reached, placed.last)
        yield placed


def _ends(begins: Mapping[int, int]) -> dict[int, int]:
    """Where the texts behind each document that is printed begin."""
    ends: dict[int, int] = {}
    least = None
    for document in sorted(begins, reverse=True):
        if least is not None:
            ends[document] = least
        least = begins[document] if least is None else min(least, begins[document])
    return ends


def _is_within(own: _Shown, begins: Mapping[int, int], ends: Mapping[int, int]) -> bool:
    """Whether a moved block is printed behind the beginning of its document and before that of the next."""
    return begins.get(own.document, -1) <= own.first < ends.get(own.document, own.first + 1)


def _moved(block: Block, licences: Sequence[Code]) -> Code | None:
    """The code that moves a block; None where it has to stand in the row of all others."""
    return next((code for code in licences if block.role in MOVES[code]), None)


def _error(block: Block, printed: Sequence[int], places: Places, after: int = 0) -> Note:
    """The first words of a block, on the line of its first character that is out of its place."""
    turned = (b for a, b in zip(printed, islice(printed, 1, None), strict=False) if b < a)
    line = places.line_of(next(turned, printed[0]))
    words = "".join(text.chars for text in block.texts())[:20]
    detail = f"排在第{after}行之后" if after else "文字前后颠倒，或不在所属文件"
    return Note(Code.LEDGER_ORDER, line, line, words, detail=detail)
