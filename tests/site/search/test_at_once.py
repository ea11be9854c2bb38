"""The search says that it works before it can, and shows what it has while the rest loads.

What loads is held back until it was looked at: nothing here asks a clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from support.every_page import AIR

BOX = "#gz-search-input"


def held(page: Page, pattern: str) -> Callable[[], None]:
    """Hold back what matches; the returned function lets it go, and all that follows."""
    routes: list[Route] = []
    is_open = False

    def keep(route: Route) -> None:
        if is_open:
            route.continue_()
        else:
            routes.append(route)

    def release() -> None:
        nonlocal is_open
        is_open = True
        for route in routes:
            route.continue_()

    page.route(re.compile(pattern), keep)
    return release


def test_the_box_says_that_it_works_before_its_scripts_are_there(page: Page, server: str) -> None:
    release = held(page, r"/search/(?:engine|panel)\.js")
    page.goto(server + AIR)
    page.locator(BOX).fill("空气质量")
    expect(page.locator(".gz-search-head")).to_have_text("正在准备检索……")
    page.locator(BOX).fill("")
    expect(page.locator(".gz-search-panel")).to_be_hidden()
    page.locator(BOX).fill("空气质量")
    release()
    expect(page.locator("form.gz-search [role=option]")).to_have_count(7)
    expect(page.locator(".gz-search-head")).to_be_hidden()


def test_the_box_says_that_it_works_before_the_index_is_there(page: Page, server: str) -> None:
    release = held(page, r"/assets/search/core\.js")
    page.goto(server + AIR)
    page.locator(BOX).fill("空气质量")
    expect(page.locator(".gz-search-head")).to_have_text("正在检索……")
    expect(page.locator(BOX)).to_have_attribute("aria-busy", "true")
    release()
    expect(page.locator("form.gz-search [role=option]")).to_have_count(7)
    expect(page.locator(BOX)).not_to_have_attribute("aria-busy", "true")


def test_the_box_says_that_its_scripts_did_not_come(page: Page, server: str) -> None:
    page.route(re.compile(r"/search/panel\.js"), lambda route: route.abort())
    page.goto(server + AIR)
    page.locator(BOX).fill("空气")
    expect(page.locator(".gz-search-head")).to_have_text("检索的程序没有读到，请检查网络或文件是否完整")


def test_the_search_page_says_that_it_works(page: Page, server: str) -> None:
    release = held(page, r"/assets/search/core\.js")
    page.goto(server + "search.html?q=空气质量", wait_until="commit")
    expect(page.locator(".gz-said")).to_have_text("正在检索……")
    release()
    expect(page.locator(".gz-result")).to_have_count(6)


def test_numbers_are_shown_while_the_words_are_loading(page: Page, server: str) -> None:
    release = held(page, r"/assets/search/[bu]\d+-\d+\.js")
    page.goto(server + AIR)
    page.locator(BOX).fill("藏医保33号")
    option = page.locator("form.gz-search [role=option]").first
    expect(option).to_contain_text("藏医保〔2023〕33号")
    page.goto(server + "search.html?q=33号文", wait_until="commit")
    expect(page.locator(".gz-result")).to_have_count(2)
    expect(page.locator(".gz-count")).to_contain_text("正在检索……")
    release()
    expect(page.locator(".gz-count")).not_to_contain_text("正在检索……")


def test_titles_are_shown_while_other_pages_are_loading(page: Page, server: str) -> None:
    page.goto(server + AIR)
    box = page.locator(BOX)
    box.fill("空气质量")
    expect(page.locator("form.gz-search [role=option]")).to_have_count(7)
    titles = page.locator(".gz-option-title").all_inner_texts()
    assert all("空气质量" in title for title in titles[:3])
    release = held(page, r"/assets/search/t\w+-\d+\.js")
    page.goto(server + "search.html?q=秸秆", wait_until="commit")
    expect(page.locator(".gz-count")).to_contain_text("找到")
    assert page.locator(".gz-result").count() == 0
    release()
    expect(page.locator(".gz-result").first).to_be_visible()


def test_a_query_that_is_too_long_is_cut_with_a_word_on_it(page: Page, server: str) -> None:
    page.goto(server + AIR)
    page.locator(BOX).fill("空气质量持续改善" * 2500)
    expect(page.locator("form.gz-search [role=status]").last).to_contain_text("输入过长，只查了前 200 个字")
    page.goto(server + "search.html")
    page.locator("#gz-ask-q").fill("空气质量持续改善" * 2500)
    expect(page.locator(".gz-said")).to_contain_text("只查了前 200 个字")
    assert len(page.url) < 3000
