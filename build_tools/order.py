"""The second account of a source: nothing stands elsewhere than it is printed, but where a note says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Block, Document, Role
from build_tools.model.places import Places, ascends

_LINES = frozenset(Role) - {Role.TABLE, Role.FOOTNOTE, Role.IMPRINT, Role.CONTENTS}

MOVES: Mapping[Code, frozenset[Role]] = {
    Code.FOOTNOTE_MOVED: frozenset({Role.FOOTNOTE}),  # from the foot of a page to the end of its text
    Code.IMPRINT_MOVED: frozenset({Role.IMPRINT}),  # from behind the annexes to the end of its page
    Code.CONTENTS_MOVED: frozenset({Role.CONTENTS, Role.TABLE}),  # out of the text that they list
    Code.TABLE_JOIN: _LINES,  # 续表, from between the two pages of a table to below it
}
"""What a note of each code lets a block be that stands elsewhere than it is printed."""


def prove_order(documents: Sequence[Document], notes: Sequence[Note], places: Places) -> tuple[Note, ...]:
    """The characters of each text ascend as they are printed, and so do the blocks of all documents.

    A block whose first line a note of :data:`MOVES` covers may stand elsewhere, in order with all
    others that the same code moves. What stands inside a table is judged by
    :mod:`build_tools.tables.proof`. Returns an error for each text and block that is out of its place.
    """
    licences = [n for n in notes if n.code in MOVES]
    wrong: list[Note] = []
    reached: dict[Code | None, int] = {}
    for block in (block for document in documents for block in document.blocks):
        printed = [found for text in block.texts() if (found := places.of(text))]
        if block.role is not Role.TABLE:
            wrong += (_error(block, p, places) for p in printed if not ascends(p))
        if not printed:
            continue
        first, last = min(map(min, printed)), max(map(max, printed))
        moved = _moved(block, places.line_of(first), licences)
        before = reached.get(moved, -1)
        if first < before:
            wrong.append(_error(block, [first], places, places.line_of(before)))
        reached[moved] = max(last, before)
    return tuple(wrong)


def _moved(block: Block, line: int, licences: Sequence[Note]) -> Code | None:
    """The code that moves a block; None where it has to stand in the row of all others."""
    return next(
        (n.code for n in licences if n.first_line <= line <= n.last_line and block.role in MOVES[n.code]),
        None,
    )


def _error(block: Block, printed: Sequence[int], places: Places, after: int = 0) -> Note:
    """The first words of a block, on the line of its first character that is out of its place."""
    turned = (b for a, b in zip(printed, islice(printed, 1, None), strict=False) if b < a)
    line = places.line_of(next(turned, printed[0]))
    words = "".join(text.chars for text in block.texts())[:20]
    detail = f"排在第{after}行之后" if after else "文字前后颠倒"
    return Note(Code.LEDGER_ORDER, line, line, words, detail=detail)
