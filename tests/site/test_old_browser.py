"""Chromium 109 opens every type of page: lines, marks, search and the tools of tables, by what is computed.

What a browser says it supports is not asked: 109 says yes to nested rules and does not know them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.built_site import BuiltSite
from support.every_page import AIR, FORM, PAGES, TABLE, open_page
from support.old_chromium import SWITCHES, old_chromium
from support.watch import watch

CLEAR = "rgba(0, 0, 0, 0)"


@pytest.fixture(scope="module")
def old(browser: Browser) -> Iterator[Browser]:
    launched = browser.browser_type.launch(executable_path=old_chromium(), args=SWITCHES)
    assert launched.version.startswith("109.")
    yield launched
    launched.close()


@pytest.fixture(scope="module")
def page(old: Browser) -> Iterator[Page]:
    opened = old.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


def style(page: Page, selector: str, name: str) -> str:
    """What is computed of the first element."""
    value: str = page.locator(selector).first.evaluate("(e, name) => getComputedStyle(e)[name]", name)
    return value


@pytest.mark.parametrize("way", ["http", "file"])
def test_every_type_of_page_opens(page: Page, server: str, whole: BuiltSite, way: str) -> None:
    origin = server if way == "http" else f"file://{whole.bundle}/"
    troubles = watch(page, origin)
    for name in PAGES:
        if way == "file" and name == "404.html":
            continue  # a server's
        open_page(page, origin, name)
        assert page.locator("article h1").count() == 1, name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    # Rules of today that it does not know are no trouble.
    assert [said for said in troubles if "Content Security Policy" in said or "Error" in said] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_of_tables_and_the_row_that_is_addressed(page: Page, server: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for name in (TABLE, FORM):
        page.goto(server + name)
        ink = style(page, "article", "color")
        line = style(page, ".gz-table tbody td", "borderTopColor")
        assert style(page, ".gz-table tbody td", "borderTopStyle") == "solid"
        assert line not in (ink, CLEAR), "mixed of letters and ground, not the letters' own"
    page.goto(f"{server}{TABLE}#row-3")
    assert style(page, "#row-3 > td:last-child", "backgroundColor") not in (
        CLEAR,
        style(page, "#row-4 > td:last-child", "backgroundColor"),
    )
    page.goto(f"{server}{AIR}#p-1")
    assert style(page, ":target", "backgroundColor") != CLEAR
    page.emulate_media(color_scheme="light")


@pytest.fixture
def paper(page: Page) -> Iterator[Page]:
    """The page as it is printed."""
    page.emulate_media(media="print")
    yield page
    page.emulate_media(media="screen")


def test_a_document_on_paper(paper: Page, server: str) -> None:
    paper.goto(server + AIR)
    assert style(paper, "#gz-text > [data-derived]", "display") == "none"
    assert style(paper, ".gz-header", "display") == "none"
    text = [style(paper, ".gz-p", name) for name in ("fontSize", "lineHeight", "marginTop")]
    assert text == ["21px", "38.6px", "0px"]  # 3号 (15.75 pt), 22 lines on a sheet
    title = [style(paper, ".gz-title", name) for name in ("fontSize", "textAlign", "borderTopStyle")]
    assert title == ["29.3333px", "center", "none"]  # 2号
    assert style(paper, "h2.gz-title", "breakBefore") == "page"
    assert style(paper, ".gz-l-1", "fontFamily").startswith("SimHei")
    assert style(paper, ".gz-print-foot", "display") == "block"


def test_a_table_on_paper(paper: Page, server: str) -> None:
    paper.goto(server + TABLE)
    assert style(paper, ".gz-table-scroll", "overflowX") == "visible"
    assert style(paper, ".gz-table-scroll > table", "fontSize") == "14px"
    cell = [style(paper, ".gz-table tbody td", name) for name in ("borderTopStyle", "borderTopColor")]
    assert cell == ["solid", "rgb(0, 0, 0)"]
    assert style(paper, ".gz-row-tools", "display") == "none"
    assert style(paper, ".gz-table", "page") == "gz-turned"


# A browser that knows rules in rules tells where they are; 109 passes over them.
_NESTED = """() => {
    const inner = rules => [...rules].flatMap(rule => {
        const own = [...rule.cssRules || []];
        return rule instanceof CSSStyleRule ? (own.length ? [rule.selectorText] : []) : inner(own);
    });
    const sheets = [...document.styleSheets].filter(sheet => sheet.href.includes('/assets/gazette/'));
    return sheets.flatMap(sheet => inner(sheet.cssRules));
}"""


def test_no_rule_stands_in_another(browser: Browser, server: str) -> None:
    opened = browser.new_page()
    opened.goto(server + AIR)
    assert opened.evaluate(_NESTED) == []
    opened.evaluate("document.styleSheets[document.styleSheets.length - 1].insertRule('a { b { top: 0 } }')")
    assert opened.evaluate(_NESTED) == ["a"]
    opened.close()


def test_text_and_outline_stand_beside_each_other(page: Page, server: str) -> None:
    page.goto(server + AIR)
    text, side = page.locator("#gz-text").bounding_box(), page.locator(".gz-side").bounding_box()
    assert text is not None
    assert side is not None
    assert side["x"] >= text["x"] + text["width"]


def test_search_and_marks(page: Page, server: str) -> None:
    page.goto(server + "index.html")
    page.locator("#gz-search-input").fill("十三五节能减排规划")
    expect(page.locator("form.gz-search [role=option]").first).to_contain_text("“十三五”节能减排规划")
    page.locator("#gz-search-input").fill("空气质量")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator(".gz-result")).to_have_count(6)
    page.locator(".gz-hit-link").first.click()
    expect(page.locator("mark.gz-hit-now")).to_have_text("空气质量")
    assert style(page, "mark.gz-hit-now", "backgroundColor") == "rgb(255, 179, 0)"


def test_tools_of_tables(page: Page, server: str) -> None:
    page.goto(server + TABLE)
    tools = page.locator(".gz-table-tools").first
    expect(tools).to_be_visible()
    rows = page.locator(".gz-table tbody tr:visible")
    before = rows.count()
    page.locator(".gz-table input[type=search]").first.fill("约谈")
    expect(rows).not_to_have_count(before)
