"""The search box, the search page and the marks on a page, in a real browser on the real index."""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Iterator
from functools import partial
from queue import SimpleQueue
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Locator, Page, expect

from build_tools.site.search.fold import SEPARATOR
from build_tools.site.search.places import leaves
from support.built_site import BuiltSite, Quiet, served
from support.conversion import SOURCES, converted
from support.every_page import until
from support.watch import watch

SEED = random.SystemRandom().randrange(10**6)
AIR = "documents/zang-zheng-fa-2024-11.html"
LONG = "documents/la-zheng-fa-2024-21.html"
NOTICE = "documents/qing-zheng-fa-2024-9.html"  # on the hostile site
PHONES = (390, 320)


@pytest.fixture(scope="module")
def files(whole: BuiltSite) -> str:
    """The unpacked bundle, as a double click opens it."""
    return f"file://{whole.bundle}/"


@pytest.fixture(params=["http", "file"])
def origin(request: pytest.FixtureRequest, server: str, files: str) -> str:
    return server if request.param == "http" else files


def box(page: Page) -> Locator:
    return page.locator("form.gz-search input[type=search]")


def options(page: Page) -> Locator:
    return page.locator("form.gz-search [role=option]")


def asked(page: Page) -> dict[str, list[str]]:
    """What the address asks for."""
    return parse_qs(urlsplit(page.url).query)


def titles(page: Page) -> list[str]:
    """The results that are shown, once they are."""
    expect(page.locator(".gz-result").first).to_be_visible()
    return page.locator(".gz-result-title a").all_inner_texts()


def search(page: Page, origin: str, query: str) -> None:
    """Open the search page with a query string, as typed by a reader, and wait for what it says."""
    page.goto("about:blank")
    page.goto(f"{origin}search.html?{query}")
    expect(page.locator(".gz-said")).to_contain_text(re.compile("找到|没有|不在|印有|查“"))


# --- the box in the header ------------------------------------------------------------------------


def test_every_page_has_the_box(whole: BuiltSite, hostile: BuiltSite) -> None:
    pages = [(b.bundle.resolve(), path) for b in (whole, hostile) for path in b.bundle.rglob("*.html")]
    assert len(pages) > 100
    for root, path in pages:
        forms = html.document_fromstring(path.read_bytes()).xpath("//form[@role='search']")
        assert len(forms) == 1, path  # in the header; on the home page and the search page a larger one
        assert (path.parent / forms[0].get("action")).resolve() == root / "search.html"
        assert forms[0].get("method") == "get"
        assert forms[0].xpath(".//input[@type='search']/@name") == ["q"]


def test_keys_of_the_box(page: Page, origin: str) -> None:
    troubles = watch(page, origin)
    page.goto(origin + AIR)
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    assert box(page).input_value() == ""
    page.keyboard.type("空气/质量")
    assert box(page).input_value() == "空气/质量"
    box(page).fill("空气质量")
    expect(options(page)).to_have_count(7)
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(options(page).last).to_have_text("全部结果（6 篇，51 处）")
    expect(page.locator("form.gz-search [role=status]")).to_have_text("找到 6 篇，51 处")

    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")  # beyond the end: none
    assert page.locator("[role=option][aria-selected=true]").count() == 0
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    marked = page.locator("[role=option][aria-selected=true]")
    assert box(page).get_attribute("aria-activedescendant") == marked.get_attribute("id")
    assert "拉萨市空气质量持续改善行动计划实施方案" in marked.inner_text()
    assert marked.locator("mark").all_inner_texts() == ["空气质量"] * 2

    page.keyboard.press("Escape")
    expect(page.locator(".gz-search-panel")).to_be_hidden()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    assert box(page).input_value() == "空气质量"
    page.keyboard.press("Escape")
    assert box(page).input_value() == ""
    assert troubles == []


def test_enter_opens_the_marked_result(page: Page, origin: str) -> None:
    page.goto(origin + "index.html")
    page.keyboard.press("/")
    page.keyboard.type("空气质量")
    expect(options(page)).to_have_count(7)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/la-zheng-ban-fa-2024-34.html?q=*#n-p-1")
    expect(page.locator("#n-p-1 mark.gz-hit-now")).to_have_text("空气质量")


