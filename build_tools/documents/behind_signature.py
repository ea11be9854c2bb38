"""What stands behind the signature or the last article of a text and may be the title of another one."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.documents.paragraphs.line_evidence import style_of
from build_tools.documents.units.section import Section
from build_tools.language.phrases import names_text
from build_tools.language.script import key
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Piece, Role


def titles_behind(pieces: Sequence[Piece], section: Section) -> list[Note]:
    """A doubt on each line behind the day of a text, or where it bears none behind its last article, that
    reads like a title, with more text below it."""
    days = [line.text.at[0] for role, lines in section.tail if role is Role.DATE for line in lines]
    articles = [p.text.at[0] for p in pieces if len(p.text) and style_of(key(p.text.chars)) == "条"]
    if not days and not articles:
        return []
    end = min(days) if days else articles[-1]
    behind = [p for p in pieces if len(p.text) and p.text.at[0] > end]
    return [
        Note(Code.TITLE_BEHIND, piece.lines[0], piece.lines[-1], piece.text.chars)
        for piece in behind[:-1]
        if piece.role is None and piece.grid is None and names_text(key(piece.text.chars))
    ]
