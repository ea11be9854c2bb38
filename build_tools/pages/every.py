"""Everything generated below docs/: documents, issues and lists."""

from __future__ import annotations

from functools import partial

from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.language.signs import visible
from build_tools.model.corpus import Corpus
from build_tools.model.guard import over_corpus
from build_tools.pages.document import Each, Made, pages
from build_tools.pages.lists.bundle import PAGE as BUNDLE
from build_tools.pages.lists.bundle import bundle_page
from build_tools.pages.lists.calendar import PAGE as CALENDAR
from build_tools.pages.lists.calendar import calendar_page
from build_tools.pages.lists.chains import chain_pages
from build_tools.pages.lists.codes import PAGE as CODES
from build_tools.pages.lists.codes import code_list
from build_tools.pages.lists.data import PAGE as DATA
from build_tools.pages.lists.data import data_page
from build_tools.pages.lists.groups import groupings
from build_tools.pages.lists.home import home_parts
from build_tools.pages.lists.obligations import obligation_pages
from build_tools.pages.lists.overview import HOLDINGS, holdings, list_pages
from build_tools.pages.lists.people import people_pages
from build_tools.pages.lists.publications import PAGE as PUBLICATIONS
from build_tools.pages.lists.publications import publications_page
from build_tools.pages.lists.radar import PAGE as RADAR
from build_tools.pages.lists.radar import radar_page
from build_tools.pages.lists.registers import register_pages
from build_tools.pages.lists.taken import taken
from build_tools.pages.missing import PAGE as MISSING
from build_tools.pages.missing import missing_snippet, statement, with_statement


def all_pages(corpus: Corpus, each: Each = lambda _, work: work(), store: Store = NOTHING_KEPT) -> Made:
    """Path below docs/ → Markdown of each page, and of the snippets that pages written by hand take in.

    The work on the pages of one source goes through ``each``; what ``store`` holds is not made
    anew. Raises StageFailed where a list cannot be made.
    """
    made = pages(corpus, each, store)
    return {**made, **over_corpus("清单", corpus, partial(_kept_lists, corpus, store))}


def _kept_lists(corpus: Corpus, store: Store) -> Made:
    """The lists; what names the text of each source by its hash is made anew."""
    lists = store.result("lists", taken(corpus), partial(_lists, corpus))
    return {**lists, HOLDINGS: visible(holdings(corpus))}


def _lists(corpus: Corpus) -> Made:
    """The lists and snippets, which are made of all sources."""
    grouped = groupings(corpus)
    made = {
        **list_pages(corpus, grouped),
        **home_parts(corpus, grouped),
        **people_pages(corpus),
        **obligation_pages(corpus),
        **register_pages(corpus),
        **chain_pages(corpus),
        BUNDLE: bundle_page(),
        CALENDAR: calendar_page(corpus),
        RADAR: radar_page(corpus),
        CODES: code_list(),
        DATA: data_page(corpus),
        PUBLICATIONS: publications_page(corpus),
    }
    said = statement(corpus)
    made = {page: with_statement(markdown, said) for page, markdown in made.items()}
    made[MISSING] = missing_snippet(said)
    return {page: visible(markdown) for page, markdown in made.items()}
