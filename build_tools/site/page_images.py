"""The pages of originals as pictures in the site, of the sources whose sidecar asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from build_tools.cache.store import Store
from build_tools.model.corpus import Corpus
from build_tools.model.original import ImportRecord
from build_tools.pages.print_pictures import picture_path
from build_tools.site.build import BuildFailed
from build_tools.sources.imports.record import ORIGINALS, sha256_of


def page_images(corpus: Corpus, raw: Path, store: Store) -> Iterator[dict[str, bytes]]:
    """Path below the site → picture, source by source. Raises BuildFailed where an original is not there, is
    another one, or cannot be drawn."""
    for converted in corpus.sources:
        record = converted.imported
        if converted.sidecar.page_images and record is not None:
            pictures = _of(record, raw / ORIGINALS / record.original, store)
            yield {picture_path(converted.source.id, k): p for k, p in enumerate(pictures, 1)}


def _of(record: ImportRecord, path: Path, store: Store) -> list[bytes]:
    from build_tools.sources.imports.page_pictures import ENDING, draw  # with readers of originals
    from build_tools.sources.imports.refusals import Refused

    if not path.is_file() or sha256_of(data := path.read_bytes()) != record.original_sha256:
        raise BuildFailed(f"{path} 不在，或不是收录的那一份；附属文件写了 page_images，须有原件")

    def drawn() -> list[bytes]:
        with TemporaryDirectory(prefix="gazette-") as folder:
            sizes = draw(record, data, Path(folder))
            return [(Path(folder) / f"{k}.{ENDING}").read_bytes() for k in range(1, len(sizes) + 1)]

    try:
        return store.result("page-images", record.original_sha256, drawn)
    except Refused as error:
        raise BuildFailed(error.said(path.name)) from error
