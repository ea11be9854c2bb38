"""The texts of a corpus as one string, the place of each character, and how often its pairs stand there."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import add

from build_tools.model.corpus import Corpus
from build_tools.model.document import ISSUE_KINDS, Role
from build_tools.model.text import Text

BREAK = "\n\n\n\n"
"""What stands between two blocks or cells: no word reaches over it."""

_LISTED = (Role.CONTENTS, Role.COVER, Role.LISTED)  # titles that stand in the text too
_IDEOGRAPHS = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"))


def is_han(char: str) -> bool:
    """Whether a character is an ideograph of the two blocks in which texts are printed."""
    return any(first <= char <= last for first, last in _IDEOGRAPHS)


@dataclass(frozen=True)
class PrintedPart:
    """A block or a cell without its blanks: where it begins in the string, and where its characters are
    printed."""

    start: int
    source: int
    at: array[int]


@dataclass(frozen=True, eq=False)
class CorpusText:
    """All that a corpus states, blanks left out."""

    chars: str
    parts: tuple[PrintedPart, ...]

    @cached_property
    def pairs(self) -> Counter[str]:
        """How often each two characters stand side by side."""
        return Counter(map(add, self.chars, self.chars[1:]))

    def counts(self, strings: Collection[str]) -> Counter[str]:
        """How often strings of three or more characters stand in the text."""
        found: Counter[str] = Counter()
        for length in sorted({len(s) for s in strings}):
            wanted = {s for s in strings if len(s) == length}
            runs: Iterable[str] = self.chars
            for i in range(1, length):
                runs = map(add, runs, self.chars[i:])
            found.update(filter(wanted.__contains__, runs))
        return found

    def place(self, index: int) -> tuple[int, int]:
        """The source and the raw offset of a character."""
        part = self.parts[bisect_right(self.parts, index, key=lambda p: p.start) - 1]
        return part.source, part.at[min(index - part.start, len(part.at) - 1)]

    def places(self, string: str) -> Iterator[int]:
        """Where a string stands."""
        index = self.chars.find(string)
        while index >= 0:
            yield index
            index = self.chars.find(string, index + 1)


def corpus_text(corpus: Corpus) -> CorpusText:
    """The texts of all records in print order, without what is struck out, and without lists of titles."""
    parts: list[PrintedPart] = []
    strings: list[str] = [BREAK]
    length = len(BREAK)
    for source, text in _texts(corpus):
        held = [(c, o) for c, o in zip(text.chars, text.at, strict=True) if not c.isspace()]
        if held:
            parts.append(PrintedPart(length, source, array("L", (o for _, o in held))))
            strings += ["".join(c for c, _ in held), BREAK]
            length += len(held) + len(BREAK)
    return CorpusText("".join(strings), tuple(parts))


def _texts(corpus: Corpus) -> Iterator[tuple[int, Text]]:
    for record in corpus.records:
        if record.document.kind not in ISSUE_KINDS:
            for block in record.document.blocks:
                if block.role not in _LISTED:
                    yield from ((record.source, text.blanked()) for text in block.texts())
