"""Printed pages: where the print turns the page, and which page a line is on.

A number is given only where the source prints it, or where it follows without a doubt from numbers
that it prints: the contents say on which page a document begins, a page mark carries its number.
Where the turns that were found do not account for every page between two such numbers, none of them
is numbered.

The marks themselves (— 3 —) are taken out of the text in :mod:`build_tools.sources.furniture.page_marks`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Document, Kind, PageSpan, PageTurn

# — 3 — · - 12 - · ·2· · 第3页 共5页 · Page 3 of 5 · 3/5 · 3
_MARK = re.compile(
    r"^(?:[—–\-－·•]{1,3}|第|[Pp]age)?\s*(\d{1,4})(?:\s*(?:[—–\-－·•]{1,3}|页.*|of.*|/\s*\d+))?$"
)
_SURE = 2  # paragraphs that run on over a turn: then the other turns of the source are turns as well


@dataclass(frozen=True)
class _Mark:
    """A page number that was printed by itself on a line."""

    line: int
    page: int


def with_pages(
    documents: tuple[Document, ...],
    notes: Sequence[Note],
    line_of: Callable[[int], int],
    pages_known: Sequence[tuple[int, int]] = (),
) -> tuple[Document, ...]:
    """Give each document its turns and the lines whose page is certain (see the module)."""
    breaks = sorted({b for d in documents for b in d.page_breaks})
    ends = (
        min((d.first_line for d in documents), default=0),
        max((d.last_line for d in documents), default=0),
    )
    told = _told(pages_known, breaks)
    spans = _agreed([*_from_contents(documents, breaks), *_from_marks(_marks(notes), ends), *told])
    pages = {b: next((s.page for s in spans if s.first <= b <= s.last), None) for b in breaks}
    again = {b for a, b in pairwise(breaks) if pages[b] is not None and pages[a] == pages[b]}
    running = {n for d in documents for n in _runs_on(d, line_of)}
    sure = len(running) >= _SURE or any(p is not None for p in pages.values())
    return tuple(
        replace(
            d,
            page_turns=tuple(
                PageTurn(b, pages[b])
                for b in d.page_breaks
                if b not in again  # a page that has begun does not begin once more further down
                and (pages[b] is not None or (sure and b != d.first_line) or b in running)
            ),
            page_spans=tuple(_within(spans, d)),
        )
        if d.kind not in (Kind.MASTHEAD, Kind.CONTENTS)
        else d
        for d in documents
    )


def _from_contents(documents: Sequence[Document], breaks: list[int]) -> list[PageSpan]:
    """From the pages on which the contents let two neighbours begin.

    The page of the first line of a document is certain. The pages between two of them are certain
    where as many turns were found as there are pages.
    """
    starts = [(d.first_line, d.print_page) for d in documents if d.print_page is not None]
    known = {(line, line, page) for line, page in starts}
    for (line, page), (following, last) in pairwise(starts):
        turns = breaks[bisect_right(breaks, line) : bisect_right(breaks, following)]
        if len(turns) != last - page:
            continue
        edges = [line, *turns, following]
        known |= {(a, b - 1, page + k) for k, (a, b) in enumerate(pairwise(edges)) if b > a}
    return [PageSpan(*k) for k in sorted(known)]


def _marks(notes: Sequence[Note]) -> list[_Mark]:
    """The page numbers among what was dropped as furniture, in print order."""
    found = []
    for note in notes:
        if note.code is Code.FURNITURE:
            for edit in note.edits:
                if match := _MARK.match(edit.was.strip()):
                    found.append(_Mark(note.first_line, int(match[1])))
    return sorted(found, key=lambda m: m.line)


def _from_marks(marks: list[_Mark], ends: tuple[int, int]) -> list[PageSpan]:
    """From page numbers at the foot of pages, or at their head.

    They stand at the foot where text stands above the first and none below the last, at the head the
    other way round; else nobody can tell. A page is certain where its number follows on the last one.
    """
    if len(marks) < 2:
        return []
    above, below = ends[0] < marks[0].line, ends[1] > marks[-1].line
    if above == below:
        return []
    spans = []
    for mark, following in pairwise(marks):
        if following.page == mark.page + 1 and following.line > mark.line + 1:
            page = following.page if above else mark.page
            spans.append(PageSpan(mark.line + 1, following.line - 1, page))
    return spans


def _told(known: Sequence[tuple[int, int]], breaks: Sequence[int]) -> list[PageSpan]:
    """From the numbers that the source gives at turns: the first line of each page is certain, and all of a
    page on which the next turn has the next number."""
    begins = {next((b for b in breaks if b > line), 0): page for line, page in known}
    spans = []
    for begin, page in begins.items():
        following = next((b for b in breaks if b > begin), 0)
        whole = begins.get(following) == page + 1
        spans.append(PageSpan(begin, following - 1 if whole else begin, page))
    return [span for span in spans if span.first]


def _agreed(spans: list[PageSpan]) -> list[PageSpan]:
    """Those that no other one contradicts on any line."""
    return sorted(
        (s for s in spans if not any(_clash(s, other) for other in spans)), key=lambda s: (s.first, s.last)
    )


def _clash(one: PageSpan, other: PageSpan) -> bool:
    return one.page != other.page and one.first <= other.last and other.first <= one.last


def _runs_on(document: Document, line_of: Callable[[int], int]) -> set[int]:
    """The turns over which a paragraph or a table of the document goes on."""
    if not document.page_breaks:
        return set()
    lines = [
        {line_of(at) for t in b.texts() if len(t) for at in (t.at[0], t.at[-1])} for b in document.blocks
    ]
    ranges = [(min(own), max(own)) for own in lines if own]
    return {n for n in document.page_breaks if any(first < n <= last for first, last in ranges)}


def _within(spans: list[PageSpan], document: Document) -> list[PageSpan]:
    """The spans of the document's own lines, cut to them; one that holds another one is enough."""
    first, last = document.first_line, document.last_line
    own = [
        PageSpan(max(s.first, first), min(s.last, last), s.page)
        for s in spans
        if s.first <= last and s.last >= first
    ]
    return [s for s in own if not any(o != s and o.first <= s.first and s.last <= o.last for o in own)]
