"""A release as files: the built site with its bundle, and the small page that tells the sum of that."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from build_tools.documents.names import html_address
from build_tools.model.corpus import Corpus
from build_tools.pages.lists.bundle import PAGE, with_sum
from build_tools.site.bundle import manifest, write_bundle

JSON = "bundle.json"
_SHORT = 8


@dataclass(frozen=True)
class Built:
    """A release that is ready to go: its name at the target, its files, its bundle."""

    name: str
    folder: Path
    bundle: Path


def fill_release(corpus: Corpus, site: Path, raw: Path, stamp: str, dist: Path, fresh: Path) -> Built:
    """A release in an empty folder: the site, the bundle, and the page on the bundle.

    ``stamp`` is the time as ``20261128-093000``. The bundle is also written to ``dist``, where none is
    overwritten: its name is the day and the hash of what it holds. Raises Changed.
    """
    sums = manifest(corpus, site, raw)
    short = hashlib.sha256(sums.encode()).hexdigest()[:_SHORT]
    day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}"
    bundle = dist / f"gazette-{day}-{short}.zip"
    if not bundle.exists():
        write_bundle(corpus, site, raw, bundle, bundle.stem)
    shutil.copytree(site, fresh, dirs_exist_ok=True)
    (fresh / "bundles").mkdir()
    shutil.copy(bundle, fresh / "bundles")
    data = bundle.read_bytes()
    file, size, sha256 = f"bundles/{bundle.name}", len(data), hashlib.sha256(data).hexdigest()
    told = {"file": file, "bytes": size, "sha256": sha256, "day": day}
    (fresh / JSON).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    page = fresh / html_address(PAGE)
    page.write_text(with_sum(page.read_text(encoding="utf-8"), file, size, sha256), encoding="utf-8")
    return Built(f"{stamp}-{short}", fresh, bundle)
