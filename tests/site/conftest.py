"""What several test modules need built once: a small site, rendered by MkDocs itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from build_tools.pipeline import convert_corpus
from build_tools.site.build import render, write_files
from support.conversion import made_up
from support.rendering import hand_written
from support.whole_site import WholeSite, build_whole_site, served

SMALL = ("20-mini-gazette", "18-annexes", "21-quoted-articles-and-table")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Path]:
    """A small corpus and the site that MkDocs made of it. Tests copy the site before they change it."""
    folder = tmp_path_factory.mktemp("project")
    hand_written(folder)
    corpus = convert_corpus([made_up(name) for name in SMALL])
    write_files(folder / "docs", all_pages(corpus))
    render(folder / "mkdocs.yml", corpus, folder / "site")
    return corpus, folder / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. A missing one fails the run."""
    path = next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )
    if path is None:
        pytest.fail("no Chromium on PATH; install it: apt-get install chromium fonts-noto-cjk")
    switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=switches)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page that remembers what went wrong in ``page.troubles``."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    yield opened
    context.close()


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> WholeSite:
    """The whole project, built once for all tests that only read it."""
    return build_whole_site(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="session")
def server(whole: WholeSite) -> Iterator[str]:
    """The whole site on a loopback address, for as long as the tests run."""
    with served(whole.site) as address:
        yield address
