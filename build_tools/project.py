"""The folder of a project: where it keeps what, and whether the last build still stands.

That is answered without the program that builds: nothing heavy is imported here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from stat import S_IFMT

from build_tools.cache.hashes import hash_of, hash_of_files
from build_tools.cache.store import Store
from build_tools.documents.names import FOLDERS
from build_tools.site.last import stamp_of
from build_tools.site.writing import Busy, is_ours, locked

RAW, DOCS, WORK, SITE, DIST, PUBLISHED = map(Path, ("raw", "docs", "build", "site", "dist", "published"))
CONFIG = Path("mkdocs.yml")
DATA = WORK / "data"
CACHE = WORK / "cache"
SPARE = WORK / "spare"

AFTER = ("lists/downloads.html", "downloads/", "assets/books.js", "data/catalog.jsonld")
"""The page and the folder below the site that list what is made after it is built, what says that it
is there, and the catalogue that leads to it."""

_KIND = "build"
# What stands elsewhere than in the file of settings: its own words do not tell what it says.
_ELSEWHERE = re.compile(r"^INHERIT:|!ENV|^hooks:|custom_dir", re.MULTILINE)


def kept_results() -> Store:
    """What earlier runs on this project have kept; nothing is kept where there is no project."""
    return Store(CACHE if CONFIG.is_file() else None)


def by_hand(docs: Path) -> Iterator[Path]:
    """The files of docs/ that people keep: neither generated pages nor folders that are being filled."""
    for top in sorted(docs.iterdir()) if docs.is_dir() else ():
        if top.name not in FOLDERS and not is_ours(top.name):
            yield from (path for path in sorted([top, *top.rglob("*")]) if path.is_file())


def inputs(as_of: datetime | None, *, skip: bool) -> str:
    """The hash of all that a build reads and is asked for; empty where settings lie in other files too."""
    if not CONFIG.is_file() or _ELSEWHERE.search(CONFIG.read_text(encoding="utf-8", errors="replace")):
        return ""
    raw = sorted(RAW.iterdir()) if RAW.is_dir() else []
    kinds = repr([(path.name, S_IFMT(path.lstat().st_mode)) for path in raw])  # a link to a file is none
    own = list(by_hand(DOCS))
    record = sorted(PUBLISHED.glob("*"))
    names = repr([path.as_posix() for path in (*own, *record)])
    return hash_of(f"{as_of} {skip}", kinds, names, hash_of_files([CONFIG, *raw, *own, *record]))


def remember_build(store: Store, made_of: str, said: list[str]) -> None:
    """That what stands now was made of inputs with this hash, and what was said of it."""
    if made_of:
        store.keep(_KIND, made_of, (_outputs(), said))


def last_report(as_of: datetime | None, *, skip: bool) -> list[str] | None:
    """What the last build said, where it was made of all that is there now and stands as it was written."""
    made_of = inputs(as_of, skip=skip)
    if not made_of:
        return None
    try:
        with locked(WORK, "gazette build"):
            held: tuple[str, list[str]] | None = kept_results().held(_KIND, made_of)
            return held[1] if held is not None and held[0] == _outputs() else None
    except Busy:
        return None


def _outputs() -> str:
    """The hash of what stands where a build writes: name and size of each file, and when it was written; but
    for what is written there after a build."""
    folders = (*(DOCS / part for part in FOLDERS), DATA, SITE)
    after = tuple(f"{SITE.as_posix()}/{name}" for name in AFTER)
    walked = ((Path(part).as_posix(), names) for folder in folders for part, _, names in os.walk(folder))
    paths = (f"{part}/{name}" for part, names in walked for name in names)
    return hash_of(repr(sorted((path, stamp_of(path)) for path in paths if not path.startswith(after))))
