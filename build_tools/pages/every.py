"""Everything generated below docs/: documents, issues and lists."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial

from build_tools.cache.spill import Spill
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.language.signs import visible
from build_tools.model.corpus import Corpus
from build_tools.model.guard import over_corpus
from build_tools.pages.document import Each, pages
from build_tools.pages.lists.bundle import PAGE as BUNDLE
from build_tools.pages.lists.bundle import bundle_page
from build_tools.pages.lists.calendar import calendar_listing
from build_tools.pages.lists.chains import chain_listing, chain_pages
from build_tools.pages.lists.codes import PAGE as CODES
from build_tools.pages.lists.codes import code_list
from build_tools.pages.lists.data import PAGE as DATA
from build_tools.pages.lists.data import data_page
from build_tools.pages.lists.downloads import PAGE as DOWNLOADS
from build_tools.pages.lists.downloads import downloads_page
from build_tools.pages.lists.fields import PAGE as FIELDS
from build_tools.pages.lists.fields import fields_page
from build_tools.pages.lists.glossary import glossary_listing
from build_tools.pages.lists.groups import Grouping, groupings
from build_tools.pages.lists.home import home_parts
from build_tools.pages.lists.indicators import target_listing
from build_tools.pages.lists.obligations import obligation_listings
from build_tools.pages.lists.overview import HOLDINGS, holdings, listings
from build_tools.pages.lists.paging import Listing, Paged, paged
from build_tools.pages.lists.people import people_listings
from build_tools.pages.lists.publications import PAGE as PUBLICATIONS
from build_tools.pages.lists.publications import publications_page
from build_tools.pages.lists.radar import radar_listing
from build_tools.pages.lists.registers import cited_listing, numbers_listing
from build_tools.pages.lists.taken import taken
from build_tools.pages.lists.watch import PAGE as WATCH
from build_tools.pages.lists.watch import watch_page
from build_tools.pages.missing import PAGE as MISSING
from build_tools.pages.missing import missing_snippet, statement, with_statement


def all_pages(
    corpus: Corpus,
    each: Each = lambda _, work: work(),
    store: Store = NOTHING_KEPT,
    lists: Spill | None = None,
) -> Mapping[str, str]:
    """Path below docs/ → Markdown of each page, and of the snippets that pages written by hand take in.

    The work on the pages of one source goes through ``each``; what ``store`` holds is not made
    anew; ``lists`` are those of this corpus where they are made already. Raises StageFailed where a list
    cannot be made.
    """
    if lists is None:
        corpus, lists = with_lists(corpus, store)
    return ChainMap(lists, pages(corpus, each, store))


def with_lists(corpus: Corpus, store: Store = NOTHING_KEPT) -> tuple[Corpus, Spill]:
    """The corpus with the places of what its lists parted, and the lists."""
    return over_corpus("清单", corpus, partial(_with_lists, corpus, store))


def held_places(corpus: Corpus, store: Store) -> Mapping[str, str] | None:
    """Where what the lists of this corpus parted stands, if they were made before."""
    return store.held("list-places", taken(corpus))


def _with_lists(corpus: Corpus, store: Store) -> tuple[Corpus, Spill]:
    inputs, pages_of = taken(corpus), store.room()
    made = cache(partial(_lists, corpus))
    places = store.result("list-places", inputs, lambda: made().places)
    # Each build reads the snippets, and of the lists those alone that are to be rendered.
    store.fill(pages_of, "lists", inputs, lambda: _those(made(), snippets=False))
    store.fill(pages_of, "snippets", inputs, lambda: _those(made(), snippets=True))
    pages_of[HOLDINGS] = visible(holdings(corpus))  # it names the text of each source by its hash
    return replace(corpus, moved=places), pages_of


def _those(made: Paged, *, snippets: bool) -> dict[str, str]:
    """The lists that are pages, or what pages written by hand take in."""
    return {page: markdown for page, markdown in made.pages.items() if ("/_" in page) == snippets}


def _listings(corpus: Corpus, grouped: Iterable[Grouping]) -> Iterator[Listing]:
    """All lists that are parted where they do not fit, but for the register that others lead to."""
    yield from listings(corpus, grouped)
    yield from people_listings(corpus)
    yield from obligation_listings(corpus)
    yield target_listing(corpus)
    yield numbers_listing(corpus)
    yield chain_listing(corpus)
    yield calendar_listing(corpus)
    yield radar_listing(corpus)
    yield glossary_listing(corpus)


def _lists(corpus: Corpus) -> Paged:
    """The lists and snippets, which are made of all sources, and where what they moved stands now."""
    grouped = groupings(corpus)
    cited = paged(cited_listing(corpus))
    corpus = replace(corpus, moved=cited.places)
    parted = [cited, *map(paged, _listings(corpus, grouped))]
    places = {was: now for own in parted for was, now in own.places.items()}
    corpus = replace(corpus, moved=places)
    made = {
        **{page: markdown for own in parted for page, markdown in own.pages.items()},
        **home_parts(corpus, grouped),
        **chain_pages(corpus),
        BUNDLE: bundle_page(),
        CODES: code_list(),
        DATA: data_page(corpus),
        DOWNLOADS: downloads_page(),
        FIELDS: fields_page(),
        PUBLICATIONS: publications_page(corpus),
        WATCH: watch_page(),
    }
    said = statement(corpus)
    made = {page: with_statement(markdown, said) for page, markdown in made.items()}
    made[MISSING] = missing_snippet(said)
    return Paged({page: visible(markdown) for page, markdown in made.items()}, places)
