"""Contents that list the chapters of one text: headings without pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from build_tools.language.phrases import CLOSED
from build_tools.language.script import NUMERAL, SMALL, bare
from build_tools.model.document import ContentsEntry
from build_tools.model.source import Item, Line

CHAPTER = re.compile(
    rf"^(?:第[{NUMERAL}\d]+[编篇章节部]|[{SMALL}]+、|（[{SMALL}]+）|\d{{1,2}}[.、](?!\d)|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[\u4e00-\u9fff“《]|附则|附录|总则|前言|序言|引言|结语)"
)


def lines_from(items: tuple[Item, ...], i: int) -> Iterator[tuple[int, Line]]:
    """The lines from item ``i`` on, up to a table, with their places."""
    while i < len(items):
        line = items[i]
        if not isinstance(line, Line):
            return
        yield i, line
        i += 1


# 1.1　编制目的及依据: no page 1 of anything, and no page stands behind it
_DECIMAL_ENTRY = re.compile(
    r"^\d{1,2}\.\d{1,2}(?:\.\d{1,2})?[\u4e00-\u9fff“《][^.…·．⋯‥・]*[^\d.…·．⋯‥・）)]$"
)


def counts_decimally(items: tuple[Item, ...], start: int) -> bool:
    """Whether contents list sections as ``1 总则 · 1.1 编制目的`` without pages."""
    near = [line.key for _, line in lines_from(items[: start + 8], start)]
    return sum(bool(_DECIMAL_ENTRY.match(k)) for k in near) >= 2


# 第二章　会议的准备和举行，议案的提出，, and below it 国民经济计划的审查
_OPEN_TITLE = re.compile(r"(?:[，、和及与的]|以及)$")
_LONGEST_REST = 30


def read_chapters(items: tuple[Item, ...], start: int) -> tuple[int, list[ContentsEntry]]:
    """Contents without pages: chapter headings, until the first of them comes again. One that ends on a comma
    goes on in the line below."""
    entries: list[ContentsEntry] = []
    seen: set[str] = set()
    end = start
    for i, line in lines_from(items, start):
        cut = entries and _OPEN_TITLE.search(entries[-1].title) and len(line.key) <= _LONGEST_REST
        if cut and not (CHAPTER.match(line.key) or CLOSED.search(line.key)):
            entries[-1] = replace(entries[-1], title=entries[-1].title + line.text.chars.strip())
            end = i + 1
            continue
        if len(line.key) > 50 or not CHAPTER.match(line.key) or CLOSED.search(line.key):
            break
        if bare(line.key) in seen:
            break
        seen.add(bare(line.key))
        entries.append(ContentsEntry(None, line.text.chars.strip(), None, line.number))
        end = i + 1
    return end, entries
