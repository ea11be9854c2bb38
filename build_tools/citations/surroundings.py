"""The words around a citation, masked, from which relations are read; and a doubt where they are too many."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from build_tools.language.brackets import pairs
from build_tools.language.passages import CELL, TITLE, Passage, masked, passages
from build_tools.model.catalogue import Code, Note
from build_tools.model.citation import Place
from build_tools.model.document import Document
from build_tools.model.text import Span

REACH = 4000
"""So many characters before and after a citation are read: ten times the longest sentence that was ever
printed. In a longer one what is said may stand further off, and a doubt says so."""

_QUOTED = 400
"""So much of a longer sentence is given before and after a citation in the data."""
_ENDS = "。！？；"
_STOP = re.compile(r"[。；！？\n]")
# No pattern counts more titles or their characters than that; 《甲》《乙》《丙》… on and on is one run.
_RUN = re.compile(rf"{TITLE}{{60,}}")


class Surroundings:
    """A passage with its citations masked, once for all of them."""

    def __init__(self, passage: Passage, spans: Sequence[Span]) -> None:
        """``spans`` are where titles and bare numbers stand, in print order."""
        self._printed = passage.chars
        self._masked = masked(passage.even, spans, brackets=False)

    @cached_property
    def _brackets(self) -> list[Span]:
        return pairs(self._masked)

    def bracket(self, place: int) -> Span | None:
        """The outermost bracket that a place stands in."""
        k = bisect_right(self._brackets, place, key=lambda pair: pair[0]) - 1
        return self._brackets[k] if k >= 0 and self._brackets[k][0] < place < self._brackets[k][1] else None

    def around(self, start: int, end: int) -> tuple[str, str]:
        """The masked text before and after; inside a bracket only what stands in it."""
        inside = self.bracket(start)
        low, high = (inside[0] + 1, inside[1] - 1) if inside else (0, len(self._masked))
        before = self._masked[max(low, start - REACH) : start]
        after = self._masked[end : min(high, end + REACH)]
        return _shown(before), _shown(after)

    def sentence(self, start: int, end: int) -> str:
        """The sentence that a citation stands in, as printed; a row of a table counts as one."""
        before = self._printed[max(0, start - REACH) : start]
        after = self._printed[end : end + REACH]
        low = max(before.rfind(stop) for stop in _ENDS)
        stops = [i for stop in _ENDS if (i := after.find(stop)) >= 0]
        before = before[low + 1 :][-_QUOTED:]
        after = after[: min(stops) + 1 if stops else None][:_QUOTED]
        return (before + self._printed[start:end] + after).replace(CELL, "　").strip()


def unread(
    documents: Sequence[Document], named: Iterable[Place], line_of: Callable[[int], int]
) -> tuple[Note, ...]:
    """A doubt for each block whose sentence is longer than what is read of it around what it names.

    ``named`` are where citations and references stand.
    """
    blocks = {(place.document, place.anchor) for place in named}
    found = []
    for index, document in enumerate(documents):
        for passage in passages(document):
            if len(passage.chars) <= REACH or (index, passage.block.anchor) not in blocks:
                continue
            start = 0
            for sentence in _STOP.split(masked(passage.even, ())):
                if len(sentence) > REACH:
                    line = line_of(passage.at[start])
                    words = passage.chars[start : start + 20]
                    found.append(Note(Code.SENTENCE_LONG, line, line, words))
                    break
                start += len(sentence) + 1
    return tuple(found)


def _shown(text: str) -> str:
    return _RUN.sub(TITLE * 60, masked(text, ()))
