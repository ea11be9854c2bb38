"""The offline bundle: the built site as one zip that works from a double-clicked file."""

from __future__ import annotations

import hashlib
import time
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import partial
from pathlib import Path

from build_tools.model.corpus import Corpus
from build_tools.site.build import epoch
from build_tools.site.writing import staged_file
from build_tools.sources.folder import Changed

MANIFEST = "MANIFEST.sha256"

# What a web server needs and a folder does not: error page, site map, word to robots; the theme's own search.
_LEFT_OUT = ("404.html", "sitemap.xml.gz", "robots.txt")
_SITE_MAPS = "sitemap*.xml"  # with its parts
_SEARCH = ("assets/javascripts/lunr", "assets/javascripts/workers")


def bundle_name(corpus: Corpus) -> str:
    """``gazette-2026-04``: named after the newest day of the corpus."""
    return f"gazette-{corpus.newest_day}"


def bundled_files(site: Path) -> Iterator[tuple[str, Path]]:
    """Path in the bundle and file, in order of path: all that works without a server."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        of_server = name in _LEFT_OUT or fnmatch(name, _SITE_MAPS)
        if not path.is_file() or of_server or name.endswith(".map") or name.startswith(_SEARCH):
            continue
        yield name, path


def _all_files(corpus: Corpus, site: Path, raw: Path) -> Iterator[tuple[str, Path]]:
    """What works without a server, and the raw sources."""
    yield from bundled_files(site)
    yield from ((f"raw/{c.source.file}", raw / c.source.file) for c in corpus.sources)


def manifest(corpus: Corpus, site: Path, raw: Path) -> str:
    """The SHA-256 sum of every file of the bundle, in the format of ``sha256sum``."""
    files = _all_files(corpus, site, raw)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in files)


def write_bundle(corpus: Corpus, site: Path, raw: Path, target: Path, folder: str) -> int:
    """Write the zip whole or not at all; returns the number of its files. Same input, same bytes.

    Everything lies in one ``folder``, with the raw sources that the text was made from and a manifest
    of SHA-256 sums in the format of ``sha256sum``. Raises Changed where a source is no longer as it was
    read.
    """
    stamp = time.gmtime(epoch(corpus))[:6]
    files = list(_all_files(corpus, site, raw))
    read = {f"raw/{c.source.file}": c.source.sha256 for c in corpus.sources}
    sums = []
    packed = partial(zipfile.ZipFile, mode="w", compression=zipfile.ZIP_DEFLATED, compresslevel=9)
    with staged_file(target) as fresh, packed(fresh) as pack:
        for name, path in files:
            data = path.read_bytes()
            sha256 = hashlib.sha256(data).hexdigest()
            if read.get(name, sha256) != sha256:
                raise Changed([path])
            sums.append(f"{sha256}  {name}\n")
            _add(pack, f"{folder}/{name}", data, stamp)
        _add(pack, f"{folder}/{MANIFEST}", "".join(sums).encode(), stamp)
    return len(files) + 1


def _add(archive: zipfile.ZipFile, name: str, data: bytes, stamp: tuple[int, ...]) -> None:
    info = zipfile.ZipInfo(name, stamp)  # type: ignore[arg-type]
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3  # the same bytes on every system
    archive.writestr(info, data)
