"""The footnotes of a page: small raised signs in its lines, and their texts at its foot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from build_tools.model.original import Script
from build_tools.sources.imports.sheet import Rule
from build_tools.sources.imports.sheet_lines import Mark, Strip
from build_tools.sources.imports.sheet_text import rows_of

_CIRCLED = {c: k for k, c in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1)}
_SIGN = re.compile(r"^[\[〔(（【]?(\d{1,3}|[①-⑳])[\]〕)）】]?$")
# 1 停车场，是指 · [1] 停车场 · ①停车场 · 注1：停车场
_TEXT = re.compile(r"^(?:注)?[\[〔(（【]?(\d{1,3}|[①-⑳])[\]〕)）】]?[.．、：:]?(?=.)")
_SMALLER = 0.93  # of the size of the text: notes are printed smaller


@dataclass(frozen=True)
class FootNote:
    """A footnote: the number that the page prints, the rows of its text, and how many characters are its
    sign there."""

    printed: int
    rows: tuple[tuple[Strip, ...], ...]
    mark: int


@dataclass(frozen=True)
class PageNotes:
    """The footnotes of a page; ``signs`` are the characters of their signs in the text."""

    notes: tuple[FootNote, ...] = ()
    signs: Mapping[int, int] = field(default_factory=dict)  # place of a character → printed number

    @property
    def strips(self) -> list[Strip]:
        """The strips that are the text of notes."""
        return [s for n in self.notes for row in n.rows for s in row]


def _value(words: str) -> int:
    return _CIRCLED.get(words) or int(words)


def notes_of(strips: Sequence[Strip], rules: Iterable[Rule], marks: Iterable[Sequence[Mark]]) -> PageNotes:
    """The footnotes of a page; ``strips`` stand outside of tables, ``marks`` are all lines, those of cells
    too. A note needs its sign above it, and a smaller print or a rule over it."""
    signs = _signs(marks)
    rows = rows_of(strips)
    if not signs or not rows:
        return PageNotes()
    sizes = sorted(s.size for row in rows for s in row for _ in s.marks)
    body = sizes[len(sizes) // 2]
    over = [r.y0 for r in rules if r.level]
    first = _first(rows, {n for _, n in signs}, body, over)
    if first is None:
        return PageNotes()
    notes: list[FootNote] = []
    for row in rows[first:]:
        match = _TEXT.match("".join(s.chars for s in row))
        if match is not None and (not notes or _value(match[1]) == notes[-1].printed + 1):
            notes.append(FootNote(_value(match[1]), (row,), match.end()))
        else:
            last = notes[-1]
            notes[-1] = FootNote(last.printed, (*last.rows, row), last.mark)
    foot = {m.at for n in notes for row in n.rows for s in row for m in s.marks}
    known = {n.printed for n in notes}
    own = {m.at: n for run, n in signs if n in known for m in run if m.at not in foot}
    return PageNotes(tuple(n for n in notes), own) if known == set(own.values()) else PageNotes()


def _signs(lines: Iterable[Sequence[Mark]]) -> list[tuple[list[Mark], int]]:
    """Raised runs that are a number."""
    found: list[tuple[list[Mark], int]] = []
    for line in lines:
        for script, run in groupby(line, key=lambda m: m.script):
            group = list(run)
            match = _SIGN.match("".join(m.glyph.chars for m in group)) if script is Script.SUP else None
            if match is not None:
                found.append((group, _value(match[1])))
    return found


def _first(
    rows: Sequence[tuple[Strip, ...]], numbers: set[int], body: float, rules: Sequence[float]
) -> int | None:
    """The row at which the notes begin: all below it are small, or a rule stands over it."""

    def is_text(k: int) -> bool:
        match = _TEXT.match("".join(s.chars for s in rows[k]))
        return match is not None and _value(match[1]) in numbers

    first = None
    for k in range(len(rows) - 1, 0, -1):
        if max(s.size for s in rows[k]) > _SMALLER * body:
            break
        first = k if is_text(k) else first
    for y in rules:
        below = next((k for k, row in enumerate(rows) if row[0].top + 2 > y), 0)
        if below > 0 and is_text(below) and (first is None or below < first):
            first = below
    return first
