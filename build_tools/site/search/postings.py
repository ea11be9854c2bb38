"""Where each character and each pair of characters stands: postings, packed into shards of even size.

All text stands in one row of positions: first the titles of all pages, then their headings, then the
rest, each in the order of the pages; after each place one position is left free. A word stands
wherever its pairs stand side by side, so a search is exact without the text.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from build_tools.site.search.fold import SEPARATOR, folded, is_sign
from build_tools.site.search.places import Leaf, Zone

# Bytes of postings and names that a shard holds before the next one begins. A query loads three or four
# shards for as many pairs: large ones are mostly other pairs, of small ones every query loads a long list.
_SHARD = 12_000
_SEPARATOR = ord(SEPARATOR)


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
    zones: dict[Zone, list[list[str]]] = {zone: [] for zone in (Zone.TITLE, Zone.HEADING, Zone.TEXT)}
    for leaf in leaves:
        for zone in zones.values():
            zone.append([])
        for place in leaf.places:
            zones[min(place.zone, Zone.TEXT)][-1].append(folded(place.text) + SEPARATOR)
    joined = [["".join(places) for places in zone] for zone in zones.values()]
    layout = Layout(
        [[len(place) for place in places] for places in zones[Zone.TITLE]],
        [len(text) for text in joined[1]],
        [len(text) for text in joined[2]],
    )
    stretches = [(page, len(text)) for zone in joined for page, text in enumerate(zone)]
    return layout, "".join(text for zone in joined for text in zone), stretches


def _pairs(ids: NDArray[np.int64], free: NDArray[np.bool_], letters: str) -> list[Shard]:
    at = np.flatnonzero(~(free[:-1] | free[1:]))
    # Both in one number: to sort the numbers is much faster than to find their order.
    both = np.sort((ids[at] * len(letters) + ids[at + 1]) << 32 | at)
    names, steps, first, _ = _in_order(both >> 32, both & 0xFFFFFFFF)
    values, ends = _varints(steps)
    return _sharded(_named(names[first], letters), values, ends, first)


def _spans(ids: NDArray[np.int64], free: NDArray[np.bool_], letters: str) -> list[Shard]:
    kept = np.flatnonzero(~_signs(ids, letters))
    apart = np.diff(kept)
    over = np.flatnonzero((apart > 1) & ~free[kept[:-1]] & ~free[kept[1:]])
    at = kept[over]
    names, steps, first, order = _in_order(ids[at] * len(letters) + ids[kept[over + 1]], at)
    values, ends = _varints(np.column_stack((steps, apart[over][order])).ravel())
    return _sharded(_named(names[first], letters), values, ends[1::2], first)


def _signs(ids: NDArray[np.int64], letters: str) -> NDArray[np.bool_]:
    """Where a sign stands; a point between two figures (2.5) is none."""
    found: NDArray[np.bool_] = np.array([is_sign(c) for c in letters], dtype=np.bool_)[ids]
    figure = np.array([c in "0123456789" for c in letters], dtype=np.bool_)[ids]
    point = np.array([c == "." for c in letters], dtype=np.bool_)[ids]
    found[1:-1] &= ~(point[1:-1] & figure[:-2] & figure[2:])
    return found


def _in_order(
    names: NDArray[np.int64], at: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Names in order, the steps from place to place within each, where each name begins, and the order."""
    order = np.argsort(names, kind="stable")
    names, at = names[order], at[order]
    first = np.flatnonzero(np.diff(names, prepend=names[:1] + 1))
    steps = np.diff(at, prepend=0)
    steps[first] = at[first]
    return names, steps, first, order


def _named(names: NDArray[np.int64], letters: str) -> list[str]:
    return [letters[int(n) // len(letters)] + letters[int(n) % len(letters)] for n in names]


def _singles(
    ids: NDArray[np.int64], free: NDArray[np.bool_], letters: str, stretches: list[tuple[int, int]]
) -> list[Shard]:
    pages = np.repeat(
        np.array([page for page, _ in stretches], dtype=np.int64),
        np.array([length for _, length in stretches], dtype=np.int64),
    )
    count = int(pages.max()) + 1 if len(pages) else 1
    found, times = np.unique(ids[~free] * count + pages[~free], return_counts=True)
    names, steps, first, _ = _in_order(found // count, found % count)
    both = np.column_stack((steps, times.astype(np.int64))).ravel()
    values, ends = _varints(both)
    return _sharded([letters[int(n)] for n in names[first]], values, ends[1::2], first)


def _varints(numbers: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Seven bits a byte, the lowest first, the last byte of a number below 128; and where each ends."""
    sizes = np.ones(len(numbers), dtype=np.int64)
    for bits in (7, 14, 21, 28):
        sizes += numbers >= (1 << bits)
    ends = np.cumsum(sizes)
    values = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for k in range(int(sizes.max()) if len(sizes) else 0):
        held = sizes > k
        byte = (numbers[held] >> (7 * k)) & 127
        byte |= np.where(sizes[held] > k + 1, 128, 0)
        values[(ends - sizes)[held] + k] = byte.astype(np.uint8)
    return values, ends


def _sharded(
    names: list[str], values: NDArray[np.uint8], ends: NDArray[np.int64], first: NDArray[np.int64]
) -> list[Shard]:
    """Names with their bytes, parted so that each shard is small; a name stands whole in one shard."""
    last = ends[np.append(first[1:], len(ends)) - 1] if len(first) else ends
    sizes = np.diff(last, prepend=0)
    shards: list[Shard] = []
    begin, start, weight = 0, 0, 0
    for k, name in enumerate(names):
        own = int(sizes[k]) + 3 * len(name)
        if weight and weight + own > _SHARD:
            shards.append(_shard(names[begin:k], sizes[begin:k], values[start : int(last[k - 1])]))
            begin, start, weight = k, int(last[k - 1]), 0
        weight += own
    if names:
        shards.append(_shard(names[begin:], sizes[begin:], values[start:]))
    return shards


def _shard(names: list[str], sizes: NDArray[np.int64], values: NDArray[np.uint8]) -> Shard:
    return Shard("".join(names), sizes.tolist(), base64.b64encode(values.tobytes()).decode())
