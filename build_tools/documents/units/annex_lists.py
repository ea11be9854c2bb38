"""``附件：1.… 2.…``: the list of annexes at the end of a text or of its notice."""

from __future__ import annotations

import re

from build_tools.documents.heads.titles import Scan, item_at
from build_tools.language.phrases import (
    ENDS_IN_GENRE,
    LABEL,
    LIST_ENTRY,
    MARKER,
    PERSON,
    REMARK,
    annex_key,
    is_organ,
    opens_list,
)
from build_tools.language.script import is_date_line, key, printed
from build_tools.model.source import Line, TableLine

Listed = dict[str, tuple[str, int]]  # number of an annex ("" without one) → its title, and the line


def annex_list(scan: Scan, i: int, known: Listed) -> tuple[list[Line], Listed] | None:
    """The lines of the list that begins at ``i``, and ``known`` with what it lists; None if none begins."""
    line = scan.line(i)
    if line is None:
        return None
    match = LABEL.match(line.key)
    below = scan.line(i + 1)
    if match is None or not (match["colon"] or opens_list(line.key, below.key if below else None)):
        return None
    if isinstance(item_at(scan, i + 1), TableLine):
        return None  # 附表1：收费标准 is the caption of the table below
    listed = dict(known)
    taken = [line]
    if match["rest"]:
        own, rest = annex_key(match), _printed(line, *match.span("rest"))
        if own is None and (first := LIST_ENTRY.match(match["rest"])):
            listed[annex_key(first) or ""] = (rest[slice(*first.span("title"))], line.number)
        else:
            listed[own or ""] = (rest.rstrip("。；"), line.number)
    while (following := scan.line(i + len(taken))) is not None:
        entry = LIST_ENTRY.match(following.key)
        if entry is not None and following.gap < 3:
            listed[annex_key(entry) or ""] = (
                _printed(following, *entry.span("title")),
                following.number,
            )
        elif listed and _goes_on(key(listed[last := next(reversed(listed))][0]), following):
            title, at = listed[last]
            listed[last] = (title + _printed(following), at)
        else:
            break
        taken.append(following)
    return (taken, listed) if len(taken) > 1 or match["rest"] else None


def _printed(line: Line, start: int = 0, end: int | None = None) -> str:
    return printed(line.text.unstruck().chars, start, end)


def _goes_on(title: str, line: Line) -> bool:
    """Whether a line goes on with the last listed title, which hard wrapping cut."""
    if line.gap > 1 or MARKER.match(line.key) or is_date_line(line.key) or PERSON.match(line.key):
        return False
    if REMARK.match(line.key):
        return False  # 附件：青江县水源地清单 / （此件公开发布）
    if LABEL.match(line.key) or len(line.key) > 30 or re.search(r"[。；：]", line.key):
        return False
    ends = ENDS_IN_GENRE.search(title) or not ENDS_IN_GENRE.search(title + line.key)
    return not (ends and (line.gap > 0 or is_organ(line.key)))
