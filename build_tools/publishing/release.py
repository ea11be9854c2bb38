"""A release as files: the built site with its bundle, and the small page that tells the sum of that."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from html import escape
from pathlib import Path

from build_tools.model.corpus import Corpus
from build_tools.site.bundle import manifest, write_bundle
from build_tools.site.download import JSON, PAGE, page_of

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
    told = {
        "file": f"bundles/{bundle.name}",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "day": day,
    }
    (fresh / JSON).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    said = (
        f'<p><a href="{escape(str(told["file"]))}">{escape(bundle.name)}</a>，{len(data)} 字节。</p>\n'
        f"<p>SHA-256：<code>{told['sha256']}</code></p>"
    )
    (fresh / PAGE).write_text(page_of(said), encoding="utf-8")
    return Built(f"{stamp}-{short}", fresh, bundle)
