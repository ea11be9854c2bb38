"""The whole corpus: identifiers, addresses, parents. A record is a document that has an address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from build_tools.facts.obligations import obligations
from build_tools.language.pinyin import short_slug, slug, syllables
from build_tools.language.script import bare, doc_key, doc_number, key
from build_tools.ledger import Balance
from build_tools.model.catalogue import Code, Note
from build_tools.model.citation import EMPTY, Web
from build_tools.model.document import Annex, Converted, Document, Kind
from build_tools.model.facts import Obligations

ISSUE_KINDS = (Kind.MASTHEAD, Kind.CONTENTS)


@dataclass(frozen=True)
class Record:
    """A document with its identifier, its address below the site, and its place in the corpus."""

    id: str
    url: str
    page: str  # path of the Markdown file below docs/
    document: Document
    source: int  # index into Corpus.sources
    parent: str | None
    issue: str | None
    annexes: tuple[Annex, ...]
    reprint_of: str | None = None

    @cached_property
    def doc_key(self) -> str | None:
        """The matching form of the document number."""
        return doc_key(self.document.doc_number) if self.document.doc_number else None


@dataclass(frozen=True, eq=False)
class Corpus:
    """All sources converted and linked. ``notes[i]`` are the findings on source ``i``.

    ``as_of`` is the day for which the state of the law is shown, empty for the newest day printed.
    """

    sources: tuple[Converted, ...]
    balances: tuple[Balance, ...]
    records: tuple[Record, ...]
    notes: tuple[tuple[Note, ...], ...]
    bases: tuple[str, ...]  # the name of each source in addresses
    as_of: str = ""

    @cached_property
    def newest_day(self) -> str:
        """The newest date that the corpus prints: ``2024-12-31``, or ``2026-04`` without a day."""
        days = [d for r in self.records for d in (r.document.date, r.document.published) if d]
        return max((d for d in days if len(d) >= 7), default="2000-01-01")

    @cached_property
    def day(self) -> str:
        """The day for which the state of the law is shown; nothing here reads the clock."""
        return (self.as_of or f"{self.newest_day}-01")[:10]

    web: Web = EMPTY  # what cites and refers to what; empty until it is resolved

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """Records by identifier."""
        return {r.id: r for r in self.records}

    @cached_property
    def children(self) -> dict[str, list[Record]]:
        """The records that belong to each record, in print order."""
        found: dict[str, list[Record]] = {}
        for record in self.records:
            if record.parent is not None:
                found.setdefault(record.parent, []).append(record)
        return found

    @cached_property
    def doubts(self) -> tuple[tuple[Note, ...], ...]:
        """The doubts on each source."""
        return tuple(tuple(n for n in notes if n.code.severity == "doubt") for notes in self.notes)

    @cached_property
    def by_source(self) -> tuple[tuple[Record, ...], ...]:
        """The records of each source, in print order."""
        found: list[list[Record]] = [[] for _ in self.sources]
        for record in self.records:
            found[record.source].append(record)
        return tuple(tuple(records) for records in found)

    @cached_property
    def obligations(self) -> tuple[Obligations, ...]:
        """Duties, dated promises and targets of each record. What has no date has that of its notice."""
        return tuple(
            obligations(r.document, self._dated(r), self.sources[r.source].source.line_of)
            for r in self.records
        )

    def _dated(self, record: Record) -> str | None:
        parent = self.by_id.get(record.parent or "")
        return record.document.date or (self._dated(parent) if parent is not None else None)

    @cached_property
    def neighbours(self) -> dict[str, tuple[str | None, str | None]]:
        """The previous and next document page of the same source, by page."""
        around: dict[str, tuple[str | None, str | None]] = {}
        for records in self.by_source:
            order = list(dict.fromkeys(r.page for r in records if r.document.kind not in ISSUE_KINDS))
            for before, page, after in zip([None, *order], order, [*order[1:], None], strict=False):
                around[page] = (before, after)
        return around

    @cached_property
    def by_page(self) -> dict[str, list[Record]]:
        """Records by the page that holds them, in print order."""
        pages: dict[str, list[Record]] = {}
        for record in self.records:
            pages.setdefault(record.page, []).append(record)
        return pages


def link(results: Sequence[tuple[Converted, Balance]]) -> Corpus:
    """Give every document its identifier and address. Unique in the corpus, same on every run."""
    namer = _Namer()
    bases: dict[int, str] = {}
    records: dict[int, list[Record]] = {}
    notes: dict[int, tuple[Note, ...]] = {}
    # The older source names its documents first: a reprint must not take an address over.
    for index in sorted(
        range(len(results)), key=lambda i: (results[i][0].newest_date, results[i][0].source.id, i)
    ):
        converted = results[index][0]
        bases[index] = namer.claim(_base(converted.source.id))
        records[index], more = _records(index, converted, namer, bases[index])
        notes[index] = (*converted.notes, *more)
    everywhere = range(len(results))
    return Corpus(
        tuple(c for c, _ in results),
        tuple(b for _, b in results),
        tuple(r for i in everywhere for r in records[i]),
        tuple(notes[i] for i in everywhere),
        tuple(bases[i] for i in everywhere),
    )


class _Namer:
    """Hands out identifiers; a second document of the same name gets ``-2``."""

    def __init__(self) -> None:
        self.taken: dict[str, int] = {"index": 1}  # identifier → how often it was wanted
        self.instruments: dict[str, str] = {}

    def claim(self, wanted: str) -> str:
        wanted = wanted or "document"
        candidate = wanted
        while candidate in self.taken:
            self.taken[wanted] += 1
            candidate = f"{wanted}-{self.taken[wanted]}"
        self.taken[candidate] = 1
        return candidate


def number_slug(printed: str) -> str:
    """``藏政发〔2024〕11号`` → ``zang-zheng-fa-2024-11``; ``国务院令第706号`` → ``guo-wu-yuan-ling-706``."""
    canonical = doc_key(printed)
    match = doc_number(key(canonical))
    if match is None:
        parts = syllables(canonical)
        return "-".join(parts if len(parts) <= 16 else (*parts[:10], *parts[-4:]))
    return slug(re.sub(r"[〔〕第号]", " ", canonical))


def _base(source_id: str) -> str:
    """The name of a source in addresses: its file's name, in pinyin where it is Chinese."""
    readable = source_id.lower() if source_id.isascii() else slug(source_id, 12)
    return re.sub(r"[^a-z0-9]+", "-", readable).strip("-") or "source"


