"""The print's pages as pictures below a document, where the sidecar asks for them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page

from build_tools.cache.store import NOTHING_KEPT
from build_tools.exports.every import all_data
from build_tools.pipeline import convert_corpus
from build_tools.site.build import BuildFailed
from build_tools.site.page_images import page_images
from support.built_site import run_gazette
from support.every_page import until
from support.once import once
from support.rendering import hand_written
from support.sheets import by_chromium

_PICTURE = re.compile(r"assets/pages/luzhou-2024-06/\d\.webp$")


def _build(folder: Path) -> None:
    hand_written(folder)
    (folder / "issue.pdf").write_bytes(by_chromium())
    run_gazette(folder, "add", "issue.pdf", "--on", "2024-07-01", "--id", "luzhou-2024-06")
    sidecar = folder / "raw" / "luzhou-2024-06.toml"
    sidecar.write_text("page_images = true\n" + sidecar.read_text(encoding="utf-8"), encoding="utf-8")
    run_gazette(folder, "bundle")


@pytest.fixture(scope="module")
def pictured() -> Path:
    return once("page-images", _build)


def _article(pictured: Path) -> Path:
    """The page of the notice, printed on pages 3 to 4."""
    return next((pictured / "site" / "documents").glob("lu-zheng-fa-2024-12*.html"))


def test_each_page_of_a_document_has_its_picture(pictured: Path) -> None:
    root = html.document_fromstring(_article(pictured).read_bytes())
    found = root.xpath("//article//details[@class='gz-print-page']")
    assert [d.get("id") for d in found] == ["print-3", "print-4"]
    for details, page in zip(found, "34", strict=True):
        assert details.get("open") is None
        assert details.get("data-derived") == "true"
        (picture,) = details.xpath(".//img")
        assert picture.get("loading") == "lazy"
        assert picture.get("alt").startswith("《鹭洲市人民政府公报 2024年第6期（总第156期）》原件第" + page)
        assert (_article(pictured).parent / picture.get("src")).is_file()
    cover = html.document_fromstring((pictured / "site/issues/luzhou-2024-06.html").read_bytes())
    assert [d.get("id") for d in cover.xpath("//details[@class='gz-print-page']")] == ["print-1", "print-2"]


def test_the_bundle_holds_the_pictures(pictured: Path) -> None:
    (bundle,) = (pictured / "dist").glob("*.zip")
    names = zipfile.ZipFile(bundle).namelist()
    assert sum(bool(_PICTURE.search(name)) for name in names) == 8


def test_a_picture_is_loaded_when_it_is_opened(pictured: Path, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(_article(pictured).as_uri())
    page.wait_for_load_state("networkidle")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(300)
    assert [url for url in asked if _PICTURE.search(url)] == []
    page.locator("#print-4 > summary").click()
    until(page, "document.querySelector('#print-4 img').naturalWidth > 500")
    assert [url[-6:] for url in asked if _PICTURE.search(url)] == ["4.webp"]


def test_the_sign_of_a_page_leads_to_its_picture(pictured: Path, page: Page) -> None:
    page.goto(_article(pictured).as_uri())
    sign = page.locator("#page-4.gz-turn[data-print]")
    assert sign.inner_text() == "〔第4页〕"
    sign.locator("a").click()
    until(page, "document.querySelector('#print-4').open")
    until(page, "document.querySelector('#print-4 img').naturalWidth > 500")


def test_pictures_are_in_no_data(pictured: Path) -> None:
    """They are no printed text: data and search are those of the source without them."""
    raw = pictured / "raw" / "luzhou-2024-06.txt"
    with_pictures = all_data(convert_corpus([raw]))
    sidecar = raw.with_suffix(".toml")
    said = sidecar.read_text(encoding="utf-8")
    try:
        sidecar.write_text(said.replace("page_images = true\n", ""), encoding="utf-8")
        assert all_data(convert_corpus([raw])) == with_pictures
    finally:
        sidecar.write_text(said, encoding="utf-8")
    search = (pictured / "site" / "assets" / "search").rglob("*.js")
    assert not any("原件第" in path.read_text(encoding="utf-8") for path in search)


def test_without_its_original_the_build_says_so(pictured: Path, tmp_path: Path) -> None:
    corpus = convert_corpus([pictured / "raw" / "luzhou-2024-06.txt"])
    with pytest.raises(BuildFailed, match="page_images"):
        list(page_images(corpus, tmp_path, NOTHING_KEPT))


def test_a_source_without_pages_cannot_have_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("早市应当按时开市。\n", encoding="utf-8")
    (tmp_path / "a.toml").write_text("page_images = true\n", encoding="utf-8")
    (note,) = (n for n in convert_corpus([tmp_path / "a.txt"]).notes[0] if n.code.id == "sidecar-invalid")
    assert note.file == "a.toml"
    assert "没有可以显示的印刷页" in note.detail
    (tmp_path / "a.toml").write_text("page_images = 1\n", encoding="utf-8")
    (note,) = (n for n in convert_corpus([tmp_path / "a.txt"]).notes[0] if n.code.id == "sidecar-invalid")
    assert "true 或 false" in note.detail
