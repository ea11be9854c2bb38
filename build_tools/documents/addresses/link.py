"""Identifiers, addresses and parents over the whole corpus: a record is a document that has an address."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from build_tools.documents.addresses.first_holders import Place, first_holders
from build_tools.documents.corpus_doubts import with_doubts
from build_tools.documents.outline.anchors import letters
from build_tools.language.pinyin import short_slug, slug, syllables
from build_tools.language.script import bare, doc_key, doc_number, key
from build_tools.model.catalogue import Code, Note
from build_tools.model.converted import Balance, Converted
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import ISSUE_KINDS, Document, Kind, ancestors
from build_tools.model.published import NO_PAST, Past
from build_tools.sources.folder import DEVICES


def link(
    results: Sequence[tuple[Converted, Balance]], taken: Collection[str] = (), past: Past = NO_PAST
) -> Corpus:
    """Give every document its identifier and address. Unique in the corpus, same on every run.

    The first holder keeps an address: who was published under it, else the oldest source, else the first by
    name, which is a doubt. ``taken`` are pages below docs/ whose addresses are not to be given again.
    """
    namer = _Namer(taken, first_holders(past, [c for c, _ in results]))
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
    corpus = Corpus(
        tuple(c for c, _ in results),
        tuple(b for _, b in results),
        tuple(r for i in everywhere for r in records[i]),
        tuple(notes[i] for i in everywhere),
        tuple(bases[i] for i in everywhere),
    )
    return with_doubts(corpus, Code.ADDRESS_TIE, _ties(corpus, namer.wanted))


def _ties(corpus: Corpus, wanted: Mapping[str, str]) -> dict[int, list[Note]]:
    """A doubt on each document whose address another one has that is not older, and by its source's name."""
    found: dict[int, list[Note]] = {}
    for ident, name in wanted.items():
        own, other = corpus.by_id.get(ident), corpus.by_id.get(name)
        if own is None or other is None or own.source == other.source:
            continue
        if own.doc_key == other.doc_key:
            continue  # a reprint, or one number on two instruments, which is a doubt of its own
        days = {corpus.sources[record.source].newest_date for record in (own, other)}
        if len(days) == 1:
            line = own.document.first_line
            file = corpus.sources[other.source].source.file
            note = Note(Code.ADDRESS_TIE, line, line, name, ident, f"另见 {file}")
            found.setdefault(own.source, []).append(note)
    return found


class _Namer:
    """Hands out identifiers; a second document of the same name gets ``-2``, a second annex 1 ``-b``."""

    def __init__(self, pages: Collection[str], held: Mapping[Place, str]) -> None:
        # identifier → how often it was wanted; neither pages nor sources have the names of devices
        self.taken: dict[str, int] = dict.fromkeys(("index", *DEVICES), 1)
        self.taken |= {p.partition("/")[2].removesuffix(".md"): 1 for p in pages}
        self.taken |= dict.fromkeys(held.values(), 1)
        self.held = held
        self.instruments: dict[str, str] = {}
        self.wanted: dict[str, str] = {}  # identifier → the one that would have been given, had it been free

    def claim(self, wanted: str, place: Place | None = None) -> str:
        if place is not None and place in self.held:
            return self.held[place]
        wanted = wanted or "document"
        candidate = wanted
        while candidate in self.taken:
            self.taken[wanted] += 1
            candidate = _again(wanted, self.taken[wanted])
        self.taken[candidate] = 1
        if candidate != wanted and wanted not in self.held.values():
            self.wanted[candidate] = wanted
        return candidate


def _again(wanted: str, n: int) -> str:
    """The name for the ``n``th document that wants a name: annex-1-2 is that of 附件1-2."""
    return f"{wanted}-{letters(n) if '/' in wanted else n}"


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
        ident = namer.claim(_identifier(i, documents, ids, base), (index, i))
        ids.append(ident)
        if reprint is not None:
            notes.append(Note(Code.DUPLICATE, document.first_line, document.first_line, reprint, ident))
        elif document.doc_number:
            namer.instruments[_instrument(document)] = ident
        page, url = _address(i, documents, ids, base)
        found.append(
            Record(
                id=ident,
                url=url,
                page=page,
                document=document,
                facts=converted.facts[i],
                source=index,
                parent=ids[document.parent] if document.parent is not None else None,
                issue=base if is_issue else None,
                annexes=(),
                doc_key=doc_key(document.doc_number) if document.doc_number else None,
                reprint_of=reprint,
            )
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
    for parent in ancestors(documents, i):
        if documents[i].kind not in (Kind.ATTACHED, Kind.ANNEX):
            break
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
            return _annex_identifier(i, documents, ids)
    if document.doc_number:
        return number_slug(document.doc_number)
    return f"{base}-{short_slug(document.title)}".strip("-")


def _annex_identifier(i: int, documents: tuple[Document, ...], ids: list[str]) -> str:
    """``…/annex-2-1``; 附表1 below its text is ``…/fu-biao-1``, below an annex ``…/annex-1-fu-biao-1``."""
    document = documents[i]
    number = document.annex_number or ""
    if not number.startswith("附"):
        return f"{ids[_root(i, documents)]}/annex" + (f"-{number}" if number else "")
    own = slug(f"{number[:2]} {number[2:]}")
    above = document.parent if document.parent is not None else i
    inside = documents[above].kind is Kind.ANNEX
    return f"{ids[above]}-{own}" if inside else f"{ids[_root(i, documents)]}/{own}"


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
