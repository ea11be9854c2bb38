"""What a book must hold: the printed characters of its documents, as the ledger has them, block by block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from build_tools.language.signs import visible
from build_tools.model.corpus import Record
from build_tools.model.document import Block, Role


def solid(chars: str) -> str:
    """The characters as a reader can be shown them; blanks are no part of the ledger."""
    return "".join(visible(chars).split())


def printed(records: Sequence[Record]) -> str:
    """All printed characters of documents, page by page, 版记 at the end of its page as everywhere."""
    return "".join(_of(b) for page in _pages(records) for b in _in_order(page))


def printed_apart(records: Sequence[Record]) -> tuple[str, list[str]]:
    """The same in two parts, for formats that keep footnotes by themselves: the text, and each footnote."""
    blocks = [b for page in _pages(records) for b in _in_order(page)]
    text = "".join(_of(b) for b in blocks if b.role is not Role.FOOTNOTE)
    return text, [_of(b) for b in blocks if b.role is Role.FOOTNOTE]


def _pages(records: Iterable[Record]) -> list[list[Record]]:
    pages: dict[str, list[Record]] = {}
    for record in records:
        pages.setdefault(record.page, []).append(record)
    return list(pages.values())


def _in_order(records: Sequence[Record]) -> list[Block]:
    blocks = [b for r in records for b in r.document.blocks]
    return sorted(blocks, key=lambda block: block.role is Role.IMPRINT)


def _of(block: Block) -> str:
    return solid("".join(text.chars for text in block.texts()))
