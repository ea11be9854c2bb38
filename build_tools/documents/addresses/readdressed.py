"""Pages that have another address than before: where each of them is now, if one page alone can be meant."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from build_tools.cache.hashes import hash_of
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.names import html_address, issue_path, issue_title
from build_tools.model.corpus import Corpus, Record
from build_tools.model.published import PageMark, Past

_KNOWN_BY: tuple[Callable[[PageMark], Hashable], ...] = (
    lambda page: (page.text, page.title),
    lambda page: page.file and page.title and (page.file, page.title),
    lambda page: page.file and page.number and (page.file, page.number),
    lambda page: page.number and page.title and (page.number, page.title),
)
"""What tells a page again, the surest first; nothing where it prints none of it."""


def readdressed(old: Sequence[PageMark], new: Sequence[PageMark]) -> dict[str, str]:
    """Old address → new address of each page that moved. One that two pages could be moved nowhere."""
    before, after = {p.address for p in old}, {p.address for p in new}
    gone = [p for p in old if p.address not in after]
    fresh = [p for p in new if p.address not in before]
    ways: dict[str, str] = {}
    for known_by in _KNOWN_BY:
        left = _alone((p for p in gone if p.address not in ways), known_by)
        taken = set(ways.values())
        free = _alone((p for p in fresh if p.address not in taken), known_by)
        ways |= {page.address: free[key].address for key, page in left.items() if key in free}
    taken = set(ways.values())
    for page in gone:
        root, slash, rest = page.address.removeprefix("documents/").partition("/")
        above = ways.get(f"documents/{root}.html", "").removesuffix(".html")
        if slash and above and (way := f"{above}/{rest}") in after and way not in taken:
            ways.setdefault(page.address, way)
            taken.add(way)
    return ways


def new_places(past: Past, pages: Sequence[PageMark]) -> dict[str, str]:
    """Old address → where the page is now, of every address that a page of the past had and none of ``pages``
    has: what an editor says first, then what is told again, then what was recorded as moved."""
    there = {page.address for page in pages}
    ways = {p.mark.address: p.moved for p in past.pages if p.moved}
    ways |= readdressed([p.mark for p in past.pages if p.stands], pages) | dict(past.redirects)
    found = {}
    for old in ways:
        now, passed = old, {old}
        while now.partition("#")[0] not in there and (further := ways.get(now, now)) not in passed:
            now = further
            passed.add(now)
        if old not in there and now.partition("#")[0] in there:
            found[old] = now
    return found


def page_marks(corpus: Corpus, store: Store = NOTHING_KEPT) -> list[PageMark]:
    """What the pages of documents and sources are known by, in print order."""
    found = []
    for index, converted in enumerate(corpus.sources):
        own, file = issue_path(index, corpus), converted.source.file
        printed, title = printed_hashes(index, corpus, store), issue_title(index, corpus)
        found.append(PageMark(html_address(own), file, "", title, printed.get(own) or printed_hash(())))
        for page in (page for page in printed if page != own):
            first = corpus.by_page[page][0].document
            found.append(
                PageMark(html_address(page), file, first.doc_number or "", first.title, printed[page])
            )
    return found


def printed_hashes(index: int, corpus: Corpus, store: Store = NOTHING_KEPT) -> dict[str, str]:
    """The pages of a source with what stands for their printed text, in print order."""
    pages: dict[str, list[Record]] = {}
    for record in corpus.by_source[index]:
        pages.setdefault(record.page, []).append(record)
    inputs = hash_of(corpus.sources[index].key, repr([r.page for r in corpus.by_source[index]]))
    return store.result("printed", inputs, lambda: {page: printed_hash(own) for page, own in pages.items()})


def printed_hash(records: Iterable[Record]) -> str:
    """What stands for the printed text of records: blocks in their order, blanks not counted."""
    texts = (t.chars for r in records for b in r.document.blocks for t in b.texts())
    return hashlib.sha256("".join("".join(texts).split()).encode()).hexdigest()[:16]


def _alone(
    pages: Iterable[PageMark], known_by: Callable[[PageMark], Hashable]
) -> Mapping[Hashable, PageMark]:
    """The pages that no other one of them is like."""
    found: dict[Hashable, list[PageMark]] = {}
    for page in pages:
        if key := known_by(page):
            found.setdefault(key, []).append(page)
    return {key: alike[0] for key, alike in found.items() if len(alike) == 1}
