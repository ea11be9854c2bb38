"""What is published: the corpus and its pages, where an editor wants so without the sources that fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from build_tools.cache.memory import give_back
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.exports.every import Data, all_data
from build_tools.exports.proof import prove_files
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus, Failed
from build_tools.model.guard import guarded, over_corpus
from build_tools.model.published import NO_PAST, Past
from build_tools.pages.ahead import make_ahead
from build_tools.pages.every import all_pages, with_lists
from build_tools.pages.missing import kept
from build_tools.pipeline import Result, linked
from build_tools.site.proof import prove_html
from build_tools.site.rendering import rendered
from build_tools.site.written import kept_pages


@dataclass(frozen=True)
class Edition:
    """A corpus with its pages below docs/. ``kept`` are pages of sources that failed, as they stood;
    ``proven`` are the data files, where they are made already."""

    corpus: Corpus
    pages: Mapping[str, str]
    kept: frozenset[str] = frozenset()
    proven: Data | None = None

    def data(self, store: Store) -> Data:
        """Name below the data folder → content. Raises StageFailed."""
        if self.proven is not None:
            return self.proven
        made = over_corpus("数据", self.corpus, partial(all_data, self.corpus, store))
        give_back()  # each file was there as a whole
        return made


@dataclass(frozen=True)
class Terms:
    """What an edition is made by beside its sources: the day of the state, what was published before, what is
    drawn up once the corpus stands and before its pages are made, and what earlier runs have kept."""

    as_of: str = ""
    past: Past = NO_PAST
    draw: Callable[[Corpus], Corpus] = lambda corpus: corpus
    store: Store = NOTHING_KEPT


_PLAIN = Terms()


def whole_edition(results: Sequence[Result], config: Path | None, terms: Terms = _PLAIN) -> Edition:
    """All sources with their pages; whatever fails, on whichever source, is told in ``corpus.failed``.

    With a ``config`` the pages are also rendered by its extensions and proven, and so are the files of
    tables.
    """
    linked_now = linked(results, past=terms.past, store=terms.store)
    corpus = terms.draw(replace(linked_now, as_of=terms.as_of))
    edition, wrong = _made(corpus, config, terms.store)
    if not wrong:
        return edition
    failed = (*edition.corpus.failed, *wrong.values())
    return Edition(replace(edition.corpus, failed=failed), edition.pages)


def edition_without_failed(
    results: Sequence[Result], docs: Path, config: Path | None, terms: Terms = _PLAIN
) -> Edition:
    """The sources that do not fail, with the pages of the others as they stand below ``docs``.

    A source fails by an error of any kind, also by one that only its pages show. Each round leaves out
    at least one, so that there are at most as many as sources.
    """
    left = {i: r for i, r in enumerate(results) if isinstance(r, Failed)}
    for _ in range(len(results) + 1):
        failed = tuple(_missing(left[i]) for i in sorted(left))
        standing = _standing(failed, docs)
        alive = [i for i in range(len(results)) if i not in left]
        corpus = linked([results[i] for i in alive], standing, terms.past, terms.store)
        corpus = terms.draw(replace(corpus, as_of=terms.as_of, failed=failed))
        noted = {k: f for k in range(len(corpus.sources)) if (f := _with_errors(k, corpus)) is not None}
        edition, wrong = (Edition(corpus, {}), noted) if noted else _made(corpus, config, terms.store)
        if not wrong:
            return replace(edition, pages={**edition.pages, **standing}, kept=frozenset(standing))
        left |= {alive[k]: f for k, f in wrong.items()}
    raise AssertionError("a round left out no source")


def _standing(failed: Sequence[Failed], docs: Path) -> dict[str, str]:
    """The pages of the sources that failed, as they stand, with the notice that they were not made anew."""
    files = [f.source.file for f in failed]
    return {page: kept(md, file) for file in files for page, md in kept_pages(docs, [file]).items()}


def _missing(failed: Failed) -> Failed:
    """With the note that says so in the data."""
    return replace(failed, notes=(*failed.notes, Note(Code.SOURCE_MISSING, 1, 1)))


def _with_errors(index: int, corpus: Corpus) -> Failed | None:
    """A source that converted, but not without error."""
    errors = tuple(n for n in corpus.notes[index] if n.code.severity == "error")
    return Failed(corpus.sources[index].source, errors) if errors else None


def _made(corpus: Corpus, config: Path | None, store: Store) -> tuple[Edition, dict[int, Failed]]:
    """The corpus with the places of its lists, and the pages, each source's made by itself; the sources whose
    pages cannot be made or proven."""
    wrong: dict[int, Failed] = {}

    def by_itself(index: int, work: Callable[[], None]) -> None:
        failed = guarded(corpus.sources[index].source, work)
        if failed is not None:
            wrong[index] = failed

    corpus, lists = with_lists(corpus, store)
    give_back()  # all lists were there at once
    make_ahead(corpus, store)
    edition = Edition(corpus, all_pages(corpus, by_itself, store, lists))
    if config is None:
        return edition, wrong
    edition = replace(edition, proven=edition.data(store))
    differing = prove_files(corpus, edition.data(store), store)
    return edition, {**differing, **prove_html(corpus, rendered(edition.pages, config)), **wrong}
