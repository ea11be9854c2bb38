"""Where the characters of texts stand in the print, those included that an editor's correction adds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from operator import le

from build_tools.model.source import Source
from build_tools.model.text import Edit, Text


class Places:
    """The places of the characters of a source's texts.

    A character that a correction adds stands where the last character stands that it corrects.
    """

    def __init__(self, source: Source, edits: Iterable[Edit]) -> None:
        self.line_of = source.line_of
        self.end = len(source.raw)
        self.added: dict[int, int] = {}
        for edit in edits:
            for offset in edit.offsets[len(edit.was) :]:
                last = edit.offsets[len(edit.was) - 1] if edit.was else offset
                self.added[offset] = self.added.get(last, last)

    def of(self, text: Text) -> Sequence[int]:
        """The places of the characters of a text, but for blanks."""
        at, chars = text.at, text.chars
        bare = not chars[:1].isspace() and not chars[-1:].isspace()
        if bare and ascends(at) and (not at or at[-1] < self.end):
            return at  # nearly every text: what its blanks stand for lies between the others
        known = ((c, self.added.get(o, o)) for c, o in zip(chars, at, strict=True))
        return [place for c, place in known if not c.isspace() and place < self.end]


def ascends(places: Sequence[int]) -> bool:
    """Whether places stand in the order of the print."""
    return all(map(le, places, islice(places, 1, None)))
