"""Large letters, narrow screens, wide lines and no motion; landmarks, and the heads of tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from support.built_site import BuiltSite
from support.every_page import AIR, HOSTILE, LAYOUTS, PAGES, TABLE, open_page, until

# 320 px is what is left of 1280 px at 400 %; 256 px what is left of 1024 px.
ZOOMED = {"width": 320, "height": 256}

_STICKS_OUT = """() => {
    const width = document.documentElement.clientWidth;
    const BOXES = '.gz-table-scroll, .gz-chart, .md-typeset__scrollwrap, .gz-unseen, .md-skip';
    const boxed = e => e.closest(BOXES);
    return [...document.querySelectorAll('header *, main *, footer *')].filter(e => {
        if (!e.checkVisibility({ visibilityProperty: true }) || boxed(e) || e.closest('svg')) return false;
        const box = e.getBoundingClientRect();
        return box.width > 0 && (box.right > width + 1 || box.left < -1);
    }).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 20));
}"""

# What stays while the page scrolls, by the share of the screen's height that it takes.
_STAYS = """() => [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    return (style.position === 'fixed' || style.position === 'sticky' && box.top <= 1) && e.checkVisibility()
        && style.visibility === 'visible' && style.opacity !== '0' && box.width > innerWidth / 2
        && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
        && !e.closest('.gz-table-scroll');
}).reduce((sum, e) => sum + e.getBoundingClientRect().height, 0) / innerHeight"""

_CUT = """() => [...document.querySelectorAll('body *')].filter(e => {
    if (!e.checkVisibility({ visibilityProperty: true }) || !e.textContent.trim()) return false;
    if (e.closest('.gz-unseen, .gz-table-scroll, svg')) return false;
    const style = getComputedStyle(e);
    if (style.position === 'absolute' && style.clipPath !== 'none') return false;
    // The theme shows the page's title in its header once that has scrolled by.
    if (e.closest('.md-header__title')) return false;
    const hides = /hidden|clip/;
    return hides.test(style.overflowY) && e.scrollHeight > e.clientHeight + 2 && e.clientHeight > 0
        || hides.test(style.overflowX) && e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 0;
}).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 20))"""

# WCAG 1.4.12, set as a reader's own style: the policy stops style elements, not this.
_SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""

_MOVES = """() => [...document.querySelectorAll('*')].flatMap(e => ['', '::before', '::after'].map(part => {
    const style = getComputedStyle(e, part || null);
    const seconds = list => Math.max(...list.split(',').map(n => parseFloat(n) * (/ms/.test(n) ? .001 : 1)));
    return seconds(style.transitionDuration) > .01 || seconds(style.animationDuration) > .01
        || style.scrollBehavior === 'smooth' ? e.tagName + '.' + e.className + part : '';
})).filter(Boolean)"""


@pytest.fixture(scope="module")
def calm(browser: Browser) -> Iterator[Page]:
    """A page of a reader who has asked for less motion."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_at_four_hundred_percent(server: str, calm: Page, name: str) -> None:
    stays_whole_when_zoomed(calm, server, name)


def test_hostile_text_at_four_hundred_percent(hostile_server: str, calm: Page) -> None:
    stays_whole_when_zoomed(calm, hostile_server, HOSTILE)


def stays_whole_when_zoomed(calm: Page, origin: str, name: str) -> None:
    calm.set_viewport_size(ZOOMED)
    open_page(calm, origin, name)
    assert calm.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
    assert calm.evaluate(_STICKS_OUT) == []
    calm.mouse.wheel(0, 600)
    until(calm, "scrollY > 0")
    assert calm.evaluate(_STAYS) <= 0.35


@pytest.mark.parametrize("width", [320, 360, 390, 430, 1200])
@pytest.mark.parametrize("name", ["index.html", AIR])
def test_the_box_in_large_letters(server: str, calm: Page, name: str, width: int) -> None:
    """It has room for seven characters; the button is narrow beside it, or has a line of its own."""
    calm.set_viewport_size({"width": width, "height": 800})
    open_page(calm, server, name)
    calm.locator(".gz-large-text").click()
    if name == AIR and width <= 480:
        calm.locator(".gz-fold").first.click()
    box, button = (
        calm.locator("#gz-search-input").bounding_box(),
        calm.locator(".gz-search-go").bounding_box(),
    )
    letters = calm.locator("#gz-search-input").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert calm.evaluate(_STICKS_OUT) == []
    calm.locator(".gz-large-text").click()
    assert box is not None
    assert button is not None
    assert box["width"] > 7 * letters
    is_beside = button["y"] == box["y"]
    assert button["width"] <= (box["width"] * 0.6 if is_beside else box["width"])
    assert abs(button["y"] - box["y"] - (0 if is_beside else box["height"])) <= 1


