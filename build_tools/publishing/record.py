"""The record of a release, drawn up from its corpus: what each page holds, and what the release brought."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from build_tools import __version__
from build_tools.documents.addresses.readdressed import new_places, page_marks
from build_tools.documents.names import html_address
from build_tools.model.catalogue import CORPUS_DOUBTS, Note
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Role, TableBlock
from build_tools.model.published import Counts, Happened, PageMark, Pages, Past, PublishedPage, Release
from build_tools.publishing.difference import Difference
from build_tools.publishing.known import ahead, fingerprint
from build_tools.sources.imports.record import ENDING

_TO_KEEP = ("doubt", "stale", "error")
_SHOWN = 200  # pages of one kind that a release names


def published_pages(corpus: Corpus, past: Past, day: str) -> dict[str, PublishedPage]:
    """Address → the page as it would be published, in print order. One that was there keeps its first day;
    those of a source that failed stand as they were."""
    since = {page.mark.address: page.since for page in past.pages}
    days: dict[str, list[str]] = {}
    for dated in ahead(corpus, day):
        days.setdefault(dated.page, []).append(dated.finding)
    found = {}
    for mark in page_marks(corpus):
        records = corpus.by_page.get(mark.address.removesuffix(".html") + ".md", [])
        holds = tuple((r.document.doc_number or "", r.document.title) for r in records)
        if holds[:1] != ((mark.number, mark.title),):  # the page of a source
            holds = ((mark.number, mark.title), *holds)
        anchors = tuple(b.anchor for r in records for b in r.document.blocks)
        first = since.get(mark.address, day)
        later = tuple(days.get(mark.address, ()))
        found[mark.address] = PublishedPage(mark, first, holds, anchors, _counts(records), later)
    for index, converted in enumerate(corpus.sources):
        kept: dict[str, list[Note]] = {}
        for note in corpus.notes[index]:
            if note.code.severity in _TO_KEEP and not note.accepted:
                kept.setdefault(_page_of(note, index, corpus), []).append(note)
        for address, notes in kept.items():
            page = found[address]
            known = sorted([*page.findings, *(fingerprint(converted.source, note) for note in notes)])
            # what a doubt beside other sources says may be settled in them
            doubts = sum(n.code.severity == "doubt" and n.code.id not in CORPUS_DOUBTS for n in notes)
            found[address] = replace(page, findings=tuple(known), counts=replace(page.counts, doubts=doubts))
    failed = {f.source.file for f in corpus.failed}
    stand = {p.mark.address: p for p in past.pages if p.stands and p.mark.file in failed}
    return stand | found


def _counts(records: Iterable[Record]) -> Counts:
    blocks = [b for r in records for b in r.document.blocks]
    characters = sum(len("".join(t.chars.split())) for b in blocks for t in b.texts())
    articles = sum(b.role is Role.ARTICLE for b in blocks)
    return Counts(characters, articles, sum(isinstance(b, TableBlock) for b in blocks))


def _page_of(note: Note, index: int, corpus: Corpus) -> str:
    """The page of the document on whose lines a finding is; else that of the source."""
    for record in corpus.by_source[index]:
        document = record.document
        if not note.file and document.first_line <= note.first_line <= document.last_line:
            return html_address(record.page)
    return html_address(f"issues/{corpus.bases[index]}.md")


def hashes(raw: Path) -> dict[str, str]:
    """File below raw/ → SHA-256, of all that conversion reads there."""
    read = sorted(p for p in raw.iterdir() if p.suffix in (".txt", ".toml") or p.name.endswith(ENDING))
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in read if p.is_file()}


def drawn_up(past: Past, pages: Mapping[str, PublishedPage], release: Release) -> Past:
    """The record with this release as its newest. An address that ever was stays, with where it leads."""
    ways = new_places(past, [page.mark for page in pages.values()])
    kept = []
    for page in past.pages:
        address = page.mark.address
        if address in pages:
            continue
        way = ways.get(address, page.moved)
        kept.append(replace(page, moved=way, gone="" if way else page.gone or release.day, findings=()))
    release = replace(release, id=f"{release.day}-{_hash(release, pages.values())}")
    return replace(past, pages=(*kept, *pages.values()), releases=(*past.releases, release))


def _hash(release: Release, pages: Iterable[PublishedPage]) -> str:
    """What tells a release from every other one: what it was made of, and what it prints."""
    own = replace(release, id="")
    return hashlib.sha256(f"{own}|{[p.mark for p in pages]}".encode()).hexdigest()[:8]


def new_release(day: str, sources: Mapping[str, str], commit: str, lock: Path, before: str) -> Release:
    """A release of these sources, which is still to be drawn up."""
    held = hashlib.sha256(lock.read_bytes()).hexdigest() if lock.is_file() else ""
    return Release("", day, sources, commit, held, __version__, before)


_TEXT = ("block", "table", "column", "row", "cell", "field")


def of_lines(found: Sequence[Difference]) -> Happened:
    """What differences tell: pages that came and went, of another text, of another state alone."""
    added = _pages(d for d in found if d.what == "document" and d.how == "new")
    moved = _pages(d for d in found if d.what == "document" and d.how == "moved")
    corrected = _pages(d for d in found if d.what in _TEXT)
    told = {page for page, _ in (*added, *corrected)}
    amended = _pages(d for d in found if d.what == "state" and d.page not in told)
    gone = _pages(d for d in found if d.what == "document" and d.how == "gone")
    return Happened(*(p[:_SHOWN] for p in (added, corrected, amended, moved, gone)))


def of_record(past: Past, pages: Mapping[str, PublishedPage]) -> Happened:
    """What the record tells where the lines of the last release are not to be had: of states nothing."""
    stood = {p.mark.address: p.mark for p in past.pages if p.stands and p.counts.characters}
    now = {address: page.mark for address, page in pages.items() if page.counts.characters}
    ways = new_places(past, [page.mark for page in pages.values()])
    came = {ways[old].partition("#")[0]: mark for old, mark in stood.items() if old in ways}
    before = {address: stood.get(address, came.get(address)) for address in now}
    added = [mark for address, mark in now.items() if before[address] is None]
    corrected = [m for a, m in now.items() if (was := before[a]) is not None and was.text != m.text]
    moved = [mark for address, mark in now.items() if address in came]
    gone = [mark for address, mark in stood.items() if address not in pages and address not in ways]
    return Happened(_named(added), _named(corrected), (), _named(moved), _named(gone))


def _named(marks: Iterable[PageMark]) -> Pages:
    return tuple((mark.address, mark.title) for mark in marks)[:_SHOWN]


def _pages(found: Iterable[Difference]) -> Pages:
    """The pages of differences, each once, with the title of its first document."""
    titles: dict[str, str] = {}
    for d in found:
        titles.setdefault(d.page, d.title)
    return tuple(titles.items())
