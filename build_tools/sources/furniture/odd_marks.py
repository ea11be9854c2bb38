"""Figures in signs that may be the marks of pages in a writing of their own, ``P12``, ``12页``, ``〔12〕``;
words that come again behind marks.

None is taken out: they stand apart, with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from build_tools.language.phrases import is_organ
from build_tools.language.script import HAN
from build_tools.model.source import Item, Line
from build_tools.sources.furniture.judged import inside_sentence

# P12 · #12 · 12页, which say so by themselves
_TELLS = re.compile(r"^(?:[Pp]\.?|#)\d{1,4}$|^\d{1,4}页$")
# 〔12〕 · （12） · - 12, which may be a footnote's, a formula's or a cell's
_MAY_TELL = re.compile(r"^〔\d{1,4}〕$|^（\d{1,4}）$|^[—–－-]{1,2}\d{1,4}$|^\d{1,4}[—–－-]{1,2}$")
_FIGURE = re.compile(r"\d+")
_PAGE_LINES = 5  # so many lines stand between two marks that do not tell by themselves


def odd_marks(items: Sequence[Item]) -> set[int]:
    """The figures of one shape that count up from page to page, one of them at least inside of a sentence."""
    found: set[int] = set()
    shapes: dict[str, list[int]] = {}
    for k, item in enumerate(items):
        if isinstance(item, Line) and (_TELLS.match(item.key) or _MAY_TELL.match(item.key)):
            shapes.setdefault(_FIGURE.sub("0", item.key), []).append(k)
    for row in shapes.values():
        tells = _TELLS.match(_key(items, row[0])) is not None
        if _counts(items, row, 1 if tells else _PAGE_LINES) and (tells or len(row) > 1):
            cuts = any(inside_sentence(items, k, set(row)) for k in row)
            found |= set(row) if cuts else set()
    return found


# 省政府规章 · 人事任免, at the head of each second page
_WORDS = re.compile(rf"^[{HAN}]{{2,12}}$")


def words_again(items: Sequence[Item], marks: set[int]) -> set[int]:
    """A few words that stand right behind the mark of two or more pages, or of one and as the first line."""
    held: dict[str, list[int]] = {}
    for k, item in enumerate(items):
        at_head = k == 0 or k - 1 in marks
        if isinstance(item, Line) and at_head and _WORDS.match(item.key) and not is_organ(item.key):
            held.setdefault(item.key, []).append(k)
    return {k for places in held.values() if len(places) > 1 for k in places}


def _counts(items: Sequence[Item], row: Sequence[int], apart: int) -> bool:
    pages = [int(_FIGURE.findall(_key(items, k))[0]) for k in row]
    return all(b == a + 1 for a, b in pairwise(pages)) and all(b - a > apart for a, b in pairwise(row))


def _key(items: Sequence[Item], k: int) -> str:
    line = items[k]
    assert isinstance(line, Line)
    return line.key
