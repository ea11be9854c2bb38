"""The running text of a document as patterns read it: no blanks, marks in full width, lines known."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from build_tools.model.document import Block, Document, Role

LineOf = Callable[[int], int]

_BODY = (Role.HEADING, Role.ITEM, Role.ARTICLE, Role.PARAGRAPH, Role.ENTRY)
_BLANK = re.compile(r"[\s\u3000\u200b\ufeff]")
# (责任单位:医保局、卫生健康委) and 〔责任单位：…〕 are read alike.
_WIDE = {
    ord(was): now
    for was, now in zip("(),:;?!［］﹝﹞[]【】．％", "（），：；？！〔〕〔〕〔〕〔〕.%", strict=True)
} | {ord(full): half for full, half in zip("０１２３４５６７８９", "0123456789", strict=True)}


@dataclass(frozen=True, eq=False)
class Passage:
    """A block of running text. ``at[i]`` is the raw offset of ``text[i]``, ``block`` its place in print.

    ``in_article``: it is an article of law, or belongs to the one above it.
    """

    block: Block
    index: int
    text: str
    at: array[int]
    in_article: bool = False

    @property
    def numbered(self) -> bool:
        """Whether the block begins with a number of its own: 一、 （二） 3."""
        return self.block.entry is not None


def wide(chars: str) -> str:
    """The text without blanks, its marks in full width: as units and indicators are named in data."""
    return _BLANK.sub("", chars).translate(_WIDE)


def passages(document: Document) -> Iterator[Passage]:
    """The blocks of running text, in print order; titles, signatures, lists and tables are none.

    The words of a text that a block amends are left out.
    """
    in_article = False
    for index, block in enumerate(document.blocks):
        in_article = block.role is Role.ARTICLE or (in_article and block.role is not Role.HEADING)
        if block.role in _BODY and block.table is None and block.grid is None and block.text.chars:
            chars, at = block.text.chars, block.text.at
            for start, end in reversed(block.quoted):
                chars, at = chars[:start] + chars[end:], at[:start] + at[end:]
            if _BLANK.search(chars):
                at = array("L", (a for a, c in zip(at, chars, strict=True) if not _BLANK.match(c)))
            if chars:
                yield Passage(block, index, wide(chars), at, in_article)
