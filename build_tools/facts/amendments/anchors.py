"""The paragraph of a text that a place of an instruction means."""

from __future__ import annotations

import re

from build_tools.citations.numbered import Numbered
from build_tools.language.script import NUMERAL, key, number
from build_tools.model.document import Block, Document, Role

_N = rf"[{NUMERAL}\d]{{1,6}}"
_ARTICLE = re.compile(rf"第(?P<n>{_N})条(?:之(?P<branch>[{NUMERAL}]{{1,2}}))?")
_CHAPTER = re.compile(rf"第(?P<n>{_N})章$")
_CLAUSE = re.compile(rf"第(?P<n>{_N})款")
_ITEM = re.compile(rf"第（(?P<n>{_N})）项")
_ITEM_HEAD = re.compile(rf"（(?P<n>{_N})）|(?P<m>{_N})[、.．]")


def anchor_in(document: Document, place: str | None) -> str | None:
    """The anchor of a place, or of the nearest paragraph that holds it; None where the document prints no
    such article."""
    numbered, match = Numbered(document), _ARTICLE.match(place or "")
    if match is None:
        chapter = _CHAPTER.match(place or "")
        return numbered.anchor_of("章", number(chapter["n"]) or 0) if chapter else None
    value, branch = number(match["n"]) or 0, number(match["branch"] or "零") or 0
    article = numbered.anchor_of("条", value, branch=branch)
    if article is None or place is None:
        return None
    clause = _CLAUSE.search(place)
    here = (
        Numbered(document).anchor_of("条", value, number(clause["n"]) or 1, branch=branch)
        if clause
        else article
    )
    item = _ITEM.search(place)
    if here is None or item is None:
        return here or article
    found = [b.anchor for b in blocks_of(document, article) if item_number(b) == number(item["n"])]
    return found[0] if len(found) == 1 else here


def blocks_of(document: Document, article: str) -> list[Block]:
    """The blocks of an article: its first, and what follows up to the next article or heading."""
    found: list[Block] = []
    for block in document.blocks:
        if found and (block.role in (Role.ARTICLE, Role.HEADING, Role.SIGNATURE, Role.DATE)):
            break
        if found or block.anchor == article:
            found.append(block)
    return found


def item_number(block: Block) -> int | None:
    """The number of an item: 3 of （三）…"""
    match = _ITEM_HEAD.match(key(block.text.chars[:12]))
    return number(match["n"] or match["m"]) if match else None
