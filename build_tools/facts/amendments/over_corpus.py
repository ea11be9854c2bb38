"""The amendments of all texts, each with the record that it changes and the day from which it holds."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.documents.own_texts import is_issued_text
from build_tools.facts.amendments.anchors import anchor_in
from build_tools.facts.effect.first_days import first_day
from build_tools.model.amendment import Amendment, Op
from build_tools.model.corpus import Amended, Corpus, Record
from build_tools.model.document import Document, Kind


def amended(corpus: Corpus) -> tuple[Amended, ...]:
    """All amendments in print order. A draft changes nothing yet: it has none."""
    return tuple(a for record in corpus.records if record.facts.amendments for a in _of(record, corpus))


def _of(record: Record, corpus: Corpus) -> Iterator[Amended]:
    by = corpus.top(record) if record.document.kind is Kind.ANNEX else record
    effect = by.facts.effect
    if effect is not None and effect.term.draft:
        return
    led = {c.citation.place: c for c in corpus.web.cited_in.get(record.id, ())}
    citations = corpus.sources[record.source].citations
    begins = first_day(by, corpus)
    for amendment in record.facts.amendments:
        named = citations[amendment.citation] if amendment.citation is not None else None
        cited = led.get(named.place) if named else None
        number = cited.stands_for.doc_number if cited else None
        target = corpus.by_id[cited.target] if cited and cited.target else None
        anchor = None
        if target is not None:
            target = _text(target, amendment, corpus)
            anchor = anchor_in(target.document, amendment.place)
        said = named.change if named else None
        yield Amended(amendment, record, by, target, anchor, number, _since(amendment, begins), said)


def _text(target: Record, amendment: Amendment, corpus: Corpus) -> Record:
    """The text that a notice issues, where its articles are meant: 《关于印发〈办法〉的通知》第二条 of a
    notice without articles."""
    issued = [r for r in corpus.children.get(target.id, ()) if is_issued_text(r, corpus)]
    if target.document.kind is not Kind.NOTICE or len(issued) != 1:
        return target
    own = _has_articles(target.document)
    return issued[0] if amendment.place and "条" in amendment.place and not own else target


def _has_articles(document: Document) -> bool:
    return any(entry.level == "条" for entry in document.outline)


def _since(amendment: Amendment, begins: str) -> str:
    """The first day of a change; a misprint is one from the beginning."""
    return "" if amendment.op is Op.CORRECT else amendment.since or begins
