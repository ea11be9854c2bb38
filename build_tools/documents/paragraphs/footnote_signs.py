"""Which characters of a text are the signs of its footnotes."""

from __future__ import annotations

import re
from array import array

from build_tools.documents.paragraphs.footnotes import footnote_sign, reference
from build_tools.language.phrases import CLOSED
from build_tools.model.document import Document, Role
from build_tools.model.source import Line


def footnote_marks(document: Document) -> dict[int, str]:
    """The raw offsets of each footnote's sign in the text → the footnote's anchor.

    Where the numbers begin anew on each page, the sign stands between the last footnote of this number
    and this one.
    """
    marks: dict[int, str] = {}
    before: dict[str, int] = {}
    for note in document.blocks:
        sign = footnote_sign(note.text.chars) if note.role is Role.FOOTNOTE else None
        if sign is None:
            continue
        pattern = reference(*sign)
        at = _sign_between(document, pattern, before.get(pattern.pattern, -1), note.text.at[0])
        marks.update((offset, note.anchor) for offset in at)
        before[pattern.pattern] = note.text.at[0]
    return marks


def _sign_between(document: Document, sign: re.Pattern[str], low: int, high: int) -> array[int]:
    """The offsets of the first sign that is printed between two offsets; none where there is none."""
    for block in document.blocks:
        if block.role is Role.FOOTNOTE:
            continue
        for match in sign.finditer(block.text.chars):
            if low < block.text.at[match.start()] < high:
                return block.text.at[match.start() : match.end()]
    return array("L")


_CIRCLED = re.compile(r"^[①-⑳]")
_MAY_LEAD = re.compile(r"[；：、，]$")  # to an item of a list


def is_note_sign(above: str, last: Line, line: Line, wrap: int) -> bool:
    """Whether ② at a line's head, at the margin, is the sign of a note behind the last word of the full line
    ``last`` above: ``推进“一网通办”`` / ``②改革，办件量达到230万件。``"""
    if not _CIRCLED.match(line.key) or line.indent or line.gap or not wrap or last.width < wrap - 4:
        return False
    return not (CLOSED.search(above) or _MAY_LEAD.search(above))
