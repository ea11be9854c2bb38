"""The whole desk without a mouse, from the first page to the release; what has the focus shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.desk import ISSUE, PATIENCE, Served, planted, served, until


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    with served(planted(tmp_path / "archive")) as own:
        yield own


_HERE = """() => {
    const own = document.activeElement;
    const style = getComputedStyle(own);
    if (own === document.body) return ["", true]; // around the end
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const seen = own.tagName === "IFRAME" || outlined;
    return [own.id || own.textContent.trim().slice(0, 12) || own.tagName, seen];
}"""


def tab_to(page: Page, which: str) -> list[str]:
    """Press Tab until an element has the focus; what had it on the way, all of it seen to have it."""
    passed = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name, seen = page.evaluate(_HERE)
        assert seen, name
        passed.append(name)
        if page.evaluate("which => document.activeElement.matches(which)", which):
            return passed
    raise AssertionError((which, passed))


def test_from_the_first_page_to_the_release(page: Page, desk: Served) -> None:
    page.goto(desk.address)
    link = f"#issues a[href$='{ISSUE}']"
    expect(page.locator(link)).to_be_visible(timeout=PATIENCE * 1000)
    passed = tab_to(page, link)
    assert "choose" in passed
    page.keyboard.press("Enter")
    expect(page.locator("#found > li").first).to_be_focused(timeout=PATIENCE * 1000)
    # once around: the buttons of the finding, the head, the print, the page, and back by Esc
    passed = tab_to(page, "#page")
    where = [
        passed.index(name) for name in ("照原样Enter", "跳到待处理各条", "report", "paper", "pages", "read")
    ]
    assert where == sorted(where)
    page.keyboard.press("Escape")
    expect(page.locator("#found > li[aria-current='true']")).to_be_focused()
    # a table: what is at hand is told, and where it is left
    page.keyboard.press("/")
    page.keyboard.type("西岸区")
    expect(page.locator("#found li[data-line]").first).to_contain_text("西岸区")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    row = page.frame_locator("#page").locator("tr", has_text="西岸区").first
    expect(row).to_be_visible(timeout=PATIENCE * 1000)
    page.keyboard.press("t")
    cell = page.get_by_role("status", name="表格的一格")
    expect(cell).to_contain_text("西岸区")
    expect(cell).to_have_attribute("aria-live", "polite")
    page.keyboard.press("ArrowRight")
    expect(cell).to_contain_text("第2行（西岸区），第2列（2023年 / 公共泊位）：80")
    page.keyboard.press("Shift+ArrowDown")
    expect(cell).to_contain_text("选了2行1列：80｜200")
    page.keyboard.press("Escape")
    expect(page.locator("#cell")).to_be_empty()
    # out of the search; all that is open as it stands
    page.keyboard.press("/")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    for _ in range(60):
        if not page.locator("#found > li:not(.settled) .deeds button[aria-keyshortcuts='Enter']").count():
            break
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
        if page.locator("dialog[open]").count():
            page.keyboard.press("Enter")
            page.wait_for_timeout(400)
    until(lambda: desk.sidecar().get("accept"))
    expect(page.locator("#progress")).to_contain_text("待处理 0", timeout=PATIENCE * 1000)
    # the page was held against the print
    tab_to(page, "#read")
    page.keyboard.press("Space")
    until(lambda: desk.sidecar().get("read"))
    tab_to(page, "#page")

    def out() -> bool:  # not while the page is just loaded anew
        page.keyboard.press("Escape")
        return bool(page.evaluate("document.activeElement.id === 'found'"))

    until(out)  # also where nothing is open
    tab_to(page, "header a[href='/desk/publish']")
    page.keyboard.press("Enter")
    expect(page.locator("#stops")).to_contain_text("可以发布", timeout=PATIENCE * 1000)
    expect(page.locator("body")).to_match_aria_snapshot("""
        - banner:
          - link "校勘台"
          - heading "发布" [level=1]
          - status
        - main:
          - heading "发布到" [level=2]
          - paragraph: /网站/
          - heading "拦下的" [level=2]
          - paragraph: 没有拦下的，可以发布。
          - button "发布"
          - button "退回上一次发布" [disabled]
          - heading "与上次发布相比" [level=2]
          - paragraph: /没有发布过/
        """)
    tab_to(page, "#go")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("已发布", timeout=PATIENCE * 1000)
    assert (desk.folder / "网站" / "current").exists()
