"""Where an edition goes, whole or not at all: pages and data into their folders, the site, what failed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from build_tools.documents.names import FOLDERS
from build_tools.edition import Edition
from build_tools.exports.every import all_data
from build_tools.model.corpus import Failed
from build_tools.model.guard import over_corpus
from build_tools.site.build import fill_site
from build_tools.site.writing import Staging, is_ours, naming, staging, swap_in, write_files
from build_tools.site.written import foreign_file

RAW, DOCS, WORK, SITE, DIST = map(Path, ("raw", "docs", "build", "site", "dist"))
CONFIG = Path("mkdocs.yml")
DATA = WORK / "data"

Unchanged = Callable[[], None]
"""Raises where a source is no longer as it was read."""


class Foreign(Exception):
    """A folder that is to be replaced holds a file that this program did not write."""


def place_edition(edition: Edition, out: Path | None, unchanged: Unchanged) -> None:
    """Pages and data into the project's folders, or below ``out``. Raises Foreign, and what ``unchanged``
    raises; nothing is written then."""
    data = over_corpus("数据", edition.corpus, partial(all_data, edition.corpus))
    if out is not None and (strange := foreign_file(out / "pages", out / "data", data)):
        raise Foreign(str(strange))
    with staging() as stage:
        if out is None:
            _stage_pages(stage, edition)
            stage.write(DATA, data)
        else:
            stage.write(out / "pages", edition.pages)
            stage.write(out / "data", data)
        unchanged()


def place_site(edition: Edition, unchanged: Unchanged) -> None:
    """Pages, data and the site built of them. Raises BuildFailed, and what ``unchanged`` raises; nothing
    is written then."""
    data = over_corpus("数据", edition.corpus, partial(all_data, edition.corpus))
    with staging() as stage:
        _stage_pages(stage, edition)
        stage.write(DATA, data)
        # MkDocs reads a folder that holds what is about to stand below docs/.
        docs = stage.scratch(WORK / "docs")
        for path in _by_hand(DOCS):
            write_files(docs, {path.relative_to(DOCS).as_posix(): path.read_bytes()})
        write_files(docs, edition.pages)
        fresh = stage.folder(SITE)
        with naming(fresh):
            fill_site(CONFIG, docs.resolve(), edition.corpus, data, fresh, edition.kept)
        unchanged()


def _stage_pages(stage: Staging, edition: Edition) -> None:
    for part in FOLDERS:
        own = {k.removeprefix(f"{part}/"): v for k, v in edition.pages.items() if k.startswith(f"{part}/")}
        stage.write(DOCS / part, own)


def _by_hand(docs: Path) -> Iterator[Path]:
    """The files of docs/ that people keep: neither generated pages nor folders that are being filled."""
    for path in sorted(docs.rglob("*")):
        part = path.relative_to(docs).parts[0]
        if path.is_file() and part not in FOLDERS and not is_ours(part):
            yield path


def record_failures(failed: Sequence[Failed], folder: Path) -> list[Path]:
    """Where in the program each source failed, as a file each; none where nothing did. Returns the files."""
    files = {f"{f.source.file or 'corpus'}.txt": f.traceback for f in failed if f.traceback}
    if files:
        swap_in(folder, files)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return [folder / name for name in files]
