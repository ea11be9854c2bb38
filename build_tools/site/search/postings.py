"""Where each character and each pair of characters stands: postings, packed into shards of even size.

All text stands in one row of positions: first the titles of all pages, then their headings, then the
rest, each in the order of the pages; after each place one position is left free. A word stands
wherever its pairs stand side by side, so a search is exact without the text.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from build_tools.site.search.fold import SEPARATOR, is_sign
from build_tools.site.search.places import Leaf

# Bytes of postings and names that a shard holds before the next one begins. A query loads three or four
# shards for as many pairs: large ones are mostly other pairs, of small ones every query loads a long list.
_SHARD = 12_000
_SEPARATOR = ord(SEPARATOR)
_AT_ONCE = 1 << 16  # numbers that are written at a time: what is made of them between fits the processor


@dataclass(frozen=True)
class Shard:
    """Postings of neighbouring names: ``names`` one after the other, ``sizes`` the bytes of each."""

    names: str
    sizes: list[int]
    data: str  # base64 of the bytes of all, one after the other


@dataclass(frozen=True)
class Layout:
    """How long each page is in each zone; of titles each by itself. Every place counts one more."""

    titles: list[list[int]]
    headings: list[int]
    texts: list[int]


@dataclass(frozen=True)
class Postings:
    """``pairs`` name two characters and hold positions, ``singles`` one, and hold pages with counts.

    ``spans`` name two characters between which signs stand, and hold positions with how far apart they are:
    十三五节能 is found in “十三五”节能 by the pairs and the one span 五节.
    """

    layout: Layout
    pairs: list[Shard]
    spans: list[Shard]
    singles: list[Shard]
    alphabet: str


def postings(leaves: Sequence[Leaf]) -> Postings:
    """The postings of all places. Positions and pages are written as differences, as varints."""
    layout, text, lengths = _laid_out(leaves)
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    numbers = np.cumsum(np.bincount(codes) > 0) - 1  # of each code that is there, in their order
    ids, alphabet = numbers[codes], np.flatnonzero(np.diff(numbers, prepend=-1))
    letters = "".join(map(chr, alphabet))
    free = codes == _SEPARATOR
    return Postings(
        layout,
        _pairs(ids, free, letters),
        _spans(ids, free, letters),
        _singles(ids, free, letters, lengths),
        letters.replace(SEPARATOR, ""),
    )


def _laid_out(leaves: Sequence[Leaf]) -> tuple[Layout, str, list[tuple[int, int]]]:
    """The lengths, the text of all zones, and (page, length) of each of its stretches in order."""
    titles = [[title for text in leaf.indexed for title in text.titles] for leaf in leaves]
    zones = (
        ["".join(own) for own in titles],
        ["".join(text.headings for text in leaf.indexed) for leaf in leaves],
        ["".join(text.texts for text in leaf.indexed) for leaf in leaves],
    )
    lengths = [[len(text) for text in zone] for zone in zones]
    layout = Layout([[len(title) for title in own] for own in titles], lengths[1], lengths[2])
    stretches = [(page, length) for zone in lengths for page, length in enumerate(zone)]
    return layout, "".join(text for zone in zones for text in zone), stretches


def _pairs(ids: NDArray[np.int64], free: NDArray[np.bool_], letters: str) -> list[Shard]:
    both = _at_places(ids, free, len(letters))
    both.sort()
    halves = both.astype("<i8", copy=False).view("<u4")  # without another copy of all of them
    names, at = halves[1::2], halves[::2]
    first = _first(names)
    values, sizes = _varints(_steps(at, first))
    return _sharded(_named(names[first], letters), values, sizes, first)


def _at_places(ids: NDArray[np.int64], free: NDArray[np.bool_], letters: int) -> NDArray[np.int64]:
    """The name of each pair and its place, both in one number: to sort the numbers is much faster than to
    find their order. Few are made at a time: room for all that comes between costs more than the work."""
    kept = ~(free[:-1] | free[1:])
    both = np.empty(np.count_nonzero(kept), dtype=np.int64)
    end = 0
    for k in range(0, len(kept), _AT_ONCE):
        at = np.flatnonzero(kept[k : k + _AT_ONCE])
        at += k
        begin, end = end, end + len(at)
        both[begin:end] = (ids[at] * letters + ids[at + 1]) << 32 | at
    return both


def _spans(ids: NDArray[np.int64], free: NDArray[np.bool_], letters: str) -> list[Shard]:
    kept = np.flatnonzero(~_signs(ids, letters))
    apart = np.diff(kept)
    over = np.flatnonzero((apart > 1) & ~free[kept[:-1]] & ~free[kept[1:]])
    at = kept[over]
    names = ids[at] * len(letters) + ids[kept[over + 1]]
    order = np.argsort(names, kind="stable")
    names = names[order]
    first = _first(names)
    values, sizes = _varints(_beside(_steps(at[order], first), apart[over][order]))
    return _sharded(_named(names[first], letters), values, sizes[::2] + sizes[1::2], first)


def _signs(ids: NDArray[np.int64], letters: str) -> NDArray[np.bool_]:
    """Where a sign stands; a point between two figures (2.5) is none."""
    found: NDArray[np.bool_] = np.array([is_sign(c) for c in letters], dtype=np.bool_)[ids]
    figure = np.array([c in "0123456789" for c in letters], dtype=np.bool_)[ids]
    point = np.array([c == "." for c in letters], dtype=np.bool_)[ids]
    found[1:-1] &= ~(point[1:-1] & figure[:-2] & figure[2:])
    return found


def _first(names: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Where each of the names, which are in order, begins."""
    return np.flatnonzero(np.append(True, names[1:] != names[:-1])[: len(names)])


