"""The texts of a corpus as one string, and how often its characters stand side by side.

What concerns one source alone is made once for it: its string, its pairs, where the patterns of the rules
match. Over the corpus only numbers are added up.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from operator import add

import numpy as np
from numpy.typing import NDArray

from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.model.corpus import Corpus
from build_tools.model.document import ISSUE_KINDS, Document, Role
from build_tools.model.text import PLAIN, Text

BREAK = "\n\n\n\n"
"""What stands between two blocks or cells: no word reaches over it."""

_LISTED = (Role.CONTENTS, Role.COVER, Role.LISTED)  # titles that stand in the text too
_BITS = 21  # of a character


def is_han(char: str) -> bool:
    """Whether a character is an ideograph of the two blocks in which texts are printed."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


@dataclass(frozen=True, eq=False)
class SourceText:
    """All that a source states, blanks left out: each pair of characters once, in the order of their codes,
    with the place where it stands first and how often it does; where each pattern matches."""

    text: Text
    pairs: NDArray[np.int64]
    first: NDArray[np.int64]
    counts: NDArray[np.int64]
    found: Mapping[str, array[int]]


@dataclass(frozen=True, eq=False)
class CorpusText:
    """The texts of all sources, one behind the other."""

    parts: tuple[SourceText, ...]

    @cached_property
    def chars(self) -> str:
        """The text as one string."""
        return "".join(part.text.chars for part in self.parts)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(part.text.chars) for part in self.parts)
        return list(accumulate(lengths, initial=0))

    @cached_property
    def _pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Each pair once, one place of it, and how often it stands in the text."""
        none = np.zeros(0, dtype=np.int64)
        names = np.concatenate([none, *(part.pairs for part in self.parts)])
        moved = (part.first + start for part, start in zip(self.parts, self._starts, strict=False))
        places = np.concatenate([none, *moved])
        counts = np.concatenate([none, *(part.counts for part in self.parts)])
        order = np.argsort(names, kind="stable")
        begin = np.flatnonzero(np.diff(names[order], prepend=-1))
        totals = np.diff(np.append(0, np.cumsum(counts[order]))[np.append(begin, len(order))])
        return names[order][begin], places[order][begin], totals

    @cached_property
    def often(self) -> dict[str, int]:
        """How often each two characters stand side by side that do so more than once."""
        names, _, counts = self._pairs
        kept = counts > 1
        both = np.column_stack((names[kept] >> _BITS, names[kept] & ((1 << _BITS) - 1))).astype(np.uint32)
        chars = both.tobytes().decode("utf-32-le", "surrogatepass")
        return dict(zip(map(add, chars[::2], chars[1::2]), counts[kept].tolist(), strict=True))

    @cached_property
    def once(self) -> list[int]:
        """The places of the pairs that stand nowhere else, in order."""
        _, places, counts = self._pairs
        return sorted(places[counts == 1].tolist())

    def pair(self, chars: str) -> int:
        """How often two characters stand side by side; 1 for those that hardly do or not at all."""
        return self.often.get(chars, 1)

    def counts(self, strings: Collection[str]) -> Counter[str]:
        """How often strings of three or more characters stand in the text."""
        return Counter(string for _, string in self.places(strings))

    def places(self, strings: Collection[str]) -> Iterator[tuple[int, str]]:
        """Where strings of three or more characters stand, and which, in the order of the text."""
        begun: dict[str, list[str]] = {}
        for string in sorted(set(strings)):
            begun.setdefault(string[:3], []).append(string)
        wanted = _triples("".join(begun))[::3]
        for start, part in zip(self._starts, self.parts if begun else (), strict=False):
            triples = _triples(part.text.chars)
            at = np.minimum(np.searchsorted(wanted, triples), len(wanted) - 1)
            for place in np.flatnonzero(wanted[at] == triples).tolist():
                own = begun[part.text.chars[place : place + 3]]
                yield from ((start + place, s) for s in own if part.text.chars.startswith(s, place))

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern that the text was searched for."""
        for start, part in zip(self._starts, self.parts, strict=False):
            for place in part.found[pattern.pattern]:
                match = pattern.match(self.chars, start + place)
                assert match is not None, "no pattern reaches over a break"
                yield match

    def place(self, index: int) -> tuple[int, int]:
        """The source and the raw offset of a character."""
        source = bisect_right(self._starts, index) - 1
        return source, self.parts[source].text.at[index - self._starts[source]]

    def stands(self, string: str) -> Iterator[int]:
        """Where a string stands."""
        index = self.chars.find(string)
        while index >= 0:
            yield index
            index = self.chars.find(string, index + 1)


def corpus_text(
    corpus: Corpus, patterns: Sequence[re.Pattern[str]] = (), store: Store = NOTHING_KEPT
) -> CorpusText:
    """The texts of all documents in print order, without what is struck out, and without lists of titles."""
    made = (partial(_source_text, c.documents, patterns) for c in corpus.sources)
    parts = (store.result("text", c.key, m) for c, m in zip(corpus.sources, made, strict=True))
    return CorpusText(tuple(parts))


def _source_text(documents: Sequence[Document], patterns: Sequence[re.Pattern[str]]) -> SourceText:
    text = Text.joined(_printed(documents))
    codes = _codes(text.chars)
    names, first, counts = np.unique(codes[:-1] << _BITS | codes[1:], return_index=True, return_counts=True)
    found = {p.pattern: array("L", (m.start() for m in p.finditer(text.chars))) for p in patterns}
    return SourceText(text, names, first, counts, found)


def _codes(chars: str) -> NDArray[np.int64]:
    return np.frombuffer(chars.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)


def _triples(chars: str) -> NDArray[np.int64]:
    """Each three characters that stand side by side as one number."""
    codes = _codes(chars)
    return (codes[:-2] << _BITS | codes[1:-1]) << _BITS | codes[2:]


def _printed(documents: Sequence[Document]) -> Iterator[Text]:
    """What documents state without its blanks; a break stands where the character before it does."""
    yield Text(BREAK, array("L", [0] * len(BREAK)), PLAIN * len(BREAK))
    for text in _texts(documents):
        chars = "".join(text.chars.split())
        if chars:
            own = zip(text.chars, text.at, strict=True)
            at = text.at if len(chars) == len(text) else array("L", (o for c, o in own if not c.isspace()))
            yield Text(
                chars + BREAK, at + array("L", at[-1:] * len(BREAK)), PLAIN * (len(chars) + len(BREAK))
            )


def _texts(documents: Sequence[Document]) -> Iterator[Text]:
    for document in documents:
        if document.kind not in ISSUE_KINDS:
            for block in document.blocks:
                if block.role not in _LISTED:
                    yield from (text.blanked() for text in block.texts())
