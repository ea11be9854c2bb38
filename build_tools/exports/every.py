"""Everything below the data folder: the files of the contract, each table by itself, the calendar."""

from __future__ import annotations

from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.exports.calendar import calendar_ics
from build_tools.exports.downloads import table_files
from build_tools.exports.records import data_files
from build_tools.model.corpus import Corpus

CALENDAR = "calendar.ics"


def all_data(corpus: Corpus, store: Store = NOTHING_KEPT) -> dict[str, str | bytes]:
    """Name below the data folder → content; files of tables that ``store`` holds are not made anew."""
    return {**data_files(corpus), **table_files(corpus, store), CALENDAR: calendar_ics(corpus)}


def data_of_site(data: dict[str, str | bytes], corpus: Corpus, site_url: str) -> dict[str, str | bytes]:
    """The same for a site whose address is known: the calendar leads to it."""
    return {**data, CALENDAR: calendar_ics(corpus, site_url)} if site_url else data
