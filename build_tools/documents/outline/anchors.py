"""Logical anchors: art-15, ch-2, sec-1-2, item-1-2-3; unique in a unit, the same on every run."""

from __future__ import annotations

from build_tools.documents.outline.numbering import Marked
from build_tools.language.phrases import FOREWORDS
from build_tools.language.script import number

_PREFIX = {"编": "part", "部分": "part", "章": "ch", "节": "sec", "条": "art", "一、": "sec", "（一）": "sub"}


def give_anchors(marked: list[Marked]) -> None:
    """Logical anchors, unique in the unit: art-15, ch-2, ch-2-sec-1, sec-1-2, item-1-2-3."""
    seen: dict[str, int] = {}
    counts: dict[str, int] = {}
    for m in marked:
        counts[m.level] = counts.get(m.level, 0) + 1
        parent = marked[m.parent] if m.parent is not None else None
        n = str(m.value if m.value is not None else counts[m.level])
        m.anchor = unique(_logical(m, parent, n), seen)


def _logical(m: Marked, parent: Marked | None, n: str) -> str:
    if m.rest in FOREWORDS and m.printed is None:
        return "foreword"
    if m.level in ("1.1", "1.1.1"):
        return "item-" + (m.printed or n).strip(".").replace(".", "-")
    if parent is None or parent.level in ("部分", "编") or m.level in ("编", "部分", "章", "条"):
        suffix = (m.printed or "").partition("之")[2]
        tail = f"-{number(suffix)}x" if m.level == "条" and suffix else ""
        return f"{_PREFIX.get(m.level, 'item')}-{n}{tail}"
    if m.level == "节":
        return f"{parent.anchor}-sec-{n}"
    if m.level in ("1.", "（1）") and parent.anchor.startswith("sec-"):
        return f"item-{parent.anchor.removeprefix('sec-')}-{n}"
    return f"{parent.anchor}-{n}"


def unique(anchor: str, seen: dict[str, int]) -> str:
    """The anchor, with ``-b``, ``-c`` … where it is taken; ``seen`` says how often each was wanted."""
    candidate = anchor
    while candidate in seen:
        seen[anchor] += 1
        candidate = f"{anchor}-{letters(seen[anchor])}"
    seen[candidate] = 1
    return candidate


def letters(n: int) -> str:
    """1 → a, 2 → b … 27 → aa."""
    letters = ""
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def row_anchor(anchor: str, number: int) -> str:
    """The anchor of a body row: ``row-7`` in the first table of a page, ``table-2-row-7`` in others."""
    return f"row-{number}" if anchor == "table-1" else f"{anchor}-row-{number}"
