"""MkDocs over the pages, and beside them what the site holds besides: data, previews, feeds, search."""

from __future__ import annotations

import logging
import os
import re
import shutil
from calendar import timegm
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.books.beside import beside_files
from build_tools.cache.hashes import hash_of, hash_of_files
from build_tools.cache.memory import give_back
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.cache.workers import cores, forked_or_here
from build_tools.exports.every import Data, data_of_site
from build_tools.exports.feeds import feed_files
from build_tools.language.days import storable
from build_tools.model.corpus import Corpus, Failed
from build_tools.model.guard import StageFailed, over_corpus
from build_tools.pages.lists.downloads import MADE, books_made
from build_tools.report import one_line
from build_tools.site.as_written import AsWritten, Left
from build_tools.site.dead_links import unlink_dead
from build_tools.site.last import Built, LastSite, take_over
from build_tools.site.licences import licence_files
from build_tools.site.machines import machine_files
from build_tools.site.parts import PART, Around, Made, Render, described, in_parts, whole
from build_tools.site.previews import previews
from build_tools.site.proof import prove_site
from build_tools.site.redirects import redirect_pages
from build_tools.site.search.index import search_files
from build_tools.site.spare import move_into
from build_tools.site.watched import watched_files
from build_tools.site.writing import Files, write_changed, write_some

if TYPE_CHECKING:  # MkDocs is imported where it runs
    from mkdocs.config.defaults import MkDocsConfig

    from build_tools.site.known import Known


def epoch(corpus: Corpus) -> int:
    """The newest date in seconds: the clock of a build that must not read one."""
    return timegm(storable(date.fromisoformat((corpus.newest_day + "-01")[:10])).timetuple())


@dataclass(frozen=True)
class Settings:
    """What of mkdocs.yml the files beside the pages need; ``url`` ends with a slash, or is empty.

    ``hash`` stands for all of it; it is empty where the settings take in what no file tells. ``navigation``
    are the pages that stand in the navigation, ``untitled`` those that bear their own titles there.
    """

    name: str
    url: str
    hash: str
    navigation: frozenset[str]
    untitled: frozenset[str]


