"""How Akoma Ntoso names a work and a place in it, so that what leads there from another file arrives."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.books.book import instrument_of
from build_tools.documents.names import year_of
from build_tools.model.corpus import Corpus, Record

Prefixes = Mapping[str, str]
"""Record → what the anchors of its document begin with in a file that holds it."""


def uri_of(record: Record, corpus: Corpus) -> str:
    """The work: ``/akn/cn/doc/notice/2024-08-04/zang-zheng-fa-2024-11``; of one without a printed day, as of
    those above it, with the year of its issue."""
    days = [r.document.date for r in (record, *corpus.above(record)) if r.document.date]
    day = days[0] if days else year_of(record.source, corpus)
    return f"/akn/cn/doc/{record.document.kind.value}/{day}/{record.id.replace('/', '-')}"


def issue_uri(index: int, corpus: Corpus) -> str:
    """The work that an issue is: ``/akn/cn/officialGazette/2024/xizang-2024-07``."""
    return f"/akn/cn/officialGazette/{year_of(index, corpus)}/{corpus.bases[index]}"


def prefix_at(place: int, *, of_issue: bool) -> str:
    """What the anchors of a document begin with, by its place in the file: no other's are like them."""
    if of_issue:
        return f"component-{place + 1}__"
    return f"att-{place}__" if place else ""


def place_of(record: Record, anchor: str | None, here: Prefixes, corpus: Corpus) -> str:
    """Where a record, or an anchor in it, is found from a file that holds the documents ``here``: in the same
    file by its ``eId`` alone, else in the file of its instrument."""
    if anchor is None:
        return uri_of(record, corpus)
    if record.id in here:
        return f"#{here[record.id]}{anchor}"
    own = instrument_of(record, corpus)
    return f"{uri_of(record, corpus)}#{prefix_at(own.index(record), of_issue=False)}{anchor}"
