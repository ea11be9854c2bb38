"""The objects of an OFD's page: characters with their places, outlines of paths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import atan2, degrees, hypot, isfinite
from typing import Any

from lxml import etree

from build_tools.sources.imports.matrices import Matrix, moved, times
from build_tools.sources.imports.package import child, children
from build_tools.sources.imports.sheet_shapes import HIDDEN, NO_INK, OFF_PAGE

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PATH = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_MOST = 100_000  # numbers of one attribute
_WHITE = 245
_SPACED = 1.1  # of the size: characters set farther apart show a blank


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute or of an element's text."""
    found = [float(n) for n in _NUMBER.findall(text or "")[:_MOST]]
    return found if all(map(isfinite, found)) else []


def own_matrix(thing: etree._Element) -> Matrix:
    """From the places of an object to those of what holds it: its own transformation, then its corner."""
    box = numbers(thing.get("Boundary"))
    corner: Matrix = (1.0, 0.0, 0.0, 1.0, *(box[:2] if len(box) == 4 else (0.0, 0.0)))
    own = numbers(thing.get("CTM"))
    return times((own[0], own[1], own[2], own[3], own[4], own[5]), corner) if len(own) == 6 else corner


def glyphs_of(
    thing: etree._Element, outer: Matrix, width: float, height: float, *, white_shows: bool
) -> Iterator[list[Any]]:
    """The characters of a text object, as ``sheet_shapes`` describes them."""
    matrix = times(own_matrix(thing), outer)
    size = next(iter(numbers(thing.get("Size"))), 0.0)
    kept = _unseen(thing, white_shows=white_shows)
    across = next(iter(numbers(thing.get("HScale"))), 1.0)
    x = y = 0.0
    for code in children(thing, "TextCode"):
        x = next(iter(numbers(code.get("X"))), x)
        y = next(iter(numbers(code.get("Y"))), y)
        chars = code.text or ""
        steps = [_steps(code.get(name), len(chars) - 1) for name in ("DeltaX", "DeltaY")]
        for k, char in enumerate(chars):
            wide = size * across * (1.0 if ord(char) > 0x2E7F or char in "“”‘’…—" else 0.5)
            step = steps[0][k] if k < len(steps[0]) else wide if not steps[1] else 0.0
            wide = step if 0 < step <= _SPACED * size * across else wide  # a W is wider than half a Han
            corners = [moved(matrix, *p) for p in ((x, y - 0.88 * size), (x + wide, y + 0.12 * size), (x, y))]
            yield _glyph(char, corners, matrix, size, kept, (width, height))
            x += step
            y += steps[1][k] if k < len(steps[1]) else 0.0


def _glyph(
    char: str,
    corners: Sequence[tuple[float, float]],
    matrix: Matrix,
    size: float,
    kept: str,
    page: tuple[float, float],
) -> list[Any]:
    (x0, y0), (x1, y1), origin = corners
    box = [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]
    if not all(map(isfinite, (*box, *origin))):
        box, origin, kept = [0.0] * 4, (0.0, 0.0), OFF_PAGE
    off = box[2] < 0 or box[3] < 0 or box[0] > page[0] or box[1] > page[1]
    angle = round(degrees(atan2(-matrix[1], matrix[0]))) % 360
    high = size * hypot(matrix[2], matrix[3])
    places = [round(v, 2) for v in (*box, *origin, high)]
    return [char, *places, -angle % 360, OFF_PAGE if off else kept, 0]


def _steps(text: str | None, count: int) -> list[float]:
    """The distances of a text's characters; ``g 3 4.2`` stands for three times 4.2."""
    found: list[float] = []
    parts = (text or "").split()[:_MOST]
    k = 0
    while k < len(parts) and len(found) < count:
        if parts[k] == "g" and k + 2 < len(parts):
            times_, step = numbers(parts[k + 1]), numbers(parts[k + 2])
            if not times_ or not step:
                return found
            found += step[:1] * min(int(times_[0]), max(count - len(found), 0))
            k += 3
        else:
            found += numbers(parts[k])[:1]
            k += 1
    return found


def _unseen(thing: etree._Element, *, white_shows: bool) -> str:
    """Why a text is not seen; empty where it is."""
    if thing.get("Visible", "true").lower() == "false" or thing.get("Alpha", "255") == "0":
        return HIDDEN
    if thing.get("Fill", "true").lower() == "false" and thing.get("Stroke", "false").lower() != "true":
        return HIDDEN
    colour = child(thing, "FillColor")
    values = numbers(colour.get("Value")) if colour is not None else []
    white = len(values) == 3 and min(values) >= _WHITE
    return NO_INK if white and not white_shows else ""


def outlines_of(thing: etree._Element, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path; a part with a curve has none."""
    data = child(thing, "AbbreviatedData")
    tokens = _PATH.findall((data.text or "") if data is not None else "")[:_MOST]
    part: list[tuple[float, float]] = []
    curved = False
    k = 0
    while k < len(tokens):
        word = tokens[k]
        k += 1
        if not word.isalpha():
            continue
        values: list[float] = []
        while k < len(tokens) and not tokens[k].isalpha():
            values.append(float(tokens[k]))
            k += 1
        if word in "SM" and len(values) >= 2:
            if len(part) > 1 and not curved:
                yield part
            part, curved = [moved(matrix, *values[:2])], False
        elif word == "L" and len(values) >= 2:
            part.append(moved(matrix, *values[:2]))
        elif word == "C" and part:
            part.append(part[0])
        else:
            curved = True
    if len(part) > 1 and not curved:
        yield part
