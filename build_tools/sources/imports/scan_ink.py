"""Ink of a scanned line that its recognition has passed over: raised signs, characters between others.

A raised sign is read as a figure of the line, or not at all; its ink stands in the upper part of the line
with nothing below it. What its ink alone has shown is read once more by itself, and always in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

_UPPER = 0.62  # of a line's height: a raised sign ends above
_LEAST, _MOST = 0.18, 0.62  # of a line's height: its own height
_WIDEST = 0.9
_SPECK = 12  # pixels of ink
_SIDE = 0.35  # of a line's height: so far from its ink a sign may have been read
_FIGURE = 0.72  # of its size: the height of a figure
_SLIVER = 0.45  # of a line's height: narrower ink may be a part of the character beside it
_LOW, _HIGH, _LONG = 0.4, 1.4, 8.0  # sizes: how high and how wide a word may be
_BELOW = 0.04  # of its size: how far a character reaches below its line
_MARGIN = 4
_READ = 30  # pixels: the height at which a sign is read by itself
DOUBTED = 0.5
"""How sure at most a character is that only its ink has shown."""
# 1 · ① · 12; not “ · °
_SIGN = re.compile(r"^(?:\d{1,3}|[①-⑳])$")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True)
class Char:
    """A recognised character in pixels: its left and right edge, the line that it stands on, its size."""

    char: str
    x0: float
    x1: float
    base: float
    size: float
    sure: float


Span = tuple[int, int, int, int]
"""Left, top, right, bottom of a sign's ink."""


def with_raised(
    chars: Sequence[Char], box: Span, picture: Any, ink: Any, read: Callable[[Any], tuple[str, float]]
) -> tuple[list[Char], list[Span]]:
    """The characters of a line with its raised signs, and the ink of those that the line itself had lost.

    ``read`` reads a picture of a single sign.
    """
    found, lost = list(chars), []
    for span in _raised(box, ink):
        high = box[3] - box[1]
        middle = (span[0] + span[2]) / 2
        near = [c for c in found if c.x0 - _SIDE * high <= middle <= c.x1 + _SIDE * high]
        own = min(
            (c for c in near if _SIGN.match(c.char.translate(_RAISED))),
            key=lambda c: abs((c.x0 + c.x1) / 2 - middle),
            default=None,
        )
        over = [c for c in near if c.x0 < middle < c.x1 and c is not own]
        if own is not None and not over:
            found[found.index(own)] = _set(own, own.char.translate(_RAISED), span, own.sure)
        elif own is None and not over:
            words, sure = read(_alone(picture, span))
            if _SIGN.match(words):
                lost.append(span)
                found += _inserted(words, span, min(sure, DOUBTED))
    return sorted(found, key=lambda c: c.x0), lost


def with_lost(
    chars: Sequence[Char],
    gaps: Sequence[Span],
    picture: Any,
    ink: Any,
    read: Callable[[Any], tuple[str, float]],
) -> tuple[list[Char], list[Span]]:
    """The characters of a line with those that stand in its gaps, each in doubt; and the gaps of which
    nothing could be read by itself."""
    found, unread = list(chars), []
    for gap in gaps:
        x0, y0, x1, y1 = _inked(gap, ink)
        if x1 - x0 < _SLIVER * (gap[3] - gap[1]):
            unread.append(gap)
            continue
        words, sure = read(_alone(picture, (x0, y0, x1, y1)))
        words = "".join(words.split())
        wide = (x1 - x0) / max(len(words), 1)
        before = max((c for c in chars if c.x0 <= x0 + wide / 2), key=lambda c: c.x0, default=None)
        if before is not None and words.startswith(before.char):  # its place was not exact
            words, x0 = words.removeprefix(before.char), round(x0 + wide)
        if not words or not chars:
            unread.append(gap)
            continue
        for k, char in enumerate(words):
            left = x0 + k * wide
            found.append(replace(chars[0], char=char, x0=left, x1=left + wide, sure=min(sure, DOUBTED)))
    return sorted(found, key=lambda c: c.x0), unread


def read_alone(
    places: Sequence[Span],
    size: float,
    picture: Any,
    ink: Any,
    read: Callable[[Any], tuple[str, float]],
) -> tuple[list[Char], list[Span]]:
    """The characters of ink outside of all lines, as a single figure at the edge of printed contents, each in
    doubt; and the places of which nothing is read. ``size`` is that of the page's characters."""
    found: list[Char] = []
    unread: list[Span] = []
    for place in places:
        x0, y0, x1, y1 = _inked(place, ink)
        fits = _LOW * size <= y1 - y0 <= _HIGH * size and x1 - x0 <= _LONG * size
        words, sure = read(_alone(picture, (x0, y0, x1, y1))) if fits else ("", 0.0)
        words = "".join(words.split())
        if not words or sure < DOUBTED:
            unread.append(place)
            continue
        wide = (x1 - x0) / len(words)
        base = y1 - _BELOW * size
        found += [
            Char(char, x0 + k * wide, x0 + (k + 1) * wide, base, size, DOUBTED)
            for k, char in enumerate(words)
        ]
    return found, unread


def _inked(gap: Span, ink: Any) -> Span:
    """What of a gap is ink."""
    x0, y0, x1, y1 = (max(side, 0) for side in gap)
    rows, columns = (np.flatnonzero(ink[y0:y1, x0:x1].any(axis=axis)) for axis in (1, 0))
    return x0 + int(columns[0]), y0 + int(rows[0]), x0 + int(columns[-1]) + 1, y0 + int(rows[-1]) + 1


def _set(char: Char, words: str, span: Span, sure: float) -> Char:
    x0, y0, x1, y1 = span
    return replace(char, char=words, x0=x0, x1=x1, base=y1, size=(y1 - y0) / _FIGURE, sure=sure)


def _inserted(words: str, span: Span, sure: float) -> Iterator[Char]:
    """The characters of a sign side by side in its ink."""
    x0, y0, x1, y1 = span
    wide = (x1 - x0) / len(words)
    for k, char in enumerate(words):
        yield Char(char, x0 + k * wide, x0 + (k + 1) * wide, y1, (y1 - y0) / _FIGURE, sure)


def _raised(box: Span, ink: Any) -> Iterator[Span]:
    """Runs of columns of a line whose ink stands in its upper part only."""
    left, top, right, bottom = box
    high = bottom - top
    top = max(top - high // 8, 0)
    part = ink[top:bottom, max(left, 0) : right]
    columns = np.flatnonzero(part.any(axis=0))
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > 2) + 1):
        if not len(run) or not 3 <= len(run) <= _WIDEST * high:
            continue
        own = part[:, run[0] : run[-1] + 1]
        rows = np.flatnonzero(own.any(axis=1))
        tall = rows[-1] - rows[0] + 1
        ends = top + rows[-1] - box[1]
        if ends <= _UPPER * high and _LEAST * high <= tall <= _MOST * high and own.sum() >= _SPECK:
            x, y = max(left, 0) + run[0], top + rows[0]
            yield int(x), int(y), int(x + len(run)), int(y + tall)


def _alone(picture: Any, span: Span) -> Any:
    """A sign by itself, as large as a character of a line, with blank around it."""
    import cv2

    x0, y0, x1, y1 = span
    part = picture[max(y0 - _MARGIN, 0) : y1 + _MARGIN, max(x0 - _MARGIN, 0) : x1 + _MARGIN]
    scale = _READ / part.shape[0]
    large = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return cv2.copyMakeBorder(large, 9, 9, 20, 20, cv2.BORDER_CONSTANT, value=255)
