"""What a text repeals: the instruments that its repealing citations name, and words that name none.

The words that make a citation a repeal are in :mod:`build_tools.citations.relations`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.facts.effect.words import SEAL
from build_tools.language.script import bare
from build_tools.model.citation import Citation, Relation
from build_tools.model.facts import Clause, Repeal

Repealing = tuple[Citation, Repeal]
"""A citation whose own words repeal what it names, and what that is."""

# 2016年印发的预案同时废止: a repeal that cites nothing
_UNNAMED = re.compile(r"(?:^|，)(?P<words>[^，]+)同时(?:予以)?(?:废止|停止执行|失效)(?=[，。；）]|$)")


def repealing(citations: Sequence[Citation]) -> dict[int, list[Repealing]]:
    """The citations of a source that repeal, by document (index in the source)."""
    found: dict[int, list[Repealing]] = {}
    for citation in citations:
        if citation.relation is Relation.REPEALS:
            found.setdefault(citation.place.document, []).append((citation, _repeal(citation, citations)))
    return found


def _repeal(citation: Citation, citations: Sequence[Citation]) -> Repeal:
    meant = citation if citation.means is None else citations[citation.means]
    text = citation.text if citation.name else None
    return Repeal(text, meant.doc_number or citation.doc_number, citation.place, citation.since)


def repeals_in(found: Sequence[Repealing], anchor: str, span: tuple[int, int]) -> tuple[Repeal, ...]:
    """What the citations repeal that stand between two characters of a block."""
    return tuple(
        repeal
        for citation, repeal in found
        if citation.place.anchor == anchor and span[0] <= citation.place.start <= span[1]
    )


def unnamed(printed: str, sentence: str) -> tuple[Repeal, ...]:
    """The words of a repeal that names no instrument; ``sentence`` is the matching form of ``printed``."""
    match = _UNNAMED.search(sentence)
    match = None if match and SEAL.search(match["words"]) else match
    return (Repeal(printed[slice(*match.span("words"))], None),) if match else ()


def with_others(
    read: Sequence[Repeal], found: Sequence[Repealing]
) -> tuple[tuple[Repeal, ...], tuple[Clause, ...]]:
    """The repeals read from sentences, each once, with those that only the title or a table names; and the
    first of all as a clause."""
    kept: list[Repeal] = []
    for repeal in (*read, *(repeal for _, repeal in found)):
        same = [r for r in kept if _one_text(r, repeal)]
        if any(repeal.doc_number in (r.doc_number, None) for r in same):
            continue
        kept = [repeal if r in same and r.doc_number is None else r for r in kept]
        kept += [repeal] * (repeal not in kept)
    first = [citation for citation, _ in found[:1]]
    return tuple(kept), tuple(Clause(c.sentence, c.place.line, c.place.anchor) for c in first)


def _one_text(one: Repeal, other: Repeal) -> bool:
    """Whether two repeals name one title; those by number alone one number."""
    if other.text is None:
        return one.text is None and one.doc_number == other.doc_number
    return bare(one.text or "") == bare(other.text)