def settings(config_file: Path) -> Settings:
    """The settings as mkdocs.yml, and what it takes in, have them. Raises BuildFailed where one is wrong."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    try:
        config = load_config(config_file=str(config_file))
    except MkDocsException as error:
        raise BuildFailed(f"{config_file}：{error}") from error
    url = str(config.site_url or "")
    return Settings(
        str(config.site_name),
        url if not url or url.endswith("/") else f"{url}/",
        _hash_of(config_file, config),
        frozenset(_in_navigation(config.nav or [])),
        frozenset(_untitled(config.nav or [])),
    )


# What stands elsewhere than in the file that is read: its own words do not tell what it says.
_ELSEWHERE = re.compile(r"^INHERIT:|!ENV|^hooks:", re.MULTILINE)


def _hash_of(config_file: Path, config: MkDocsConfig) -> str:
    said = config_file.read_text(encoding="utf-8")
    if _ELSEWHERE.search(said):
        return ""
    own = (
        str((config_file.parent / (config.theme.custom_dir or "")).resolve())
        if config.theme.custom_dir
        else ""
    )
    files = sorted(p for p in Path(own).rglob("*") if p.is_file()) if own else []
    return hash_of(said, hash_of_files(files))


def _in_navigation(nav: object) -> Iterator[str]:
    match nav:
        case str():
            yield nav
        case list():
            for item in nav:
                yield from _in_navigation(item)
        case dict():
            for item in nav.values():
                yield from _in_navigation(item)


def _untitled(nav: object) -> Iterator[str]:
    match nav:
        case str():
            yield nav
        case list():
            for item in nav:
                yield from _untitled(item)
        case dict():
            for item in nav.values():
                yield from (() if isinstance(item, str) else _untitled(item))


class BuildFailed(Exception):
    """What MkDocs or the proof found wrong, one thing a line."""


_DIRTY = "A 'dirty' build is being performed"


def render(
    config_file: Path,
    corpus: Corpus,
    target: Path,
    *,
    docs: Path | None = None,
    kept: Collection[str] = (),
    known: Known | None = None,
) -> list[str]:
    """Run MkDocs strictly into ``target``; returns its warnings and errors.

    It reads ``docs``, else what the settings name. Of ``kept`` pages, which may lead to what is there no
    more, dead links are no fault. Pages that are ``known`` stand in ``target`` already.
    """
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch(corpus))
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    said: list[str] = []

    class _Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            of_page = _OF_PAGE.match(message)
            if not message.startswith(_DIRTY) and (of_page is None or of_page["page"] not in kept):
                said.append(message)

    handler = _Collect(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        own = {} if docs is None else {"docs_dir": str(docs)}
        config = load_config(config_file=str(config_file), site_dir=str(target), strict=False, **own)
        if known is not None:
            config.plugins["known"] = known
        # MkDocs calls it dirty to leave alone what has not changed; it judges that by ``known``.
        build(config, dirty=known is not None)
    except (MkDocsException, SystemExit) as error:
        return said or [str(error)]
    finally:
        logger.removeHandler(handler)
    return said


# Doc file 'documents/a.md' contains a link '../lists/b.md', but the target … is not found
_OF_PAGE = re.compile(r"Doc file '(?P<page>[^']+)' contains")


@dataclass(frozen=True)
class Fresh:
    """What a site is made of: the corpus, the pages below docs/ (path → Markdown), the data files.

    ``docs`` holds what people wrote, and is filled with the pages that MkDocs has to read; of ``kept`` pages
    dead links are no fault; ``taken`` stand in the site of the last build as they would be made again.
    """

    corpus: Corpus
    pages: Mapping[str, str]
    data: Data
    docs: Path
    kept: Collection[str] = ()
    taken: Mapping[str, Built] = field(default_factory=dict)


@dataclass(frozen=True)
class Target:
    """The folder that a site is to fill, the site of the last build, and how that left its files.

    Some files of the last one may be there already. So MkDocs, which writes to files that it finds, has a
    folder of its own, ``rendered``.
    """

    fresh: Path
    last: LastSite
    written: AsWritten
    rendered: Path


def fill_site(
    config_file: Path, own: Settings, made: Fresh, target: Target, store: Store = NOTHING_KEPT
) -> dict[str, Built]:
    """The site in its folder: pages, data, previews, feeds and search. Returns its pages, for the next
    build to take over.

    Raises BuildFailed with what MkDocs said, or with each place on a page and each file of a table that
    is not as in the model.
    """
    corpus, fresh = made.corpus, target.fresh
    give_back()  # each process below begins with what this one holds
    take_over(made.taken, target.last.folder, fresh, target.written.there)
    said, taken, pages = _rendered(config_file, own, made, target, store)
    if said:
        raise BuildFailed("\n".join(said))
    workers = cores() if len(pages) >= PART else 1
    _write_beside(own, made, target, store, workers)
    unlink_dead(fresh, made.kept)
    if wrong := prove_site(corpus, made.data, fresh, _proven(taken, corpus), store, workers):
        said = [one_line(failed.source, note) for failed in wrong for note in failed.notes]
        raise BuildFailed("\n".join([*said, f"网页和数据有 {len(said)} 处与模型不一致"]))
    keys = _keys(corpus)
    known = {**taken, **pages}
    return {page: replace(b, source=keys.get(page, "")) for page, b in known.items() if page not in made.kept}


def _write_beside(own: Settings, made: Fresh, target: Target, store: Store, workers: int) -> None:
    """All that the site holds beside its pages. With several ``workers`` the stages are done by processes of
    their own, and what they held goes with them. Raises StageFailed."""
    corpus = made.corpus
    stages: tuple[tuple[str, str, Callable[[], Files]], ...] = (
        ("检索", "", partial(search_files, corpus, store)),
        ("数据", "data/", partial(data_of_site, made.data, corpus, own.name, own.url, store)),
        ("文本", "", partial(beside_files, corpus, own.url, store)),
        ("预览", "", partial(previews, corpus)),
        ("关注", "", partial(watched_files, corpus, store)),
        ("订阅", "", partial(feed_files, corpus, own.name, own.url)),
        ("说明", "", partial(machine_files, corpus, own.name, own.url)),
        ("改址", "", partial(redirect_pages, corpus, own.url, store)),
        ("图书", "", lambda: {MADE: books_made(made=False)}),
        ("许可", "", partial(store.result, "licences", "", licence_files)),
    )

    def write(k: int) -> tuple[dict[str, Left], frozenset[str]] | Failed:
        stage, below, make = stages[k]
        written = AsWritten(target.written.before, target.written.there)
        try:
            files = over_corpus(stage, corpus, make)
        except StageFailed as error:
            return error.failed
        write_changed(target.fresh, files, target.last.folder, written, below)
        return written.now, store.used

    for came in forked_or_here(write, len(stages), workers):
        if isinstance(came, Failed):
            raise StageFailed(came)
        now, used = came
        store.use(used)
        target.written.now.update(now)


def _rendered(
    config_file: Path, own: Settings, made: Fresh, target: Target, store: Store
) -> tuple[list[str], dict[str, Built], dict[str, Built]]:
    """All pages in their places: what MkDocs said, those that are taken as they stood, and those made now."""

    fresh = target.fresh

    def part(docs: Path, folder: Path, known_pages: Mapping[str, Built]) -> tuple[list[str], Made]:
        from build_tools.site.known import Known

        known = Known(known_pages, store)
        run = partial(render, config_file, made.corpus, folder, docs=docs, kept=made.kept, known=known)
        return over_corpus("网页", made.corpus, run), known.made

    alone = [
        page
        for page in made.pages
        if page not in made.taken and page not in made.kept and page not in own.untitled and "/_" not in page
    ]
    by_all = made.pages.keys() - made.taken.keys() - set(alone)
    write_some(made.docs, made.pages, sorted(by_all))
    parted = in_parts(alone, made.pages, Around(made.docs, made.taken, own.navigation), fresh, part)
    if not parted:
        write_some(made.docs, made.pages, alone)
    said, rest = part(made.docs, target.rendered, {**made.taken, **parted})
    move_into(target.rendered, fresh)
    pages = {**parted, **described(made.pages, rest, fresh)}
    if not said and (_lost(made.taken, pages, target.last) or not whole(parted, pages)):
        target.written.there = ()
        return _anew(made, part, fresh)
    return said, dict(made.taken), pages


def _anew(made: Fresh, part: Render, fresh: Path) -> tuple[list[str], dict[str, Built], dict[str, Built]]:
    """All pages by one run, which says what is wrong. No file of the last site stands in its way: it would be
    written to."""
    shutil.rmtree(fresh)
    fresh.mkdir()
    write_some(made.docs, made.pages, made.pages)
    said, rest = part(made.docs, fresh, {})
    return said, {}, described(made.pages, rest, fresh)


def _lost(taken: Mapping[str, Built], pages: Mapping[str, Built], last: LastSite) -> bool:
    """Whether a page that is taken over leads to an anchor that another page had and has no more."""
    gone = {
        page: set(last.built[page].anchors or ()).difference(built.anchors or ())
        for page, built in pages.items()
        if page in last.built
    }
    return any(gone.values()) and any(
        anchor in gone.get(way, ()) for built in taken.values() for way, anchor in built.ways
    )


def _proven(taken: Mapping[str, Built], corpus: Corpus) -> frozenset[str]:
    """The pages that were proven as they stand, against the source as it is."""
    keys = _keys(corpus)
    return frozenset(page for page, built in taken.items() if built.source == keys.get(page))


def _keys(corpus: Corpus) -> dict[str, str]:
    """Path of a page below docs/ → the hash of its source."""
    return {record.page: corpus.sources[record.source].key for record in corpus.records}
