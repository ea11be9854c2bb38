"""What Akoma Ntoso says of a document: what it is by FRBR, where it was published, what changes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from build_tools.books.book import Book
from build_tools.language.signs import visible
from build_tools.model.amendment import Op
from build_tools.model.corpus import Amended, Corpus, Record

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_SOURCE = "#gazette"
_LANGUAGE = "zho"

_MODS = {
    Op.REPLACE_ARTICLE: "substitution",
    Op.REPLACE_PARAGRAPH: "substitution",
    Op.REPLACE_ITEM: "substitution",
    Op.REPLACE_ANNEX: "substitution",
    Op.REPLACE_WORDS: "substitution",
    Op.REPLACE_EVERYWHERE: "substitution",
    Op.CORRECT: "substitution",
    Op.DELETE: "repeal",
    Op.DELETE_WORDS: "repeal",
    Op.END: "repeal",
    Op.INSERT: "insertion",
    Op.RENUMBER: "renumbering",
}
"""What Akoma Ntoso calls an operation on the words of a text; of others it knows no words."""


@dataclass(frozen=True)
class Meta:
    """What the descriptions of all documents of a book take."""

    book: Book
    corpus: Corpus
    site_name: str


def uri_of(record: Record, corpus: Corpus) -> str:
    """The work: ``/akn/cn/doc/notice/2024-08-04/zang-zheng-fa-2024-11``; no day where none is printed."""
    days = [r.document.date for r in (record, *corpus.above(record)) if r.document.date]
    day = f"{days[0]}/" if days else ""
    return f"/akn/cn/doc/{record.document.kind.value}/{day}{record.id.replace('/', '-')}"


def beside(record: Record, corpus: Corpus) -> object:
    """All that a file says of other records: to which it leads, what they change in it, what it changes in
    them. Where it is the same as in an earlier run, and so is the record, its file is the same."""
    cited = [c.target for c in corpus.web.cited_in.get(record.id, ()) if c.target is not None]
    referred = [t[0] for r in corpus.web.referred_in.get(record.id, ()) for t in r.targets if t is not None]
    facts = corpus.facts
    changes = [*facts.amended_in.get(record.id, ()), *facts.amending.get(record.id, ())]
    return (
        [uri_of(corpus.by_id[other], corpus) for other in dict.fromkeys((*cited, *referred))],
        [(a.amendment, a.anchor, a.since) for a in changes],
        [
            (other.id, other.document.title, uri_of(other, corpus)) if other is not None else None
            for a in changes
            for other in (a.by, a.holder, a.target)
        ],
    )


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: etree._Element, tag: str, /, **values: str) -> etree._Element:
    return etree.SubElement(parent, _tag(tag), **{k: visible(v) for k, v in values.items()})


def meta_of(record: Record | None, meta: Meta, prefix: str = "") -> etree._Element:
    """The description of a document, or of the issue where there is none."""
    made = etree.Element(_tag("meta"))
    _identification(made, record, meta, prefix)
    _publication(made, record, meta)
    if record is not None:
        own = [a for a in meta.corpus.facts.amending.get(record.id, ()) if a.target is not None]
        done = list(meta.corpus.facts.amended_in.get(record.id, ()))
        _lifecycle(made, record, done, prefix)
        _analysis(made, own, done, meta, prefix)
    _references(made, record, meta, prefix)
    return made


def _identification(made: etree._Element, record: Record | None, meta: Meta, prefix: str) -> None:
    book = meta.book
    author = f"#{prefix}issuer-1" if record and record.document.issuers else _SOURCE
    day = _day(record, meta)
    uri = uri_of(record, meta.corpus) if record else f"/akn/cn/officialGazette/{book.name.rpartition('/')[2]}"
    identification = _add(made, "identification", source=_SOURCE)
    work = _level(identification, "FRBRWork", uri, day, author)
    _add(work, "FRBRcountry", value="cn")
    if record is not None:
        _add(work, "FRBRsubtype", value=record.document.kind.value)
        if record.document.doc_number:
            _add(work, "FRBRnumber", value=record.document.doc_number)
    _add(work, "FRBRname", value=record.document.title if record else book.title)
    expression = _level(identification, "FRBRExpression", f"{uri}/{_LANGUAGE}@", day, author)
    _add(expression, "FRBRlanguage", language=_LANGUAGE)
    manifestation = _level(identification, "FRBRManifestation", f"{uri}/{_LANGUAGE}@.xml", day, author)
    _add(manifestation, "FRBRformat", value="application/akn+xml")


def _level(
    identification: etree._Element, name: str, uri: str, day: tuple[str, str], author: str
) -> etree._Element:
    level = _add(identification, name)
    _add(level, "FRBRthis", value=uri)
    _add(level, "FRBRuri", value=uri)
    _add(level, "FRBRdate", date=day[0], name=day[1])
    _add(level, "FRBRauthor", href=author)
    return level


def _day(record: Record | None, meta: Meta) -> tuple[str, str]:
    """A whole day, which the format demands, and what it is: the printed day, the first of the printed month
    or year, or of the day that the book bears."""
    printed = record.document.date if record else None
    if printed:
        return f"{printed}-01-01"[:10], {10: "day", 7: "month", 4: "year"}[len(printed)]
    return meta.book.whole_day, "gazette"


def _publication(made: etree._Element, record: Record | None, meta: Meta) -> None:
    """The day on which it was published, where one is printed whole."""
    day = record.document.published if record else None
    if day is not None and len(day) == 10:
        _add(made, "publication", date=day, name="发布", showAs=meta.book.issue)


def _lifecycle(made: etree._Element, record: Record, done: list[Amended], prefix: str) -> None:
    """When the text came to be, and by what it is changed, from days on that are known."""
    events = [("generation", record.document.date or "", f"#{prefix}original")]
    for amended in done:
        kind = "repeal" if amended.amendment.op is Op.END else "amendment"
        events.append((kind, amended.since, f"#{prefix}passive-{amended.by.id.replace('/', '-')}"))
    known = [event for event in dict.fromkeys(events) if len(event[1]) == 10]
    if known:
        lifecycle = _add(made, "lifecycle", source=_SOURCE)
        for n, (kind, day, source) in enumerate(known, start=1):
            _add(lifecycle, "eventRef", eId=f"{prefix}event-{n}", date=day, source=source, type=kind)


def _analysis(made: etree._Element, own: list[Amended], done: list[Amended], meta: Meta, prefix: str) -> None:
    active = [a for a in own if a.amendment.op in _MODS]
    passive = [a for a in done if a.amendment.op in _MODS]
    if not active and not passive:
        return
    analysis = _add(made, "analysis", source=_SOURCE)
    if active:
        listed = _add(analysis, "activeModifications")
        for n, a in enumerate(active, start=1):
            assert a.target is not None
            there = uri_of(a.target, meta.corpus) + (f"#{a.anchor}" if a.anchor else "")
            _mod(listed, a, f"{prefix}am-{n}", f"#{prefix}{a.amendment.anchor}", there)
    if passive:
        listed = _add(analysis, "passiveModifications")
        for n, a in enumerate(passive, start=1):
            here = f"#{prefix}{a.anchor}" if a.anchor else f"#{prefix}original"
            source = f"{uri_of(a.holder, meta.corpus)}#{a.amendment.anchor}"
            _mod(listed, a, f"{prefix}pm-{n}", source, here)


def _mod(listed: etree._Element, amended: Amended, ident: str, source: str, destination: str) -> None:
    made = amended.amendment
    mod = _add(listed, "textualMod", type=_MODS[made.op], eId=ident)
    _add(mod, "source", href=source)
    _add(mod, "destination", href=destination)
    for name, words, where in (("old", made.old, destination), ("new", made.new, source)):
        if words:
            _add(mod, name, href=where)  # the format has no room for the words themselves


def _references(made: etree._Element, record: Record | None, meta: Meta, prefix: str) -> None:
    references = _add(made, "references", source=_SOURCE)
    if record is not None:
        uri = uri_of(record, meta.corpus)
        _add(references, "original", eId=f"{prefix}original", href=uri, showAs=record.document.title)
        for name, other in _changing(record, meta.corpus):
            ident = f"{prefix}{name}-{other.id.replace('/', '-')}"
            tag = "passiveRef" if name == "passive" else "activeRef"
            href = uri_of(other, meta.corpus)
            _add(references, tag, eId=ident, href=href, showAs=other.document.title)
    if not prefix:
        href = "/ontology/organization/gazette"
        _add(references, "TLCOrganization", eId="gazette", href=href, showAs=meta.site_name)
    issue = f"/akn/cn/officialGazette/{meta.corpus.bases[meta.book.records[0].source]}"
    _add(references, "TLCReference", eId=f"{prefix}issue", name="刊于", href=issue, showAs=meta.book.issue)
    for n, issuer in enumerate(record.document.issuers if record else (), start=1):
        href = f"/ontology/organization/cn/{issuer}"
        _add(references, "TLCOrganization", eId=f"{prefix}issuer-{n}", href=href, showAs=issuer)


def _changing(record: Record, corpus: Corpus) -> Iterator[tuple[str, Record]]:
    facts = corpus.facts
    by = {a.by.id: a.by for a in facts.amended_in.get(record.id, ())}
    to = {a.target.id: a.target for a in facts.amending.get(record.id, ()) if a.target is not None}
    yield from (("passive", other) for other in by.values())
    yield from (("active", other) for other in to.values())
