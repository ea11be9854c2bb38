"""The signs of printed pages: 〔第3页〕 in a paragraph, or before the block that begins a page.

Where the print turns the page is found in :mod:`build_tools.documents.print_pages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.documents.turn_places import turn_places
from build_tools.model.converted import Converted
from build_tools.model.document import Document, PageTurn
from build_tools.pages.markdown import Turns


@dataclass(frozen=True)
class PageMarks:
    """Where the signs of a document stand: ``inside`` a text by raw offset, ``before`` a block by anchor."""

    inside: Turns = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)


def page_marks(document: Document, converted: Converted) -> PageMarks:
    """The signs of a document's page turns."""
    turns = turn_places(document, converted.source)
    return PageMarks(
        {at: _sign("span", turn, converted) for at, turn in turns.inside.items()},
        {anchor: _sign("div", turn, converted) for anchor, turn in turns.before.items()},
    )


def _sign(tag: str, turn: PageTurn, converted: Converted) -> str:
    words = "〔换页〕" if turn.page is None else f"〔第{turn.page}页〕"
    return f"<{tag} {_attributes(turn.page, converted.pictured_page(turn.line))}>{words}</{tag}>"


def _attributes(page: int | None, pictured: int | None) -> str:
    anchor = "" if page is None else f'id="page-{page}" '
    picture = "" if pictured is None else f' data-print="print-{pictured}"'
    return f'{anchor}class="gz-turn" data-derived="true"{picture}'
