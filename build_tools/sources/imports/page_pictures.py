"""The pages of an original as pictures, whatever its format, and where its raw lines stand on them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from build_tools.model.original import ImportRecord, Spot
from build_tools.sources.imports.ofd import ofd_sheets
from build_tools.sources.imports.office import printed_by_office
from build_tools.sources.imports.pdf import PICTURES, read_pdf, run_bounded
from build_tools.sources.imports.pictures import is_picture, scaled_pages
from build_tools.sources.imports.printed_lines import places_of
from build_tools.sources.imports.refusals import Refusal, Refused
from build_tools.sources.imports.sheet_pdf import drawn

DPI = 110
ENDING = "webp"
_QUALITY = 80

Size = tuple[int, int]
"""Width and height in pixels."""


def draw(record: ImportRecord, data: bytes, folder: Path) -> list[Size]:
    """Write ``folder/1.webp`` and so on; returns the size of each. Raises Refused where the format has no
    pages of its own."""
    match record.reader:
        case "pdf":
            return _rendered(data, folder)
        case "ofd":
            return _rendered(drawn(ofd_sheets(data)), folder)
        case "ocr":
            return _scaled(data, folder) if is_picture(data) else _rendered(data, folder)
        case _:
            raise Refused(Refusal.PAGES_NONE)


def draw_office(
    record: ImportRecord, data: bytes, text: str, folder: Path
) -> tuple[list[Size], Mapping[int, Spot]]:
    """The pages of a word processor's file, as LibreOffice prints it, and where each raw line stands on them.
    Raises Refused where LibreOffice is not there, or the format has no print."""
    if record.reader not in ("docx", "office"):
        raise Refused(Refusal.PAGES_NONE)
    ending = record.original.rpartition(".")[2].lower()
    printed = printed_by_office(ending, data)
    return _rendered(printed, folder), places_of(text, read_pdf(printed).nodes)


def _rendered(data: bytes, folder: Path) -> list[Size]:
    """The pages of a PDF."""
    found: Sequence[Sequence[int]] = json.loads(run_bounded(PICTURES, data, str(folder), str(DPI), ENDING))
    return [(width, height) for width, height in found]


def _scaled(data: bytes, folder: Path) -> list[Size]:
    """The pages of a scan."""
    sizes: list[Size] = []
    for number, _, picture in scaled_pages(data, DPI, "RGB"):
        picture.save(folder / f"{number}.{ENDING}", quality=_QUALITY, method=4)
        sizes.append(picture.size)
    return sizes
