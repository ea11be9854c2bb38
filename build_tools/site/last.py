"""The site of the last build: which of its pages are still good, and are taken over as they stand.

No document stands in the navigation, so that the HTML of a page depends on its own Markdown, on the settings
and on the program alone.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath

from build_tools.cache.spill import hash_in
from build_tools.cache.store import Store
from build_tools.documents.names import html_address
from build_tools.site.writing import linked

_KIND = "site"
# [11号](../documents/a.md#art-3): what a text prints is escaped and leads nowhere
_WAY = re.compile(r"\]\((?P<path>[^()#\s]*)(?:#(?P<anchor>[^()\s]*))?\)")

Stamp = tuple[int, int]
"""Size and time of change of a file: it is as it was written."""


@dataclass(frozen=True)
class Built:
    """A page as it was built and proven."""

    markdown: str  # hash of its Markdown
    source: str  # hash of the files of the source that it was proven against; empty for a list
    stamp: Stamp
    anchors: tuple[str, ...] | None  # None while another process makes it
    ways: tuple[tuple[str, str], ...]  # pages below docs/ to which it leads, each with an anchor or ""
    meta: Mapping[str, object]  # what the site map says of it


@dataclass(frozen=True)
class LastSite:
    """The pages of the last build with these settings, by path below docs/."""

    folder: Path
    built: Mapping[str, Built] = field(default_factory=dict)

    def good(
        self, names: Collection[str], pages: Mapping[str, str], others: Collection[str]
    ) -> dict[str, Built]:
        """Those of ``pages`` (path → Markdown) with these names whose HTML stands in the site as it would be
        rendered again.

        A page that leads to one that is no longer there is none of them; ``others`` are there too.
        """
        found = {
            page: built
            for page in names
            if (built := self.built.get(page)) is not None
            and built.markdown == hash_in(pages, page)
            and stamp_of(f"{self.folder}/{html_address(page)}") == built.stamp
        }
        known = {*names, *others}
        return {page: b for page, b in found.items() if all(way in known for way, _ in b.ways)}


def last_site(store: Store, settings: str, folder: Path) -> LastSite:
    """What is known of the site in a folder, if it was built with settings of this hash."""
    held: dict[str, Built] | None = store.held(_KIND, settings)
    return LastSite(folder, held or {})


def remember(store: Store, settings: str, built: Mapping[str, Built]) -> None:
    """Keep what the next build has to know of this one."""
    store.keep(_KIND, settings, dict(built))


def html_file(site: Path, page: str) -> Path:
    """Where a page below docs/ stands in a site."""
    return site / html_address(page)


def stamp_of(path: Path | str) -> Stamp | None:
    """None where there is no such file."""
    try:
        state = os.stat(path)
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


def take_over(pages: Collection[str], last: Path, fresh: Path, there: Collection[str] = ()) -> None:
    """The same files in another folder, without a second copy where the disk can do that; some are ``there``
    already."""
    names = [name for page in pages if (name := html_address(page)) not in there]
    for folder in {dirname(name) for name in names}:
        os.makedirs(f"{fresh}/{folder}", exist_ok=True)
    for name in names:
        if not linked(f"{last}/{name}", f"{fresh}/{name}"):
            path, was = fresh / name, last / name
            path.write_bytes(was.read_bytes())
            os.utime(path, ns=(0, was.stat().st_mtime_ns))


def ways_of(page: str, markdown: str) -> Iterator[tuple[str, str]]:
    """The pages to which a page leads, with the anchor or an empty one."""
    for way in _WAY.finditer(markdown):
        path = normpath(join(dirname(page), way["path"])) if way["path"] else page
        if path.endswith(".md"):
            yield sys.intern(path), sys.intern(way["anchor"] or "")  # the same on very many pages
