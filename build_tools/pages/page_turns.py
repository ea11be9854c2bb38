"""The signs of printed pages: 〔第3页〕 in a paragraph, or before the block that begins a page.

Where the print turns the page is found in :mod:`build_tools.documents.print_pages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.model.converted import Converted
from build_tools.model.document import Document, Role, TableBlock
from build_tools.pages.markdown import Turns


@dataclass(frozen=True)
class PageMarks:
    """Where the signs of a document stand: ``inside`` a text by raw offset, ``before`` a block by anchor."""

    inside: Turns = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)


def page_marks(document: Document, converted: Converted) -> PageMarks:
    """The signs of a document's page turns. One inside a table has none: cells hold printed text only."""
    inside: dict[int, str] = {}
    before: dict[str, str] = {}
    if not document.page_turns:
        return PageMarks()
    source = converted.source
    printed = [
        (b, [source.line_of(offset) for t in b.texts() for offset in t.at])
        for b in document.blocks
        if b.role not in (Role.IMPRINT, Role.FOOTNOTE)
    ]
    for turn in document.page_turns:
        for block, lines in printed:
            if not lines or lines[-1] < turn.line:
                continue
            if lines[0] >= turn.line:
                signed = _attributes(turn.page, converted.pictured_page(lines[0]))
                before[block.anchor] = f"<div {signed}>{_words(turn.page)}</div>"
            elif not isinstance(block, TableBlock):
                at = next(i for i, n in enumerate(lines) if n >= turn.line)
                signed = _attributes(turn.page, converted.pictured_page(turn.line))
                inside[block.text.at[at]] = f"<span {signed}>{_words(turn.page)}</span>"
            break
    return PageMarks(inside, before)


def _words(page: int | None) -> str:
    return "〔换页〕" if page is None else f"〔第{page}页〕"


def _attributes(page: int | None, pictured: int | None) -> str:
    anchor = "" if page is None else f'id="page-{page}" '
    picture = "" if pictured is None else f' data-print="print-{pictured}"'
    return f'{anchor}class="gz-turn" data-derived="true"{picture}'