def test_enter_without_a_mark_leads_to_the_search_page(page: Page, origin: str) -> None:
    page.goto(origin + AIR)
    page.keyboard.press("/")
    page.keyboard.type("空气质量")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    assert asked(page) == {"q": ["空气质量"]}
    assert len(titles(page)) == 6
    expect(page.locator("#gz-ask-q")).to_have_value("空气质量")


def test_slash_is_a_sign_where_one_types(page: Page, files: str) -> None:
    page.goto(files + "search.html")
    page.locator("#gz-ask-q").fill("")
    page.keyboard.type("a/b")
    assert page.locator("#gz-ask-q").input_value() == "a/b"
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#gz-ask-q")).to_be_focused()


@pytest.mark.parametrize("query", ["藏政发〔2024〕11号", "藏政发2024 11", "藏政发(2024)11号"])
def test_number_comes_first(page: Page, files: str, query: str) -> None:
    page.goto(files + "about.html")
    box(page).fill(query)
    expect(options(page).first.locator(".gz-tag")).to_have_text("文号")
    expect(options(page).first).to_contain_text("藏政发〔2024〕11号")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zang-zheng-fa-2024-11.html")
    search(page, files, f"q={query}")
    assert "《西藏自治区空气质量持续改善行动实施方案》的通知" in titles(page)[0]
    expect(page.locator(".gz-said")).to_contain_text("文号“藏政发〔2024〕11号”的文件列在最前")


def test_number_that_is_being_typed(page: Page, files: str) -> None:
    page.goto(files + "about.html")
    box(page).fill("拉政人〔2024〕")
    expect(page.locator(".gz-option-page .gz-tag")).to_have_count(3)


@pytest.fixture
def holding(request: pytest.FixtureRequest, whole: BuiltSite) -> Iterator[tuple[str, SimpleQueue[float]]]:
    """A server that keeps a script of the search back until it is told for how many seconds more.

    It is asked each time: a browser that has the script asks whether it is still the same.
    """
    told: SimpleQueue[float] = SimpleQueue()

    class Holding(Quiet):
        def do_GET(self) -> None:
            if self.path.endswith(f"/search/{request.param}.js"):
                time.sleep(told.get())
            super().do_GET()

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "no-cache")
            super().end_headers()

    with served(whole.site, Holding) as address:
        yield address, told


@pytest.mark.parametrize(
    ("holding", "held", "is_warm"),
    [
        *(("panel", held, is_warm) for held in (None, 0, 300, 1500) for is_warm in (False, True)),
        ("box", 300, False),
    ],
    indirect=["holding"],
)
def test_composing_is_left_alone(
    page: Page, holding: tuple[str, SimpleQueue[float]], held: int | None, is_warm: bool
) -> None:
    """The script comes milliseconds after an input method has begun, or (None) before it."""
    server, told = holding
    if is_warm:
        told.put(0)
        page.goto(server + AIR)
        box(page).fill("空气")
        expect(options(page).first).to_be_visible()
    page.goto(server + "index.html", wait_until="commit")
    box(page).focus()
    if held is None:
        told.put(0)
        expect(box(page)).to_have_role("combobox")
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "kong qi", "selectionStart": 7, "selectionEnd": 7})
    if held is not None:
        told.put(held / 1000)
    expect(box(page)).to_have_role("combobox")
    page.wait_for_timeout(400)
    expect(page.locator(".gz-search-panel")).to_be_hidden()
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keys.send("Input.insertText", {"text": "空气质量"})
    keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    expect(options(page)).to_have_count(7)
    assert page.url == server + "index.html"
    told.put(0)  # the next page may have use for it too
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")


def test_nothing_found_offers_words_that_exist(page: Page, files: str) -> None:
    page.goto(files + "about.html")
    box(page).fill("空气质亮")
    expect(options(page).first).to_have_text("改查空气质量")
    expect(page.locator("form.gz-search [role=status]")).to_contain_text("没有找到“空气质亮”")
    options(page).first.click()
    page.wait_for_url("**/search.html?q=*")
    assert asked(page) == {"q": ["空气质量"]}


def test_missing_index_is_said(page: Page, server: str) -> None:
    page.route("**/assets/search/**", lambda route: route.abort())
    page.goto(server + "index.html")
    box(page).fill("空气")
    expect(page.locator(".gz-search-head")).to_contain_text("没有读到 search/core.js")
    page.goto(server + "search.html?q=空气")
    expect(page.locator(".gz-said")).to_contain_text("没有读到 search/core.js")