def _records(index: int, converted: Converted, namer: _Namer, base: str) -> tuple[list[Record], list[Note]]:
    documents = converted.documents
    tops = [d for d in documents if d.parent is None and d.kind not in (*ISSUE_KINDS, Kind.ANNEX)]
    is_issue = len(tops) > 1 or any(d.kind is Kind.MASTHEAD and "公报" in d.title for d in documents)
    ids: list[str] = []
    found: list[Record] = []
    notes: list[Note] = []
    for i, document in enumerate(documents):
        reprint = _reprint(document, namer)
        ident = namer.claim(_identifier(i, documents, ids, base))
        ids.append(ident)
        if reprint is not None:
            notes.append(Note(Code.DUPLICATE, document.first_line, document.first_line, reprint, ident))
        elif document.doc_number:
            namer.instruments[_instrument(document)] = ident
        page, url = _address(i, documents, ids, base)
        parent = ids[document.parent] if document.parent is not None else None
        found.append(
            Record(ident, url, page, document, index, parent, base if is_issue else None, (), reprint)
        )
    for i, record in enumerate(found):
        annexes = tuple(
            replace(a, id=ids[int(a.id)] if a.id is not None else None) for a in record.document.annexes
        )
        found[i] = replace(record, annexes=annexes)
    return found, notes


def _instrument(document: Document) -> str:
    return f"{doc_key(document.doc_number or '')}|{bare(document.title)}"


def _reprint(document: Document, namer: _Namer) -> str | None:
    """The earlier record of the same number and title, if the corpus already holds it."""
    return namer.instruments.get(_instrument(document)) if document.doc_number else None


def _root(i: int, documents: tuple[Document, ...]) -> int:
    """The document whose page holds ``i``, or above whose annex pages it stands."""
    while (parent := documents[i].parent) is not None and documents[i].kind in (Kind.ATTACHED, Kind.ANNEX):
        i = parent
    return i


def _identifier(i: int, documents: tuple[Document, ...], ids: list[str], base: str) -> str:
    document = documents[i]
    match document.kind:
        case Kind.MASTHEAD:
            return f"{base}-cover"
        case Kind.CONTENTS:
            return f"{base}-contents"
        case Kind.ATTACHED if document.parent is not None:
            suffix = "" if document.text_number == 1 else f"-{document.text_number}"
            return f"{ids[document.parent]}-text{suffix}"
        case Kind.ANNEX if document.parent is not None:
            number = f"-{document.annex_number}" if document.annex_number else ""
            return f"{ids[_root(i, documents)]}/annex{number}"
    if document.doc_number:
        return number_slug(document.doc_number)
    return f"{base}-{short_slug(document.title)}".strip("-")


def _address(i: int, documents: tuple[Document, ...], ids: list[str], base: str) -> tuple[str, str]:
    """The Markdown page below docs/ and the address below the site."""
    document = documents[i]
    if document.kind in ISSUE_KINDS:
        first = document.blocks[0].anchor if document.blocks else ""
        return f"issues/{base}.md", f"issues/{base}.html" + (f"#{first}" if first else "")
    root = _root(i, documents)
    if document.kind is Kind.ANNEX or root == i:
        return f"documents/{ids[i]}.md", f"documents/{ids[i]}.html"
    anchor = next((b.anchor for b in document.blocks), "")
    return f"documents/{ids[root]}.md", f"documents/{ids[root]}.html" + (f"#{anchor}" if anchor else "")
