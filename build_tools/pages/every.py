"""Everything generated below docs/: documents, issues and lists."""

from __future__ import annotations

from build_tools.language.signs import visible
from build_tools.model.corpus import Corpus
from build_tools.pages.document import pages
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
from build_tools.pages.lists.overview import list_pages
from build_tools.pages.lists.people import people_pages
from build_tools.pages.lists.registers import register_pages


def all_pages(corpus: Corpus) -> dict[str, str]:
    """Path below docs/ → Markdown of each page, and of the snippets that pages written by hand take in."""
    grouped = groupings(corpus)
    made = {
        **pages(corpus),
        **list_pages(corpus, grouped),
        **home_parts(corpus, grouped),
        **people_pages(corpus),
        **obligation_pages(corpus),
        **register_pages(corpus),
        **chain_pages(corpus),
        CALENDAR: calendar_page(corpus),
        CODES: code_list(),
        DATA: data_page(corpus),
    }
    return {path: visible(markdown) for path, markdown in made.items()}