# --- the search page ------------------------------------------------------------------------------


def test_of_a_unit_it_is_said_what_is_counted(page: Page, server: str) -> None:
    search(page, server, "q=拉萨市财政局")
    expect(page.locator(".gz-count")).to_have_text("印有“拉萨市财政局”的 1 篇，2 处")
    said = page.locator(".gz-said")
    expect(said).to_contain_text("文中印作别的名称的不计在内；不论印作哪个名称，单位的任务都在单位页")
    expect(said.locator(".gz-ways-in li")).to_contain_text("在5篇文件里牵头3项")
    assert said.locator(".gz-ways-in a").evaluate("a => a.href").endswith("units/la-sa-shi-cai-zheng-ju.html")
    search(page, server, "q=养老服务")
    expect(page.locator(".gz-count")).to_have_text(re.compile("^找到"))
    expect(said).not_to_contain_text("单位页")


def test_of_a_word_it_is_said_what_it_means(page: Page, server: str) -> None:
    search(page, server, "q=地下车位是什么意思")
    expect(page.locator(".gz-count")).to_have_text("查“地下车位”，有 2 篇")
    answer = page.locator(".gz-said .gz-ways-in li")
    expect(answer).to_contain_text("释义 地下车位（库）　第一条 本指导意见所称地下车位（库），是指")
    answer.locator("a").click()
    expect(page.locator("#art-1")).to_be_in_viewport()
    search(page, server, "q=无废城市是什么意思")
    expect(page.locator(".gz-count")).to_have_text("词语释义里没有“无废城市”；查“无废城市”，有 3 篇")


def test_results_are_grouped_by_page(page: Page, origin: str) -> None:
    troubles = watch(page, origin)
    search(page, origin, "q=空气质量")
    expect(page.locator(".gz-count")).to_have_text("找到 6 篇，51 处")
    first = page.locator(".gz-result").first
    expect(first.locator(".gz-result-facts")).to_contain_text("藏政发〔2024〕11号　2024年8月4日")
    assert first.locator(".gz-hits li").count() <= 3
    more = first.get_by_role("button", name="另有 19 处")
    more.click()
    expect(more).to_have_count(0)
    anchors = first.locator(".gz-hit-link").evaluate_all("links => links.map(a => a.hash.slice(1))")
    expect(first.locator(".gz-hit-label").nth(1)).to_be_visible()
    link = first.locator(".gz-hit-link", has_text="实施城市空气质量目标管理").first
    expect(link).to_have_attribute("href", re.compile(r"zang-zheng-fa-2024-11\.html\?q=[^#]+#sec-6-1$"))
    assert page.title().startswith("空气质量 - 检索")
    link.click()
    expect(page.locator("#sec-6-1 mark.gz-hit-now")).to_have_text("空气质量")
    marked = "all => all.map(mark => mark.closest('[id]').id)"
    assert set(page.locator("mark.gz-hit").evaluate_all(marked)) == {*anchors, "n-title"}
    assert troubles == []


def test_ten_pages_at_a_time(page: Page, files: str) -> None:
    search(page, files, "q=的")
    assert len(titles(page)) == 10
    more = page.locator(".gz-more")
    left = int(re.findall(r"\d+", more.inner_text())[0])
    more.click()
    expect(page.locator(".gz-result")).to_have_count(20)
    expect(page.locator(".gz-result").nth(10).locator("a").first).to_be_focused()
    while more.is_visible():
        shown = page.locator(".gz-result").count()
        more.click()
        expect(page.locator(".gz-result").nth(shown)).to_be_visible()
    expect(page.locator(".gz-result")).to_have_count(10 + left)


def facet(page: Page, name: str, value: str) -> Locator:
    return page.locator(f"input[name={name}][value='{value}']")


