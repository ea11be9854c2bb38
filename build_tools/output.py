"""Where an edition goes, whole or not at all: pages and data into their folders, the site, what failed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.names import FOLDERS, html_address
from build_tools.edition import Edition
from build_tools.model.corpus import Failed
from build_tools.project import CONFIG, DATA, DOCS, RAW, SITE, SPARE, WORK, by_hand
from build_tools.site.build import Fresh, Settings, Target, fill_site, settings
from build_tools.site.last import Built, LastSite, last_site, remember
from build_tools.site.page_images import page_images
from build_tools.site.spare import fill_from, remove_strays
from build_tools.site.writing import (
    Below,
    Files,
    Staging,
    naming,
    staging,
    swap_in,
    write_changed,
    write_files,
)
from build_tools.site.written import foreign_file

Unchanged = Callable[[], None]
"""Raises where a source is no longer as it was read."""


class Foreign(Exception):
    """A folder that is to be replaced holds a file that this program did not write."""


def place_edition(
    edition: Edition, out: Path | None, unchanged: Unchanged, store: Store = NOTHING_KEPT
) -> None:
    """Pages and data into the project's folders, or below ``out``. Raises Foreign, and what ``unchanged``
    raises; nothing is written then."""
    data = edition.data(store)
    if out is not None and (strange := foreign_file(out / "pages", out / "data", data)):
        raise Foreign(str(strange))
    with staging(store if out is None else NOTHING_KEPT) as stage:
        if out is None:
            _put_aside(stage)
            _stage_pages(stage, edition)
            stage.write(DATA, data)
        else:
            stage.write(out / "pages", edition.pages)
            stage.write(out / "data", data)
        unchanged()


Released = Callable[[Path], Mapping[Path, Files]]
"""What is done with a site that is whole and proven before it takes its place; folders to write with it."""


def place_site(
    edition: Edition,
    unchanged: Unchanged,
    store: Store = NOTHING_KEPT,
    released: Released = lambda _: {},
) -> None:
    """Pages, data and the site built of them; what of the last site is still good is taken from there.

    Raises BuildFailed, and what ``unchanged`` and ``released`` raise; nothing is written then.
    """
    data = edition.data(store)
    own = settings(CONFIG)
    last = last_site(store, own.hash, SITE) if own.hash else LastSite(SITE)
    taken = _still_good(edition, own, last)
    with staging(store) as stage:
        _put_aside(stage)
        _stage_pages(stage, edition)
        stage.write(DATA, data)
        # MkDocs reads a folder that holds what is about to stand below docs/.
        docs = stage.scratch(WORK / "docs")
        for path in by_hand(DOCS):
            write_files(docs, {path.relative_to(DOCS).as_posix(): path.read_bytes()})
        fresh = stage.folder(SITE)
        made = Fresh(edition.corpus, edition.pages, data, docs.resolve(), edition.kept, taken)
        with naming(fresh):
            written, own_pages = stage.written(SITE), set(map(html_address, taken))
            written.there = fill_from(SPARE / SITE, fresh, last.folder, written.before.keys() | own_pages)
            rendered = stage.scratch(WORK / "rendered").resolve()
            built = fill_site(CONFIG, own, made, Target(fresh, last, written, rendered), store)
            for pictures in page_images(edition.corpus, RAW, store):
                write_changed(fresh, pictures, last.folder, written)
            remove_strays(fresh, set(written.there) - written.now.keys() - own_pages)
        unchanged()
        for folder, files in released(fresh).items():
            stage.write(folder, files)
        if own.hash:
            remember(store, own.hash, built)


def _still_good(edition: Edition, own: Settings, last: LastSite) -> dict[str, Built]:
    """The pages of the last site that need not be rendered."""
    pages = [page for page in edition.pages if page not in own.untitled and page not in edition.kept]
    others = {p.relative_to(DOCS).as_posix() for p in by_hand(DOCS)} | edition.kept | own.untitled
    return last.good(pages, edition.pages, others)


def _put_aside(stage: Staging) -> None:
    """Have the folders that are swapped out become the next ones: most of their files stay the same."""
    for target in (*(DOCS / part for part in FOLDERS), DATA, SITE):
        stage.spare(target, SPARE / target)


def _stage_pages(stage: Staging, edition: Edition) -> None:
    for part in FOLDERS:
        stage.write(DOCS / part, Below(edition.pages, part))


def record_failures(failed: Sequence[Failed], folder: Path) -> list[Path]:
    """Where in the program each source failed, as a file each; none where nothing did. Returns the files."""
    files = {f"{f.source.file or 'corpus'}.txt": f.traceback for f in failed if f.traceback}
    if files:
        swap_in(folder, files)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return [folder / name for name in files]
