"""Chains of implementation: nation → region → city, from what the texts themselves say they carry out.

空气质量: 国发〔2023〕24号 → 藏政发〔2024〕11号 → 拉政办发〔2024〕34号.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.model.citation import Cited
from build_tools.model.corpus import Chain, Corpus
from build_tools.model.document import Kind

_FOLDER = "lists/chains"
_EXPLAINING = (Kind.INTERPRETATION, Kind.EXPLANATION)  # they tell what another text carries out


def chains(corpus: Corpus) -> list[Chain]:
    """The longest runs of held pages each of which rests on the one before it, in order of address."""
    rests = {page: _up(page, corpus) for page in corpus.by_page}
    carried_out = {above for found in rests.values() for above in found}
    made = [
        Chain(_above(path[0], corpus), path)
        for page in sorted(rests)
        if rests[page] and page not in carried_out
        for path in _paths(page, rests, ())
    ]
    return sorted(made, key=lambda chain: chain.pages)


def chain_page(last: str) -> str:
    """The page of all chains that end with the page ``last``: ``lists/chains/la-zheng-ban-fa-2024-34.md``."""
    return f"{_FOLDER}/{last.removeprefix('documents/').replace('/', '-')}"


def chain_ends(page: str, corpus: Corpus) -> list[str]:
    """The lowest pages of the chains that a page stands in; none where it stands in none, and none where
    texts rest on each other in a ring: no chain ends there."""
    ends: dict[str, None] = {}
    seen = {page}
    waiting = [page]
    while waiting:
        current = waiting.pop(0)
        resting = _down(current, corpus)
        if not resting and (current != page or _up(current, corpus)):
            ends[current] = None
        below = [p for p in resting if p not in seen]
        seen.update(below)
        waiting += below
    return list(ends)


def ends_by_page(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """The ends of the chains of every page that stands in one."""
    found = {page: tuple(chain_ends(page, corpus)) for page in corpus.by_page}
    return {page: ends for page, ends in found.items() if ends}


def _up(page: str, corpus: Corpus) -> list[str]:
    """The pages that a page says it rests on or carries out."""
    own = (c for record in corpus.by_page[page] for c in corpus.web.cited_in.get(record.id, ()))
    above = (corpus.by_id[c.target].page for c in own if c.target is not None and _rests(c, corpus))
    return [p for p in dict.fromkeys(above) if p != page]


def _down(page: str, corpus: Corpus) -> list[str]:
    """The pages that say that they rest on a page."""
    others = (c for record in corpus.by_page[page] for c in corpus.web.citing.get(record.id, ()))
    below = (corpus.by_id[c.record].page for c in others if _rests(c, corpus))
    return [p for p in dict.fromkeys(below) if p != page]


def _rests(cited: Cited, corpus: Corpus) -> bool:
    return cited.is_ground and corpus.by_id[cited.record].document.kind not in _EXPLAINING


def _paths(page: str, rests: dict[str, list[str]], below: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    path = (page, *below)
    above = [p for p in rests.get(page, ()) if p not in path]
    for parent in above:
        yield from _paths(parent, rests, path)
    if not above:
        yield path


def _above(page: str, corpus: Corpus) -> tuple[Cited, ...]:
    """What the first paragraph of a page that cites anything names as its grounds and is not held."""
    own = [
        c for record in corpus.by_page[page] for c in corpus.web.cited_in.get(record.id, ()) if c.is_ground
    ]
    first = own[0].citation.place if own else None
    found: dict[str, Cited] = {}
    for cited in own:
        place = cited.citation.place
        if first and (place.document, place.anchor) == (first.document, first.anchor) and cited.outside:
            found.setdefault(cited.outside, cited)
    return tuple(found.values())