def test_facets_count_and_keep(page: Page, origin: str) -> None:
    search(page, origin, "q=空气质量")
    assert page.locator("details.gz-facet[open] > summary").all_inner_texts() == [
        "来源",
        "发文机关",
        "类别",
        "年份",
        "栏目",
    ]
    counts = page.locator(".gz-facet", has_text="类别").locator("label").all_inner_texts()
    assert counts[0].split() == ["公文", "3"]
    facet(page, "kind", "公文").check()
    expect(page.locator(".gz-result")).to_have_count(3)
    expect(facet(page, "kind", "公文")).to_be_focused()
    assert asked(page) == {"q": ["空气质量"], "kind": ["公文"]}
    facet(page, "kind", "政策解读").check()  # or
    expect(page.locator(".gz-result")).to_have_count(4)
    facet(page, "year", "2018").check()  # and
    expect(page.locator(".gz-result")).to_have_count(1)
    assert asked(page) == {"q": ["空气质量"], "kind": ["公文", "政策解读"], "year": ["2018"]}
    expect(page.locator(".gz-count")).to_have_text("找到 6 篇，51 处；所选范围内 1 篇")
    page.get_by_role("button", name="去掉 年份：2018").click()
    expect(page.locator(".gz-result")).to_have_count(4)

    page.reload()
    expect(page.locator(".gz-result")).to_have_count(4)
    expect(facet(page, "kind", "政策解读")).to_be_checked()


def test_order_by_date(page: Page, files: str) -> None:
    search(page, files, "q=空气质量")
    by_relevance = titles(page)
    page.get_by_label("日期").check()
    until(page, lambda: asked(page) == {"q": ["空气质量"], "order": ["date"]})
    expect(page.locator(".gz-result-title").first).not_to_have_text(by_relevance[0])
    newest_first = [leaf.title for leaf in reversed(leaves(converted(*SOURCES)))]
    places = [newest_first.index(title) for title in titles(page)]
    assert places == sorted(places)
    assert sorted(titles(page)) == sorted(by_relevance)


def test_back_and_forward(page: Page, origin: str) -> None:
    search(page, origin, "q=空气质量")
    before = page.evaluate("history.length")
    entry = page.locator("#gz-ask-q")
    entry.fill("秸秆")
    until(page, "location.search.includes(encodeURIComponent('秸秆'))")
    assert page.evaluate("history.length") == before  # typing makes no step
    entry.press("Enter")
    until(page, f"history.length === {before + 1}")
    facet(page, "kind", "公文").check()
    expect(page.locator(".gz-count")).to_contain_text("所选范围内")
    until(page, f"history.length === {before + 2}")

    page.go_back()
    expect(facet(page, "kind", "公文")).not_to_be_checked()
    expect(entry).to_have_value("秸秆")
    page.go_back()
    expect(entry).to_have_value("空气质量")
    expect(page.locator(".gz-count")).to_have_text("找到 6 篇，51 处")
    page.go_forward()
    expect(entry).to_have_value("秸秆")
    page.go_forward()
    expect(facet(page, "kind", "公文")).to_be_checked()


def test_back_from_a_result_to_where_one_was(page: Page, origin: str) -> None:
    search(page, origin, "q=的")
    page.locator(".gz-more").click()
    expect(page.locator(".gz-result")).to_have_count(20)
    link = page.locator(".gz-result").nth(15).locator("a").first
    link.scroll_into_view_if_needed()
    top = page.evaluate("scrollY")
    link.click()
    page.wait_for_url(lambda url: "search.html" not in url)
    page.go_back()
    expect(page.locator(".gz-result")).to_have_count(20)
    until(page, f"Math.abs(scrollY - {top}) < 200")


def test_how_the_query_was_read(page: Page, files: str) -> None:
    search(page, files, "q=kqzl")
    expect(page.locator(".gz-said")).to_contain_text("“kqzl”按拼音查“空气质量”")
    assert "q=%E7%A9%BA%E6%B0%94%E8%B4%A8%E9%87%8F" in (
        page.locator(".gz-hit-link").first.get_attribute("href") or ""
    )
    search(page, files, "q=空氣質量")
    expect(page.locator(".gz-said")).to_contain_text("也查了“空气质量”")
    page.locator(".gz-hit-link").first.click()
    expect(page.locator("mark.gz-hit-now")).to_have_text("空气质量")


def test_as_printed(page: Page, files: str) -> None:
    search(page, files, "q=(公开征求意见稿)")
    found = page.locator(".gz-result").count()
    assert found > 0
    page.get_by_label("按印本原样").check()
    expect(page.locator(".gz-none")).to_contain_text("没有找到“(公开征求意见稿)”（按印本原样）")
    assert asked(page)["printed"] == ["1"]
    page.get_by_role("button", name="不按印本原样").click()
    expect(page.locator(".gz-result")).to_have_count(found)
    assert "printed" not in asked(page)


