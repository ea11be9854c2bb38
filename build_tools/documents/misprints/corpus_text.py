"""The texts of a corpus as one string, and how often its characters stand side by side.

What concerns one source alone is made once for it: its string, its pairs, where the patterns and the strings
of the rules stand. Over the corpus only numbers are added up.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
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
    with the place where it stands first and how often it does; where each pattern matches, and where one of
    the strings stands.

    ``runs`` are the places at which characters begin that are printed side by side, ``at`` the raw offset of
    each of them.
    """

    chars: str
    runs: NDArray[np.uint32]
    at: NDArray[np.uint32]
    pairs: NDArray[np.int64]
    first: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    found: Mapping[str, array[int]]
    strings: array[int]

    def offsets(self, indices: Sequence[int]) -> list[int]:
        """The raw offsets of characters."""
        run = np.searchsorted(self.runs, indices, side="right") - 1
        found: list[int] = (self.at[run].astype(np.int64) + indices - self.runs[run]).tolist()
        return found

    def holding(self, sought: Sought) -> Iterator[str]:
        """The strings that may stand here: all pairs of each do."""
        yield from sought.single
        at = np.minimum(np.searchsorted(self.pairs, sought.pairs), len(self.pairs) - 1)
        here = np.logical_and.reduceat(self.pairs[at] == sought.pairs, sought.begin)
        yield from (sought.longer[k] for k in np.flatnonzero(here).tolist())


@dataclass(frozen=True, eq=False)
class Sought:
    """Strings that are looked for: single characters, and those of two or more with all of their pairs in one
    row, and where in it the pairs of each begin."""

    single: tuple[str, ...]
    longer: tuple[str, ...]
    pairs: NDArray[np.int64]
    begin: NDArray[np.int64]


def _sought(strings: Collection[str]) -> Sought:
    wanted = sorted(set(strings))
    longer = tuple(string for string in wanted if len(string) > 1)
    lengths = np.array([len(string) - 1 for string in longer], dtype=np.int64)
    pairs = np.concatenate([np.zeros(0, dtype=np.int64), *map(_pairs_of, longer)])
    single = tuple(string for string in wanted if len(string) == 1)
    return Sought(single, longer, pairs, np.cumsum(lengths) - lengths)


Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
"""Each pair of characters once, in the order of their codes; one place of it; how often it stands there."""


@dataclass(frozen=True, eq=False)
class CorpusText:
    """The texts of all sources, one behind the other, as one string; ``starts`` is where each begins, and
    where the last one ends.

    Of ``parts`` nothing is there that the whole holds: their characters, and how often their pairs stand.
    """

    chars: str
    starts: Sequence[int]
    parts: tuple[SourceText, ...]
    pairs: Pairs

    @cached_property
    def often(self) -> dict[str, int]:
        """How often each two characters stand side by side that do so more than once."""
        names, _, counts = self.pairs
        kept = counts > 1
        both = np.column_stack((names[kept] >> _BITS, names[kept] & ((1 << _BITS) - 1))).astype(np.uint32)
        chars = both.tobytes().decode("utf-32-le", "surrogatepass")
        return dict(zip(map(add, chars[::2], chars[1::2]), counts[kept].tolist(), strict=True))

    @cached_property
    def once(self) -> list[int]:
        """The places of the pairs that stand nowhere else, in order."""
        _, places, counts = self.pairs
        return sorted(places[counts == 1].tolist())

    def pair(self, chars: str) -> int:
        """How often two characters stand side by side; 1 for those that hardly do or not at all."""
        return self.often.get(chars, 1)

    def counts(self, strings: Collection[str]) -> Counter[str]:
        """How often strings stand in the text."""
        return Counter(string for _, string in self.places(strings))

    def places(self, strings: Collection[str]) -> Iterator[tuple[int, str]]:
        """Where strings stand, and which, in the order of the text."""
        wanted = _sought(strings)
        for i, part in enumerate(self.parts if strings else ()):
            held, span = part.holding(wanted), self.starts[i : i + 2]
            yield from sorted((place, s) for s in held for place in _stands(self.chars, s, *span))

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern that the text was searched for."""
        for place in self.begun(pattern):
            match = pattern.match(self.chars, place)
            assert match is not None, "no pattern reaches over a break"
            yield match

    def begun(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Where they begin."""
        for start, part in zip(self.starts, self.parts, strict=False):
            yield from (start + place for place in part.found[pattern.pattern])

    def searched(self) -> Iterator[int]:
        """Where one of the strings stands that the text was searched for, in the order of the text."""
        for start, part in zip(self.starts, self.parts, strict=False):
            yield from (start + place for place in part.strings)

    def place(self, index: int) -> tuple[int, int]:
        """The source and the raw offset of a character."""
        source = bisect_right(self.starts, index) - 1
        return source, self.parts[source].offsets([index - self.starts[source]])[0]

    def stands(self, string: str) -> Iterator[tuple[int, int]]:
        """Where a string stands: each source and raw offset, in the order of the text."""
        wanted = _sought((string,))
        for source, part in enumerate(self.parts):
            start, end = self.starts[source : source + 2]
            held = part.holding(wanted)
            found = [place - start for s in held for place in _stands(self.chars, s, start, end)]
            yield from ((source, offset) for offset in part.offsets(found))


