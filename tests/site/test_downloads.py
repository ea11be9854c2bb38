"""The page 下载 and the files beside a title, with books and without, with a script and without."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from build_tools.books.every import book_files
from build_tools.books.shelves import LIST, shelved
from build_tools.site.writing import write_files
from support.books import SITE
from support.built_site import BuiltSite
from support.conversion import SOURCES, converted
from support.every_page import AIR, ISSUE, TABLE
from support.gzip_server import served_compressed

MENU = ".gz-downloads"


@pytest.fixture(scope="module")
def stocked(whole: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site with its books."""
    site = tmp_path_factory.mktemp("stocked") / "网站 目录"
    shutil.copytree(whole.site, site)
    corpus = converted(*SOURCES)
    write_files(site, shelved(site, book_files(corpus, SITE), corpus))
    return site


def _opened(page: Page, site: Path, name: str) -> None:
    page.goto((site / name).as_uri())
    page.locator("a[data-list]").click()
    expect(page.locator(MENU)).to_be_visible()


def _files(page: Page) -> list[tuple[str, str]]:
    """The name of each file, and where it is."""
    links = page.locator(f"{MENU} a[download]").all()
    return [(link.text_content() or "", str(link.evaluate("a => a.href"))) for link in links]


@pytest.mark.parametrize("name", [AIR, TABLE, ISSUE])
def test_files_beside_a_title_are_those_of_the_list(stocked: Path, page: Page, name: str) -> None:
    _opened(page, stocked, name)
    own = name.partition("/annex")[0].removesuffix(".html") + ".html"
    told = {s["page"]: s["files"] for s in json.loads((stocked / LIST).read_bytes()) if "page" in s}
    books = [f["path"] for f in told[own] if f["path"].startswith("downloads/")]
    assert books
    found = [address for _, address in _files(page)]
    assert found[: len(books)] == [(stocked / path).as_uri() for path in books]
    beside = [(stocked / name).with_suffix(f".{ending}") for ending in ("txt", "md", "json")]
    shown = page.locator("article figure.gz-table a[download]").evaluate_all("all => all.map(a => a.href)")
    assert bool(shown) == (name == TABLE)
    own_files = [] if name == ISSUE else [path.as_uri() for path in beside]
    assert found[len(books) :] == own_files + shown


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (AIR, ["全文", "本页文字", "别的文件"]),
        (ISSUE, ["全文", "别的文件"]),
        (
            TABLE,
            ["所属文件全文，含全部附件", "本页文字", "表：西藏自治区定点医疗机构信用评价指标", "别的文件"],
        ),
    ],
)
def test_the_menu_says_what_each_file_holds(stocked: Path, page: Page, name: str, said: list[str]) -> None:
    _opened(page, stocked, name)
    assert page.locator(f"{MENU} .gz-menu-about").all_inner_texts() == said


def test_checksums_are_folded_and_copied(stocked: Path, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with served_compressed(stocked) as address:
        page.goto(f"{address}lists/downloads.html")
        sums = page.locator("details.gz-sum")
        expect(sums.first.locator("code")).to_be_hidden()
        assert sums.count() == page.locator(".gz-files li a[download]").count()
        sums.first.locator("summary").click()
        said = sums.first.locator("code").inner_text()
        assert re.fullmatch(r"[0-9a-f]{64}", said)
        sums.first.get_by_role("button", name="复制").click()
        expect(sums.first.get_by_role("button")).to_have_text("已复制")
        assert page.evaluate("navigator.clipboard.readText()") == said


def test_without_books_it_says_so_and_offers_the_texts(whole: BuiltSite, page: Page) -> None:
    _opened(page, whole.site, AIR)
    assert [words for words, _ in _files(page)] == ["TXT", "Markdown", "JSON"]
    expect(page.locator(f"{MENU} .gz-menu-status")).to_have_text("这里没有另做 Word、EPUB 和 PDF")
    page.locator(f"{MENU} a").last.click()
    expect(page.locator("#downloads")).to_contain_text("没有另做图书")


def test_without_books_no_file_is_asked_for_that_is_not_there(whole: BuiltSite, page: Page) -> None:
    wrong: list[str] = []
    page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    with served_compressed(whole.site) as address:
        for name in (AIR, TABLE, ISSUE):
            page.goto(f"{address}{name}")
            page.locator("a[data-list]").click()
            expect(page.locator(f"{MENU} .gz-menu-status")).to_have_text("这里没有另做 Word、EPUB 和 PDF")
    assert wrong == []


def test_without_books_the_page_says_how_they_come_and_speaks_of_no_sums(
    whole: BuiltSite, stocked: Path, page: Page
) -> None:
    article = page.locator("article")
    page.goto((whole.site / "lists/downloads.html").as_uri())
    expect(article).to_contain_text("没有另做图书")
    expect(article).not_to_contain_text(re.compile("SHA|与这里所列"))
    page.locator("#downloads a", has_text="编者手册").click()
    expect(page.locator("#books")).to_be_in_viewport()
    page.goto((stocked / "lists/downloads.html").as_uri())
    expect(article).to_contain_text("算出文件的 SHA-256，与这里所列比较")
    expect(article).not_to_contain_text("没有另做图书")


def test_by_keyboard(stocked: Path, page: Page) -> None:
    page.goto((stocked / AIR).as_uri())
    page.locator("a[data-list]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{MENU} a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("a[data-list]")).to_be_focused()
    expect(page.locator(MENU)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(f"{MENU} a").first).to_be_focused()
    for _ in range(page.locator(f"{MENU} a").count()):
        page.keyboard.press("Tab")
    expect(page.locator(MENU)).to_be_hidden()


def test_what_offers_files_is_fetched_when_it_is_used(whole: BuiltSite, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with served_compressed(whole.site) as address:
        page.goto(f"{address}{AIR}")
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if "downloads" in url]
        page.locator("a[data-list]").click()
        expect(page.locator(MENU)).to_be_visible()
    assert [url for url in asked if url.endswith("page/downloads.js")]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_menu_stays_on_the_page(stocked: Path, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    _opened(page, stocked, AIR)
    box = page.locator(MENU).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.goto((stocked / "lists/downloads.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_there_is_neither_link_nor_menu(stocked: Path, page: Page) -> None:
    _opened(page, stocked, AIR)
    page.emulate_media(media="print")
    expect(page.locator("a[data-list]")).to_be_hidden()
    expect(page.locator(MENU)).to_be_hidden()


def test_the_pages_lead_to_files_that_are_there(stocked: Path, page: Page) -> None:
    """Without a script too: they hold none of their own."""
    page.goto((stocked / "lists/downloads.html").as_uri())
    page.locator("#downloads a", has_text="这一期的各份文件").first.click()
    expect(page.locator("h1")).to_have_text(re.compile("^下载："))
    ways = page.locator("#downloads a").evaluate_all(
        "all => all.map(a => decodeURI(new URL(a.href).pathname))"
    )
    assert ways
    assert not [way for way in ways if not Path(way).is_file()]