def test_what_stands_nowhere_as_typed_is_not_said_to_be_missing(page: Page, files: str) -> None:
    """The answer stands below: of a question its words, of words without their signs the same with them."""
    for typed, said in (
        ("药店被约谈扣几分", "没有一处逐字印有“药店被约谈扣几分”；查其中的“药店”“约谈”，有 2 篇"),
        ("十三五节能", "没有一处逐字印有“十三五节能”；不计标点符号，有 1 篇"),
    ):
        search(page, files, f"q={typed}")
        expect(page.locator(".gz-result").first).to_be_visible()
        expect(page.locator(".gz-count")).to_have_text(said)


@pytest.mark.parametrize(
    ("typed", "tag", "title"),
    [
        ("怎样离线阅读", "说明", "离线包"),
        ("表格怎么下载", "目录", "下载"),
        ("Excel", "目录", "表格与表单"),
        ("上个月有什么变化", "目录", "发布记录"),
        ("甲烷", "存疑", "印作“甲院”"),
    ],
)
def test_what_is_asked_of_the_site_and_what_was_misprinted_is_led_to(
    page: Page, files: str, typed: str, tag: str, title: str
) -> None:
    search(page, files, f"q={typed}")
    way = page.locator(".gz-ways-in li").filter(has_text=title)
    expect(way.locator(".gz-tag")).to_have_text(tag)


def test_nothing_found_says_what_would_widen_it(page: Page, files: str) -> None:
    search(page, files, "q=空气质量&kind=大事记&year=2018")
    expect(page.locator(".gz-none")).to_contain_text("“空气质量”有 6 篇，都不在所选的“大事记”“2018”之内")
    page.get_by_role("button", name="不限类别（1 篇）").click()
    expect(page.locator(".gz-result")).to_have_count(1)
    assert asked(page) == {"q": ["空气质量"], "year": ["2018"]}

    search(page, files, "q=空气质量+不存在的词语")
    expect(page.locator(".gz-none")).to_contain_text("没有一篇同时印有“空气质量”“不存在的词语”")
    expect(page.locator(".gz-widen")).to_contain_text(["去掉“不存在的词语”：空气质量 6 篇"])
    page.locator(".gz-widen a", has_text="空气质量").first.click()
    until(page, "document.querySelectorAll('.gz-result').length === 6")

    search(page, files, "q=%22空氣質量%22")
    expect(page.locator(".gz-widen").last).to_contain_text("去掉引号：空氣質量 6 篇")


def test_examples_of_the_help_find_something(page: Page, origin: str) -> None:
    page.goto(origin + "search.html")
    expect(page.locator("#gz-ask-help")).to_be_visible()
    expect(page.locator("#gz-ask-q")).to_be_focused()
    examples = page.locator("#gz-ask-help a").evaluate_all("links => links.map(a => a.href)")
    assert len(examples) >= 7
    for example in examples:
        page.goto(example)
        assert titles(page), example
        expect(page.locator("#gz-ask-help")).to_be_hidden()


# --- the marks on a page --------------------------------------------------------------------------


def opened(page: Page, address: str) -> None:
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".gz-hit-bar")).to_be_visible()


def in_view(mark: Locator) -> bool:
    """Whether an element is within the window and not under the header."""
    seen: bool = mark.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
    )
    return seen


def test_the_right_place_is_marked(page: Page, origin: str) -> None:
    print(f"seed {SEED}", file=sys.stderr)
    chance = random.Random(SEED)
    corpus = converted(*SOURCES)
    places = [(leaf.url, place) for leaf in leaves(corpus) for place in leaf.places if place.anchor]
    for _ in range(25):
        url, place = chance.choice(places)
        cells = [cell.strip() for cell in place.text.split(SEPARATOR)]
        cell = chance.choice([c for c in cells if len(c) > 1 and '"' not in c] or ["——"])
        start = chance.randint(0, len(cell) - 2)
        phrase = cell[start : start + chance.randint(2, 12)].strip()
        if phrase not in place.text or len(phrase) < 2:
            continue
        opened(page, f"{origin}{url}?q={quote(chr(34) + phrase + chr(34))}#{place.anchor}")
        block = page.locator(f"[id='{place.anchor}']")
        assert block.locator("mark.gz-hit").count(), (SEED, url, place.anchor, phrase)
        until(page, partial(in_view, block.locator("mark.gz-hit-now").first))


