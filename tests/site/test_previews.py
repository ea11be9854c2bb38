"""Previews of what links lead to: the script files, and the box in a real browser."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools.pages.blocks import target_of, text_marks
from build_tools.site.previews import previews
from support.built_site import HOSTILE, BuiltSite
from support.conversion import SOURCES, converted, corpus_of
from support.watch import watch

FOLDER = "assets/previews"
_CALL = "gazetteShard("


def shard(script: str) -> tuple[str, dict[str, Any]]:
    """The page and the texts that a script hands over; all of it must be JSON."""
    assert script.startswith(_CALL)
    assert script.endswith(");\n")
    name, texts = json.loads(f"[{script[len(_CALL) : -3]}]")
    return f"documents/{name.removeprefix('previews/')}.html", texts


def previews_loaded(page: Page) -> list[str]:
    """The preview files that a page asks for from now on."""
    loaded: list[str] = []
    page.on("request", lambda r: loaded.append(r.url) if "/assets/previews/" in r.url else None)
    return loaded


def test_a_script_for_each_document_page() -> None:
    corpus = converted(*SOURCES)
    pages = [p for p in corpus.by_page if p.startswith("documents/")]
    made = previews(corpus)
    assert list(made) == [f"{FOLDER}/{p[len('documents/') : -3]}.js" for p in pages]
    assert [shard(s)[0] for s in made.values()] == [p.replace(".md", ".html") for p in pages]
    assert made == previews(corpus)


def test_only_targets_and_the_head() -> None:
    corpus = converted(*SOURCES)
    linked: set[str] = set()
    for record in corpus.records:
        for mark in text_marks(record, corpus).values():
            path, _, anchor = mark.address.partition("#")
            if anchor and mark.kind != "gz-term":  # it shows the sentence
                linked.add(f"{(path or record.page).rpartition('/')[2].partition('.')[0]}#{anchor}")
    held = set()
    for script in previews(corpus).values():
        page, texts = shard(script)
        assert set(texts.pop("")) == {"title", "number", "date", "text"}
        texts = {anchor: text for anchor, text in texts.items() if anchor[0] != "="}  # words that it defines
        held |= {f"{page.rpartition('/')[2].partition('.')[0]}#{a}" for a in texts}
        assert all(0 < len(t) <= 121 for t in texts.values())
    assert held == linked


def test_what_a_page_is() -> None:
    page, texts = shard(previews(converted(*SOURCES))[f"{FOLDER}/zang-zheng-fa-2024-11.js"])
    assert page == "documents/zang-zheng-fa-2024-11.html"
    assert texts[""]["title"] == (
        "西藏自治区人民政府关于印发《西藏自治区空气质量持续改善行动实施方案》的通知"
    )
    assert (texts[""]["number"], texts[""]["date"]) == ("藏政发〔2024〕11号", "2024年8月4日")
    assert texts["title"].startswith("为持续保持环境空气质量优良")  # not the title again
    assert target_of(converted(*SOURCES).by_id["zang-zheng-fa-2024-11-text"]).endswith("#title")


def test_words_below_a_heading_and_sentences_that_define() -> None:
    law = shard(previews(converted(*SOURCES))[f"{FOLDER}/zang-yi-bao-2023-33.js"])[1]
    assert law["=信用主体"].startswith("第三条 本办法适用于全区医疗保障基金使用信用主体（以下简称信用主体）")
    chapters = (
        "云测市早市管理办法\n\n第一章 总则\n\n第一条 登记依照本办法第二章的规定办理。\n\n"
        "第二章 摊位\n\n第二条 摊位应当登记。\n"
    )
    (made,) = (shard(script)[1] for script in previews(corpus_of(chapters)).values())
    assert made["ch-2"] == "第二章 摊位　第二条 摊位应当登记。"


def test_a_defined_word_shows_its_sentence(server: str, page: Page) -> None:
    page.goto(f"{server}documents/zang-yi-bao-2023-33.html")
    word = page.locator("a.gz-term", has_text="信用主体").first
    word.hover()
    expect(page.locator(".gz-preview-text")).to_contain_text("（以下简称信用主体）")
    word.click()
    assert page.url.endswith("#art-3")


@pytest.mark.parametrize("mark", ["</script>", "<!--", "\u2028", "\u2029"])
def test_no_text_can_break_the_script(mark: str) -> None:
    corpus = corpus_of(HOSTILE.replace("</script>", f"{mark}甲</script>"))
    made = previews(corpus)
    assert all(c not in script for script in made.values() for c in "<>&\u2028\u2029")
    titles = [shard(script)[1][""]["title"] for script in made.values()]
    assert any("<script>window.hacked=1" in title for title in titles)


_CITING = "documents/la-zheng-ban-fa-2024-34.html"
_CITED = "为持续保持环境空气质量优良"
_LINK = "article a.gz-cite[href^='zang-zheng-fa-2024-11.html']"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_preview_by_pointer_and_by_keyboard(whole: BuiltSite, page: Page, width: int, scheme: Any) -> None:
    said = watch(page, f"file://{whole.bundle}/")
    page.on("console", lambda m: said.append(m.text))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 700})
    loaded = previews_loaded(page)
    page.clock.install()
    page.goto(f"file://{whole.bundle}/{_CITING}")
    assert loaded == []
    link, box = page.locator(_LINK).first, page.locator("[role=tooltip].gz-preview")
    link.scroll_into_view_if_needed()
    link.hover()
    expect(box).to_be_visible()
    assert loaded == [f"file://{whole.bundle}/{FOLDER}/zang-zheng-fa-2024-11.js"]
    expect(box.locator(".gz-preview-text")).to_contain_text(_CITED)
    expect(box).to_contain_text("藏政发〔2024〕11号")
    expect(link).to_have_attribute("aria-describedby", "gz-preview")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    around = box.bounding_box()
    assert around is not None
    assert around["x"] >= 0
    assert around["x"] + around["width"] <= width
    box.hover()
    page.clock.run_for(1000)
    expect(box).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    assert link.get_attribute("aria-describedby") is None

    page.mouse.move(1, 1)
    page.keyboard.press("Tab")  # from here on focus is shown
    link.focus()
    expect(box).to_be_visible()
    expect(box).to_contain_text(_CITED)
    page.clock.run_for(1000)
    expect(box).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    assert link.evaluate("e => e === document.activeElement")
    assert said == []


def test_hostile_title_stays_text(hostile: BuiltSite, page: Page) -> None:
    page.goto(f"file://{hostile.bundle}/lists/by-number.html")
    page.locator("article a[href*='yun-ce-fa-2024-1.html']").first.hover()
    box = page.locator(".gz-preview")
    expect(box).to_contain_text("<script>window.hacked=1</script>管理办法")
    assert box.locator("script, img").count() == 0
    assert page.evaluate("window.hacked") is None


def test_missing_texts_do_nothing(whole: BuiltSite, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.goto(f"file://{whole.bundle}/{_CITING}")
    page.locator(_LINK).first.evaluate("e => { e.href = 'none-of-ours.html#title'; }")
    with page.expect_event("requestfailed", lambda request: "none-of-ours" in request.url):
        page.locator("article a.gz-cite[href^='none-of-ours']").hover()
    expect(page.locator(".gz-preview")).to_be_hidden()
    assert errors == []


def test_within_a_page_the_text_alone(whole: BuiltSite, page: Page) -> None:
    page.goto(f"file://{whole.bundle}/{_CITING}")
    page.locator("article p a.gz-cite[href='#title']").first.hover()
    box = page.locator(".gz-preview")
    expect(box.locator(".gz-preview-text")).to_contain_text("为贯彻落实《国务院关于印发")
    expect(box.locator(".gz-preview-title")).to_have_count(0)


def test_not_on_touch(whole: BuiltSite, browser: Browser) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    loaded = previews_loaded(page)
    page.clock.install()
    page.goto(f"file://{whole.bundle}/{_CITING}")
    page.locator("article p a.gz-cite[href='#title']").first.tap()
    page.clock.run_for(1000)
    assert loaded == []
    expect(page.locator(".gz-preview")).to_be_hidden()
    context.close()
