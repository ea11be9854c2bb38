"""Everything below the data folder: the files of the contract, each table by itself, the calendar."""

from __future__ import annotations

from build_tools.exports.calendar import calendar_ics
from build_tools.exports.downloads import table_files
from build_tools.exports.records import data_files
from build_tools.model.corpus import Corpus


def all_data(corpus: Corpus, site_url: str = "") -> dict[str, str | bytes]:
    """Name below the data folder → content. With a ``site_url`` the calendar leads to the site."""
    return {**data_files(corpus), **table_files(corpus), "calendar.ics": calendar_ics(corpus, site_url)}
