"""The rows of a wide table on a phone: one below the other, and nothing of the table is lost by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.every_page import TABLE, until

PHONE = {"width": 390, "height": 844}
NUMBERS = "documents/xizang-2018-energy-plan-shi-san-wu-jie-neng-jian-fang-an/annex-1.html"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def shown_beside(cell: Locator) -> str:
    """What the style sheet writes before a cell."""
    said: str = cell.evaluate("e => getComputedStyle(e, '::before').content")
    return said.strip('"')


def sideways(page: Page) -> bool:
    wide: bool = page.evaluate("document.querySelector('.gz-table-scroll').scrollWidth > innerWidth")
    return wide or page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("width", [390, 360, 320])
def test_a_row_is_read_without_scrolling_sideways(server: str, phone: Page, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 844})
    phone.goto(server + TABLE)
    assert not sideways(phone)
    row = phone.locator("#row-2")
    assert shown_beside(row) == "一级指标：协议履行"
    names = [shown_beside(cell) for cell in row.locator("th, td").all()]
    assert names[:3] == ["二级指标", "三级指标", "分值"]
    box = row.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width


def test_voices_hear_rows_and_cells_with_their_names(server: str, phone: Page) -> None:
    phone.goto(server + TABLE)
    table = phone.get_by_role("table", name="西藏自治区定点医疗机构信用评价指标")
    first = table.get_by_role("row").first
    expect(first.get_by_role("rowheader").first).to_have_accessible_name("一级指标 协议履行")
    expect(first.get_by_role("cell").first).to_have_accessible_name("分值 2")


def test_the_whole_table_is_a_tap_away(server: str, phone: Page) -> None:
    phone.goto(server + TABLE)
    printed = phone.locator("tbody").first.inner_html()
    phone.get_by_role("button", name="整表").click()
    assert sideways(phone)
    expect(phone.locator("thead th").first).to_be_visible()
    phone.get_by_role("button", name="逐行").click()
    assert not sideways(phone)
    assert phone.locator("tbody").first.inner_html() == printed


def test_an_address_leads_to_its_row(server: str, phone: Page) -> None:
    phone.goto(f"{server}{TABLE}#row-20")
    until(phone, "Math.abs(document.querySelector('#row-20').getBoundingClientRect().top) < 60")
    assert phone.locator("#row-20.gz-target").evaluate("e => getComputedStyle(e).outlineWidth") == "2px"


def test_a_filter_shows_rows_with_all_their_labels(server: str, phone: Page) -> None:
    phone.goto(server + TABLE)
    phone.get_by_role("searchbox", name="筛选").fill("配合检查")
    row = phone.locator("tbody tr:not([hidden])")
    expect(row).to_have_count(1)
    assert shown_beside(row) == "none"  # the label stands in a cell of its own now
    assert "协议履行" in row.inner_text()
    assert shown_beside(row.locator("th").first) == "一级指标"
    phone.get_by_role("searchbox", name="筛选").fill("")
    assert shown_beside(phone.locator("#row-2")) == "一级指标：协议履行"


def test_text_keeps_its_order(server: str, phone: Page) -> None:
    script = "document.querySelector('tbody').textContent"
    phone.goto(server + TABLE)
    narrow = phone.evaluate(script)
    phone.set_viewport_size({"width": 1280, "height": 900})
    assert phone.evaluate(script) == narrow


def test_a_narrow_table_stays_a_table(server: str, phone: Page) -> None:
    phone.goto(server + NUMBERS)
    assert phone.locator("thead").first.evaluate("e => getComputedStyle(e).display") == "table-header-group"
    assert not sideways(phone)
    expect(phone.get_by_role("button", name="整表")).to_have_count(0)


def test_in_large_letters_fewer_tables_are_narrow(server: str, phone: Page) -> None:
    phone.goto(server + NUMBERS)
    phone.get_by_role("button", name="大字").click()
    expect(phone.get_by_role("button", name="整表")).to_be_visible()
    assert shown_beside(phone.locator("#row-1 td").first) == "能耗强度降低目标（%）"
    assert not sideways(phone)
    phone.reload()
    expect(phone.get_by_role("button", name="整表")).to_be_visible()
    phone.get_by_role("button", name="大字").click()
    expect(phone.locator("thead th").first).to_be_visible()
    expect(phone.get_by_role("button", name="整表")).to_have_count(0)


def test_wide_screens_and_paper_show_the_table(server: str, phone: Page) -> None:
    phone.goto(server + TABLE)
    phone.emulate_media(media="print")
    assert phone.locator("tbody tr").first.evaluate("e => getComputedStyle(e).display") == "table-row"
    phone.emulate_media(media="screen")
    phone.set_viewport_size({"width": 768, "height": 900})
    assert phone.locator("tbody tr").first.evaluate("e => getComputedStyle(e).display") == "table-row"
    assert phone.locator(".gz-as-printed").is_hidden()


def test_without_script_the_rows_are_read_too(server: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(server + TABLE)
    assert shown_beside(page.locator("#row-2")) == "一级指标：协议履行"
    assert not sideways(page)
    context.close()
