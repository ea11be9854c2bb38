"""The pages that changed, rendered ahead of the whole site, so that an editor sees them at once.

They are handed to the server and never written below ``site/``, which stays of one state until the whole is
built: search, data and downloads follow there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from build_tools.cache.hashes import hash_of
from build_tools.cache.store import Store
from build_tools.documents.names import issue_path
from build_tools.model.corpus import Corpus
from build_tools.model.guard import over_corpus
from build_tools.pages.document import pages
from build_tools.pages.every import held_places, with_lists
from build_tools.project import CONFIG, SITE, kept_results
from build_tools.report import one_line
from build_tools.site.build import BuildFailed, render, settings
from build_tools.site.known import Known
from build_tools.site.last import Built, LastSite, last_site, stamp_of, ways_of
from build_tools.site.parts import unmade
from build_tools.site.proof import built, prove_html
from build_tools.site.writing import write_files

MOST = 60
"""Pages that are rendered ahead at once; what is more comes with the whole site."""

Pages = Mapping[str, str]
Html = dict[str, bytes]
"""Path of a page below the site → its HTML."""


class Ahead:
    """Renders the pages that are not as the site has them; what it rendered before it has at hand."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rendered: dict[str, tuple[str, bytes]] = {}  # page → hash of its Markdown, HTML
        self._moved: Mapping[str, str] = {}
        self._last = LastSite(SITE)
        self._navigation: Collection[str] = ()
        self._known: object = None

    def documents(self, corpus: Corpus) -> Html:
        """The pages of documents and issues that differ from the site's, those of changed sources first.

        Where lists have to be made anew, these pages lead to their places of before until then. Raises
        StageFailed and BuildFailed.
        """
        places = over_corpus("清单", corpus, partial(held_places, corpus, self._store))
        if places is not None:
            self._moved = places
        corpus = replace(corpus, moved=self._moved)
        made = over_corpus("网页", corpus, partial(pages, corpus, store=self._store))
        return self._differing(corpus, made, made.keys())

    def lists(self, corpus: Corpus) -> Html:
        """The lists that differ from the site's. Raises StageFailed and BuildFailed."""
        corpus, made = with_lists(corpus, self._store)
        return self._differing(corpus, made, [page for page in made if "/_" not in page])

    def _differing(self, corpus: Corpus, made: Pages, names: Collection[str]) -> Html:
        last = self._site()
        if not last.built:
            return {}  # there is no site of this program and these settings yet
        good = last.good(names, made, last.built.keys())
        sources = {record.page: corpus.sources[record.source].key for record in corpus.records}
        others = [page for page in names if page not in good]
        others.sort(key=lambda page: page in last.built and last.built[page].source == sources.get(page))
        wanted = {page: made[page] for page in others[:MOST]}
        before, self._rendered = self._rendered, {}
        for page, markdown in wanted.items():
            if page in before and before[page][0] == hash_of(markdown):
                self._rendered[page] = before[page]
        fresh = {page: markdown for page, markdown in wanted.items() if page not in self._rendered}
        if fresh:
            known = _Pages(self._around(corpus, fresh, last), self._store)
            rendered = _rendered(corpus, fresh, known)
            self._rendered |= {page: (hash_of(fresh[page]), html) for page, html in rendered.items()}
        return {f"{page.removesuffix('.md')}.html": html for page, (_, html) in self._rendered.items()}

    def _around(self, corpus: Corpus, fresh: Pages, last: LastSite) -> dict[str, Built]:
        """What MkDocs has to know beside these pages: those they lead to, and those of the navigation."""
        own = {*corpus.by_page, *(issue_path(index, corpus) for index in range(len(corpus.sources)))}
        ways = {way for page, markdown in fresh.items() for way, _ in ways_of(page, markdown)}
        wanted = {*ways, *self._navigation} - fresh.keys()
        return {page: last.built.get(page, unmade("")) for page in wanted & (own | last.built.keys())}

    def _site(self) -> LastSite:
        """The site as it stands. It is swapped in whole: another one has another folder."""
        own = settings(CONFIG)
        known = own.hash, stamp_of(SITE), SITE.stat().st_ino if SITE.exists() else 0
        if known != self._known:
            # From the folder: what is held in memory is that of an earlier site.
            self._last = last_site(kept_results(), own.hash, SITE) if own.hash else LastSite(SITE)
            self._navigation, self._known = own.navigation, known
        return self._last


class _Pages(Known):
    """What the theme brings beside pages stands in the site already."""

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """The pages alone."""
        return Files([*super().on_files(files, config=config).documentation_pages()])


def _rendered(corpus: Corpus, fresh: Pages, known: Known) -> Html:
    """The HTML of pages, proven against the model as that of the site is."""
    with TemporaryDirectory() as folder:
        docs, target = Path(folder).resolve() / "docs", Path(folder).resolve() / "site"
        write_files(docs, dict(fresh))
        # What a page leads to may be made behind it: a dead link is no fault here, the whole build tells it.
        work = partial(render, CONFIG, corpus, target, docs=docs, kept=fresh.keys(), known=known)
        if said := over_corpus("网页", corpus, work):
            raise BuildFailed("\n".join(said))
        html_of = built(target)
        proven = {record.page for record in corpus.records} - fresh.keys()
        if wrong := prove_html(corpus, html_of, proven).values():
            raise BuildFailed("\n".join(one_line(f.source, note) for f in wrong for note in f.notes))
        return {page: (html_of(page) or "").encode() for page in fresh}
