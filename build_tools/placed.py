"""Where the documents of each source stand in the corpus, and what is noted of it beside the others: kept, so
that a place of one source is explained without the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.model.catalogue import Note
from build_tools.model.converted import Balance, Converted
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Annex


@dataclass(frozen=True)
class _Standing:
    """A record but for its document and what that states, which the source holds."""

    id: str
    url: str
    page: str
    parent: str | None
    issue: str | None
    annexes: tuple[Annex, ...]
    doc_key: str | None
    reprint_of: str | None


@dataclass(frozen=True)
class Placed:
    """A source: its name in addresses, where its documents stand, its notes."""

    base: str
    standing: tuple[_Standing, ...]
    notes: tuple[Note, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """Its pages, paths below docs/."""
        return tuple(dict.fromkeys(own.page for own in self.standing))


def placed(corpus: Corpus) -> dict[str, Placed]:
    """Each source by the name of its file."""
    found = zip(corpus.sources, corpus.bases, corpus.by_source, corpus.notes, strict=True)
    return {
        converted.source.file: Placed(base, tuple(map(_standing, records)), notes)
        for converted, base, records, notes in found
    }


def _standing(r: Record) -> _Standing:
    return _Standing(r.id, r.url, r.page, r.parent, r.issue, r.annexes, r.doc_key, r.reprint_of)


def alone(own: Placed, converted: Converted, balance: Balance) -> Corpus:
    """A corpus of one source, with the addresses and notes that it has beside the others."""
    both = zip(own.standing, converted.documents, converted.facts, strict=True)
    records = tuple(
        Record(
            id=s.id,
            url=s.url,
            page=s.page,
            document=document,
            facts=facts,
            source=0,
            parent=s.parent,
            issue=s.issue,
            annexes=s.annexes,
            doc_key=s.doc_key,
            reprint_of=s.reprint_of,
        )
        for s, document, facts in both
    )
    return Corpus((converted,), (balance,), records, (own.notes,), (own.base,))


def holder(page: str, sources: Mapping[str, Placed]) -> str:
    """The file of the source that has a page; empty where none has."""
    return next((file for file, own in sources.items() if page in own.pages), "")
