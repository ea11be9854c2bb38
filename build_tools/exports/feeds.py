"""Atom feeds (RFC 4287): all documents, those of each gazette, and those of each issuer, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from build_tools.documents.names import gazette_of, summary_of
from build_tools.facts.changed_states import told
from build_tools.language.pinyin import slug
from build_tools.language.signs import visible
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import ISSUE_KINDS, Kind

FOLDER = "feeds"
_NEWEST = 100
"""Entries of a feed; older documents stand in the lists."""


@dataclass(frozen=True)
class Feed:
    """A feed: its file below the site, its title, and the documents it tells of."""

    path: str
    title: str
    records: tuple[Record, ...]


def feeds(corpus: Corpus) -> list[Feed]:
    """All feeds, that of all documents first. Only what prints a day is told of."""
    shown = [
        r
        for r in corpus.records
        if r.document.kind not in (*ISSUE_KINDS, Kind.ATTACHED, Kind.ANNEX) and _day(r, corpus)
    ]
    shown.sort(key=lambda r: (_day(r, corpus), r.id), reverse=True)
    gazettes: dict[str, list[Record]] = {}
    issuers: dict[str, list[Record]] = {}
    for record in shown:
        name = gazette_of(record, corpus)
        if record.issue and name != record.document.title:  # of a source without a name each is its own
            gazettes.setdefault(name, []).append(record)
        for issuer in record.document.issuers:
            issuers.setdefault(issuer, []).append(record)
    named = (*_named("gazette", gazettes, corpus), *_named("issuer", issuers, corpus))
    return [_feed("all", "全部文件", shown), *named]


def _named(kind: str, groups: Mapping[str, Sequence[Record]], corpus: Corpus) -> list[Feed]:
    """A feed for each name, in the order of names. Names that are read alike, or begin alike over twelve
    syllables, are told apart by a number; the one that was printed first has none."""
    files: dict[str, str] = {}
    taken: dict[str, int] = {}
    for name in sorted(groups, key=lambda n: (_day(groups[n][-1], corpus), n)):
        short = f"{kind}-{slug(name, 12)}"
        taken[short] = taken.get(short, 0) + 1
        files[name] = short if taken[short] == 1 else f"{short}-{taken[short]}"
    return [_feed(files[name], name, groups[name]) for name in sorted(groups)]


def feed_files(corpus: Corpus, site_name: str, site_url: str) -> dict[str, str]:
    """Path below the site → Atom. Without a ``site_url`` links are relative to the feed."""
    return {feed.path: visible(_atom(feed, corpus, site_name, site_url)) for feed in feeds(corpus)}


def _feed(name: str, title: str, records: Sequence[Record]) -> Feed:
    return Feed(f"{FOLDER}/{name}.xml", title, tuple(records[:_NEWEST]))


def _day(record: Record, corpus: Corpus) -> str:
    """The day of a document; the first of its month where no day is printed. What is dated long after all
    that stands around it is told of with the newest of its neighbours."""
    document = record.document
    beside = corpus.sources[record.source].newest_date or corpus.newest_day
    day = document.sure_published or document.sure_date or (beside if document.date_far else "")
    return f"{day}-01"[:10] if len(day) >= 7 else ""


def _atom(feed: Feed, corpus: Corpus, site_name: str, site_url: str) -> str:
    newest = max((_day(r, corpus) for r in feed.records), default=f"{corpus.newest_day}-01"[:10])
    own = [f'<link rel="self" href={quoteattr(site_url + feed.path)}/>'] if site_url else []
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>{_urn(feed.path)}</id>",
        f"<title>{escape(f'{site_name}：{feed.title}')}</title>",
        f"<updated>{newest}T00:00:00+08:00</updated>",
        *own,
        *(_entry(record, corpus, site_url or "../") for record in feed.records),
        "</feed>",
    ]
    return "\n".join(parts) + "\n"


def _entry(record: Record, corpus: Corpus, root: str) -> str:
    document = record.document
    authors = document.issuers or (gazette_of(record, corpus),)
    number = f"（{document.doc_number}）" if document.doc_number else ""
    parts = [
        "<entry>",
        f"<id>{_urn(record.id)}</id>",
        f"<title>{escape(document.title + number)}</title>",
        f"<link href={quoteattr(root + record.url)}/>",
        f"<updated>{_day(record, corpus)}T00:00:00+08:00</updated>",
        *(f"<author><name>{escape(name)}</name></author>" for name in authors),
        f"<summary>{escape(summary_of(corpus.by_page[record.page]) + _changed(record, corpus))}</summary>",
        "</entry>",
    ]
    return "\n".join(parts)


def _changed(record: Record, corpus: Corpus) -> str:
    """What others change in the texts of a document: 【已由…修改（自2023年9月1日起）】."""
    standings = corpus.facts.standings_by_page.get(record.page, ())
    own = (a for s in standings if s.record is not None for a in s.changes)
    once = {(a.by.id, a.change, a.since): a for a in own}
    return f"【已由{told(list(once.values()))}】" if once else ""


def _urn(name: str) -> str:
    """The same on every build, wherever the site lies."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'gazette:{name}')}"