@pytest.mark.parametrize(
    "typed", ["乡村医生 养老保险", "不动产登记一件事 完成时间", "基金管理委员会 主任", "十三五节能减排规划"]
)
def test_a_result_counts_what_opens(page: Page, files: str, typed: str) -> None:
    search(page, files, f"q={typed}")
    titles(page)
    first = page.locator(".gz-result").first
    said = re.search(r"(\d+) 处", first.locator(".gz-result-facts").inner_text())
    assert said
    first.locator(".gz-hit-link").first.click()
    expect(page.locator(".gz-hit-status")).to_have_text(f"已标出 {said[1]} 处")


def test_marks_leave_the_text_as_it_is(page: Page, files: str) -> None:
    page.goto(files + AIR)
    page.wait_for_load_state("load")
    whole_page = "() => document.querySelector('article').innerHTML"
    text = "() => document.querySelector('article').textContent"
    before, printed = page.evaluate(whole_page), page.evaluate(text)
    troubles = watch(page, files)
    opened(page, f"{files}{AIR}?q=空气质量#sec-6-1")
    expect(page.locator(".gz-hit-status")).to_have_text("已标出 22 处")
    page.locator(".gz-hit-bar").evaluate("bar => { window.bar = bar; bar.remove() }")
    assert page.evaluate(text) == printed
    page.evaluate("document.querySelector('article').prepend(window.bar)")
    page.get_by_role("button", name="清除").click()
    expect(page.locator("mark")).to_have_count(0)
    assert page.evaluate(whole_page).replace(' tabindex="-1"', "") == before
    assert page.url == f"{files}{AIR}#sec-6-1"
    assert troubles == []


def test_nothing_derived_is_marked(page: Page, files: str) -> None:
    opened(page, f"{files}{AIR}?q=藏政发〔2024〕11号")
    expect(page.locator("mark.gz-hit")).to_have_count(1)
    expect(page.locator("#n-doc-number mark.gz-hit")).to_have_text("藏政发〔2024〕11号")
    assert page.locator("[data-derived] mark").count() == 0


def test_a_phrase_through_inline_elements_is_one_hit(page: Page, files: str) -> None:
    opened(page, f"{files}{AIR}?q=印发《西藏自治区空气质量持续改善行动实施方案》的通知#n-title")
    expect(page.locator(".gz-hit-status")).to_have_text("已标出 1 处")
    marks = page.locator("#n-title mark.gz-hit")
    shown = marks.all_inner_texts()  # the title is a link, and between its words lines may break
    assert "".join(shown) == "印发《西藏自治区空气质量持续改善行动实施方案》的通知"
    assert (shown[0], shown[-1]) == ("印发", "的通知")
    assert page.locator("mark.gz-hit-now").count() == len(shown)


def test_from_hit_to_hit_by_keyboard(page: Page, files: str) -> None:
    opened(page, f"{files}{AIR}?q=生态环境厅 秸秆 -不存在的")
    total = page.locator("mark.gz-hit").count()
    expect(page.locator(".gz-hit-status")).to_have_text(f"已标出 {total} 处")
    following = page.get_by_role("button", name="下一处")
    following.focus()
    following.press("Enter")
    expect(page.locator(".gz-hit-status")).to_have_text(f"第 2 处，共 {total} 处")
    until(page, lambda: in_view(page.locator("mark.gz-hit-now")))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".gz-hit-status")).to_have_text(f"第 {total} 处，共 {total} 处")
    until(page, lambda: in_view(page.locator("mark.gz-hit-now")))
    page.keyboard.press("Escape")
    expect(page.locator(".gz-hit-bar")).to_have_count(0)
    assert "?" not in page.url


def test_far_down_in_a_long_place(page: Page, files: str) -> None:
    page.set_viewport_size({"width": 320, "height": 400})
    page.goto(files + AIR)
    longest = page.evaluate(
        """() => [...document.querySelectorAll('article .gz-run-in')]
                   .sort((a, b) => b.offsetHeight - a.offsetHeight)
                   .map(e => ({id: e.id, height: e.offsetHeight, text: e.innerText}))[0]"""
    )
    assert longest["height"] > 500
    end = longest["text"].partition("。（")[0][-6:]
    opened(page, f"{files}{AIR}?q={quote(end)}#{longest['id']}")
    until(page, lambda: in_view(page.locator("mark.gz-hit-now").first))


