"""Where printed words lead: each character of a citation or reference, to a record and a place in it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from build_tools.documents.names import html_address
from build_tools.model.corpus import Corpus, Record
from build_tools.model.text import Text


@dataclass(frozen=True)
class Lead:
    """A record, and an anchor in it where one of its places is meant; no record where an annex is meant that
    the source does not print. ``number`` parts two that stand side by side."""

    number: int
    record: str | None
    anchor: str | None = None


def leads(record: Record, corpus: Corpus) -> dict[int, Lead]:
    """Raw offset of a character → where it leads. A citation of the page that it stands on leads nowhere."""
    spans: list[tuple[str, int, int, str | None, str | None]] = []
    for cited in corpus.web.cited_in.get(record.id, ()):
        if cited.target is not None and corpus.by_id[cited.target].url != html_address(record.page):
            place = cited.citation.place
            spans.append((place.anchor, place.start, place.end, cited.target, None))
    for referred in corpus.web.referred_in.get(record.id, ()):
        at = referred.reference.place.anchor
        for part, target in zip(referred.reference.parts, referred.targets, strict=True):
            if target is not None:
                spans.append((at, part.start, part.end, *target))
            elif part.level == "附件":
                spans.append((at, part.start, part.end, None, None))
    found: dict[int, Lead] = {}
    offsets: dict[str, array[int]] = {}
    for number, (at, start, end, target_id, anchor) in enumerate(spans):
        if at not in offsets:
            block = next(b for b in record.document.blocks if b.anchor == at)
            offsets[at] = Text.joined(block.texts()).at
        lead = Lead(number, target_id, anchor)
        found.update((offset, lead) for offset in offsets[at][start:end])
    return found
