"""The pages of an original as pictures below build/, with the place of each raw line on them.

``lines.json`` is what the editor's desk reads; ``lines.schema.json`` beside it says its form.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from build_tools.drafting import is_id
from build_tools.exports.contract.values import Count, CountOrNone
from build_tools.model.original import ImportRecord, Spot
from build_tools.sources.imports.page_pictures import DPI, ENDING, Size, draw, draw_office
from build_tools.sources.imports.record import ORIGINALS, read_record, record_path, sha256_of
from build_tools.sources.imports.refusals import Refusal, Refused

LINES, SCHEMA = "lines.json", "lines.schema.json"
_PAGED = ("pdf", "ofd", "ocr")
_OFFICE = ("docx", "office")


class PagePicture(Struct):
    page: Annotated[Count, Meta(description="原件的第几页")]
    file: Annotated[str, Meta(description="图片的文件名，在同一文件夹")]
    width: Annotated[Count, Meta(description="图片的宽，像素")]
    height: Annotated[Count, Meta(description="图片的高，像素")]


class LinePlace(Struct):
    line: Annotated[Count, Meta(description="来源文本的行")]
    page: Annotated[Count, Meta(description="印在原件的第几页；跨页的，是开头所在的一页")]
    box: Annotated[
        tuple[CountOrNone, CountOrNone, CountOrNone, CountOrNone],
        Meta(description="在该页图片上的左、上、右、下，像素"),
    ]


class PageIndex(Struct):
    dpi: Annotated[int, Meta(description="图片每英寸的像素")]
    text_sha256: Annotated[str, Meta(description="这些行所属的来源文本")]
    pages: Annotated[list[PagePicture], Meta(description="各页，按页序")]
    lines: Annotated[
        list[LinePlace],
        Meta(description="印有文字的各行；换页、表格的标记没有位置，LibreOffice 印出后找不到的行也没有"),
    ]


def draw_pages(id_: str, raw: Path, target: Path) -> int:
    """Write ``target/1.webp`` and so on, and where the lines stand into ``target/lines.json``; returns how
    many pages there are. Raises Refused where the source has no original with pages, or another one."""
    if not is_id(id_) or not (raw / f"{id_}.txt").is_file():
        raise Refused(Refusal.ID_MISSING, f"raw/{id_}.txt")
    record, _ = read_record(record_path(raw / f"{id_}.txt"))
    if record is None or record.reader not in (*_PAGED, *_OFFICE):
        raise Refused(Refusal.PAGES_NONE)
    path = raw / ORIGINALS / record.original
    if not path.is_file():
        raise Refused(Refusal.ORIGINAL_GONE, str(path))
    data = path.read_bytes()
    if sha256_of(data) != record.original_sha256:
        raise Refused(Refusal.RECORD_INVALID, str(path))
    text = (raw / f"{id_}.txt").read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent) as work:
        sizes, places = _drawn(record, data, text, Path(work))
        (Path(work) / LINES).write_bytes(_listed(record, sizes, places))
        (Path(work) / SCHEMA).write_text(schema(), encoding="utf-8")
        if target.exists():
            shutil.rmtree(target)
        shutil.copytree(work, target)
    return len(sizes)


def _drawn(
    record: ImportRecord, data: bytes, text: bytes, folder: Path
) -> tuple[Sequence[Size], Mapping[int, Spot]]:
    if record.reader not in _OFFICE:
        return draw(record, data, folder), record.places
    if sha256_of(text) != record.text_sha256:
        raise Refused(Refusal.RECORD_INVALID, record.original)
    return draw_office(record, data, text.decode(), folder)


def _listed(record: ImportRecord, sizes: Sequence[Size], places: Mapping[int, Spot]) -> bytes:
    """The pages with their size, and each raw line with its page and its box on the picture."""
    pages = [PagePicture(k, f"{k}.{ENDING}", *size) for k, size in enumerate(sizes, 1)]
    found = PageIndex(DPI, record.text_sha256, pages, list(_lines(places, sizes)))
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"


def _lines(places: Mapping[int, Spot], sizes: Sequence[Size]) -> Iterator[LinePlace]:
    scale = DPI / 72
    for line, place in sorted(places.items()):
        if place.page is not None and place.box is not None:
            width, height = sizes[place.page - 1]
            x0, y0, x1, y1 = (round(side * scale) for side in place.box)
            left, right = (min(max(x, 0), width) for x in (x0, x1))
            top, bottom = (min(max(y, 0), height) for y in (y0, y1))
            yield LinePlace(line, place.page, (left, top, right, bottom))


def schema() -> str:
    """The JSON Schema of ``lines.json``."""
    made = msgspec.json.schema(PageIndex)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
