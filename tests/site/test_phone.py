"""What a reader at 390 px meets: what a finger hits, signs out of the way, where an address lands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.every_page import AIR, FOOTNOTES, TABLE, until

RULES = "documents/la-zheng-fa-2024-21.html"
PLAIN = "documents/zang-yi-bao-2023-33/annex-2.html"  # a table without any sign
LISTS = (
    "index.html",
    "lists/deadlines.html",
    "lists/units.html",
    "lists/targets.html",
    "lists/downloads.html",
)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def opacity(place: Locator) -> float:
    return float(place.evaluate("e => getComputedStyle(e).opacity"))


# Links in printed text are left as they are: its lines are 33 px high.
_SMALL = """() => {
    document.querySelectorAll('article details').forEach(folded => { folded.open = true; });
    const seen = e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const passed = '[data-l]:not(tr) *, .gz-skip, .gz-doubt, .gz-row-tools *';
    const found = [...document.querySelectorAll('article :is(a[href], button, summary, input, select)')];
    const small = found.filter(e => seen(e) && !e.matches(passed) && e.getClientRects()[0].height < 24);
    return small.map(e => `${e.parentElement.className} > ${e.tagName}.${e.className} ${e.textContent}`);
}"""


@pytest.mark.parametrize("name", [AIR, TABLE, RULES, *LISTS])
def test_a_finger_hits_what_it_is_meant_for(server: str, phone: Page, name: str) -> None:
    phone.goto(server + name)
    assert phone.evaluate(_SMALL) == []


# How high the place is that a tap on an element hits.
_HIT = """e => {
    e.scrollIntoView({ block: 'center' });
    const box = e.getBoundingClientRect();
    const hits = y => e.contains(document.elementFromPoint(box.left + box.width / 2, y));
    let top = box.top + box.height / 2, bottom = top;
    while (hits(top - 1)) top--;
    while (hits(bottom + 1)) bottom++;
    return bottom - top + 1;
}"""


def test_the_tools_of_a_page_are_wide(server: str, phone: Page) -> None:
    """As wide as a finger, where that moves no text."""
    phone.goto(server + TABLE)
    tools = ".gz-download a, .gz-table-files a, .gz-table-tools button:visible"
    high = [place.evaluate(_HIT) for place in phone.locator(tools).all()]
    assert len(high) >= 7
    assert min(high) >= 36
    phone.locator(".gz-about > summary").click()
    high = [place.evaluate(_HIT) for place in phone.locator(".gz-voice :is(a, button):visible").all()]
    assert len(high) >= 3
    assert min(high) >= 44


@pytest.mark.parametrize("name", [AIR, RULES, TABLE])
def test_the_first_screen_shows_the_text(server: str, phone: Page, name: str) -> None:
    phone.goto(server + name)
    text = phone.locator("article :is(.gz-addressee, .gz-p, tbody tr)").first.bounding_box()
    assert text is not None
    assert text["y"] < 844 * 0.7


def test_the_sign_of_a_block_shows_when_the_block_is_tapped(server: str, phone: Page) -> None:
    phone.goto(server + RULES)
    signs = phone.locator("article .gz-tools .gz-permalink").all()
    assert {opacity(sign) for sign in signs} == {0}
    height = phone.evaluate("document.documentElement.scrollHeight")
    phone.locator("#art-3").tap(position={"x": 60, "y": 12})
    assert opacity(phone.locator("#art-3 > .gz-tools .gz-permalink")) == 1
    assert phone.evaluate("document.documentElement.scrollHeight") == height
    phone.locator("#art-4").tap(position={"x": 60, "y": 12})
    assert opacity(phone.locator("#art-3 > .gz-tools .gz-permalink")) == 0
    phone.locator("#art-4 > .gz-tools .gz-permalink").tap()
    expect(phone.get_by_role("dialog", name="第四条")).to_be_visible()


def test_with_a_pointer_it_shows_on_the_block_and_by_keyboard(server: str, page: Page) -> None:
    page.goto(server + RULES)
    page.mouse.move(2, 2)
    assert {opacity(sign) for sign in page.locator("article .gz-tools .gz-permalink").all()} == {0}
    sign = page.locator("h1 .gz-permalink")
    page.locator("h1").hover()
    assert opacity(sign) == 1
    page.mouse.move(2, 2)
    page.locator("#art-15 .gz-permalink").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert opacity(page.locator("#art-15 .gz-permalink")) == 1


def test_no_sign_is_copied(server: str, phone: Page) -> None:
    phone.goto(server + RULES)
    phone.locator("#art-3").tap(position={"x": 60, "y": 12})
    script = "(getSelection().selectAllChildren(document.querySelector('article')), `${getSelection()}`)"
    copied = phone.evaluate(script)
    assert "第三条" in copied
    assert "¶" not in copied


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "way",
    [
        f"{RULES}#art-15",
        f"{AIR}#p-3",
        f"{TABLE}#row-20",
        f"{FOOTNOTES}#ch-2-sec-2",
        "lists/deadlines.html#by-2027-12",
    ],
)
def test_what_an_address_leads_to_has_a_line_above_it(server: str, page: Page, width: int, way: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(server + way)
    page.wait_for_load_state("networkidle")
    anchor = way.partition("#")[2]
    top = f"document.getElementById('{anchor}').getBoundingClientRect().top"
    until(page, f"{top} >= 30")
    assert page.evaluate(top) < 844 / 2


def test_the_signs_of_cells_are_explained_where_they_occur(server: str, phone: Page) -> None:
    phone.goto(server + TABLE)
    said = phone.locator(".gz-table-signs")
    expect(said).to_have_text("° 推定归入本格；? 存疑，照印。点该格看依据。")
    written = "e => getComputedStyle(e, '::after').content"
    doubtful = phone.locator("tbody .gz-doubtful").first
    assert doubtful.evaluate(written).startswith('"? 存疑"')
    assert (
        phone.locator("tbody .gz-inferred:not(.gz-doubtful)").first.evaluate(written).startswith('"° 推定"')
    )
    doubtful.tap()
    expect(phone.locator(".gz-tip")).to_contain_text("不能确定：可能")
    described = doubtful.get_attribute("aria-describedby") or ""
    assert "不能确定" in (phone.locator(f"#{described}").text_content() or "")
    phone.goto(server + PLAIN)
    expect(phone.locator(".gz-table-signs")).to_have_count(0)


def test_a_whole_table_says_that_it_is_swiped(server: str, phone: Page) -> None:
    phone.goto(server + TABLE)
    hint = phone.get_by_text("左右滑动看整表")
    box = phone.locator(".gz-table-scroll")
    expect(hint).to_be_hidden()
    phone.get_by_role("button", name="整表").click()
    expect(hint).to_be_visible()
    faded = "e => getComputedStyle(e).maskImage"
    assert "gradient" in box.evaluate(faded)
    height = "document.documentElement.scrollHeight"
    before = phone.evaluate(height)
    box.focus()
    expect(box).to_be_focused()
    phone.keyboard.press("ArrowRight")
    expect(hint).to_be_hidden()
    assert phone.evaluate(height) == before

    def at_the_end() -> bool:
        box.evaluate("e => e.scrollTo(e.scrollWidth, 0)")  # what the key began may still be scrolling
        return bool(box.evaluate(faded) == "none")

    until(phone, at_the_end)


_PLACES = """() => {
    const box = document.querySelector('.gz-table-scroll');
    box.scrollTo(box.scrollWidth, box.scrollHeight / 2);
    const at = e => e.getBoundingClientRect(), edge = at(box);
    const middle = (edge.top + edge.bottom) / 2;
    const rows = [...box.querySelectorAll('tbody .gz-name')];
    const name = rows.find(e => at(e).top <= middle && middle < at(e).bottom);
    const seen = document.elementFromPoint(edge.left + 8, middle);
    return {
        head: at(box.querySelector('thead')).top - edge.top,
        headName: at(box.querySelector('thead .gz-name')).left - edge.left,
        name: at(name).left - edge.left,
        share: at(name).right - edge.left,
        room: edge.width,
        isOnTop: name.contains(seen),
    };
}"""


@pytest.mark.parametrize("letters", ["", "data-gz-large"])
def test_of_a_whole_table_the_head_and_the_name_of_each_row_stay_in_sight(
    server: str, phone: Page, letters: str
) -> None:
    """三级指标 tells the rows apart, 一级指标 stands for many of them."""
    phone.goto(server + TABLE)
    if letters:
        phone.get_by_role("button", name="大字").click()
    phone.get_by_role("button", name="整表").click()
    phone.locator(".gz-table-scroll").scroll_into_view_if_needed()
    until(phone, "document.querySelector('.gz-table').classList.contains('gz-named')")
    places = phone.evaluate(_PLACES)
    assert abs(places["head"]) <= 1
    assert abs(places["headName"]) <= 1
    assert abs(places["name"]) <= 1
    assert places["share"] <= places["room"] * 0.4 + 1
    assert places["isOnTop"]
