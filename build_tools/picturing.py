"""The pages of an original as pictures below build/, with the place of each raw line on them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from build_tools.drafting import is_id
from build_tools.model.original import ImportRecord
from build_tools.sources.imports.ofd import ofd_sheets
from build_tools.sources.imports.pdf import PICTURES, run_bounded
from build_tools.sources.imports.record import ORIGINALS, read_record, record_path, sha256_of
from build_tools.sources.imports.refusals import Refusal, Refused
from build_tools.sources.imports.sheet_pdf import drawn

DPI = 110
LINES = "lines.json"


def draw_pages(id_: str, raw: Path, target: Path) -> int:
    """Write ``target/1.webp`` and so on, and where the lines stand into ``target/lines.json``; returns how
    many pages there are. Raises Refused where the source has no original with pages, or another one."""
    if not is_id(id_) or not (raw / f"{id_}.txt").is_file():
        raise Refused(Refusal.ID_MISSING, f"raw/{id_}.txt")
    record, _ = read_record(record_path(raw / f"{id_}.txt"))
    path = raw / ORIGINALS / record.original if record is not None else raw
    if record is None or record.reader not in ("pdf", "ofd") or not path.is_file():
        raise Refused(Refusal.PAGES_NONE)
    data = path.read_bytes()
    if sha256_of(data) != record.original_sha256:
        raise Refused(Refusal.RECORD_INVALID, str(path))
    printed = drawn(ofd_sheets(data)) if record.reader == "ofd" else data
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent) as work:
        sizes = json.loads(run_bounded(PICTURES, printed, work, str(DPI), "webp"))
        (Path(work) / LINES).write_text(_listed(record, sizes), encoding="utf-8")
        if target.exists():
            shutil.rmtree(target)
        shutil.copytree(work, target)
    return len(sizes)


def _listed(record: ImportRecord, sizes: Sequence[Sequence[int]]) -> str:
    """The pages with their size in pixels, and each raw line with its page and its box on the picture."""
    scale = DPI / 72
    lines = [
        [number, place.page, [round(side * scale) for side in place.box]]
        for number, place in sorted(record.places.items())
        if place.page is not None and place.box is not None
    ]
    pages: list[Mapping[str, Any]] = [
        {"page": k, "file": f"{k}.webp", "width": width, "height": height}
        for k, (width, height) in enumerate(sizes, 1)
    ]
    found = {"dpi": DPI, "text_sha256": record.text_sha256, "pages": pages, "lines": lines}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"
