"""What is at hand at the desk: cell, words, place and reason that are seen are those that a key takes."""

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


@pytest.fixture
def at(page: Page, desk: Served) -> Page:
    """The desk of the planted issue, its first finding shown."""
    page.goto(desk.address)
    page.goto(f"{desk.root}/desk/issue/{ISSUE}")
    expect(page.locator("#found .head").first).to_be_visible(timeout=PATIENCE * 1000)
    expect(page.locator("#paper img")).to_be_visible(timeout=PATIENCE * 1000)
    return page


def _select(page: Page, words: str) -> None:
    """Select words of the page, as a mouse does."""
    page.frame_locator("#page").locator("[data-l]", has_text=words).last.evaluate(
        """(block, words) => {
            const walker = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const k = node.nodeValue.indexOf(words);
                if (k < 0) continue;
                const range = block.ownerDocument.createRange();
                range.setStart(node, k);
                range.setEnd(node, k + words.length);
                getSelection.call(block.ownerDocument.defaultView).removeAllRanges();
                block.ownerDocument.defaultView.getSelection().addRange(range);
                return;
            }
        }""",
        words,
    )


def _top(page: Page, words: str) -> float:
    place = page.frame_locator("#page").locator("[data-l]", has_text=words).last.bounding_box()
    assert place is not None
    return place["y"]


def test_a_table_is_changed_at_the_cell_that_is_meant(at: Page, desk: Served) -> None:
    """E on a table's finding, or a clicked cell, asks for the cell, never for the signs of the raw line."""
    page = at
    page.locator("#found > li[data-code=table-check]").click()
    page.keyboard.press("e")
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("input[name=now]")).to_have_value("501")
    expect(dialog).to_contain_text("第3行，第3列")
    assert "<t" not in dialog.inner_text()
    assert "row-" not in dialog.inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#cell")).to_be_empty()
    page.keyboard.press("t")
    expect(page.locator("#cell")).to_contain_text("第3行（合计），第3列")
    page.keyboard.press("Escape")
    page.frame_locator("#page").locator("td", has_text="200").first.click()
    page.keyboard.press("e")
    expect(dialog.locator("input[name=now]")).to_have_value("200")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def test_what_was_selected_before_is_not_what_is_meant_now(at: Page) -> None:
    """Words that are searched for, a finding that is come to, a page that is chosen: each is then at hand."""
    page = at
    page.locator("#found > li[data-code=original-change]").click()
    frame = page.frame_locator("#page")
    expect(frame.locator("[data-l]", has_text="信息平合")).to_be_visible(timeout=PATIENCE * 1000)
    _select(page, "平合")
    page.keyboard.press("/")
    page.locator("#search").fill("维护公共秩序")
    page.keyboard.press("Enter")
    expect(page.locator("#found li[data-line]").first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("e")
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("input[name=was]")).to_have_value("维护公共秩序")
    page.keyboard.press("Escape")
    page.locator("#search").fill("")
    # the print follows the page that is chosen
    page.select_option("#pages", label="鹭洲市泊位数量表")
    expect(page.locator("#paper .box").first).to_be_visible()
    sheet = page.locator("#sheet").input_value()
    page.select_option("#pages", index=0)
    until(lambda: page.locator("#sheet").input_value() != sheet)


def test_the_page_stays_where_it_was_read(at: Page, desk: Served) -> None:
    page = at
    page.select_option("#pages", index=0)
    frame = page.frame_locator("#page")
    words = frame.locator("[data-l]", has_text="规茫停车场")
    expect(words).to_be_visible(timeout=PATIENCE * 1000)
    words.evaluate("block => block.ownerDocument.defaultView.scrollTo(0, block.offsetTop - 60)")
    before = _top(page, "规茫停车场")
    _select(page, "规茫")
    page.keyboard.press("e")
    expect(page.locator("dialog[open] input[name=was]")).to_have_value("规茫")
    page.keyboard.type("规范")
    page.keyboard.press("Enter")
    expect(frame.locator("[data-l]", has_text="规范停车场")).to_be_visible(timeout=PATIENCE * 1000)
    until(lambda: abs(_top(page, "规范停车场") - before) < 5)
    (entry,) = desk.sidecar()["correction"]
    assert entry["was"] == "规茫"


def test_the_reason_is_seen_and_what_is_undone_is_said(at: Page, desk: Served) -> None:
    page = at
    reason = page.locator("#found > li[aria-current=true] .deeds button", has_text="理由：")
    expect(reason).to_have_text("理由：未定W")
    page.locator("#found > li[data-code=original-form]").first.click()
    page.keyboard.press("Enter")
    page.locator("dialog[open] input[name=why]").fill("据手稿")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("（理由：据手稿）")
    expect(reason).to_have_text("理由：据手稿W")
    # another one for what follows
    page.keyboard.press("w")
    page.locator("dialog[open] input[name=why]").fill("据来函")
    page.keyboard.press("Enter")
    expect(reason).to_have_text("理由：据来函W")
    # and one for a single deed
    page.locator("#found > li[data-code=original-change]").click()
    page.keyboard.press("d")
    expect(page.locator("dialog[open] input[name=why]")).to_have_value("据来函")
    page.locator("dialog[open] input[name=why]").fill("据书眉")
    page.keyboard.press("Enter")
    until(lambda: "lines" in desk.sidecar())
    assert desk.sidecar()["lines"][0]["why"] == "据书眉"
    expect(page.locator("#why")).to_contain_text("理由：据来函")
    # as many are listed as are counted
    expect(page.locator("#progress")).to_contain_text("已处理 2", timeout=PATIENCE * 1000)
    page.select_option("#which", "settled")
    expect(page.locator("#found > li")).to_have_count(2)
    page.select_option("#which", "open")
    for said in ("不是正文", "核定第"):
        page.keyboard.press("u")
        expect(page.locator(".toast")).to_contain_text("已撤销：")
        expect(page.locator(".toast")).to_contain_text(said)
    back = page.locator("#found > li[aria-current=true]", has_text="已撤销：核定第")
    expect(back).to_have_attribute("data-code", "original-form")
    # another issue, another session: asked anew
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(page.locator("#why")).to_contain_text("理由：未定", timeout=PATIENCE * 1000)
