"""关注清单: what is added, what is told as new, and that all of it stays in the browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools.model.corpus import Corpus
from build_tools.site.watched import watched_files
from support.built_site import BuiltSite
from support.conversion import SOURCES, converted
from support.every_page import AIR
from support.firefox import firefox

LIST = "lists/watch.html"
UNIT = "lists/units/la-sa-shi-cai-zheng-ju.html"
KEPT = "Object.entries(localStorage).find(([name]) => name.endsWith('watch'))"


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.fixture(params=["http", "file"])
def origin(request: pytest.FixtureRequest, whole: BuiltSite, server: str) -> str:
    return server if request.param == "http" else f"file://{whole.bundle}/"


def opened(page: Page, address: str) -> None:
    page.goto(address)
    if page.locator("details.gz-about").count():
        page.locator("details.gz-about > summary").click()


def watch(page: Page, address: str, name: str = "关注") -> None:
    """Added where it stands; then the way to the list."""
    opened(page, address)
    page.get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("link", name=f"已{name}", exact=True)).to_have_count(1)
    page.locator("article").get_by_role("link", name="关注清单").first.click()
    expect(page.locator("#gz-watch-items > *").first).to_be_visible()


def change(page: Page, made: str) -> None:
    """What is kept, as a visit before may have left it; ``made`` is script over ``items``."""
    page.evaluate(
        f"""() => {{ const [name, text] = {KEPT}; const list = JSON.parse(text), items = list.items; {made};
        localStorage.setItem(name, JSON.stringify(list)); }}"""
    )
    page.reload()


def test_what_is_added_is_told_when_it_changes(origin: str, reader: Page) -> None:
    watch(reader, origin + AIR)
    watch(reader, origin + UNIT)
    watch(reader, origin + "lists/targets.html")
    watch(reader, f"{origin}search.html?q=空气质量", "关注这个检索")
    entries = reader.locator(".gz-watch-item")
    expect(entries).to_have_count(4)
    expect(reader.locator(".gz-watch-none")).to_have_count(4)
    lose = "items.forEach(i => delete i.seen[Object.keys(i.seen).pop()]); items[0].seen.text = 'other'"
    change(
        reader,
        f"{lose}; items[1].seen['x'] = '负责　某项'; items[2].seen[Object.keys(items[2].seen)[0]] = '旧'",
    )
    expect(reader.locator(".gz-watch-item li")).to_have_count(7)
    told = reader.locator(".gz-watch-item li").all_inner_texts()
    assert [words.partition("：")[0] for words in told] == [
        *("文字有改动", "新增引用", "新增任务", "不再列出", "数值有变", "新增数值", "新增结果")
    ]
    way = entries.nth(1).locator("li a").first
    assert "documents/" in (way.get_attribute("href") or "")
    reader.get_by_role("button", name="都看过了").click()
    expect(reader.locator(".gz-watch-none")).to_have_count(4)
    reader.reload()
    expect(reader.locator(".gz-watch-none")).to_have_count(4)


def test_what_has_news_comes_first(server: str, reader: Page) -> None:
    watch(reader, server + AIR)
    watch(reader, server + UNIT)
    change(reader, "delete items[1].seen[Object.keys(items[1].seen)[0]]")
    expect(reader.locator(".gz-watch-item h2").first).to_have_text("拉萨市财政局")


def test_it_is_taken_on_and_off_where_it_stands(origin: str, reader: Page) -> None:
    for address, name in (
        (AIR, "关注"),
        (UNIT, "关注"),
        ("search.html?q=空气质量", "关注这个检索"),
    ):
        opened(reader, origin + address)
        page = reader.url
        link = reader.locator("a[href*='watch.html?']").first
        link.click()
        expect(link).to_have_text(f"已{name}")
        assert reader.url == page
        opened(reader, page)  # and when one comes again
        expect(link).to_have_text(f"已{name}")
        ways = reader.locator("article a[href$='watch.html']")
        expect(ways).to_have_count(1)
        expect(ways).to_be_visible()
        link.click()
        expect(link).to_have_text(name)
        expect(ways).to_have_count(0 if "search" in address else 1)
        assert reader.url == page
        opened(reader, page)
        expect(link).to_have_text(name)


AHEAD = {
    "lists/deadlines.html": "任务期限",
    "lists/calendar.html": "时效日历",
    "lists/radar.html": "到期与清理",
}


@pytest.mark.parametrize("address", [AIR, UNIT, *AHEAD])
def test_the_list_is_one_step_from_where_one_decides_to_watch(
    server: str, reader: Page, address: str
) -> None:
    opened(reader, server + address)
    expect(reader.locator("article a[href$='watch.html']")).to_be_visible()
    expect(reader.locator("footer a[href$='watch.html']")).to_have_text("关注清单")


@pytest.mark.parametrize("address", AHEAD)
def test_what_looks_ahead_is_told_apart(server: str, reader: Page, address: str) -> None:
    """What has to be done, when texts begin and end, which texts to look at: each leads to the two others."""
    reader.goto(server + address)
    expect(reader.get_by_role("heading", level=1)).to_have_text(AHEAD[address])
    told = reader.locator("article > h1 + p")
    expect(told).to_contain_text("本页列")
    ways = {a.inner_text() for a in told.locator("a").all()} - {"关注清单"}
    assert ways == set(AHEAD.values()) - {AHEAD[address]}


def test_another_query_is_not_the_one_that_is_watched(server: str, reader: Page) -> None:
    watch(reader, f"{server}search.html?q=空气质量", "关注这个检索")
    reader.goto(f"{server}search.html?q=空气")
    link = reader.get_by_role("link", name="关注这个检索", exact=True)
    expect(link).to_be_visible()
    reader.locator("#gz-ask-q").fill("空气质量")
    expect(reader.get_by_role("link", name="已关注这个检索")).to_be_visible()


def test_a_page_without_a_list_fetches_nothing_for_it(server: str, reader: Page) -> None:
    fetched: list[str] = []
    reader.on("request", lambda request: fetched.append(request.url))
    reader.goto(server + AIR)
    reader.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "watch" in url]


def test_a_thing_is_added_once_and_taken_off(server: str, reader: Page) -> None:
    watch(reader, server + AIR)
    reader.goto(f"{server}{LIST}?add=documents/xizang-2024-07&of={AIR}")
    expect(reader.locator("#gz-watch-said")).to_contain_text("清单里已有")
    expect(reader.locator(".gz-watch-item")).to_have_count(1)
    assert "?" not in reader.url  # coming back adds nothing
    reader.get_by_role("button", name="取消关注：").click()
    expect(reader.locator("#gz-watch-items")).to_have_text("还没有关注什么。")
    reader.reload()
    expect(reader.locator("#gz-watch-items")).to_have_text("还没有关注什么。")


def test_export_and_import(origin: str, reader: Page, browser: Browser, tmp_path: Path) -> None:
    watch(reader, origin + AIR)
    watch(reader, f"{origin}search.html?q=空气质量", "关注这个检索")
    with reader.expect_download() as saved:
        reader.get_by_role("button", name="导出").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    held = json.loads(file.read_text(encoding="utf-8"))
    assert [item["title"] for item in held["items"]][1] == "空气质量"
    assert "file:" not in file.read_text(encoding="utf-8")  # no path of the machine
    other = browser.new_context().new_page()
    other.goto(origin + LIST)
    other.set_input_files("#gz-watch-import", file)
    expect(other.locator("#gz-watch-said")).to_have_text("导入了2条。")
    expect(other.locator(".gz-watch-item")).to_have_count(2)
    other.set_input_files("#gz-watch-import", file)
    expect(other.locator("#gz-watch-said")).to_have_text("导入了0条。")
    other.context.close()


@pytest.mark.parametrize(
    "text",
    [
        "不是",
        "[]",
        '{"format": "gazette-watch"}',
        '{"format": "other", "items": []}',
    ],
)
def test_what_is_no_list_is_refused(server: str, reader: Page, tmp_path: Path, text: str) -> None:
    (tmp_path / "list.json").write_text(text, encoding="utf-8")
    watch(reader, server + AIR)
    reader.set_input_files("#gz-watch-import", tmp_path / "list.json")
    expect(reader.locator("#gz-watch-said")).to_have_text("这个文件不是从关注清单导出的")
    expect(reader.locator(".gz-watch-item")).to_have_count(1)


def test_a_hostile_list_harms_nothing(server: str, reader: Page, tmp_path: Path) -> None:
    troubles: list[str] = []
    reader.on("console", lambda m: troubles.append(m.text))
    items = [
        {"shard": "../../x", "key": "", "title": "甲"},
        {"shard": "documents/..", "key": "", "title": "乙"},
        {"shard": "units/none", "key": "", "title": "<b>丙</b>", "seen": {"a": 1}, "day": "javascript:"},
        {"q": "<img src=x onerror=alert(1)>", "title": 7},
        {"q": "空气", "title": "<i>丁</i>", "seen": [1]},
        None,
        7,
    ]
    file = tmp_path / "list.json"
    file.write_text(json.dumps({"format": "gazette-watch", "version": 1, "items": items}), encoding="utf-8")
    reader.goto(server + LIST)
    reader.set_input_files("#gz-watch-import", file)
    expect(reader.locator("#gz-watch-said")).to_have_text("导入了2条。")
    expect(reader.locator(".gz-watch-item h2").filter(has_text="<b>丙</b>")).to_have_count(1)
    expect(reader.get_by_text("本站现在没有这一条")).to_have_count(1)
    assert [t for t in troubles if "404" not in t] == []


def test_nothing_leaves_the_machine(server: str, reader: Page) -> None:
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    watch(reader, server + AIR)
    reader.get_by_role("button", name="都看过了").click()
    expect(reader.locator("#gz-watch-said")).to_have_text("都记作看过了。")
    assert {line.partition(" ")[0] for line in asked} == {"GET"}
    assert all(line.split(" ")[1].startswith((server, "data:")) for line in asked)
    assert reader.context.cookies() == []


def test_where_nothing_may_be_kept_it_is_said(server: str, reader: Page) -> None:
    reader.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); }"
    )
    opened(reader, server + AIR)
    reader.get_by_role("link", name="关注", exact=True).click()
    expect(reader.locator("#gz-watch-said")).to_contain_text("不让这一页保存清单")
    expect(reader.locator(".gz-watch-item")).to_have_count(1)
    expect(reader.get_by_role("button", name="导出")).to_be_visible()


def test_firefox_keeps_it_from_files_too(whole: BuiltSite) -> None:
    with firefox() as fox:
        fox.open(f"file://{whole.bundle}/{LIST}?add=units/la-sa-shi-cai-zheng-ju")
        fox.until("document.querySelectorAll('.gz-watch-item').length === 1")
        fox.open(f"file://{whole.bundle}/{LIST}?q=空气质量")
        fox.until("document.querySelectorAll('.gz-watch-item').length === 2")
        assert fox.troubles == []


# The lines


def test_no_two_lines_of_a_thing_have_one_name() -> None:
    corpus: Corpus = converted(*SOURCES)
    files = watched_files(corpus)
    assert files
    for script in files.values():
        for thing in json.loads(script.partition(",")[2].rstrip(");\n")).values():
            names = [line[0] for line in thing["lines"]]
            assert len(set(names)) == len(names)
            assert thing["lines"]


def test_each_link_leads_to_its_lines(whole: BuiltSite) -> None:
    """Documents with facts, units, and indicators: as many links as things."""
    held = {p.relative_to(whole.site / "assets/watch").with_suffix("").as_posix() for p in _shards(whole)}
    asked = {
        shard for path in whole.site.rglob("*.html") for shard in _asked(path.read_text(encoding="utf-8"))
    }
    assert asked == held


def _shards(whole: BuiltSite) -> Iterator[Path]:
    yield from (whole.site / "assets" / "watch").rglob("*.js")


def _asked(html: str) -> Iterator[str]:
    for way in html.split("watch.html?add=")[1:]:
        yield way.partition('"')[0].partition("&")[0]
