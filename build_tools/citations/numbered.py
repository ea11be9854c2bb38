"""What a document counts, looked up by number: articles, their 款, chapters; and what stands above what."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from build_tools.language.script import NUMERAL, number
from build_tools.model.document import Block, Document, NumberedBlock


class Numbered:
    """The articles and chapters of a document, each looked for once."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def levels(self) -> frozenset[str]:
        """The styles that its outline counts in."""
        return frozenset(entry.level for entry in self.document.outline)

    @cached_property
    def _anchors(self) -> dict[tuple[str, int | None, int], str]:
        """Level, value and branch → the first entry with them."""
        found: dict[tuple[str, int | None, int], str] = {}
        for entry in self.document.outline:
            value = _value(entry.number) if entry.number else None
            if value is not None:
                found.setdefault((entry.level, *value), entry.anchor)
        return found

    @cached_property
    def _blocks(self) -> dict[str, int]:
        return {block.anchor: i for i, block in enumerate(self.document.blocks)}

    @cached_property
    def _entries(self) -> dict[str, list[tuple[int, str]]]:
        """Level → the blocks that are entries of it, in order, with their anchors."""
        found: dict[str, list[tuple[int, str]]] = {}
        for i, block in enumerate(self.document.blocks):
            if isinstance(block, NumberedBlock):
                found.setdefault(block.entry.level, []).append((i, block.anchor))
        return found

    def prints(self, anchor: str) -> bool:
        """Whether a block has this anchor."""
        return anchor in self._blocks

    def anchor_of(self, level: str, value: int, clause: int = 1, *, branch: int = 0) -> str | None:
        """The anchor of an article, a 款 of it or a chapter; None where the document prints none.

        ``branch`` is 1 for 第二条之一, which never stands for 第二条.
        """
        anchor = self._anchors.get((level, value, branch))
        if anchor is None or clause == 1:
            return anchor
        wanted = f"{anchor}-{clause}"
        return wanted if self.prints(wanted) else None

    def enclosing(self, block: Block, level: str) -> str | None:
        """The last entry of a level at or above a block."""
        entries = self._entries.get(level, [])
        k = bisect_right(entries, self._blocks[block.anchor], key=lambda entry: entry[0])
        return entries[k - 1][1] if k else None

    def before(self, block: Block, level: str, count: int) -> list[str | None]:
        """The entries of the outline of a level before the one that encloses a block; [None] where there
        are not so many."""
        entries, places = self._counted(level)
        place = places.get(self.enclosing(block, level) or "", 0)
        return [*entries[place - count : place]] if place >= count else [None]

    def _counted(self, level: str) -> tuple[list[str], dict[str, int]]:
        return self._outline.get(level, ([], {}))

    @cached_property
    def _outline(self) -> dict[str, tuple[list[str], dict[str, int]]]:
        """Level → the anchors of its entries in order, and the place of each among them."""
        found: dict[str, tuple[list[str], dict[str, int]]] = {}
        for entry in self.document.outline:
            anchors, places = found.setdefault(entry.level, ([], {}))
            places.setdefault(entry.anchor, len(anchors))
            anchors.append(entry.anchor)
        return found


def _value(printed: str) -> tuple[int | None, int] | None:
    match = re.match(rf"第\s*([\d{NUMERAL}]+)[章条](?:之([{NUMERAL}]+))?$", printed)
    return (number(match[1]), number(match[2] or "零") or 0) if match else None
