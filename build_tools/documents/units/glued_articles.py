"""Articles that run on in lines, as some copies print a law: each is given a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_tools.language.script import NUMERAL, key, number
from build_tools.model.catalogue import Code, Note
from build_tools.model.source import Item, Line

_NUMBER = rf"第(?P<number>[{NUMERAL}\d]{{1,6}})条"
# …不得占道经营。第二条 经营者应当… · 。第二章　经营 第五条 …; not …办理。第三条规定的期限, 。第二条明确了范围
_HEAD = re.compile(
    rf"(?:(?P<first>^)|(?<=[。；！]))\s*(?P<chapter>第[{NUMERAL}\d]{{1,4}}[编章节]\s*[^。；，：第]{{1,20}}?\s*)?"
    rf"(?P<head>{_NUMBER})(?!第|规定|明确|提出|要求|是|对|主要|的|[、，。；和或及至所之中])"
)
_LEAST = 3  # so many of a law stand behind another one, or none is taken for glued
_MOST_LOST = 3  # the number of one is misread: the run goes on behind it
_OVER = 8  # characters of the line below, in which a number may end: 第二十 / 一条


@dataclass
class _Run:
    """The articles of one law: the last of them, and where those begin that stand inside of a line."""

    last: int
    depth: int = 0  # quotations that are open
    places: tuple[tuple[int, int, int], ...] = ()  # the line, its chapter's place, the article's place
    names: tuple[str, ...] = ()


def articles_apart(items: Sequence[Item]) -> tuple[tuple[Item, ...], list[Note]]:
    """The items, each glued article in a line of its own, and a doubt a law. No character changes.

    A run begins with 第一条 at the head of a line and goes on with the next number, outside of quotations.
    """
    runs = [run for run in _runs(items) if len(run.places) >= _LEAST]
    if not runs:
        return tuple(items), []
    cuts: dict[int, set[int]] = {}
    for run in runs:
        for k, *places in run.places:
            cuts.setdefault(k, set()).update(places)
    found: list[Item] = []
    for k, item in enumerate(items):
        found += _parted(item, sorted(cuts[k])) if k in cuts and isinstance(item, Line) else [item]
    return tuple(found), [_doubt(run, items) for run in runs]


def _runs(items: Sequence[Item]) -> list[_Run]:
    runs: list[_Run] = []
    for k, item in enumerate(items):
        if not isinstance(item, Line) or item.alone or not (runs or item.key.startswith("第")):
            continue
        chars, seen = item.text.chars, 0
        below = items[k + 1] if k + 1 < len(items) else None
        over = below.text.chars[:_OVER] if isinstance(below, Line) and not below.gap else ""
        for match in _HEAD.finditer(chars + over) if "第" in chars else ():
            if match.start("head") >= len(chars):
                break
            value = number(match["number"]) or 0
            if match["first"] is not None and value == 1:
                runs.append(_Run(0))
            elif not runs:
                continue
            run = runs[-1]
            run.depth = max(0, run.depth + _opened(chars[seen : match.start("head")]))
            seen = match.start("head")
            most = run.last + (_MOST_LOST if len(run.places) >= _LEAST else 1)
            if not run.last < value <= most or (run.depth and match["first"] is None):
                continue
            run.last = value
            if match["first"] is not None and not match["chapter"]:
                run.depth = 0
                continue
            chapter = match.start("chapter") if match["chapter"] else match.start("head")
            run.places += ((k, chapter, match.start("head")),)
            run.names += (match["head"],)
        if runs:
            runs[-1].depth = max(0, runs[-1].depth + _opened(chars[seen:]))
    return runs


def _opened(chars: str) -> int:
    return chars.count("“") - chars.count("”")


def _parted(line: Line, places: Sequence[int]) -> list[Line]:
    """The line cut at these places; what is no line's head has no blank line above it."""
    ends = [*places, len(line.text)]
    found: list[Line] = []
    for start, end in zip([0, *places], ends, strict=True):
        text = line.text[start:end].strip()
        if len(text):
            first = not found
            found.append(
                replace(
                    line,
                    text=text,
                    key=key(text.unstruck().chars),
                    gap=line.gap if first else 0,
                    page_break=line.page_break and first,
                )
            )
    return found


def _doubt(run: _Run, items: Sequence[Item]) -> Note:
    first, last = (items[k].number for k in (run.places[0][0], run.places[-1][0]))
    return Note(
        Code.ARTICLES_GLUED, first, last, f"{run.names[0]}…{run.names[-1]}", "", f"{len(run.names)} 条"
    )
