"""Numbers that a text lost on the way: a word processor counts chapters itself, a copy has no count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from build_tools.language.script import key
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Block, Document, Role

_FIRST, _LAST = "总则", "附则"
_HEADS = (Role.PARAGRAPH, Role.HEADING, Role.ITEM)


def lost_chapters(documents: Sequence[Document], line_of: Callable[[int], int]) -> tuple[Note, ...]:
    """A doubt on each text that prints 总则 and 附则 as lines of their own, and no 第一章."""
    found = []
    for document in documents:
        first = next(_lines(document, _FIRST), None)
        last = next(_lines(document, _LAST), None)
        if first and last and not any(e.level == "章" for e in document.outline):
            line = line_of(first.text.at[0])
            found.append(
                Note(Code.CHAPTERS_LOST, line, line, _FIRST, "", f"附则在第{line_of(last.text.at[0])}行")
            )
    return tuple(found)


def _lines(document: Document, word: str) -> Iterator[Block]:
    return (b for b in document.blocks if b.role in _HEADS and key(b.text.chars) == word)
