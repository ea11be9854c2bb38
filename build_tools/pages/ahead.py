"""Pages and data of very many sources, made by several processes and kept, before they are asked for.

Most of what they say of a source is made of that source alone. Where none of it is kept yet, as in a first
build, one process would make it while the others wait.
"""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from contextlib import suppress
from functools import partial

from build_tools.cache.store import Store
from build_tools.cache.workers import cores, forked
from build_tools.exports.downloads import fill_tables
from build_tools.exports.text_records import record_lines
from build_tools.model.corpus import Corpus
from build_tools.model.guard import guarded
from build_tools.pages.document import are_kept, fill_in
from build_tools.pages.issue import Runs, issue_runs

_WORTH_WORKERS = 400_000
"""So many characters of sources are worth the time that starting workers takes."""


def make_ahead(corpus: Corpus, store: Store) -> None:
    """Keep what each source says by itself, where very much of it is not kept yet. The stages that ask for it
    find it; what fails here fails there, and is told there."""
    workers = cores()
    size = sum(len(converted.source.raw) for converted in corpus.sources)
    if not store.lasts or workers < 2 or size < _WORTH_WORKERS:
        return
    runs = issue_runs(corpus)
    # A build after another one lacks a few of them, after another program all.
    if any(are_kept(index, corpus, runs, store) for index in (0, len(corpus.sources) - 1)):
        return

    def make(k: int) -> frozenset[str]:
        for index in range(k, len(corpus.sources), workers):
            guarded(corpus.sources[index].source, partial(_make, index, corpus, runs, store))
        return store.used

    with suppress(BrokenExecutor):  # one was killed: they are made where they are asked for
        for used in forked(make, workers, workers):
            store.use(used)


def _make(index: int, corpus: Corpus, runs: Runs, store: Store) -> None:
    room = store.room()
    fill_in(room, index, corpus, runs, store)
    fill_tables(room, index, corpus, store)
    record_lines(index, corpus, store)