def test_a_row_of_a_table(page: Page, files: str) -> None:
    search(page, files, "q=基金监管&kind=附件")
    link = page.locator(".gz-hit-link[href*='#row-']").first
    anchor = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    expect(page.locator(f"#{anchor} mark.gz-hit").first).to_be_visible()


# --- on every device ------------------------------------------------------------------------------


def width(page: Page) -> int:
    scrolled: int = page.evaluate("document.documentElement.scrollWidth")
    return scrolled


@pytest.mark.parametrize("wide", PHONES)
def test_phone(page: Page, origin: str, wide: int) -> None:
    troubles = watch(page, origin)
    page.set_viewport_size({"width": wide, "height": 700})
    page.goto(origin + AIR)
    header = page.locator("header").bounding_box()
    assert header is not None
    assert header["height"] < 280  # it does not stick: the text has the whole window
    page.get_by_role("button", name="检索：展开检索框").click()
    box(page).click()
    page.keyboard.type("空气质量")
    expect(options(page)).to_have_count(7)
    assert width(page) <= wide
    for text in page.locator(".gz-option-text").all():  # two lines, and the first mark in them
        lower, mark = text.bounding_box(), text.locator("mark").first.bounding_box()
        assert lower is not None
        assert mark is not None
        assert mark["y"] + 8 < lower["y"] + lower["height"]
    page.keyboard.press("Escape")
    expect(page.locator(".gz-search-panel")).to_be_hidden()
    expect(box(page)).to_be_focused()

    search(page, origin, "q=空气质量&kind=公文")
    assert width(page) <= wide
    assert page.locator("details.gz-facet[open]").count() == 0
    page.locator("details.gz-facet > summary", has_text="来源").click()
    assert width(page) <= wide
    opened(page, f"{origin}{AIR}?q=空气质量#sec-6-1")
    assert width(page) <= wide
    bar = page.locator(".gz-hit-bar").bounding_box()
    assert bar is not None
    assert bar["x"] >= 0
    assert bar["x"] + bar["width"] <= wide
    assert troubles == []


_CONTROLS = (
    ".gz-search button, .gz-choices button, .gz-ways a, .gz-option, .gz-ask button, .gz-ask label, "
    ".gz-facet > summary, .gz-facet label, .gz-chip, .gz-plain, .gz-hit-link, .gz-more, .gz-hit-button"
)


@pytest.mark.parametrize("wide", [1280, 390])
@pytest.mark.parametrize(
    "address", ["search.html?q=空气质量&kind=公文", AIR + "?q=空气质量", "search.html?q=的"]
)
def test_targets_are_large_enough(page: Page, files: str, wide: int, address: str) -> None:
    page.set_viewport_size({"width": wide, "height": 800})
    page.goto(files + address)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    small = page.locator(_CONTROLS).evaluate_all(
        """all => all.filter(e => e.checkVisibility()).map(e => [e.className, e.getBoundingClientRect()])
                     .filter(([, r]) => r.height < 24 || r.width < 24).map(([name]) => name)"""
    )
    assert small == []


