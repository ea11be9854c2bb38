"""What search finds: the pages of the corpus that print text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.names import KIND_NAMES, gazette_name, gazette_of, issue_title
from build_tools.model.corpus import Corpus, Record, Stage
from build_tools.model.document import ISSUE_KINDS, Annex, Role
from build_tools.pages.state import states_of
from build_tools.site.search.texts import Indexed, Place, Zone, indexed, indexed_documents, places_of


@dataclass(frozen=True)
class Leaf:
    """A page of the site with what the index takes of its places, and what it is filtered by.

    ``date`` is the day by which it is ordered, ``printed`` the one that it prints itself, if any; ``head`` is
    its title where none of its ``records`` prints one.
    """

    url: str
    title: str
    number: str
    date: str
    printed: str
    kind: str
    issue: str
    gazette: str
    issuers: tuple[str, ...]
    columns: tuple[str, ...]
    head: tuple[Place, ...]
    records: tuple[Record, ...]
    indexed: tuple[Indexed, ...]
    states: tuple[Stage, ...] = ()
    annexes: tuple[tuple[str, str, str], ...] = ()  # number, title, address where the source prints it

    @property
    def places(self) -> Iterator[Place]:
        """Its places in print order."""
        yield from self.head
        for record in self.records:
            yield from places_of(record.document)


def leaves(corpus: Corpus, store: Store = NOTHING_KEPT) -> list[Leaf]:
    """All pages that print text, the oldest first: the number of a page in the index is its place here.

    Of pages of one day the one printed first stands last: results are shown from the highest number on.
    """
    texts = {
        record.id: text
        for source, own in zip(corpus.sources, corpus.by_source, strict=True)
        for record, text in zip(own, indexed_documents(source, store), strict=True)
    }
    made = [_leaf(page, records, texts, corpus) for page, records in reversed(corpus.by_page.items())]
    return sorted((leaf for leaf in made if any(t.shown for t in leaf.indexed)), key=lambda leaf: leaf.date)


def _leaf(page: str, records: list[Record], texts: Mapping[str, Indexed], corpus: Corpus) -> Leaf:
    first = records[0]
    document = first.document
    issue = issue_title(first.source, corpus)
    is_issue = document.kind in ISSUE_KINDS
    title = issue if is_issue else document.title
    titled = any(b.role is Role.TITLE for b in document.blocks)
    # The cover of a single document bears its title: who types that wants the document.
    zone = Zone.HEADING if is_issue and not gazette_name(first.source, corpus) else Zone.TITLE
    head = () if titled else (Place("", zone, title),)
    return Leaf(
        url=page.removesuffix(".md") + ".html",
        title=title,
        number=document.doc_number or "",
        date=_date(first, corpus),
        printed=document.date or document.published or "",
        kind="封面目录" if is_issue else KIND_NAMES[document.kind],
        issue=issue,
        gazette=gazette_of(first, corpus),
        issuers=tuple(dict.fromkeys(i for r in records for i in r.document.issuers)),
        columns=tuple(dict.fromkeys(r.document.column for r in records if r.document.column)),
        states=states_of(page, corpus),
        annexes=tuple(_annex(annex, corpus) for record in records for annex in record.annexes),
        head=head,
        records=tuple(records),
        indexed=(*([indexed(head)] if head else []), *(texts[record.id] for record in records)),
    )


def _annex(annex: Annex, corpus: Corpus) -> tuple[str, str, str]:
    held = corpus.by_id.get(annex.id or "")
    title = annex.title or (held.document.title if held else "")
    return annex.number or "", title, held.url if held else ""


def _date(record: Record, corpus: Corpus) -> str:
    """The day of a page; one that prints none has that of the text to which it belongs, or of its source."""
    document = record.document
    if document.date or document.published:
        return document.date or document.published or ""
    if record.parent in corpus.by_id:
        return _date(corpus.by_id[record.parent or ""], corpus)
    return corpus.sources[record.source].newest_date
