"""Contents of one text inside of it: of its chapters, with the heading 目录 or without any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from build_tools.documents.contents.chapter_lists import CHAPTER, lines_from, read_chapters
from build_tools.documents.contents.issue import PrintedContents, Region, find_contents, lists_chapters
from build_tools.language.phrases import CLOSED
from build_tools.language.script import NUMERAL, bare, key
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import ContentsEntry
from build_tools.model.source import Item, Line

# 一、单位主要职责 · 第一部分 · 1总则: where a numbering begins
_FIRST = re.compile(r"^(?:第[一1][编篇章节部]|一、|（一）|1(?!\d|\.[2-9])|总则|前言|引言|序言)")
# 6.1 地震灾害应急处置（Ⅰ、Ⅱ、Ⅲ级响应） 20 · 1.1编制目的……………6
_PAGE = re.compile(r"[\s.…·．⋯‥・]+\d{1,4}$|[.…·．⋯‥・]{3,}$")
# 1.1编制目的 ......... 6
_DOTTED = re.compile(r"[.…·．⋯‥・]{3,}\d{1,4}$")
_HEADING = re.compile(r"目[录次][—\-·]*$")
# 决算公开目录, right above the run that it names
_LABEL = re.compile(r"^[^，。：；《》]{2,12}目[录次]$")
_FEWEST = 3
_LONGEST = 80


def inner_contents(items: tuple[Item, ...], i: int, unread: Sequence[range] = ()) -> PrintedContents | None:
    """The contents of a text's chapters that begin at item ``i``; None if none do."""
    found = find_contents(items, i, unread)
    if found is None:
        return _without_heading(items, i)
    if found.paged:
        return found if lists_chapters(found) else None
    return _of_print(items, found)


def contents_doubts(contents: PrintedContents, items: tuple[Item, ...]) -> list[Note]:
    """A doubt on 目录 that has lost its lines, or on contents without it of which lines come not again."""
    first = items[contents.region.start]
    if not contents.entries:
        words = first.text.chars if isinstance(first, Line) else ""
        return [Note(Code.CONTENTS_MISSING, first.number, first.number, words, detail="目录的各行已失")]
    if isinstance(first, Line) and _HEADING.match(first.key):
        return []
    again = _again(contents.entries, items, contents.region.end)
    lost = [e for e, found in zip(contents.entries, again, strict=True) if not found]
    detail = f"共 {len(lost)} 项" if len(lost) > 1 else ""
    return [Note(Code.CONTENTS_MISSING, e.line, e.line, e.title, detail=detail) for e in lost[:1]]


def _again(entries: Sequence[ContentsEntry], items: tuple[Item, ...], end: int) -> list[bool]:
    """Of each entry whether a line below item ``end`` begins with its words."""
    below = [bare(x.key[:_LONGEST]) for x in items[end:] if isinstance(x, Line)]
    return [any(x.startswith(_named(e)) for x in below) for e in entries]


def _named(entry: ContentsEntry) -> str:
    return bare(_PAGE.sub("", entry.title))


def _of_print(items: tuple[Item, ...], found: PrintedContents) -> PrintedContents:
    """Contents below 目录 without pages, up to where the text's own first heading stands.

    The lines of contents may be lost: what stands below 目录 then comes nowhere again, begins the count and
    goes one step deeper a line, 1总则 · 1.1编制目的. Chapters side by side without text are contents.
    """
    entries = found.entries
    again = _again(entries, items, found.region.end)
    own = [k for k, e in enumerate(entries) if again[k] or _PAGE.search(e.title)]
    last = own[-1] + 1 if own else 0
    rest = [key(e.title) for e in entries[last:]]
    deeper = len({_step(title) for title in rest}) == len(rest)
    if not rest or not deeper or not _FIRST.match(rest[0]):
        return found
    of_text = entries[last].line
    start, end = found.region.start, found.region.end
    first = next(k for k in range(start, end) if items[k].number == of_text)
    return PrintedContents(Region(start, first), entries[:last], False)


def _step(title: str) -> str:
    """The form of a heading's number: ``第#章``, ``#``, ``#.#``."""
    head = CHAPTER.match(title)
    numbered = re.sub(rf"[{NUMERAL}\d]+", "#", head[0]) if head else ""
    return re.sub(r"[^#第编篇章节部、（）.]", "", numbered)


def _without_heading(items: tuple[Item, ...], i: int) -> PrintedContents | None:
    """Headings without text between them, and right below them the first one again, now with its text; or
    such headings each with its page behind dots."""
    line = items[i]
    if not isinstance(line, Line):
        return None
    start = i + bool(_LABEL.match(line.key))
    first = items[start] if start < len(items) else None
    if not isinstance(first, Line) or not _FIRST.match(first.key) or not CHAPTER.match(first.key):
        return None
    if dotted := list(takewhile(_is_dotted, items[start:])):
        entries = [_dotted(x) for x in dotted if isinstance(x, Line)]
        return _found(i, start + len(dotted), entries)
    end, entries = read_chapters(items, start)
    below = [x for _, x in lines_from(items[: end + len(entries) + 3], end)]
    again = bool(below) and [bare(e.title) for e in entries[:1]] == [bare(below[0].key)]
    return _found(i, end, entries) if again and any(CLOSED.search(x.key) for x in below) else None


def _found(start: int, end: int, entries: Sequence[ContentsEntry]) -> PrintedContents | None:
    return PrintedContents(Region(start, end), tuple(entries), False) if len(entries) >= _FEWEST else None


def _is_dotted(item: Item) -> bool:
    return isinstance(item, Line) and bool(_DOTTED.search(item.key) and CHAPTER.match(item.key))


def _dotted(line: Line) -> ContentsEntry:
    return ContentsEntry(None, _PAGE.sub("", line.text.chars).strip(), None, line.number)