def corpus_text(
    corpus: Corpus,
    patterns: Sequence[re.Pattern[str]] = (),
    strings: Callable[[], Collection[str]] = tuple,
    store: Store = NOTHING_KEPT,
) -> CorpusText:
    """The texts of all documents in print order, without what is struck out, and without lists of titles;
    they are searched for ``patterns``, and for ``strings`` of four characters."""
    starts, chars, parts, pairs = [0], list[str](), list[SourceText](), _Sum()
    for c in corpus.sources:
        own = store.result("text", c.key, partial(_source_text, c.documents, patterns, strings))
        pairs.add((own.pairs, own.first.astype(np.int64) + starts[-1], own.counts.astype(np.int64)))
        chars.append(own.chars)
        starts.append(starts[-1] + len(own.chars))
        parts.append(replace(own, chars="", first=_NONE, counts=_NONE))
    return CorpusText("".join(chars), starts, tuple(parts), pairs.total())


_NONE = np.zeros(0, dtype=np.uint32)


class _Sum:
    """Pairs of very many sources added up, while nearly only the sum of those before is held: what came
    since is added to it when it is as large."""

    def __init__(self) -> None:
        none = np.zeros(0, dtype=np.int64)
        self._sum: Pairs = (none, none, none)
        self._since: list[Pairs] = []

    def add(self, pairs: Pairs) -> None:
        """Those of a source more."""
        self._since.append(pairs)
        if sum(len(names) for names, _, _ in self._since) >= len(self._sum[0]):
            self._sum, self._since = self.total(), []

    def total(self) -> Pairs:
        """All of them."""
        return _added([self._sum, *self._since])


def _added(parts: Sequence[Pairs]) -> Pairs:
    names, places, counts = (np.concatenate(own) for own in zip(*parts, strict=True))
    order = np.argsort(names)
    begin = np.flatnonzero(np.diff(names[order], prepend=-1))
    totals = np.add.reduceat(counts[order], begin)
    return names[order][begin], places[order][begin], totals


def _source_text(
    documents: Sequence[Document],
    patterns: Sequence[re.Pattern[str]],
    strings: Callable[[], Collection[str]],
) -> SourceText:
    text = Text.joined(_printed(documents))
    names, first, counts = np.unique(_pairs_of(text.chars), return_index=True, return_counts=True)
    found = {p.pattern: array("L", (m.start() for m in p.finditer(text.chars))) for p in patterns}
    wanted, chars = frozenset(strings()), text.chars
    places = (
        array("L", (i for i in range(len(chars) - 3) if chars[i : i + 4] in wanted)) if wanted else array("L")
    )
    at = np.array(text.at, dtype=np.uint32)
    runs = np.flatnonzero(np.append(True, at[1:] != at[:-1] + 1)).astype(np.uint32)
    own = (names, first.astype(np.uint32), counts.astype(np.uint32))
    return SourceText(chars, runs, at[runs], *own, found, places)


def _codes(chars: str) -> NDArray[np.int64]:
    return np.frombuffer(chars.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)


def _pairs_of(chars: str) -> NDArray[np.int64]:
    """Each two characters that stand side by side as one number."""
    codes = _codes(chars)
    return codes[:-1] << _BITS | codes[1:]


def _stands(chars: str, string: str, start: int, end: int) -> Iterator[int]:
    index = chars.find(string, start, end)
    while index >= 0:
        yield index
        index = chars.find(string, index + 1, end)


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
