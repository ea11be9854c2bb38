"""The law as it stands on the reader's day: in Chromium, and by its days without script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from build_tools.pipeline import convert_corpus
from build_tools.site.build import render
from build_tools.site.writing import write_files
from support.once import once
from support.paths import TESTS
from support.rendering import hand_written

FOLDER = TESTS / "facts" / "amendments"
TEXTS = sorted(path for n in ("01", "02", "05", "08") for path in (FOLDER / f"corpus-{n}").glob("*.txt"))
PAGE = "documents/qing-zheng-gui-2019-4.html"
BY = "青政规〔2023〕7号"


def _corpus(folder: Path) -> Corpus:
    """Four of the corpora in one; files of one name stand in different folders."""
    raw = folder / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for path in TEXTS:
        (raw / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes())
    return convert_corpus(sorted(raw.glob("*.txt")))


def _render(folder: Path) -> None:
    hand_written(folder)
    corpus = _corpus(folder)
    write_files(folder / "docs", all_pages(corpus))
    render(folder / "mkdocs.yml", corpus, folder / "site")


@pytest.fixture(scope="module")
def site() -> Path:
    """The site of texts and of what amends them."""
    return once("amended", _render) / "site"


def _shown(page: Page, site: Path, path: str, day: str) -> list[str]:
    """The states of the texts of a page on a day, as a reader sees them."""
    page.clock.set_fixed_time(f"{day}T08:00:00")
    page.goto((site / path).as_uri())
    return page.locator("dl.gazette-facts .gz-clock").all_inner_texts()


@pytest.mark.parametrize(
    ("path", "day", "said"),
    [
        (PAGE, "2019-06-01", "尚未施行"),
        (PAGE, "2023-09-30", "现行有效；将由青政规〔2023〕7号修改（自2023年10月1日起）"),
        (PAGE, "2024-08-01", "现行有效，期限已删去；已由青政规〔2023〕7号修改（自2023年10月1日起）"),
        (PAGE, "2025-06-01", "废止（2025年6月1日）"),
        ("documents/bai-zheng-gui-2018-3.html", "2021-03-15", "现行有效；将由白政规〔2023〕1号延长"),
        ("documents/bai-zheng-gui-2018-3.html", "2024-03-15", "现行有效，有效期至2025年2月28日（由白政规"),
        ("documents/bai-zheng-gui-2018-3.html", "2025-03-01", "有效期已于2025年2月28日届满"),
        ("documents/qing-zheng-gui-2021-6.html", "2023-08-15", "暂停执行（由青政规〔2023〕5号"),
        ("documents/qing-zheng-gui-2021-6.html", "2023-10-01", "现行有效"),
        ("documents/qing-zheng-gui-2021-4.html", "2024-05-01", "有效期已于2024年4月10日届满"),
    ],
)
def test_the_state_of_the_day(page: Page, site: Path, path: str, day: str, said: str) -> None:
    assert any(said in state for state in _shown(page, site, path, day))


def test_a_term_that_was_deleted_is_stated_on_no_day(page: Page, site: Path) -> None:
    for day in ("2019-08-01", "2023-10-01", "2024-08-01", "2026-01-01"):
        assert not any("有效期至" in state for state in _shown(page, site, PAGE, day))


def test_without_script_the_days_stand_and_lead_on(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / PAGE).as_uri())
    states = page.locator("dl.gazette-facts .gz-clock").all_inner_texts()
    assert any(
        f"2023年10月1日起：现行有效，期限已删去；已由{BY}修改（自2023年10月1日起）" in s for s in states
    )
    note = page.locator("#art-2 + .gz-amended")
    assert f"已由{BY}修改（自2023年10月1日起）" in note.inner_text()
    note.locator("a:visible").first.click()
    assert page.url.endswith("qing-zheng-gui-2023-7.html#sec-1")
    page.locator("#sec-1 + .gz-amended a").click()
    assert page.url.endswith("qing-zheng-gui-2019-4.html#art-2")
    context.close()


def test_machines_are_told_by_what_a_text_is_changed(page: Page, site: Path) -> None:
    page.goto((site / PAGE).as_uri())
    told = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    assert [by["temporalCoverage"] for by in told["@reverse"]["legislationAmends"]] == ["2023-10-01/.."]
    page.goto((site / "documents/qing-zheng-gui-2023-7.html").as_uri())
    told = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    assert [other["name"] for other in told["legislationAmends"]] == ["青江市临时占道经营管理办法"]
