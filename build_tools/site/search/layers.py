"""The archive in layers, each with an index of its own: a new issue leaves most of them as they are.

In one index nearly every list of postings gets an entry with every issue. So sources stand oldest first
and are parted by their lengths alone: the old ones make one thick layer, younger ones up to three thin
ones, and a new issue goes into the last. What is asked is asked of all layers at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from build_tools.model.corpus import Corpus
from build_tools.site.search.places import Leaf

SMALL = 500_000
"""Characters of an archive from which on it has layers: of a smaller one each would be a few shards."""

_SIXTEENTHS = (16, 4, 1)
"""At the last multiple of so many sixteenths a layer ends: of ``SMALL``, or of what it gives by doubling, as
far as the archive goes. So the thick layer is made anew when the archive has doubled, the last one is a
sixteenth of it at most with the issue that goes beyond, and no query asks more than four."""


@dataclass(frozen=True)
class Layer:
    """Sources by their index in the corpus, the oldest first, and their pages by the numbers of leaves."""

    sources: tuple[int, ...]
    pages: tuple[int, ...]


def layers(corpus: Corpus, leaves: Sequence[Leaf]) -> list[Layer]:
    """The layers of a corpus, the oldest first. They depend on the sources alone, not on earlier builds."""
    own: dict[int, list[int]] = {index: [] for index in _oldest_first(corpus)}
    for number, leaf in enumerate(leaves):
        own[leaf.records[0].source].append(number)
    lengths = [sum(text.length for n in pages for text in leaves[n].indexed) for pages in own.values()]
    order = list(own)
    parts = [order[start:end] for start, end in pairwise(boundaries(lengths))]
    return [Layer(tuple(part), tuple(n for source in part for n in own[source])) for part in parts]


def _oldest_first(corpus: Corpus) -> list[int]:
    sources = corpus.sources
    return sorted(range(len(sources)), key=lambda i: (sources[i].newest_date, sources[i].source.id))


def boundaries(lengths: Sequence[int]) -> list[int]:
    """Before which of the sources, given by their lengths, a layer begins or ends."""
    whole = sum(lengths)
    found = {0, len(lengths)}
    if whole >= SMALL:
        unit = (SMALL << (whole // SMALL).bit_length() - 1) // 16
        ends = list(accumulate(lengths))
        found |= {bisect_right(ends, whole // (unit * n) * unit * n) for n in _SIXTEENTHS}
    return sorted(found)
