"""What Akoma Ntoso says of a document: what it is by FRBR, where it was published, what changes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from build_tools.books.akn_places import Prefixes, issue_uri, place_of, uri_of
from build_tools.books.book import Book
from build_tools.language.signs import visible
from build_tools.model.amendment import Amendment, Op
from build_tools.model.corpus import Amended, Corpus, Record, Standing

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
    here: Prefixes


def beside(record: Record, corpus: Corpus) -> object:
    """All that a file says of other records: to which it leads, what they change in it, what it changes in
    them. Where it is the same as in an earlier run, and so is the record, its file is the same."""
    cited = [c.target for c in corpus.web.cited_in.get(record.id, ()) if c.target is not None]
    referred = [t[0] for r in corpus.web.referred_in.get(record.id, ()) for t in r.targets if t is not None]
    facts = corpus.facts
    changes = [*facts.amended_in.get(record.id, ()), *facts.amending.get(record.id, ())]
    others = [other for a in changes for other in (a.by, a.holder, a.target) if other is not None]
    others += [corpus.by_id[other] for other in dict.fromkeys((*cited, *referred))]
    ends = [*filter(None, (_ended(record, corpus),)), *_ending(record, corpus)]
    others += [other for s in ends for other in (s.repealed_by, s.record) if other is not None]
    return (
        [(other.id, other.document.title, place_of(other, "", {}, corpus)) for other in others],
        [(a.amendment, a.anchor, a.since) for a in changes],
        [(s.name, s.repealed_on) for s in ends],
    )


def _ended(record: Record, corpus: Corpus) -> Standing | None:
    """The standing of a text that another one ends."""
    told = corpus.facts.standings_by_page.get(record.page, ())
    return next((s for s in told if s.record and s.record.id == record.id and s.repealed_by), None)


def _ending(record: Record, corpus: Corpus) -> list[Standing]:
    """The standings of the texts that a text ends; the notice and the text that it issues are two."""
    told = corpus.facts.standings_by_page.get(record.page, ())
    pages = dict.fromkeys(target.page for s in told for target in s.targets if target is not None)
    found = (_ended(other, corpus) for page in pages for other in corpus.by_page[page])
    return [s for s in found if s is not None and s.repealed_by and s.repealed_by.id == record.id]


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: etree._Element, tag: str, /, **values: str) -> etree._Element:
    return etree.SubElement(parent, _tag(tag), **{k: visible(v) for k, v in values.items()})


def meta_of(record: Record | None, meta: Meta) -> etree._Element:
    """The description of a document, or of the issue where there is none."""
    prefix = meta.here[record.id] if record else ""
    made = etree.Element(_tag("meta"))
    _identification(made, record, meta, prefix)
    _publication(made, record, meta)
    if record is not None:
        own = [a for a in meta.corpus.facts.amending.get(record.id, ()) if a.target is not None]
        done = list(meta.corpus.facts.amended_in.get(record.id, ()))
        ended = _ended(record, meta.corpus)
        _lifecycle(made, record, done, ended, prefix)
        _analysis(made, record, own, done, meta)
    _references(made, record, meta, prefix)
    return made


def _identification(made: etree._Element, record: Record | None, meta: Meta, prefix: str) -> None:
    book = meta.book
    author = f"#{prefix}issuer-1" if record and record.document.issuers else _SOURCE
    day = _day(record, meta)
    source = book.records[0].source
    uri = uri_of(record, meta.corpus) if record else issue_uri(source, meta.corpus)
    title = record.document.title if record else book.title
    identification = _add(made, "identification", source=_SOURCE)
    work = _level(identification, "FRBRWork", uri, day, author, title)
    _add(work, "FRBRcountry", value="cn")
    if record is not None:
        _add(work, "FRBRsubtype", value=record.document.kind.value)
        if record.document.doc_number:
            _add(work, "FRBRnumber", value=record.document.doc_number)
    _add(work, "FRBRname", value=title)
    expression = _level(identification, "FRBRExpression", f"{uri}/{_LANGUAGE}@", day, author)
    _add(expression, "FRBRlanguage", language=_LANGUAGE)
    manifestation = _level(identification, "FRBRManifestation", f"{uri}/{_LANGUAGE}@.xml", day, author)
    _add(manifestation, "FRBRformat", value="application/akn+xml")


def _level(
    identification: etree._Element, name: str, uri: str, day: tuple[str, str], author: str, title: str = ""
) -> etree._Element:
    level = _add(identification, name)
    _add(level, "FRBRthis", value=uri)
    _add(level, "FRBRuri", value=uri)
    if title:  # programs look for it here, and not in FRBRname
        _add(level, "FRBRalias", value=title, name="title")
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


def _lifecycle(
    made: etree._Element, record: Record, done: list[Amended], ended: Standing | None, prefix: str
) -> None:
    """When the text came to be, by what it is changed and ended, from days on that are known."""
    events = [("generation", record.document.date or "", f"#{prefix}original")]
    for amended in done:
        kind = "repeal" if amended.amendment.op is Op.END else "amendment"
        events.append((kind, amended.since, f"#{prefix}{_passive(amended.by)}"))
    if ended is not None and ended.repealed_by is not None:
        events.append(("repeal", ended.repealed_on or "", f"#{prefix}{_passive(ended.repealed_by)}"))
    known = [event for event in dict.fromkeys(events) if len(event[1]) == 10]
    if known:
        lifecycle = _add(made, "lifecycle", source=_SOURCE)
        for n, (kind, day, source) in enumerate(known, start=1):
            _add(lifecycle, "eventRef", eId=f"{prefix}event-{n}", date=day, source=source, type=kind)


def _passive(other: Record) -> str:
    return _named("passive", other)


def _named(how: str, other: Record) -> str:
    return f"{how}-{other.id.replace('/', '-')}"


def _analysis(
    made: etree._Element, record: Record, own: list[Amended], done: list[Amended], meta: Meta
) -> None:
    """What the text does to others, and others to it."""
    prefix = meta.here[record.id]
    active = [(a.amendment, *_ways(a, meta)) for a in own if a.amendment.op in _MODS]
    passive = [(a.amendment, *_ways(a, meta)) for a in done if a.amendment.op in _MODS]
    ends = [(None, f"#{prefix}original", _work(s.record, meta)) for s in _ending(record, meta.corpus)]
    ended = _ended(record, meta.corpus)
    told = {a.by.id for a in done if a.amendment.op is Op.END}
    by = []
    if ended is not None and ended.repealed_by is not None and ended.repealed_by.id not in told:
        by.append((None, _work(ended.repealed_by, meta), f"#{prefix}original"))
    if not (active or passive or ends or by):
        return
    analysis = _add(made, "analysis", source=_SOURCE)
    for name, short, mods in (
        ("activeModifications", "am", [*active, *ends]),
        ("passiveModifications", "pm", [*passive, *by]),
    ):
        if mods:
            listed = _add(analysis, name)
            for n, (amendment, source, destination) in enumerate(mods, start=1):
                _mod(listed, amendment, f"{prefix}{short}-{n}", source, destination)


def _ways(amended: Amended, meta: Meta) -> tuple[str, str]:
    """Where an amendment is printed, and what it changes."""
    assert amended.target is not None
    source = place_of(amended.holder, amended.amendment.anchor, meta.here, meta.corpus)
    if amended.anchor is None:
        return source, _work(amended.target, meta)
    return source, place_of(amended.target, amended.anchor, meta.here, meta.corpus)


def _work(record: Record | None, meta: Meta) -> str:
    """A text as a whole."""
    assert record is not None
    here = meta.here.get(record.id)
    return f"#{here}original" if here is not None else uri_of(record, meta.corpus)


def _mod(listed: etree._Element, made: Amendment | None, ident: str, source: str, destination: str) -> None:
    """A change, or the end of the whole text where there is no operation."""
    mod = _add(listed, "textualMod", type=_MODS[made.op] if made else "repeal", eId=ident)
    _add(mod, "source", href=source)
    _add(mod, "destination", href=destination)
    said = (("old", made.old, destination), ("new", made.new, source)) if made else ()
    for name, words, where in said:
        if words:
            _add(mod, name, href=where)  # the format has no room for the words themselves


def _references(made: etree._Element, record: Record | None, meta: Meta, prefix: str) -> None:
    references = _add(made, "references", source=_SOURCE)
    if record is not None:
        uri = uri_of(record, meta.corpus)
        _add(references, "original", eId=f"{prefix}original", href=uri, showAs=record.document.title)
        for name, other in _changing(record, meta.corpus):
            ident = f"{prefix}{_named(name, other)}"
            tag = "passiveRef" if name == "passive" else "activeRef"
            href = uri_of(other, meta.corpus)
            _add(references, tag, eId=ident, href=href, showAs=other.document.title)
    if not prefix:
        href = "/ontology/organization/gazette"
        _add(references, "TLCOrganization", eId="gazette", href=href, showAs=meta.site_name)
    issue = issue_uri(meta.book.records[0].source, meta.corpus)
    _add(references, "TLCReference", eId=f"{prefix}issue", name="刊于", href=issue, showAs=meta.book.issue)
    for n, issuer in enumerate(record.document.issuers if record else (), start=1):
        href = f"/ontology/organization/cn/{issuer}"
        _add(references, "TLCOrganization", eId=f"{prefix}issuer-{n}", href=href, showAs=issuer)


def _changing(record: Record, corpus: Corpus) -> Iterator[tuple[str, Record]]:
    facts = corpus.facts
    by = {a.by.id: a.by for a in facts.amended_in.get(record.id, ())}
    to = {a.target.id: a.target for a in facts.amending.get(record.id, ()) if a.target is not None}
    if (ended := _ended(record, corpus)) is not None and ended.repealed_by is not None:
        by[ended.repealed_by.id] = ended.repealed_by
    to |= {s.record.id: s.record for s in _ending(record, corpus) if s.record is not None}
    yield from (("passive", other) for other in by.values())
    yield from (("active", other) for other in to.values())
