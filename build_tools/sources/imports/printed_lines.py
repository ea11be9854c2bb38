"""Where raw lines stand on pages that another program has printed: found by their characters alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher

from build_tools.model.original import Node, Spot
from build_tools.model.text import Span
from build_tools.sources.imports.written import printed
from build_tools.sources.read import LINE_END

# 停车场[^1]的管理 · [^1]: 停车场，是指供机动车停放的场所。
_SIGN = re.compile(r"\[\^\d{1,4}\](?:: )?")
_NOTE = re.compile(r"\[\^\d{1,4}\]: ")
_FAR = 3000  # characters: words that stand farther ahead were passed over, or are others
_SURE = 12  # characters that are not there twice by chance
_NEAR = 200  # characters in which a part of a line is looked for


def places_of(text: str, nodes: Sequence[Node]) -> dict[int, Spot]:
    """Raw line → place of its words among ``nodes``, which stand in the order of the print; a line whose
    words are not found there has none."""
    chars = "".join(_solid(n.chars) for n in nodes)
    starts = _starts(nodes)
    found: dict[int, Spot] = {}
    reached = 0
    for number, line in enumerate(LINE_END.split(text), 1):
        spans: list[Span] = []
        for words in filter(None, (_solid(printed(part)) for part in _SIGN.split(line))):
            span = _span(words, chars, spans[-1][1] if spans else reached)
            spans += [span] if span is not None else []
        if not spans:
            continue
        place = _joined(nodes[_index(starts, spans[0][0]) : _index(starts, spans[-1][1] - 1) + 1])
        if place is not None:
            found[number] = place
        if not _NOTE.match(line) and spans[-1][1] - reached < _FAR:  # notes stand at the foot of their page
            reached = spans[-1][1]
    return found


def _solid(chars: str) -> str:
    return "".join(chars.split())


def _starts(nodes: Sequence[Node]) -> list[int]:
    starts, at = [], 0
    for node in nodes:
        starts.append(at)
        at += len(_solid(node.chars))
    return starts


def _index(starts: Sequence[int], at: int) -> int:
    return bisect_right(starts, at) - 1


def _span(words: str, chars: str, reached: int) -> Span | None:
    """Where words stand: soon behind what was found last, else where they stand at all if they are many; or
    where the larger part of them stands: a print may show both sides of a change, and another number."""
    at = chars.find(words, reached, reached + _FAR + len(words))
    if at < 0 and len(words) >= _SURE:
        at = chars.find(words)
    if at >= 0:
        return at, at + len(words)
    near = chars[reached : reached + _NEAR + 2 * len(words)]
    part = SequenceMatcher(None, words, near, autojunk=False).find_longest_match()
    at = reached + part.b
    return (at, at + part.size) if part.size >= _SURE and part.size * 2 > len(words) else None


def _joined(nodes: Sequence[Node]) -> Spot | None:
    """The place that nodes have together on the page of the first one."""
    first = nodes[0].place
    boxes = [n.place.box for n in nodes if n.place.box is not None and n.place.page == first.page]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return Spot(first.part, first.at, first.page, (min(left), min(top), max(right), max(bottom)))
