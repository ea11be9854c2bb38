"""Citing in a real browser: the menu behind each sign, what lands in the clipboard, where it may not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from build_tools.pipeline import convert_corpus
from build_tools.site.build import render
from build_tools.site.writing import write_files
from support.built_site import served
from support.once import once
from support.paths import ROOT
from support.rendering import hand_written

TITLE = "关于印发《<script>window.hacked=1</script>“甲&乙\"丙'{url}办法》的通知"
HOSTILE = f"""{TITLE}

云测发〔2024〕1号

各单位：

现将有关办法印发给你们，请遵照执行。

云测市人民政府

2024年1月2日
"""
REPORT = "https://example.org/new?title={title}&place={anchor}&page={url}"
DAY = "2027-03-09T00:30:00"

NOTICE = "documents/zang-zheng-ban-han-2024-23.html"
RULES = "documents/zang-yi-bao-2023-33.html"
TABLE = "documents/zang-yi-bao-2023-33/annex-6.html"
LETTER = "documents/zang-yi-bao-2023-33/annex-5.html"
WILD = "documents/yun-ce-fa-2024-1.html"


@dataclass(frozen=True)
class Cited:
    """A built site in a folder and on a loopback address."""

    folder: Path
    server: str

    def origin(self, way: str) -> str:
        return self.server if way == "http" else f"file://{self.folder}/"


@pytest.fixture(scope="module")
def cited() -> Iterator[Cited]:
    """Two real sources and a hostile one, with an address for corrections."""
    site = once("cited", _render) / "site"
    with served(site) as address:
        yield Cited(site, address)


def _render(folder: Path) -> None:
    hand_written(folder)
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert "\nextra:\n" in text
    config.write_text(
        text.replace("\nextra:\n", f'\nextra:\n  correction_url: "{REPORT}"\n'), encoding="utf-8"
    )
    hostile = folder / "hostile.txt"
    hostile.write_text(HOSTILE, encoding="utf-8")
    names = ("xizang-2024-07", "xizang-2023-departments")
    corpus = convert_corpus([*(ROOT / "raw" / f"{n}.txt" for n in names), hostile])
    write_files(folder / "docs", all_pages(corpus))
    render(config, corpus, folder / "site")


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page whose clipboard can be read, on a fixed day."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.clock.set_fixed_time(DAY)
    yield page
    context.close()


def sign(place: Locator) -> Locator:
    place.scroll_into_view_if_needed()
    place.hover()
    return place.locator(".gz-permalink").first


def copied(page: Page, button: str) -> str:
    page.locator(f".gz-menu {button}").click()
    expect(page.locator(".gz-menu-status")).to_have_text("已复制")
    text = str(page.evaluate("navigator.clipboard.readText()"))
    assert page.locator(".gz-menu-text").input_value() == text
    return text


_RULES = "西藏自治区医疗保障基金使用信用管理办法（试行）"
_PLAN = "西藏自治区高效办成“不动产登记一件事”工作方案"
_INDICATORS = "西藏自治区定点医疗机构信用评价指标"
_GAZETTE = "《西藏自治区人民政府公报》2024年第7期"

PLACES = {
    "an article": (
        RULES,
        "#art-15",
        f"《{_RULES}》（藏医保〔2023〕33号）第十五条",
        f"西藏自治区医疗保障局. {_RULES}: 藏医保〔2023〕33号[EB/OL]. (2023-05-08)[2027-03-09]. ",
    ),
    "a paragraph of an article": (
        RULES,
        "#art-4-2",
        f"《{_RULES}》（藏医保〔2023〕33号）第四条第二款",
        f"西藏自治区医疗保障局. {_RULES}: 藏医保〔2023〕33号[EB/OL]. (2023-05-08)[2027-03-09]. ",
    ),
    "a paragraph over two pages": (
        NOTICE,
        "#p-3",
        f"《{_PLAN}》（藏政办函〔2024〕23号）“二、工作职责”下第1段，{_GAZETTE}第9—10页",
        f"西藏自治区人民政府办公厅. {_PLAN}: 藏政办函〔2024〕23号[EB/OL]. (2024-06-27)[2027-03-09]. ",
    ),
    "a heading on a known page": (
        NOTICE,
        "#sec-4-3",
        f"《{_PLAN}》（藏政办函〔2024〕23号）四、（三），{_GAZETTE}第11页",
        f"西藏自治区人民政府办公厅. {_PLAN}: 藏政办函〔2024〕23号[EB/OL]. (2024-06-27)[2027-03-09]. ",
    ),
    "a row": (
        TABLE,
        "#row-3",
        f"《{_RULES}》（藏医保〔2023〕33号）附件6《{_INDICATORS}》第3行",
        f"西藏自治区医疗保障局. {_RULES}: 附件6 {_INDICATORS}: 藏医保〔2023〕33号[EB/OL]. "
        "(2023-05-08)[2027-03-09]. ",
    ),
    "a paragraph of an annex": (
        LETTER,
        "#p-3",
        f"《{_RULES}》（藏医保〔2023〕33号）附件5《不予信用修复告知书》正文第3段",
        f"西藏自治区医疗保障局. {_RULES}: 附件5 不予信用修复告知书: 藏医保〔2023〕33号[EB/OL]. "
        "(2023-05-08)[2027-03-09]. ",
    ),
}


@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("name", PLACES)
def test_both_forms_land_in_the_clipboard(cited: Cited, reader: Page, name: str, way: str) -> None:
    path, place, plain, standard = PLACES[name]
    address = cited.origin(way) + path
    reader.goto(address)
    sign(reader.locator(place)).click()
    assert copied(reader, ".gz-copy-link") == address + place
    said = path if way == "file" else address  # a folder of this machine would lead no one else anywhere
    assert copied(reader, ".gz-copy-plain") == f"{plain}，{said}{place}"
    assert copied(reader, ".gz-copy-standard") == f"{standard}{said}{place}."
    assert reader.url == address + place


def test_the_title_cites_the_whole_page(cited: Cited, reader: Page) -> None:
    address = cited.origin("http") + NOTICE
    reader.goto(address)
    sign(reader.locator("h1")).click()
    title = f"西藏自治区人民政府办公厅关于印发《{_PLAN}》的通知"
    assert (
        copied(reader, ".gz-copy-plain")
        == f"《{title}》（藏政办函〔2024〕23号），{_GAZETTE}第9页起，{address}"
    )


def test_a_signature_has_an_address_but_no_place(cited: Cited, reader: Page) -> None:
    address = cited.origin("http") + NOTICE
    reader.goto(address)
    sign(reader.locator("#n-sign")).click()
    expect(reader.get_by_role("dialog", name="西藏自治区人民政府办公厅")).to_be_visible()
    assert copied(reader, ".gz-copy-link") == f"{address}#n-sign"
    assert f"（藏政办函〔2024〕23号），{_GAZETTE}第9页起，" in copied(reader, ".gz-copy-plain")


def test_a_page_without_a_printed_title_has_its_sign(cited: Cited, reader: Page) -> None:
    address = cited.origin("http") + "issues/xizang-2024-07.html"
    reader.goto(address)
    sign(reader.locator("h1")).click()
    assert copied(reader, ".gz-copy-link") == f"{address}#page-title"
    expect(reader.locator(".gz-copy-plain")).to_be_hidden()


def test_where_pages_are_not_certain_only_the_first_is_said(cited: Cited, reader: Page) -> None:
    reader.goto(cited.origin("http") + "documents/zang-zheng-fa-2024-11.html")
    sign(reader.locator("#sec-9-1")).click()
    assert f"，{_GAZETTE}第1页起，" in copied(reader, ".gz-copy-plain")


def test_every_block_title_table_and_row_has_its_sign(cited: Cited, page: Page) -> None:
    page.goto(cited.origin("file") + TABLE)
    places = page.locator("article [data-l][id]:not(thead *)").all()
    assert len(places) > 20
    for place in places:
        name = place.get_attribute("id")
        link = page.locator(f"article :is(.gz-permalink, .gz-table-files > a)[href='#{name}']")
        assert link.count() == 1, name
        label = link.get_attribute("aria-label") or link.inner_text()
        assert label.strip(), name


def test_without_the_clipboard_the_browser_copies(cited: Cited, reader: Page) -> None:
    reader.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    reader.goto(cited.origin("http") + RULES)
    sign(reader.locator("#art-15")).click()
    reader.locator(".gz-copy-plain").click()
    expect(reader.locator(".gz-menu-status")).to_have_text("已复制")
    reader.evaluate(
        "document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' }))"
    )
    reader.locator("#paste").focus()
    reader.keyboard.press("Control+V")
    assert (
        reader.locator("#paste").input_value().startswith(f"《{_RULES}》（藏医保〔2023〕33号）第十五条，http")
    )


def test_where_nothing_copies_the_text_is_shown_and_selected(cited: Cited, reader: Page) -> None:
    reader.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('no'));"
        "document.execCommand = () => false;"
    )
    reader.goto(cited.origin("http") + RULES)
    sign(reader.locator("#art-15")).click()
    reader.locator(".gz-copy-plain").click()
    expect(reader.locator(".gz-menu-status")).to_contain_text("没能复制")
    shown = reader.locator(".gz-menu-text")
    expect(shown).to_be_focused()
    assert reader.evaluate("String(getSelection())") == shown.input_value() != ""


def test_by_keyboard_there_and_back(cited: Cited, page: Page) -> None:
    page.goto(cited.origin("file") + RULES)
    link = page.locator("#art-15 .gz-permalink")
    link.focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("dialog", name="第十五条")
    expect(menu).to_be_visible()
    expect(page.locator(".gz-copy-link")).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".gz-menu .gz-correction").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#art-16 :focus")).to_have_count(1)  # on in the text, to its first link
    expect(page.locator(".gz-menu")).to_be_hidden()


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_the_menu_is_whole_and_its_targets_are_wide(
    cited: Cited, browser: Browser, dark: bool
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800},
        has_touch=True,
        is_mobile=True,
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.goto(cited.origin("file") + RULES)
    link = page.locator("#art-15 .gz-permalink")
    link.scroll_into_view_if_needed()
    assert link.evaluate("e => getComputedStyle(e).opacity") == "0"
    page.locator("#art-15").tap(position={"x": 40, "y": 10})
    assert float(link.evaluate("e => getComputedStyle(e).opacity")) >= 0.7
    link.tap()
    page.locator(".gz-copy-standard").tap()
    expect(page.locator(".gz-menu-text")).to_be_visible()
    box = page.locator(".gz-menu").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 800
    for target in page.locator(".gz-menu :is(a, button):visible, #art-15 .gz-permalink").all():
        size = target.bounding_box()
        assert size is not None
        assert size["width"] >= 24, target.inner_text()
        assert size["height"] >= 24, target.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_a_row_is_reached_by_touch(cited: Cited, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(cited.origin("file") + TABLE)
    page.locator("#row-3 td").last.tap()
    page.locator("#row-3 .gz-permalink").tap()
    expect(page.get_by_role("dialog", name="第3行")).to_be_visible()
    context.close()


def test_hostile_title_stays_text_and_is_encoded(cited: Cited, reader: Page) -> None:
    troubles: list[str] = []
    reader.on("pageerror", lambda e: troubles.append(str(e)))
    address = cited.origin("http") + WILD
    reader.goto(address)
    sign(reader.locator("#p-1")).click()
    assert copied(reader, ".gz-copy-plain") == f"《{TITLE}》（云测发〔2024〕1号）正文第1段，{address}#p-1"
    href = reader.locator(".gz-menu .gz-correction").get_attribute("href") or ""
    said = parse_qs(urlsplit(href).query)
    assert said == {"title": [TITLE], "place": ["p-1"], "page": [f"{address}#p-1"]}
    assert not re.search(r"[\"<> ]", href)
    assert reader.evaluate("window.hacked") is None
    assert troubles == []


def test_a_page_leads_to_where_it_is_corrected(cited: Cited, page: Page, browser: Browser) -> None:
    address = cited.origin("http") + WILD
    page.goto(address)
    own = page.locator(".gz-page-tools .gz-correction")
    said = parse_qs(urlsplit(own.get_attribute("href") or "").query, keep_blank_values=True)
    assert said == {"title": [TITLE], "place": [""], "page": [address]}
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(address)
    href = plain.locator(".gz-page-tools .gz-correction").get_attribute("href") or ""
    assert unquote(href) == REPORT.format(title=TITLE, anchor="", url=WILD)
    assert '"' not in href
    context.close()


def test_unset_no_page_offers_a_correction(built: tuple[Corpus, Path], page: Page) -> None:
    record = next(r for r in built[0].records if r.document.doc_number)
    page.goto(f"file://{built[1]}/{record.url}")
    assert page.locator("[data-correction], .gz-page-tools .gz-correction").count() == 0
    page.locator("article .gz-permalink").first.click()
    expect(page.locator(".gz-copy-plain")).to_be_visible()
    expect(page.locator(".gz-correction")).to_be_hidden()


def test_nothing_of_it_prints(cited: Cited, page: Page) -> None:
    page.goto(cited.origin("file") + NOTICE)
    sign(page.locator("#p-3")).click()
    expect(page.locator("#page-10")).to_be_visible()
    page.emulate_media(media="print")
    for name in (".gz-tools", ".gz-turn", ".gz-menu", ".gz-page-tools"):
        for place in page.locator(name).all():
            assert not place.is_visible(), name


def test_copied_text_is_the_printed_text(cited: Cited, page: Page) -> None:
    page.goto(cited.origin("file") + NOTICE)
    selected = page.evaluate(
        "(getSelection().selectAllChildren(document.querySelector('#p-3')), `${getSelection()}`)"
    )
    assert "自然资源厅为高效办成" in selected
    assert "¶" not in selected


_CONTRAST = """e => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (...colors) => { canvas.fillStyle = '#fff'; canvas.fillRect(0, 0, 1, 1);
    for (const [color, alpha] of colors) { canvas.globalAlpha = alpha; canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1); canvas.globalAlpha = 1; }
    return canvas.getImageData(0, 0, 1, 1).data; };
  const light = d => [0.2126, 0.7152, 0.0722].reduce((sum, k, i) => { const c = d[i] / 255;
    return sum + k * (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); }, 0);
  const ground = getComputedStyle(document.body).backgroundColor, own = getComputedStyle(e);
  const [a, b] = [light(rgb([ground, 1])), light(rgb([ground, 1], [own.color, Number(own.opacity)]))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


@pytest.mark.parametrize("dark", [False, True])
def test_signs_have_contrast(cited: Cited, page: Page, dark: bool) -> None:
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.goto(cited.origin("file") + NOTICE)
    page.locator("h1").hover()
    for name in ("#page-9", "#page-10", "h1 .gz-permalink"):
        assert page.locator(name).first.evaluate(_CONTRAST) >= 4.5, name
