"""MkDocs over parts of the pages, each in a process of its own: it renders page by page on one core.

No page's HTML depends on another one. What does, comes after: the links between parts are checked here, and
the site map is made by the run that knows all pages.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from build_tools.cache.hashes import hash_of
from build_tools.cache.workers import cores, forked
from build_tools.model.guard import StageFailed
from build_tools.site.last import Built, html_file, stamp_of, ways_of
from build_tools.site.writing import write_some

PART = 150
"""Pages for which a process of its own pays: it has to load theme and settings again."""

_MOST = 4_000
"""Pages of a part at most: MkDocs holds what it knows of each of them."""

Said = list[str]
Made = Mapping[str, tuple[tuple[str, ...], Mapping[str, object]]]
Render = Callable[[Path, Path, Mapping[str, Built]], tuple[Said, Made]]
"""A folder of Markdown into another folder, with pages that are known: what MkDocs said; anchors and front
matter of what it made."""


@dataclass(frozen=True)
class Around:
    """What stands beside the pages that are parted: ``docs``, the pages that every run reads; those that are
    ``taken`` from the last site; those of the ``navigation``, which every run has to know."""

    docs: Path
    taken: Mapping[str, Built]
    navigation: Collection[str]


def in_parts(
    names: Sequence[str], pages: Mapping[str, str], around: Around, fresh: Path, render: Render
) -> dict[str, Built]:
    """Those of ``pages`` (path → Markdown) with these names, rendered into ``fresh`` by several processes.

    None where that does not pay, and where anything was found wrong: one run over all pages then says what.
    """
    workers = min(cores(), len(names) // PART)
    if workers < 2:
        return {}
    count = max(workers, -(-len(names) // _MOST))
    sizes = {page: len(pages[page]) for page in names}
    names = sorted(names, key=lambda page: (-sizes[page], page))
    parts = [names[k::count] for k in range(count)]
    made_by_others = unmade("")
    there = {**dict.fromkeys(names, made_by_others), **around.taken}
    always = {*around.navigation, *_led_from(around.docs)}

    def one(k: int) -> tuple[Said, Made]:
        docs = _folder(fresh, k) / "docs"
        shutil.copytree(around.docs, docs)
        write_some(docs, pages, parts[k])
        led = {way for page in parts[k] for way, _ in ways_of(page, pages[page])}
        known = {page: there[page] for page in (led | always) & there.keys() - {*parts[k]}}
        try:
            said, made = render(docs, _folder(fresh, k) / "site", known)
        except StageFailed as error:
            return [str(error)], {}
        return said, {page: made[page] for page in parts[k] if page in made}

    try:
        done = forked(one, count, workers)
        made = {page: found for _, own in done for page, found in own.items()}
        if any(said for said, _ in done) or len(made) < len(names):
            return {}
        _collect(parts, fresh)
    except BrokenProcessPool:
        return {}
    finally:
        for k in range(count):
            shutil.rmtree(_folder(fresh, k), ignore_errors=True)
    built = described(pages, made, fresh)
    return built if whole(built, {**around.taken, **built}) else {}


def _led_from(docs: Path) -> set[str]:
    """The pages to which those in a folder lead. One may be taken into another: its ways begin there too."""
    own = [path for path in docs.rglob("*.md") if path.is_file()]
    folders = {path.relative_to(docs).parent.as_posix() for path in own}
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in own]
    return {way for text in texts for at in folders for way, _ in ways_of(f"{at}/page.md", text)}


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
            html_file(_folder(fresh, k) / "site", page).rename(path)


def described(pages: Mapping[str, str], made: Made, fresh: Path) -> dict[str, Built]:
    """What the next build has to know of pages that were made now; ``pages`` holds the Markdown of those
    that are generated."""
    found = {}
    shared: dict[tuple[str, str], tuple[str, str]] = {}  # very many pages lead to the same places
    for page, (anchors, meta) in made.items():
        stamp = stamp_of(html_file(fresh, page))
        if stamp is not None:
            markdown = pages.get(page, "")  # of a page written by hand there is none
            ways = tuple(shared.setdefault(way, way) for way in sorted(set(ways_of(page, markdown))))
            own = tuple(map(sys.intern, anchors))  # the same on very many pages
            found[page] = Built(hash_of(markdown), "", stamp, own, ways, meta)
    return found


def whole(own: Mapping[str, Built], known: Mapping[str, Built]) -> bool:
    """Whether each anchor to which a page leads is there, as far as the page that should hold it is known."""
    return all(
        not anchor or way not in known or anchor in (known[way].anchors or ())
        for built in own.values()
        for way, anchor in built.ways
    )