def test_print_shows_the_text_alone(page: Page, files: str) -> None:
    opened(page, f"{files}{AIR}?q=空气质量")
    page.emulate_media(media="print")
    for hidden in (".gz-hit-bar", ".gz-search", ".gz-header"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.locator("mark.gz-hit").first.evaluate("e => getComputedStyle(e).backgroundColor") == (
        "rgba(0, 0, 0, 0)"
    )


def contrast(element: Locator) -> float:
    """Of the letters of an element against the first ground behind them."""
    measured: float = element.evaluate(
        """e => {
            const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
            const parse = (color, under) => {
                canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
                canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
            };
            const css = c => `rgb(${c.join(',')})`;
            const grounds = [];
            for (let n = e; n; n = n.parentElement) grounds.unshift(getComputedStyle(n).backgroundColor);
            const ground = grounds.reduce((under, color) => parse(color, css(under)), [255, 255, 255]);
            const letters = parse(getComputedStyle(e).color, css(ground));
            const light = c => {
                const [r, g, b] = c.map(v => v / 255)
                    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                return .2126 * r + .7152 * g + .0722 * b;
            };
            const [a, b] = [light(letters), light(ground)].sort((x, y) => y - x);
            return (a + .05) / (b + .05);
        }"""
    )
    return measured


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(page: Page, files: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(files + LONG)
    box(page).click()
    box(page).fill("空气质量")
    expect(options(page)).to_have_count(7)
    names = (
        ".gz-search-input .gz-option-title .gz-option-facts .gz-option-text .gz-option-text_mark "
        ".gz-option-all .gz-search-go"
    )
    low = {n: c for n in names.split() if (c := contrast(page.locator(n.replace("_", " ")).first)) < 4.5}
    assert low == {}
    search(page, files, "q=空气质量&kind=公文")
    names = (
        ".gz-count .gz-chip .gz-result-title_mark .gz-result-facts .gz-hit-text "
        ".gz-hit-text_mark .gz-plain .gz-facet_label .gz-facet-count .gz-ask_button .gz-ask_label"
    )
    low = {n: c for n in names.split() if (c := contrast(page.locator(n.replace("_", " ")).first)) < 4.5}
    assert low == {}
    opened(page, f"{files}{AIR}?q=空气质量")
    low = {
        n: c
        for n in ("mark.gz-hit-now", "mark.gz-hit:not(.gz-hit-now)", ".gz-hit-status", ".gz-hit-button")
        if (c := contrast(page.locator(n).first)) < 4.5
    }
    assert low == {}


# --- hostile text, and no script ------------------------------------------------------------------


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>window.hacked=1</script>",
        '"><img src=x onerror=window.hacked=1>',
        "</title><svg onload=window.hacked=1>",
        "javascript:window.hacked=1",
    ],
)
def test_hostile_query_is_text(page: Page, origin: str, hostile: str) -> None:
    troubles = watch(page, origin)
    search(page, origin, f"q={quote(hostile)}&kind={quote(hostile)}&year={quote(hostile)}")
    assert page.locator("#gz-ask-q").input_value() == hostile
    page.goto(origin + LONG)
    box(page).click()
    box(page).fill(hostile)
    expect(page.locator(".gz-search-panel")).to_be_visible()
    opened(page, f"{origin}{AIR}?q={quote(hostile)}&also={quote(hostile)}")
    assert page.locator("article :is(script, img, iframe), .gz-search :is(script, img)").count() == 0
    assert page.evaluate("window.hacked") is None
    assert troubles == []


@pytest.mark.parametrize("way", ["http", "file"])
def test_hostile_title_is_text(page: Page, hostile: BuiltSite, hostile_server: str, way: str) -> None:
    origin = hostile_server if way == "http" else f"file://{hostile.bundle}/"
    troubles = watch(page, origin)
    search(page, origin, "q=" + quote("<script>window.hacked=1</script>管理办法"))
    assert "<script>window.hacked=1</script>管理办法" in titles(page)[0]
    assert page.locator(".gz-found :is(script, img, svg, iframe, style)").count() == 0
    found = page.locator(".gz-result-title a").first.get_attribute("href")
    page.goto(origin + NOTICE)
    box(page).click()
    box(page).fill("云测发〔2024〕1号")
    expect(options(page).first).to_contain_text("<script>window.hacked=1</script>管理办法")
    assert page.locator(".gz-search-panel :is(script, img, svg)").count() == 0
    assert found is not None
    page.goto(found)
    expect(page.locator("mark.gz-hit").first).to_contain_text("<script>window.hacked=1</script>管理办法")
    assert page.evaluate("window.hacked") is None
    assert troubles == []


@pytest.mark.parametrize("wide", [1280, 390])
def test_without_script_the_box_leads_to_the_printed_indexes(
    browser: Browser, origin: str, whole: BuiltSite, wide: int
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": wide, "height": 800})
    page = context.new_page()
    page.goto(origin + AIR)
    box(page).fill("空气质量")
    box(page).press("Enter")
    page.wait_for_url("**/search.html*")
    assert asked(page) == {"q": ["空气质量"]}
    said = html.document_fromstring((whole.bundle / "search.html").read_bytes()).xpath("//noscript//text()")
    assert "检索需要浏览器运行脚本" in "".join(said)
    expect(page.locator("#gz-ask")).to_be_hidden()
    expect(page.locator("#gz-ask-help")).to_be_hidden()
    expect(page.locator("#gz-ask-indexes")).to_be_visible()
    links = [a.get_attribute("href") or "" for a in page.locator("#gz-ask-indexes a").all()]
    assert {"lists/by-date.html", "lists/by-number.html", "lists/by-issuer.html", "lists/by-kind.html"} < set(
        links
    )
    assert all((whole.bundle / unquote(link)).is_file() for link in links)
    context.close()
