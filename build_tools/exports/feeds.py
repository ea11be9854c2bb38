"""Atom feeds (RFC 4287): all documents, those of each gazette, those of each issuer, and all publications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from markupsafe import escape

from build_tools.documents.names import gazette_of, opening, summary_of
from build_tools.facts.states.changed import told
from build_tools.language.days import chinese
from build_tools.language.pinyin import slug
from build_tools.language.signs import visible
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import ISSUE_KINDS, Kind
from build_tools.model.facts import APPOINT, REMOVE

FOLDER = "feeds"
PUBLICATIONS = f"{FOLDER}/publications.xml"
_NEWEST = 100
"""Entries of a feed; older documents stand in the lists."""


_NOT_YET = "9999"
"""Later than any day on which something was published."""


@dataclass(frozen=True)
class Feed:
    """A feed: its file below the site, its title, and the documents it tells of."""

    path: str
    title: str
    records: tuple[Record, ...]


def feeds(corpus: Corpus) -> list[Feed]:
    """All feeds, that of all documents first; in each what was published last, then what is dated last."""
    left_out = (*ISSUE_KINDS, Kind.ATTACHED, Kind.ANNEX)
    shown = [r for r in corpus.records if r.document.kind not in left_out]
    published = _published(corpus)
    shown.sort(key=lambda r: (published.get(r.page, ""), _day(r, corpus), r.id), reverse=True)
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
    syllables, are told apart by a number; the one that was published first, else printed first, has none."""
    since = {_page(page.mark.address): page.since for page in corpus.past.pages}

    def first(name: str) -> tuple[str, str]:
        return min((since.get(r.page, _NOT_YET), _day(r, corpus)) for r in groups[name])

    files: dict[str, str] = {}
    taken: dict[str, int] = {}
    for name in sorted(groups, key=lambda n: (first(n), n)):
        short = f"{kind}-{slug(name, 12)}"
        taken[short] = taken.get(short, 0) + 1
        files[name] = short if taken[short] == 1 else f"{short}-{taken[short]}"
    return [_feed(files[name], name, groups[name]) for name in sorted(groups)]


def feed_files(corpus: Corpus, site_name: str, site_url: str) -> dict[str, str]:
    """Path below the site → Atom. Without a ``site_url`` links are relative to the feed."""
    published = _published(corpus)
    made = {}
    for feed in feeds(corpus):
        days = {r.id: published.get(r.page) or _day(r, corpus) for r in feed.records}
        entries = [_entry(r, days[r.id], corpus, site_url or "../") for r in feed.records]
        newest = max(days.values(), default=f"{corpus.newest_day}-01"[:10])
        made[feed.path] = _atom(feed.path, f"{site_name}：{feed.title}", newest, entries, site_url)
    made[PUBLICATIONS] = _publications(corpus, site_name, site_url)
    return {path: visible(atom) for path, atom in made.items()}


def _published(corpus: Corpus) -> dict[str, str]:
    """Page → the day of the last release that brought it, corrected it or told another state of it."""
    days = {_page(page.mark.address): page.since for page in corpus.past.pages if page.stands}
    for release in corpus.past.releases:
        happened = release.happened
        told = (*happened.added, *happened.corrected, *happened.amended)
        days.update({own: release.day for address, _ in told if (own := _page(address)) in days})
    return days


def _page(address: str) -> str:
    return address.removesuffix(".html") + ".md"


def _feed(name: str, title: str, records: Sequence[Record]) -> Feed:
    return Feed(f"{FOLDER}/{name}.xml", title, tuple(records[:_NEWEST]))


def _day(record: Record, corpus: Corpus) -> str:
    """The day of a document; the first of its month where no day is printed. What prints none, or is dated
    long after all that stands around it, is told of with the newest of its neighbours."""
    document = record.document
    beside = corpus.sources[record.source].newest_date or corpus.newest_day
    day = document.sure_published or document.sure_date or beside
    return f"{day}-01-01"[:10]


def _atom(path: str, title: str, newest: str, entries: Sequence[str], site_url: str) -> str:
    own = [f'<link rel="self" href="{escape(site_url + path)}"/>'] if site_url else []
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>{_urn(path)}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{newest}T00:00:00+08:00</updated>",
        *own,
        *entries,
        "</feed>",
    ]
    return "\n".join(parts) + "\n"


def _entry(record: Record, updated: str, corpus: Corpus, root: str) -> str:
    document = record.document
    authors = document.issuers or (gazette_of(record, corpus),)
    number = f"（{document.doc_number}）" if document.doc_number else ""
    parts = [
        "<entry>",
        f"<id>{_urn(record.id)}</id>",
        f"<title>{escape(document.title + number)}</title>",
        f'<link href="{escape(root + record.url)}"/>',
        f"<published>{_day(record, corpus)}T00:00:00+08:00</published>",
        f"<updated>{updated}T00:00:00+08:00</updated>",
        *(f"<author><name>{escape(name)}</name></author>" for name in authors),
        f"<summary>{escape(_summary(record, corpus) + _changed(record, corpus))}</summary>",
        "</entry>",
    ]
    return "\n".join(parts)


def _changed(record: Record, corpus: Corpus) -> str:
    """What others change in the texts of a document: 【已由…修改（自2023年9月1日起）】."""
    standings = corpus.facts.standings_by_page.get(record.page, ())
    own = (a for s in standings if s.record is not None for a in s.changes)
    once = {(a.by.id, a.change, a.since): a for a in own}
    return f"【已由{told(list(once.values()))}】" if once else ""


_ACTIONS = {APPOINT: "任命", REMOVE: "免去"}


def _summary(record: Record, corpus: Corpus) -> str:
    """How the text begins; of appointments who is appointed and removed."""
    said = []
    for action, words in _ACTIONS.items():
        names = dict.fromkeys(post.name for post in record.facts.posts if post.action == action)
        said += [f"{words}{'、'.join(names)}"] if names else []
    return opening("；".join(said)) if said else summary_of(corpus.by_page[record.page])


def _publications(corpus: Corpus, site_name: str, site_url: str) -> str:
    """An entry for each publication, with what it brought; the newest first."""
    releases = corpus.past.releases
    entries = []
    for number, release in reversed(list(enumerate(releases, start=1))):
        brought = [(name, pages) for name, pages in release.happened.by_name() if pages]
        said = "；".join(f"{name}：{'、'.join(title for _, title in pages)}" for name, pages in brought)
        if release.back_to:
            said = "退回以前的发布"
        way = f"{site_url or '../'}lists/publications.html#release-{number}"
        parts = [
            "<entry>",
            f"<id>{_urn(f'release:{release.id}')}</id>",
            f"<title>{escape(f'{chinese(release.day)}发布')}</title>",
            f'<link href="{escape(way)}"/>',
            f"<updated>{release.day}T00:00:00+08:00</updated>",
            f"<author><name>{escape(site_name)}</name></author>",
            f"<summary>{escape(said or '内容没有变化')}</summary>",
            "</entry>",
        ]
        entries.append("\n".join(parts))
    newest = releases[-1].day if releases else f"{corpus.newest_day}-01"[:10]
    return _atom(PUBLICATIONS, f"{site_name}：发布记录", newest, entries[:_NEWEST], site_url)


def _urn(name: str) -> str:
    """The same on every build, wherever the site lies."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'gazette:{name}')}"
