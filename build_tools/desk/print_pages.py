"""The print of a source as the desk shows it: pictures of its pages where it has an original."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from build_tools.picturing import LINES, draw_pages
from build_tools.project import RAW, WORK
from build_tools.report import io_error
from build_tools.site.writing import Busy, locked
from build_tools.sources.imports.record import read_record, record_path
from build_tools.sources.imports.refusals import Refused


def print_value(id_: str) -> Mapping[str, Any]:
    """The pages with their size, and the page and the box of each raw line. Without pictures ``pages`` is
    empty, and ``why`` says so; they are drawn where they are not there."""
    folder = WORK / "pages" / id_
    try:
        if not _drawn(id_, folder):
            with locked(folder.parent, "gazette serve"):  # drawing is in no build's way
                draw_pages(id_, RAW, folder)
    except Refused as error:
        return {"pages": [], "lines": [], "why": error.said(id_)}
    except Busy as error:
        return {"pages": [], "lines": [], "why": f"另一次运行正在画这些页：{error}"}
    except OSError as error:
        return {"pages": [], "lines": [], "why": io_error(error)}
    found: Mapping[str, Any] = json.loads((folder / LINES).read_text(encoding="utf-8"))
    return {"pages": found["pages"], "lines": found["lines"], "why": ""}


def _drawn(id_: str, folder: Path) -> bool:
    """Whether the pictures are those of the source as it is."""
    try:
        found = json.loads((folder / LINES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    record, _ = read_record(record_path(RAW / f"{id_}.txt"))
    return record is not None and found.get("text_sha256") == record.text_sha256
