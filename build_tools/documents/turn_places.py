"""Where in a document's text the print turns its pages: inside of a paragraph, or before a block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from build_tools.model.document import Document, PageTurn, Role, TableBlock
from build_tools.model.source import Source


@dataclass(frozen=True)
class TurnPlaces:
    """The turns of a document: ``inside`` a text by raw offset, ``before`` a block by anchor. The line of
    such a turn is the first of the block."""

    inside: Mapping[int, PageTurn] = field(default_factory=dict)
    before: Mapping[str, PageTurn] = field(default_factory=dict)


def turn_places(document: Document, source: Source) -> TurnPlaces:
    """The turns that readers are shown. One inside a table has no place: cells hold printed text only."""
    inside: dict[int, PageTurn] = {}
    before: dict[str, PageTurn] = {}
    if not document.page_turns:
        return TurnPlaces()
    printed = [
        (b, [offset for t in b.texts() for offset in t.at])
        for b in document.blocks
        if b.role not in (Role.IMPRINT, Role.FOOTNOTE)
    ]
    for turn in document.page_turns:
        for block, offsets in printed:
            if not offsets or source.line_of(offsets[-1]) < turn.line:
                continue
            if (first := source.line_of(offsets[0])) >= turn.line:
                before[block.anchor] = replace(turn, line=first)
            elif not isinstance(block, TableBlock):
                inside[next(o for o in block.text.at if source.line_of(o) >= turn.line)] = turn
            break
    return TurnPlaces(inside, before)
