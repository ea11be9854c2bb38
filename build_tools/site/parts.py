"""MkDocs over parts of the pages, each in a process of its own: it renders page by page on one core.

No page's HTML depends on another one. What does, comes after: the links between parts are checked here, and
the site map is made by the run that knows all pages.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from build_tools.cache.hashes import hash_of
from build_tools.cache.workers import cores, forked
from build_tools.model.guard import StageFailed
from build_tools.site.last import Built, html_file, stamp_of, ways_of

PART = 150
"""Pages for which a process of its own pays: it has to load theme and settings again."""

Said = list[str]
Made = Mapping[str, tuple[frozenset[str], Mapping[str, object]]]
Render = Callable[[Path, Mapping[str, Built]], tuple[Said, Made]]
"""Into a folder, with pages that are known: what MkDocs said; anchors and front matter of what it made."""


def in_parts(
    names: Sequence[str], pages: Mapping[str, str], taken: Mapping[str, Built], fresh: Path, render: Render
) -> dict[str, Built]:
    """Those of ``pages`` (path → Markdown) with these names, rendered into ``fresh`` by several processes.

    None where that does not pay, and where anything was found wrong: one run over all pages then says what.
    """
    count = min(cores(), len(names) // PART)
    if count < 2:
        return {}
    sizes = {page: len(pages[page]) for page in names}
    names = sorted(names, key=lambda page: (-sizes[page], page))
    parts = [names[k::count] for k in range(count)]
    known = {page: unmade(pages[page]) for page in names}

    def one(k: int) -> tuple[Said, Made]:
        own = set(parts[k])
        others = {page: built for page, built in known.items() if page not in own}
        try:
            return render(_folder(fresh, k), {**taken, **others})
        except StageFailed as error:
            return [str(error)], {}

    try:
        done = forked(one, count, count)
        made = {page: found for _, own in done for page, found in own.items() if page in known}
        if any(said for said, _ in done) or len(made) < len(names):
            return {}
        _collect(parts, fresh)
    except BrokenProcessPool:
        return {}
    finally:
        for k in range(count):
            shutil.rmtree(_folder(fresh, k), ignore_errors=True)
    built = described(pages, made, fresh)
    return built if whole(built, {**taken, **built}) else {}


def _folder(fresh: Path, k: int) -> Path:
    return fresh / f".part-{k}"


def unmade(markdown: str) -> Built:
    """A page that another process makes."""
    return Built(hash_of(markdown), "", (0, 0), None, (), {})


def _collect(parts: Sequence[Sequence[str]], fresh: Path) -> None:
    for k, part in enumerate(parts):
        for page in part:
            path = html_file(fresh, page)
            path.parent.mkdir(parents=True, exist_ok=True)
            html_file(_folder(fresh, k), page).rename(path)


def described(pages: Mapping[str, str], made: Made, fresh: Path) -> dict[str, Built]:
    """What the next build has to know of pages that were made now; ``pages`` holds the Markdown of those
    that are generated."""
    found = {}
    for page, (anchors, meta) in made.items():
        stamp = stamp_of(html_file(fresh, page))
        if stamp is not None:
            markdown = pages.get(page, "")  # of a page written by hand there is none
            ways = tuple(sorted(set(ways_of(page, markdown))))
            own = tuple(sorted(map(sys.intern, anchors)))  # the same on very many pages
            found[page] = Built(hash_of(markdown), "", stamp, own, ways, meta)
    return found


def whole(own: Mapping[str, Built], known: Mapping[str, Built]) -> bool:
    """Whether each anchor to which a page leads is there, as far as the page that should hold it is known."""
    return all(
        not anchor or way not in known or anchor in (known[way].anchors or ())
        for built in own.values()
        for way, anchor in built.ways
    )
