"""No finding of axe-core on any type of page: light and dark, wide and narrow, and with what opens open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from support.axe import COLOURS, findings
from support.built_site import BuiltSite
from support.every_page import AIR, FOOTNOTES, HOSTILE, LAYOUTS, PAGES, TABLE, open_page, until
from support.paths import ROOT

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 800}


@pytest.fixture(scope="module")
def shaded(browser: Browser) -> Iterator[Page]:
    """A page of a reader whose machine is set to light, and to little motion. One for all tests of this
    module: each opens a page of its own choice in it."""
    context = browser.new_context(viewport=WIDE, color_scheme="light", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def in_both(page: Page) -> list[str]:
    """The findings on a page as it is: by all rules in light, by those that look at colours in dark."""
    found = findings(page)
    _shade(page, "dark")
    found += findings(page, COLOURS)
    _shade(page, "light")
    return found


def _shade(page: Page, scheme: Literal["dark", "light"]) -> None:
    """Set the machine of the reader to light or dark, and wait until the page has followed."""
    page.emulate_media(color_scheme=scheme)
    until(page, lambda: is_dark(page) == (scheme == "dark"))


def is_dark(page: Page) -> bool:
    """By the ground that is painted, whatever the theme calls it."""
    ground: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(float(n) for n in re.findall(r"[\d.]+", ground)[:3]) < 3 * 128


# --- every type of page ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_page(server: str, shaded: Page, name: str) -> None:
    """Every page in light and in dark, wide; one of each layout narrow too."""
    shaded.set_viewport_size(WIDE)
    open_page(shaded, server, name)
    found = in_both(shaded)
    if name in LAYOUTS:
        shaded.set_viewport_size(NARROW)
        found += in_both(shaded)
    assert found == []


def test_page_of_hostile_text(hostile_server: str, shaded: Page) -> None:
    shaded.set_viewport_size(WIDE)
    open_page(shaded, hostile_server, HOSTILE)
    assert in_both(shaded) == []


@pytest.mark.parametrize("name", ["index.html", AIR, TABLE])
def test_page_in_large_text(server: str, shaded: Page, name: str) -> None:
    shaded.set_viewport_size(WIDE)
    open_page(shaded, server, name)
    shaded.locator(".gz-large-text").evaluate("button => button.click()")
    assert shaded.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > 24
    found = in_both(shaded)
    shaded.set_viewport_size(NARROW)
    found += in_both(shaded)
    shaded.locator(".gz-large-text").evaluate("button => button.click()")
    assert found == []


def _plain(name: str) -> str:
    return name.partition("?")[0]


def test_every_folder_and_every_entry_of_the_navigation_is_tried(whole: BuiltSite) -> None:
    tried = {_plain(name) for name in PAGES}
    built = {str(path.relative_to(whole.site)) for path in whole.site.rglob("*.html")}
    assert tried <= built
    assert {name for name in built if "/" not in name} <= tried
    # The folder of one document's annexes stands for that of any other.
    folders = {re.sub(r"^documents/.+", "documents/*", str(Path(name).parent)) for name in built}
    assert folders <= {re.sub(r"^documents/.+", "documents/*", str(Path(name).parent)) for name in tried}
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    entries = set(re.findall(r":\s+([\w/-]+)\.md\s*$", text.partition("\nnav:")[2], re.M))
    assert "index" in entries
    assert {f"{entry}.html" for entry in entries} <= tried


def test_every_part_of_a_page_stands_on_a_page_that_is_tried(whole: BuiltSite) -> None:
    where: dict[str, set[str]] = {}
    for path in sorted(whole.site.rglob("*.html")):
        for names in html.document_fromstring(path.read_bytes()).xpath("//body//@class"):
            for part in names.split():
                if part.startswith(("gz-", "gazette-")):
                    where.setdefault(part, set()).add(str(path.relative_to(whole.site)))
    assert len(where) > 50
    tried = {_plain(name) for name in PAGES}
    missed = {part: sorted(pages)[0] for part, pages in where.items() if not pages & tried}
    assert missed == {}, "add a page that shows it to tests/support/every_page.py"


# --- what opens -----------------------------------------------------------------------------------


def _list_of_the_search_box(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("空气质量")
    expect(page.locator("form.gz-search [role=option]")).to_have_count(7)
    page.keyboard.press("ArrowDown")


def _nothing_found(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("空气质亮")
    expect(page.locator("form.gz-search [role=option]").first).to_be_visible()


def _menu_of_a_paragraph(page: Page) -> None:
    page.locator("#p-2 .gz-permalink").focus()
    page.keyboard.press("Enter")
    page.locator(".gz-menu .gz-copy-plain").click()
    expect(page.locator(".gz-menu-status")).not_to_be_empty()


def _menu_of_a_row(page: Page) -> None:
    page.locator("#row-3 .gz-permalink").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gz-menu")).to_be_visible()


def _full_screen(page: Page) -> None:
    page.locator(".gz-full-button").first.click()
    until(page, "Boolean(document.fullscreenElement || document.querySelector('.gz-full'))")
    expect(page.locator(".gz-full-button").first).to_have_text("退出全屏")


def _sorted_and_filtered(page: Page) -> None:
    page.locator(".gz-filter input").first.fill("基金")
    expect(page.locator(".gz-count.gz-changed").first).to_be_visible()


def _reason_of_a_cell(page: Page) -> None:
    page.locator(".gz-table-scroll td[data-why], .gz-table-scroll th[data-why]").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".gz-tip")).to_be_visible()


def _preview(page: Page) -> None:
    page.locator("details.gz-web > summary").click()
    page.locator("article .gz-web a[href*='la-zheng-']").first.hover()
    expect(page.locator(".gz-preview")).to_be_visible()


def _all_that_folds(page: Page) -> None:
    shown = page.locator("article details").evaluate_all("all => all.map(d => d.open = true).length")
    assert shown > 1


def _raw_lines(page: Page) -> None:
    page.locator("#p-2 .gz-permalink").focus()
    page.keyboard.press("Enter")
    page.locator(".gz-menu .gz-source").click()
    expect(page.locator(".gz-return")).to_be_visible()


def _footnote(page: Page) -> None:
    page.locator("#fnref-3").click()
    expect(page.locator("#fn-3")).to_be_in_viewport()


def _words_found(page: Page) -> None:
    expect(page.locator(".gz-hit-bar")).to_be_visible()


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "search box": (AIR, _list_of_the_search_box),
    "nothing found": ("about.html", _nothing_found),
    "menu of a paragraph": (AIR, _menu_of_a_paragraph),
    "menu of a row": (TABLE, _menu_of_a_row),
    "full screen": (TABLE, _full_screen),
    "filtered": (TABLE, _sorted_and_filtered),
    "reason": (TABLE, _reason_of_a_cell),
    "preview": (AIR, _preview),
    "folds": (AIR, _all_that_folds),
    "folds of a table": (TABLE, _all_that_folds),
    "raw lines": (AIR, _raw_lines),
    "footnote": (FOOTNOTES, _footnote),
    "words found": (f"{AIR}?q=空气质量", _words_found),
}


@pytest.mark.parametrize("state", STATES)
def test_state(server: str, shaded: Page, state: str) -> None:
    name, act = STATES[state]
    shaded.set_viewport_size(WIDE)
    open_page(shaded, server, name)
    act(shaded)
    assert in_both(shaded) == []


@pytest.mark.parametrize("state", ["search box", "nothing found", "menu of a paragraph", "words found"])
def test_state_on_a_phone(server: str, shaded: Page, state: str) -> None:
    name, act = STATES[state]
    shaded.set_viewport_size(NARROW)
    open_page(shaded, server, name)
    act(shaded)
    assert in_both(shaded) == []
