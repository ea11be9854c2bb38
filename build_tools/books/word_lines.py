"""What GB/T 9704 asks of single lines: where a title goes on in the next one, how far a signature and its day
stand from the right, where a line stays empty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from unicodedata import east_asian_width

from docx.shared import Pt
from docx.text.parfmt import ParagraphFormat

from build_tools.books.walk import Shown
from build_tools.books.word_page import LINE, THIRD
from build_tools.model.document import Role
from build_tools.pages.title_breaks import break_places

_WIDE = 20.0  # characters of a title in a line: 156 mm by 22 points
# 文创园区、|高新区 · 《早市条例》|和; before what closes, or stops, no line begins
_CLOSING = re.compile(r"(?<=[、，；：》”）])(?![、，；：。》”）])")
_HEAD = (Role.TITLE, Role.NUMBER, Role.BYLINE, Role.META, Role.COVER, Role.LABEL)


def width(chars: str) -> float:
    """In characters of Chinese."""
    return sum(1.0 if east_asian_width(c) in "WFA" else 0.5 for c in chars)


def title_lines(title: str) -> list[int]:
    """Where the lines of a title begin behind the first: as few as there must be, as even as its words let
    them be. None where it fits one line, or where its words leave no way: the program parts it then."""
    lines = int(-(-width(title) // _WIDE))
    places = sorted({*break_places(title), *(m.start() for m in _CLOSING.finditer(title))} - {0, len(title)})
    ways = (_evenly(title, places, n) for n in (lines, lines + 1) if lines > 1)
    return next(filter(None, ways), [])


def _evenly(title: str, places: Sequence[int], lines: int) -> list[int]:
    """The places that part a title into so many lines with the least difference, none too wide."""
    even = width(title) / lines
    ends = [*places, len(title)]
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for _ in range(lines):
        found: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, begun) in best.items():
            for end in ends:
                own = width(title[start:end])
                if end > start and own <= _WIDE:
                    total = cost + (own - even) ** 2
                    if end not in found or total < found[end][0]:
                        found[end] = (total, [*begun, end])
        best = found
    return best[len(title)][1][:-1] if len(title) in best else []


def in_lines(chars: str, begins: Sequence[int]) -> str:
    """Characters with the end of a line before each place."""
    edges = [0, *begins, len(chars)]
    return "\n".join(chars[a:b] for a, b in pairwise(edges))


def set_apart(shown: Sequence[Shown], elements: Sequence[Any]) -> None:
    """Set the paragraphs of a document: an empty line below its head and above its signature, both signature
    and day in their places from the right and on no sheet alone."""
    for k in range(len(shown)):
        role, before = shown[k].block.role, shown[k - 1].block.role if k else Role.TITLE
        begins = before in _HEAD and role not in _HEAD and not shown[k].rows
        if begins or (role is Role.SIGNATURE and before not in (Role.SIGNATURE, *_HEAD)):
            ParagraphFormat(elements[k]).space_before = Pt(LINE)
        if role in (Role.SIGNATURE, Role.DATE) and k and not shown[k - 1].rows:
            ParagraphFormat(elements[k - 1]).keep_with_next = True  # no sheet bears them alone
        signed_by_one = role is Role.DATE and before is Role.SIGNATURE
        if signed_by_one and (k < 2 or shown[k - 2].block.role is not Role.SIGNATURE):
            signed, day = _from_right(width(shown[k - 1].chars.strip()), width(shown[k].chars.strip()))
            ParagraphFormat(elements[k - 1]).right_indent = Pt(signed * THIRD)
            ParagraphFormat(elements[k]).right_indent = Pt(day * THIRD)


def _from_right(signature: float, day: float) -> tuple[float, float]:
    """How many characters both stand from the right: the day begins two behind the signature; the one that
    goes further to the right stands two from there."""
    further = signature - day - 2
    return (2, 2 + further) if further >= 0 else (2 - further, 2)