def _steps(at: NDArray[np.integer[Any]], first: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The steps from place to place within each name; its first one leads from the beginning."""
    at = at.astype(np.uint32, copy=False)
    steps = np.diff(at, prepend=at[:1])
    steps[first] = at[first]
    return steps


def _beside(steps: NDArray[np.uint32], others: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Each step with the number that belongs to it behind it."""
    return np.column_stack((steps, others.astype(np.uint32))).ravel()


def _named(names: NDArray[np.int64], letters: str) -> list[str]:
    return [letters[n // len(letters)] + letters[n % len(letters)] for n in names.tolist()]


def _singles(
    ids: NDArray[np.int64], free: NDArray[np.bool_], letters: str, stretches: list[tuple[int, int]]
) -> list[Shard]:
    pages = np.repeat(
        np.array([page for page, _ in stretches], dtype=np.int64),
        np.array([length for _, length in stretches], dtype=np.int64),
    )
    count = int(pages.max()) + 1 if len(pages) else 1
    found, times = np.unique(ids[~free] * count + pages[~free], return_counts=True)
    names = found // count
    first = _first(names)
    values, sizes = _varints(_beside(_steps(found % count, first), times))
    return _sharded([letters[int(n)] for n in names[first]], values, sizes[::2] + sizes[1::2], first)


def _varints(numbers: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Seven bits a byte, the lowest first, the last byte of a number below 128; and how many each has."""
    parts = [_few_varints(numbers[k : k + _AT_ONCE]) for k in range(0, len(numbers), _AT_ONCE)]
    none = np.zeros(0, dtype=np.uint8)
    return np.concatenate([none, *(p for p, _ in parts)]), np.concatenate([none, *(n for _, n in parts)])


def _few_varints(numbers: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    sizes = np.ones(len(numbers), dtype=np.uint8)
    for bits in (7, 14, 21, 28):
        sizes += numbers >= (1 << bits)
    ends = np.cumsum(sizes, dtype=np.int64)
    begin = ends - sizes
    values = np.empty(int(ends[-1]), dtype=np.uint8)
    for k in range(int(sizes.max())):
        held = np.flatnonzero(sizes > k)
        byte = ((numbers[held] >> np.uint32(7 * k)) & 127).astype(np.uint8)
        byte |= np.where(sizes[held] > k + 1, np.uint8(128), np.uint8(0))
        values[begin[held] + k] = byte
    return values, sizes


def _sharded(
    names: list[str], values: NDArray[np.uint8], each: NDArray[np.uint8], first: NDArray[np.int64]
) -> list[Shard]:
    """Names with their bytes, parted so that each shard is small; a name stands whole in one shard. ``each``
    says how many bytes a posting has, ``first`` which posting is the first of a name."""
    if not names:
        return []
    sizes = np.add.reduceat(each, first, dtype=np.int64)
    last = np.cumsum(sizes)
    shards: list[Shard] = []
    begin, start, weight = 0, 0, 0
    for k, (name, size) in enumerate(zip(names, sizes.tolist(), strict=True)):
        own = size + 3 * len(name)
        if weight and weight + own > _SHARD:
            shards.append(_shard(names[begin:k], sizes[begin:k], values[start : int(last[k - 1])]))
            begin, start, weight = k, int(last[k - 1]), 0
        weight += own
    shards.append(_shard(names[begin:], sizes[begin:], values[start:]))
    return shards


def _shard(names: list[str], sizes: NDArray[np.int64], values: NDArray[np.uint8]) -> Shard:
    return Shard("".join(names), sizes.tolist(), base64.b64encode(values.tobytes()).decode())
