"""The pages of lists, each as many as it takes."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.pages.lists.paging import Listing, paged


def pages_of(listings: Iterable[Listing]) -> dict[str, str]:
    """Path below docs/ → Markdown."""
    return {page: markdown for listing in listings for page, markdown in paged(listing).pages.items()}
