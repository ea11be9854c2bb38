"""Characters that pdfium passes over, found by a second library.

pdfium drops a text object without any width: a single figure in a font that the file does not hold. Where
one of a page's texts gave no character, the page is read once more.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from math import hypot
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException

_NEAR = 0.3  # of its size: where a character stands that pdfium has read


def with_overlooked(data: bytes, pages: Sequence[dict[str, Any]]) -> None:
    """Add what pdfium has passed over on these pages; a page that cannot be read a second time says so."""
    if not pages:
        return
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[page["number"] for page in pages]) as document:
            for page, other in zip(pages, document.pages, strict=True):
                page["glyphs"] += list(_others(page, other))
    except (PDFException, PSException, ValueError, TypeError, KeyError, AttributeError) as error:
        for page in pages:
            page["unsure"] += f"（没有再读：{type(error).__name__}）"


def _others(page: dict[str, Any], other: Any) -> Iterator[list[Any]]:
    """The characters of a page where pdfium has none."""
    there: dict[tuple[int, int], list[list[Any]]] = {}
    for glyph in page["glyphs"]:
        there.setdefault((round(glyph[5] / 10), round(glyph[6] / 10)), []).append(glyph)
    for char in other.chars:
        _, b, c, d, x, y = char["matrix"]
        y = page["height"] - y
        size = char["size"] if char["upright"] else hypot(c, d) or char["size"]
        near = [
            glyph
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for glyph in there.get((round(x / 10) + i, round(y / 10) + j), [])
        ]
        if char["text"].strip() and not any(
            abs(g[5] - x) <= _NEAR * size and abs(g[6] - y) <= _NEAR * size for g in near
        ):
            box = [round(char[side], 2) for side in ("x0", "top", "x1", "bottom")]
            angle = 0 if char["upright"] else 90 if b > 0 else 270
            kept = "" if 0 <= x <= page["width"] and 0 <= y <= page["height"] else "off-page"
            yield [char["text"], *box, round(x, 2), round(y, 2), round(size, 2), angle, kept, 0]
