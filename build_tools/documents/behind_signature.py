"""What stands behind the signature of a text and may be the title of another one."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.documents.section import Section
from build_tools.language.phrases import names_text
from build_tools.language.script import key
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Piece, Role


def titles_behind(pieces: Sequence[Piece], section: Section) -> list[Note]:
    """A doubt on each line behind the day of a text that reads like a title, with more text below it."""
    days = [line.text.at[0] for role, lines in section.tail if role is Role.DATE for line in lines]
    if not days:
        return []
    behind = [p for p in pieces if len(p.text) and p.text.at[0] > min(days)]
    return [
        Note(Code.TITLE_BEHIND, piece.lines[0], piece.lines[-1], piece.text.chars)
        for piece in behind[:-1]
        if piece.role is None and piece.grid is None and names_text(key(piece.text.chars))
    ]
