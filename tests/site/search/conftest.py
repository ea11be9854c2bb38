"""The search engine over the project's own sources, opened once for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from support.conversion import SOURCES, converted
from support.search_page import Opened, opened_engine


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The engine over the project's own sources."""
    with opened_engine(browser, converted(*SOURCES), tmp_path_factory.mktemp("search")) as engine:
        yield engine
