"""A scanned page → its characters with how sure each is, its ruled lines, and ink that no text accounts for.

The recognition is an extra of the program (``gazette[ocr]``): its libraries are loaded where a page is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot
from typing import Any

import numpy as np

from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.sources.imports.recognition import ReadLine, library, recognised_lines, recognised_word
from build_tools.sources.imports.refusals import Refusal, Refused
from build_tools.sources.imports.scan_ink import Char, Span, read_alone, with_lost, with_raised
from build_tools.sources.imports.sheet import Glyph, Rule, Sheet

DPI = 300
"""At 150 dpi a whole line can be lost without a sign."""

_DARK = 140  # of 255: ink
_LINE = 90  # pixels of a ruled line, at least
_SIDE = 45  # of the side of a low cell
_THICK = 14
_WIDE = 1.3  # heights of a line: two characters may have been read as one
_SPECK = 60  # pixels of ink that are more than dust
_MOST_SKEW = 4.0  # degrees
_STEP = 0.25
_WELL = 0.8  # the mean score of a page that lies upright
_ENOUGH = 20  # characters that tell it


@dataclass(frozen=True)
class Scanning:
    """How scans are read: where recognised pages are kept, and who is told how many of how many are read."""

    kept: Store = NOTHING_KEPT
    told: Callable[[int, int], None] = lambda _, __: None


SCANNING = Scanning()
"""Nothing is kept, nobody told."""


def can_recognise() -> bool:
    """Whether the extra is installed."""
    return bool(library())


def scanned_page(picture: Any, number: int, kept: Store) -> Sheet:
    """The page of a grey picture of ``DPI``; one that was read before is taken from ``kept``.
    Raises Refused without the extra."""
    if not can_recognise():
        raise Refused(Refusal.OCR_MISSING)
    name = hashlib.sha256(picture.tobytes() + str(picture.shape).encode()).hexdigest()
    return _page(kept.result("scan", name, lambda: _recognised(picture)), number)


def _page(found: dict[str, Any], number: int) -> Sheet:
    scale = 72 / DPI
    glyphs = tuple(
        Glyph(c, x0 * scale, x1 * scale, base * scale, size * scale, sure=sure)
        for c, x0, x1, base, size, sure in found["glyphs"]
    )
    rules = tuple(Rule(*(v * scale for v in rule)) for rule in found["rules"])
    unread = tuple((a * scale, b * scale, c * scale, d * scale) for a, b, c, d in found["unread"])
    width, height = found["width"] * scale, found["height"] * scale
    turned, skew = found["turned"], found["skew"]
    return Sheet(number, width, height, glyphs, rules, turned=turned, skew=skew, unread=unread)


def _recognised(picture: Any) -> dict[str, Any]:
    """All that is read of a picture, in pixels."""
    turns, skew, upright, lines = _upright(picture)
    ink = (upright < _DARK).astype(np.uint8)
    rules, ruled = _rules(ink)
    glyphs: list[list[Any]] = []
    seen = ruled.copy()
    gaps: list[Span] = []
    for line in lines:
        box, free = _box(line), ink & ~ruled
        own, signs = with_raised(list(_chars(line)), box, upright, free, recognised_word)
        lost = [gap for gap in _gaps(line, free) if not any(_holds(gap, sign) for sign in signs)]
        own, unread = with_lost(own, lost, upright, free, recognised_word)
        glyphs += [[c.char, c.x0, c.x1, c.base, c.size, c.sure] for c in _closed_up(own)]
        gaps += unread
        x0, y0, x1, y1 = box
        seen[max(y0 - 6, 0) : y1 + 7, max(x0 - 10, 0) : x1 + 11] = 1
    sizes = sorted(g[4] for g in glyphs)
    alone, left = read_alone(
        _left(ink & ~seen), sizes[len(sizes) // 2] if sizes else 0.0, upright, ink & ~ruled, recognised_word
    )
    glyphs += [[c.char, c.x0, c.x1, c.base, c.size, c.sure] for c in alone]
    height, width = upright.shape
    return {
        "width": width,
        "height": height,
        "turned": 90 * turns,
        "skew": skew,
        "glyphs": glyphs,
        "rules": rules,
        "unread": [list(place) for place in (*gaps, *left)],
    }


def _upright(picture: Any) -> tuple[int, float, Any, list[ReadLine]]:
    """The picture as its text stands upright and level, with its lines: by how many quarters it was turned to
    the left, and then by how many degrees. Lines of a page that lies otherwise are read badly or stand on
    their ends."""
    found: list[tuple[float, tuple[int, float, Any, list[ReadLine]]]] = []
    for turns in (0, 1, 3, 2):
        level, skew = _straight(np.ascontiguousarray(np.rot90(picture, turns)))
        lines = recognised_lines(level)
        lying = sum(sum(x.scores) for x in lines if _lies(_box(x)) or len(x.scores) < 2)
        count = sum(len(x.scores) for x in lines)
        found.append((lying, (turns, skew, level, lines)))
        if lying >= _WELL * max(count, _ENOUGH) or not _left((level < _DARK).astype(np.uint8)):
            break
    return max(found, key=lambda f: f[0])[1]


def _lies(box: Span) -> bool:
    return box[2] - box[0] > box[3] - box[1]


def _box(line: ReadLine) -> Span:
    (x0, y0), (x1, y1) = np.min(line.box, axis=0), np.max(line.box, axis=0)
    return int(x0), int(y0), int(x1), int(y1)


def _holds(gap: Span, sign: Span) -> bool:
    """Whether a place with ink is that of a sign."""
    return gap[0] - 6 <= sign[0] and sign[2] <= gap[2] + 6


def _straight(picture: Any) -> tuple[Any, float]:
    """The picture turned so that its lines lie level, and by how many degrees to the left: their rows of ink
    are then the sharpest."""
    import cv2

    small = cv2.resize(
        (picture < _DARK).astype(np.float32), None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA
    )
    high, wide = small.shape

    def sharp(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1)
        rows = cv2.warpAffine(small, turn, (wide, high)).sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    angles = np.arange(-_MOST_SKEW, _MOST_SKEW + _STEP, _STEP)
    best = float(max(angles, key=sharp))
    if abs(best) < _STEP:
        return picture, 0.0
    turn = cv2.getRotationMatrix2D((picture.shape[1] / 2, picture.shape[0] / 2), best, 1)
    turned = cv2.warpAffine(picture, turn, picture.shape[::-1], flags=cv2.INTER_CUBIC, borderValue=255)
    return turned, best


def _rules(ink: Any) -> tuple[list[list[int]], Any]:
    """The ruled lines, and the ink that they are."""
    import cv2

    found: list[list[int]] = []
    ruled = np.zeros_like(ink)
    for level in (True, False):
        length = _LINE if level else _SIDE
        kernel, across = ((1, length), (5, 1)) if level else ((length, 1), (1, 5))
        closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(across, np.uint8))
        opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(kernel, np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(opened)
        for x, y, w, h, _ in stats[1:].tolist():
            at = [x, y + h // 2, x + w, y + h // 2] if level else [x + w // 2, y, x + w // 2, y + h]
            if min(w, h) <= _THICK and (level or h >= _LINE or _closed(at, found)):
                found.append(at)
                ruled[max(y - 3, 0) : y + h + 3, max(x - 3, 0) : x + w + 3] = 1
    return found, ruled


def _closed(at: Sequence[int], levels: Sequence[Sequence[int]]) -> bool:
    """Whether a short upright line stands between two level ones, as the side of a low cell does; a stroke of
    a character does not."""
    x, top, _, bottom = at
    across = [y for x0, y, x1, _ in levels if x0 - 8 <= x <= x1 + 8]
    return any(abs(y - top) <= 8 for y in across) and any(abs(y - bottom) <= 8 for y in across)


def _chars(line: ReadLine) -> Iterator[Char]:
    """The characters of a recognised line."""
    box = line.box
    high = hypot(box[3][0] - box[0][0], box[3][1] - box[0][1])
    size = 0.9 * high
    bottom = max(point[1] for point in box)
    for char, place, score in zip(line.chars, line.places, line.scores, strict=True):
        x0, x1 = min(p[0] for p in place), max(p[0] for p in place)
        yield Char(char, x0, x1, bottom - 0.17 * high, size, min(round(score, 4), 0.9999))


def _closed_up(chars: Sequence[Char]) -> Iterator[Char]:
    """The characters, each as wide as up to the next one where that is near: the places are not so exact that
    they show a blank."""
    for char, after in zip(chars, [*chars[1:], None], strict=True):
        near = after is not None and 0 < after.x0 - char.x1 < 0.6 * char.size
        yield replace(char, x1=after.x0) if near and after is not None else char


def _gaps(line: ReadLine, ink: Any) -> list[Span]:
    """Places of a line with ink that no character accounts for: between two of them, before the first or
    behind the last one, and under one that is too wide."""
    left, top, right, bottom = _box(line)
    spans = [(int(min(p[0] for p in place)), int(max(p[0] for p in place))) for place in line.places]
    edges = [(left, left), *spans, (right, right)]
    free = [(a[1] + 4, b[0] - 4) for a, b in pairwise(edges)]
    free = [(x0, x1) for x0, x1 in free if x1 - x0 > 0.18 * (bottom - top)]
    free += [(x0, x1) for x0, x1 in spans if x1 - x0 > _WIDE * (bottom - top)]
    return [
        (x0, top, x1, bottom)
        for x0, x1 in free
        if int(ink[max(top, 0) : bottom, max(x0, 0) : x1].sum()) >= _SPECK
    ]


def _left(ink: Any) -> list[Span]:
    """Places with ink that is more than dust."""
    import cv2

    joined = cv2.dilate(ink, np.ones((9, 25), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    sums = np.bincount(labels.ravel(), weights=ink.ravel(), minlength=count)
    return [
        (x, y, x + w, y + h)
        for k, (x, y, w, h, _) in enumerate(stats.tolist())
        if k and sums[k] >= _SPECK and min(w, h) > 12
    ]
