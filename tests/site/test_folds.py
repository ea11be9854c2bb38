"""A long list folds: by month, the year that comes first in sight, and nothing of it out of reach."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, Page, expect

DEADLINES = "lists/deadlines.html"
NEXT = "到2026年底，力争培训率达100%"
OCTOBER = "完成高效办成"  # of October 2024, folded


def _height(page: Page) -> int:
    height: int = page.evaluate("document.documentElement.scrollHeight")
    return height


def test_on_a_phone_the_list_is_looked_over(server: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server + DEADLINES)
    assert _height(page) < 6 * 844
    expect(page.locator("#year-2026")).to_be_visible()
    expect(page.get_by_text(NEXT, exact=True)).to_be_visible()
    expect(page.get_by_text(OCTOBER)).to_be_hidden()
    said = page.locator("#by-2024-10 + details > summary")
    assert said.inner_text().endswith("2项")
    entries = page.locator("#by-2024-10 + details li")
    assert entries.count() == 2
    said.click()
    expect(entries.first).to_be_visible()


def test_an_address_opens_what_is_folded_below_it(server: str, page: Page) -> None:
    page.goto(f"{server}{DEADLINES}#by-2024-10")
    expect(page.get_by_text(OCTOBER)).to_be_visible()
    expect(page.locator("#by-2024-11 + details > ul")).to_be_hidden()
    expect(page.locator("#by-2024-10")).to_be_in_viewport()
    page.goto(f"{server}index.html")
    page.goto(f"{server}{DEADLINES}#year-2024")
    expect(page.locator("#by-2024-11 + details > ul")).to_be_visible()
    expect(page.locator("#by-2025-12 + details > ul")).to_be_hidden()


def test_what_is_sifted_out_is_unfolded_and_folded_again(server: str, page: Page) -> None:
    page.goto(server + DEADLINES)
    box = page.locator("#gz-sift")
    box.fill("不动产登记一件事")
    expect(page.get_by_text(OCTOBER)).to_be_visible()
    expect(page.locator("#by-2026-12")).to_be_hidden()
    box.fill("")
    expect(page.get_by_text(OCTOBER)).to_be_hidden()
    expect(page.get_by_text(NEXT, exact=True)).to_be_visible()


def test_a_search_in_the_page_opens_the_fold(server: str, page: Page) -> None:
    """As the browser does it: an address that names words is found by the same search."""
    page.goto(f"{server}{DEADLINES}#:~:text={OCTOBER}")
    expect(page.get_by_text(OCTOBER)).to_be_visible()


def test_without_script_nothing_is_out_of_reach(server: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + DEADLINES)
    page.locator("#by-2024-10 + details > summary").click()
    expect(page.get_by_text(OCTOBER)).to_be_visible()
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_all_of_it_is_printed(server: str, browser: Browser, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(server + DEADLINES)
    document = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))
    sheets = [sheet.get_textpage().get_text_range() for sheet in document]
    text = "".join("".join(sheets).split())
    for entry in page.locator("article li > a:first-child").all():
        words = "".join((entry.text_content() or "").split())[:8]
        assert words in text, words
    assert all(len(sheet) > 200 for sheet in sheets[:-1]), "no sheet is left half empty for a fold"
    assert page.locator("details.gz-fold-list[open]").count() < 5
    context.close()
