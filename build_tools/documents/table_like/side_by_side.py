"""Two columns of sentences side by side, as a comparison of old and new articles is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.model.source import Line
from build_tools.sources.grids.layout_pieces import pieces_of

_GAP = re.compile(r"(?<=\S)(?:[ \t]{3,}|[ \t\u3000]{2,})(?=\S)")
_MARK = re.compile(r"[，。；]")
_NEAR = 2  # so far apart may right halves begin: some fonts set quotation marks half as wide
_NARROWEST = 20  # where a right half begins at the earliest: further left stands a label
_LONGEST_HALF = 3  # lines in a row that hold one half alone
_MOST_UNSAID = 12  # lines in which each column shows a mark of its sentences, or it has none


@dataclass(frozen=True)
class _Halves:
    """The two halves of a line: where the right one begins, and their words."""

    at: int
    left: str
    right: str


def side_by_side(lines: Sequence[Line | None], i: int) -> range | None:
    """The lines from ``i`` on that hold two columns of sentences; None where none begin there.

    ``制。质量责任期为2年。               终身制。``: three lines or more whose right halves begin at one
    place, and marks of sentences in both columns. A line between two of them may hold one half alone.
    """
    first = _halves(lines[i])
    if first is None:
        return None
    held, last = [first], i
    for k in range(i + 1, len(lines)):
        line = lines[k]
        if line is None or line.gap > 1 or k - last > _LONGEST_HALF:
            break
        halves = _halves(line, first.at)
        if halves is not None:
            held.append(halves)
            last = k
        if len(held) == _MOST_UNSAID and not _are_sentences(held):
            return None
    runs_on = sum(not _MARK.search(h.left[-1:]) for h in held[1:]) > 0
    return range(i, last + 1) if len(held) > 2 and _are_sentences(held) and runs_on else None


def _are_sentences(held: Sequence[_Halves]) -> bool:
    """Whether marks of sentences stand in both columns."""
    return all(_MARK.search("".join(words)) for words in ([h.left for h in held], [h.right for h in held]))


def _halves(line: Line | None, at: int | None = None) -> _Halves | None:
    """The halves of a line, parted where ``at`` says or else by its one widest gap."""
    if line is None:
        return None
    chars = line.text.chars
    gaps = [(_place(chars, m.end()) + 2 * line.indent, m) for m in _GAP.finditer(chars)]
    gaps = [(x, m) for x, m in gaps if x >= _NARROWEST and (at is None or abs(x - at) <= _NEAR)]
    if not gaps:
        return None
    place, gap = max(gaps, key=lambda found: found[1].end() - found[1].start())
    return _Halves(place, chars[: gap.start()], chars[gap.end() :])


def _place(chars: str, end: int) -> int:
    """Where on the page the character at ``end`` stands."""
    return pieces_of(chars[:end] + "。")[-1].right - 2
