"""Pages at addresses that moved: each leads on to where its page is now, and says which places are there no
more. They are made for the site alone: no list, no search and no site map knows them."""

from __future__ import annotations

import posixpath

from markupsafe import escape

from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.addresses.readdressed import new_places, page_marks
from build_tools.documents.names import html_address
from build_tools.model.corpus import Corpus
from build_tools.site.plain_page import plain_page


def redirect_pages(corpus: Corpus, site_url: str, store: Store = NOTHING_KEPT) -> dict[str, str]:
    """Path below the site → HTML of a page for each old address."""
    marks = page_marks(corpus, store)
    titles = {mark.address: mark.title for mark in marks}
    held = {page.mark.address: page.anchors for page in corpus.past.pages}
    ways = new_places(corpus.past, marks)
    there = {html_address(page): {b.anchor for r in records for b in r.document.blocks}
             for page, records in corpus.by_page.items()}  # fmt: skip
    # The pages of a source that failed stand as they were.
    failed = {f.source.file for f in corpus.failed}
    kept = {p.mark.address for p in corpus.past.pages if p.stands and p.mark.file in failed}
    found = {}
    for old, new in ways.items():
        path, _, fragment = old.partition("#")
        if fragment or path in kept:
            continue  # a place on a page that stands has no page of its own to lead on from it
        target = new.partition("#")[0]
        lost = [a for a in held.get(old, ()) if a not in there.get(target, ())]
        found[path] = _page(path, new, titles[target], lost, site_url)
    return found


def _page(path: str, new: str, title: str, lost: list[str], site_url: str) -> str:
    """One page. Without a script it leads on at once; a place that vanished is a line that can be led to."""
    target, _, fragment = new.partition("#")
    way = posixpath.relpath(target, posixpath.dirname(path) or ".") + (f"#{fragment}" if fragment else "")
    canonical = f"{site_url}{target}" if site_url else way
    lines = "".join(f'<p id="{escape(a)}">原 #{escape(a)} 一处，新的页面上已没有。</p>\n' for a in lost)
    # With a line to read there is no leading on: the reader came for a place that vanished.
    leads = "" if lines else f'<meta http-equiv="refresh" content="0; url={escape(way)}">\n'
    head = f'<link rel="canonical" href="{escape(canonical)}">\n{leads}'
    body = f'<p><a href="{escape(way)}">{escape(title)}</a></p>\n{lines}'
    return plain_page(title, "本页已移到新的地址", body, head)
