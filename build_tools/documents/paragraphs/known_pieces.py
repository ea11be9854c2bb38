"""Items whose role is known → pieces: tables, and lines that only a line of the same role goes on with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_tools.documents.paragraphs.line_evidence import signed_between
from build_tools.language.phrases import LIST_ENTRY
from build_tools.model.document import Piece, Role
from build_tools.model.edits import glue
from build_tools.model.source import Item, Line, TableLine
from build_tools.model.text import Text

_PAGED = re.compile(r"[\d）)]\s*$")


def add_piece(pieces: list[Piece], role: Role | None, item: Item, tails: Sequence[int]) -> None:
    """Add a table, or a line of known role; one that goes on with the listed title above joins it, but not
    over a signature (``tails``, their places)."""
    piece = _single(role, item)
    above = pieces[-1] if pieces else None
    goes_on = False
    if above is not None and above.role is piece.role and isinstance(item, Line):
        if piece.role is Role.LISTED:
            goes_on = not LIST_ENTRY.match(item.key) and not signed_between(above.text, item, tails)
        elif piece.role is Role.CONTENTS:  # a listed title over two lines: its page stands on the second
            goes_on = (
                len(above.text) > 12 and not _PAGED.search(above.text.chars) and bool(_PAGED.search(item.key))
            )
    if goes_on and above is not None:
        pieces[-1] = replace(above, text=glue([above.text, piece.text]), lines=above.lines + piece.lines)
    else:
        pieces.append(piece)


def _single(role: Role | None, item: Item) -> Piece:
    if isinstance(item, TableLine):
        text = next((t for r in item.grid.rows for c in r.cells for t in c.texts), None)
        numbers = tuple(n for row in item.grid.rows for n in (row.number, *row.rest))
        empty = Text.of("", 0)
        return Piece(Role.TABLE, text[:0] if text else empty, numbers or (item.number,), grid=item.grid)
    return Piece(role, item.text, (item.number,), item.mark, page_break=item.page_break)