def test_a_door_is_one_line_on_a_phone(server: str, calm: Page) -> None:
    calm.set_viewport_size({"width": 390, "height": 800})
    open_page(calm, server, "index.html")
    doors = calm.locator(".gz-doors > div > p:last-child")
    lines = doors.evaluate_all(
        "all => all.map(e => e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight))"
    )
    assert len(lines) > 10
    assert [round(n, 1) for n in lines] == [1.0] * len(lines)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("width", [1280, 390])
def test_wider_spacing_cuts_nothing(server: str, calm: Page, name: str, width: int) -> None:
    calm.set_viewport_size({"width": width, "height": 800})
    open_page(calm, server, name)
    calm.evaluate(_SPACED)
    assert calm.evaluate("getComputedStyle(document.querySelector('article h1')).letterSpacing") != "normal"
    assert calm.evaluate(_CUT) == []
    assert calm.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_moves_for_who_wants_no_motion(server: str, calm: Page, name: str) -> None:
    open_page(calm, server, name)
    assert calm.evaluate(_MOVES) == []
    assert calm.evaluate("document.getAnimations().length") == 0


def test_something_moves_for_others(server: str, page: Page) -> None:
    """That the test above measures something."""
    open_page(page, server, AIR)
    assert page.evaluate(_MOVES) != []


# --- in the built pages themselves ----------------------------------------------------------------


def test_language_landmarks_and_one_heading_on_every_page(whole: BuiltSite, hostile: BuiltSite) -> None:
    pages = [*whole.site.rglob("*.html"), *hostile.site.rglob("*.html")]
    assert len(pages) > 100
    for path in pages:
        page = html.document_fromstring(path.read_bytes())
        assert page.get("lang") == "zh-CN", path
        assert len(page.xpath("//main")) == 1, path
        assert len(page.xpath("//body//header[not(ancestor::main)]")) == 1, path
        assert len(page.xpath("//body//footer[not(ancestor::main)]")) == 1, path
        assert len(page.xpath("//main//h1")) == 1, path
        names = [nav.get("aria-label") for nav in page.xpath("//nav[not(ancestor::nav)]")]
        assert all(names), path
        assert len(set(names)) == len(names), (path, names)
        skip = page.xpath("//a[starts-with(@href, '#')][not(preceding::a)]/@href")
        assert len(skip) == 1, path
        assert page.xpath("//main//*[@id=$id]", id=skip[0][1:]), path


def _scopes(table: html.HtmlElement) -> list[str]:
    """The cells of a table that no head speaks for: neither one of their row nor one of their column."""
    heads: dict[int, bool] = {}  # columns with a head
    rows: dict[int, set[int]] = {}  # for each row the columns that cells from above reach into
    labelled: set[int] = set()
    bare = []
    for r, row in enumerate(table.iter("tr")):
        column = 0
        taken = rows.get(r, set())
        cells = []
        for cell in row.iterchildren("td", "th"):
            while column in taken:
                column += 1
            width, height = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
            for down in range(r, r + height):
                rows.setdefault(down, set()).update(range(column, column + width))
            cells.append((cell, range(column, column + width)))
            if cell.tag == "th":
                # In the head of a table that needs no word: a list that Markdown wrote says none.
                scope = cell.get("scope") or ("col" if row.getparent().tag == "thead" else "")
                assert scope, html.tostring(cell, encoding="unicode")
                if scope in ("col", "colgroup"):
                    heads.update(dict.fromkeys(range(column, column + width), True))
                else:
                    labelled.update(range(r, r + height))
            column += width
        for cell, span in cells:
            # A sentence over the whole width of a form is a row of its own.
            if len(cells) == 1 and len(span) > 1:
                continue
            if cell.tag == "td" and r not in labelled and not any(heads.get(c) for c in span):
                bare.append(cell.text_content().strip()[:30])
    return bare


def test_every_cell_has_a_head(whole: BuiltSite) -> None:
    tables = 0
    for path in whole.site.rglob("*.html"):
        for table in html.document_fromstring(path.read_bytes()).xpath("//main//table"):
            tables += 1
            assert [text for text in _scopes(table) if text] == [], path
    assert tables > 10


def test_tables_have_names(server: str, calm: Page) -> None:
    """Row by row on a phone each cell says the name of its column itself."""
    for width, said in ((1280, "columnheader"), (390, 'cell "分值 2"')):
        calm.set_viewport_size({"width": width, "height": 800})
        open_page(calm, server, TABLE)
        tree = calm.locator("article").aria_snapshot()
        assert 'table "' in tree
        assert said in tree
        assert "rowheader" in tree
