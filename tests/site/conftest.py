"""What several test modules need: sites built once, and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from build_tools.site.build import render
from build_tools.site.writing import write_files
from support.built_site import BuiltSite, build_hostile_site, build_whole_site, served
from support.conversion import converted, made_up
from support.every_page import PATIENCE
from support.once import once
from support.rendering import hand_written

SMALL = tuple(map(made_up, ("20-mini-gazette", "18-annexes", "21-quoted-articles-and-table")))


def _render_small(folder: Path) -> None:
    hand_written(folder)
    corpus = converted(*SMALL)
    write_files(folder / "docs", all_pages(corpus))
    render(folder / "mkdocs.yml", corpus, folder / "site")


@pytest.fixture(scope="session")
def built() -> tuple[Corpus, Path]:
    """A small corpus and the site that MkDocs made of it. Tests copy the site before they change it."""
    return converted(*SMALL), once("small", _render_small) / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. A missing one fails the run."""
    path = next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )
    if path is None:
        pytest.fail("no Chromium on PATH; install it: apt-get install chromium fonts-noto-cjk")
    expect.set_options(timeout=PATIENCE)
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
def whole() -> BuiltSite:
    """The whole project, built once for all tests, which only read it."""
    return BuiltSite(once("whole", build_whole_site))


@pytest.fixture(scope="session")
def hostile() -> BuiltSite:
    """The small project with a hostile source, built once for all tests, which only read it."""
    return BuiltSite(once("hostile", build_hostile_site))


@pytest.fixture(scope="session")
def server(whole: BuiltSite) -> Iterator[str]:
    """The whole site on a loopback address, for as long as the tests run."""
    with served(whole.site) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_server(hostile: BuiltSite) -> Iterator[str]:
    """The hostile site on a loopback address, for as long as the tests run."""
    with served(hostile.site) as address:
        yield address
