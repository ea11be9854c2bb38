"""Everything below the data folder: the files of the contract, the texts by year, tables, calendars."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import MutableMapping
from typing import Any

from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.exports.all_tables import FILE as ALL_TABLES
from build_tools.exports.all_tables import all_tables, packed_of
from build_tools.exports.calendar import calendars
from build_tools.exports.data_files import data_files
from build_tools.exports.downloads import table_files
from build_tools.exports.package import package_files
from build_tools.exports.text_records import year_files
from build_tools.model.corpus import Corpus

Data = MutableMapping[str, str | bytes]


def all_data(corpus: Corpus, store: Store = NOTHING_KEPT) -> Data:
    """Name below the data folder → content; what ``store`` holds of a source is not made anew."""
    parts = (data_files(corpus, store), year_files(corpus, store), table_files(corpus, store))
    return _together(*parts, calendars(corpus, store=store))


def data_of_site(
    data: Data, corpus: Corpus, site_name: str, site_url: str, store: Store = NOTHING_KEPT
) -> Data:
    """The same for a site of this name: calendars that lead to its address, all tables in one file, and what
    describes all files."""
    whole = store.room()
    own = _together(data, *([calendars(corpus, site_url, store)] if site_url else []), whole)
    store.fill(whole, "all-tables", packed_of(data), lambda: {ALL_TABLES: all_tables(data)})
    whole.update(package_files(own, corpus, site_name, site_url, store))
    return own


def _together(*parts: MutableMapping[str, Any]) -> Data:
    """All parts in their order, none of them copied; of one name the last is taken."""
    return ChainMap(*reversed(parts))
