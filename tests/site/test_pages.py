"""Pages in a real browser: wide and narrow, from a server and from a file, with the policy on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from support.built_site import BuiltSite
from support.every_page import HOSTILE
from support.watch import watch

PAGES = (
    "index.html",
    "about.html",
    "offline.html",
    "search.html",
    "search.html?q=空气质量",
    "issues/index.html",
    "issues/xizang-2024-07.html",
    "lists/by-number.html",
    "lists/by-pinyin.html",
    "lists/people.html",
    "lists/chronicle.html",
    "lists/calendar.html",
    "documents/zang-zheng-fa-2024-11.html",
    "documents/la-zheng-ren-2024-39.html",
    "documents/zang-yi-bao-2023-33.html",
    "documents/zang-yi-bao-2023-33/annex-6.html",
)
WIDTHS = (1280, 390)


def opens_without_trouble(page: Page, origin: str, name: str, width: int) -> None:
    troubles = watch(page, origin)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(origin + name)
    page.wait_for_load_state("networkidle")
    assert troubles == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.locator("article h1").count() == 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("name", PAGES)
def test_page_opens_without_trouble(
    whole: BuiltSite, server: str, page: Page, name: str, way: str, width: int
) -> None:
    opens_without_trouble(page, server if way == "http" else f"file://{whole.bundle}/", name, width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("way", ["http", "file"])
def test_hostile_page_opens_without_trouble(
    hostile: BuiltSite, hostile_server: str, page: Page, way: str, width: int
) -> None:
    origin = hostile_server if way == "http" else f"file://{hostile.bundle}/"
    opens_without_trouble(page, origin, HOSTILE, width)


@pytest.mark.parametrize("way", ["http", "file"])
def test_policy_stops_inline_script(whole: BuiltSite, server: str, page: Page, way: str) -> None:
    page.goto((server if way == "http" else f"file://{whole.bundle}/") + "index.html")
    page.evaluate(
        """() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';
                   document.body.append(s); }"""
    )
    assert page.evaluate("window.ran") is None


def test_hostile_text_is_text(hostile: BuiltSite, page: Page) -> None:
    origin = f"file://{hostile.bundle}/"
    troubles = watch(page, origin)
    page.goto(origin + HOSTILE)
    page.wait_for_load_state("networkidle")
    assert troubles == []
    assert page.evaluate("window.hacked") is None
    shown = page.locator("article").inner_text()
    for printed in (
        "<script>window.hacked=1</script>管理办法",
        "{{ config }}",
        "{: onclick=alert(1) }",
        "javascript:window.hacked=3",
    ):
        assert printed in shown
    assert page.locator("article iframe, article svg, article img, article script").count() == 0


def test_from_a_paragraph_to_its_raw_lines_and_back(whole: BuiltSite, page: Page) -> None:
    page.goto(f"file://{whole.bundle}/documents/zang-zheng-fa-2024-11.html")
    block = page.locator("#p-2")
    block.hover()
    block.locator(".gz-permalink").click()
    page.locator(".gz-menu .gz-source").click()
    shown = page.locator(".gz-raw .gz-shown")
    assert [shown.nth(i).get_attribute("id") for i in range(shown.count())] == ["L106", "L110"]
    assert "认真贯彻执行自治区" in shown.first.inner_text()
    page.locator(".gz-return").click()
    assert page.evaluate("document.activeElement.id") == "p-2"


def test_raw_lines_by_keyboard(whole: BuiltSite, page: Page) -> None:
    page.goto(f"file://{whole.bundle}/documents/la-zheng-fa-2024-21.html#art-15")
    page.locator("#art-15 .gz-permalink").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#art-15 .gz-permalink")).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    page.locator(".gz-menu .gz-source").focus()
    page.keyboard.press("Enter")
    assert page.locator(".gz-raw .gz-shown").first.get_attribute("id") == "L156"


def test_footnote_there_and_back(whole: BuiltSite, page: Page) -> None:
    name = next((whole.bundle / "documents").glob("xizang-2026*gui-hua.html")).name
    page.goto(f"file://{whole.bundle}/documents/{name}")
    page.locator("#fnref-3").click()
    assert page.evaluate("location.hash") == "#fn-3"
    assert "一带三区" in page.locator("#fn-3").inner_text()
    page.locator("#fn-3 .gz-back").click()
    assert page.evaluate("location.hash") == "#fnref-3"


def test_outline_marks_the_current_place(whole: BuiltSite, page: Page) -> None:
    page.goto(f"file://{whole.bundle}/documents/zang-zheng-fa-2024-11.html#sec-5-3")
    expect(page.locator(".gz-outline [aria-current]")).to_have_attribute("href", "#sec-5-3")


def test_link_to_a_folded_line_opens_it(whole: BuiltSite, page: Page) -> None:
    page.goto(f"file://{whole.bundle}/documents/zang-zheng-fa-2024-11.html#L106")
    expect(page.locator("details.gz-raw[open]")).to_have_count(1)
    assert page.locator("#L106").is_visible()


def test_dark_is_remembered(server: str, page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(server + "index.html")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default"
    page.get_by_role("button", name="深色").click()
    expect(page.locator("body[data-md-color-scheme=slate]")).to_have_count(1)
    page.goto(server + "issues/index.html")
    expect(page.locator("body[data-md-color-scheme=slate]")).to_have_count(1)


def test_without_script_the_text_is_all_there(whole: BuiltSite, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{whole.bundle}/documents/zang-zheng-fa-2024-11.html")
    assert "认真贯彻执行自治区" in page.locator("#p-2").inner_text()
    page.locator("details.gz-raw summary").click()
    assert page.locator("#L106").is_visible()
    context.close()


_TRIAL = "documents/zang-yi-bao-2023-33.html"


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2023-05-07T23:59:00", "尚未施行，自2023年5月8日起施行（今天，2023年5月7日）"),
        ("2023-05-08T00:01:00", "试行，试行期至2026年5月8日（今天，2023年5月8日）"),
        ("2026-05-08T23:59:00", "试行，试行期至2026年5月8日（今天，2026年5月8日）"),
        ("2026-05-09T00:01:00", "试行期已于2026年5月8日届满（今天，2026年5月9日）"),
    ],
)
def test_state_is_that_of_the_readers_day(whole: BuiltSite, page: Page, now: str, said: str) -> None:
    troubles = watch(page, f"file://{whole.bundle}/")
    page.clock.set_fixed_time(now)
    page.goto(f"file://{whole.bundle}/{_TRIAL}")
    assert page.locator(".gz-clock").inner_text() == said
    assert troubles == []


def test_state_without_script_is_told_by_its_days(whole: BuiltSite, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{whole.bundle}/{_TRIAL}")
    said = "2023年5月8日起：试行，试行期至2026年5月8日；2026年5月9日起：试行期已于2026年5月8日届满"
    assert page.locator(".gz-clock").inner_text() == said
    context.close()


def test_calendar_turns_with_the_readers_day(whole: BuiltSite, page: Page) -> None:
    page.clock.set_fixed_time("2027-01-01T08:00:00")
    page.goto(f"file://{whole.bundle}/lists/calendar.html")
    ended = page.locator("article li", has_text="12月27日").first.inner_text()
    assert "试行期已届满" in ended
    due = page.locator("article li", has_text="12月31日").first.inner_text()
    assert "有效期将届满" in due
    page.locator("article li a").first.click()
    page.wait_for_url(re.compile("#p-4"))
