"""The drawn lines of a PDF's page, and where its places lie on the page as it is shown."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from math import isfinite
from typing import Any

import pypdfium2.raw as raw

from build_tools.sources.imports.matrices import Matrix, moved
from build_tools.sources.imports.sheet_shapes import ruled

MOST_RULES = 60_000  # of a page


class View:
    """From the places of a PDF's page to those of the page as it is shown, from its upper left corner."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_cropbox(fallback_ok=True)
        self.turn = page.get_rotation() % 360
        self.edges = (left, bottom, right, top)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place of the page, on the page as it is shown."""
        left, bottom, right, top = self.edges
        match self.turn:
            case 90:
                return y - bottom, x - left
            case 180:
                return right - x, y - bottom
            case 270:
                return top - y, right - x
            case _:
                return x - left, top - y


def rules_of(thing: Any, matrix: Matrix, view: View) -> Iterator[list[float]]:
    """The level and upright lines of a path: what is stroked, and what is filled and thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, fill, stroke)
    if not (stroke.value and _has_ink(thing, raw.FPDFPageObj_GetStrokeColor)):
        stroke.value = 0
        if not (fill.value and _has_ink(thing, raw.FPDFPageObj_GetFillColor)):
            return
    for corners in _outlines(thing, matrix, view):
        yield from ruled(corners, stroked=bool(stroke.value))


def _has_ink(thing: Any, colour: Any) -> bool:
    """Whether a colour is seen on white paper."""
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    if not colour(thing, r, g, b, a):
        return True
    return a.value > 20 and min(r.value, g.value, b.value) < 245


def _outlines(thing: Any, matrix: Matrix, view: View) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path; a part with a curve has none."""
    part: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    count = raw.FPDFPath_CountSegments(thing)
    for k in range(min(count, MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(thing, k)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        at = view.at(*moved(matrix, x.value, y.value))
        if not (isfinite(at[0]) and isfinite(at[1])):
            return
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(part) > 1 and not curved:
                yield part
            part, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        part.append(at)
        if raw.FPDFPathSegment_GetClose(segment) and part:
            part.append(part[0])
    if len(part) > 1 and not curved:
        yield part
