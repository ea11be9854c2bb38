"""What a reader meets first: the text on a phone, the state beside the title, a place in a long text."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, Page, expect

from support.built_site import BuiltSite
from support.every_page import AIR, TABLE, until

ARTICLES = "documents/la-zheng-ban-fa-2024-37.html"  # twelve articles, no chapter
TRIAL = "documents/zang-yi-bao-2023-33.html"
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize(
    ("name", "first"),
    [(AIR, ".gz-addressee"), (ARTICLES, ".gz-addressee"), (TRIAL, ".gz-p"), (TABLE, "td")],
)
def test_the_first_screen_of_a_phone_shows_the_text(server: str, page: Page, name: str, first: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(server + name)
    box = page.locator(f"article {first}").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < PHONE["height"]


def test_what_a_phone_folds_opens(server: str, page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(server + AIR)
    ways, search, facts = (
        page.locator(".gz-ways ul"),
        page.locator(".gz-head .gz-search"),
        page.locator("dl.gazette-facts"),
    )
    for part in (ways, facts):
        expect(part).to_be_hidden()
    assert (search.bounding_box() or {"width": 0})["width"] <= 1
    page.get_by_role("button", name="栏目").click()
    expect(ways).to_be_visible()
    expect(ways.locator("a").first).to_be_focused()
    page.get_by_role("button", name="展开检索框").click()
    expect(search.locator("input")).to_be_focused()
    page.locator("details.gz-about > summary").click()
    expect(facts).to_be_visible()


def test_without_script_nothing_is_folded_but_the_facts(server: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(server + AIR)
    expect(page.locator(".gz-ways ul")).to_be_visible()
    expect(page.locator(".gz-head .gz-search")).to_be_visible()
    page.locator("details.gz-about > summary").click()
    expect(page.locator("dl.gazette-facts")).to_be_visible()
    context.close()


def test_where_there_is_room_the_facts_are_open(server: str, page: Page) -> None:
    page.goto(server + AIR)
    expect(page.locator("dl.gazette-facts")).to_be_visible()


# A sign that is first in its line stands there alone: it is the last of its block.
_ALONE = """() => Array.from(document.querySelectorAll('article .gz-permalink')).filter(sign => {
    const block = sign.closest('[data-l]');
    if (!block || getComputedStyle(sign.parentElement).position === 'absolute') return false;
    const range = document.createRange();
    range.selectNodeContents(block);
    range.setEndBefore(sign.parentElement);
    const last = Array.from(range.getClientRects()).pop();
    return last && last.bottom <= sign.getBoundingClientRect().top + 8;
}).map(sign => sign.hash)"""


@pytest.mark.parametrize("width", [320, 360, 390])
def test_no_line_is_left_to_a_sign(server: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(server + AIR)
    assert page.locator(".gz-permalink").count() > 50
    assert page.evaluate(_ALONE) == []


@pytest.mark.parametrize(
    ("asked", "badge", "said"),
    [
        ("?on=2023-05-07", "尚未施行", "尚未施行，自2023年5月8日起施行（2023年5月7日当天）"),
        ("?on=2024-01-01", "试行", "试行，试行期至2026年5月8日（2024年1月1日当天）"),
        ("?on=2026-05-09", "已届满", "试行期已于2026年5月8日届满（2026年5月9日当天）"),
        ("?on=2026-02-30", "试行", "试行，试行期至2026年5月8日（今天，2025年6月1日）"),
        ("", "试行", "试行，试行期至2026年5月8日（今天，2025年6月1日）"),
    ],
)
def test_state_of_the_day_that_is_asked_for(
    server: str, page: Page, asked: str, badge: str, said: str
) -> None:
    page.clock.set_fixed_time("2025-06-01T09:00:00")
    page.goto(server + TRIAL + asked)
    assert (
        page.locator("details.gz-about .gz-badge").inner_text() == f"{badge}推算"
    )  # the day of a notice is no printed term
    assert page.locator(".gz-clock").inner_text() == said


def test_the_field_of_the_day(server: str, page: Page) -> None:
    page.clock.set_fixed_time("2025-06-01T09:00:00")
    page.goto(server + TRIAL)
    field = page.get_by_label("看某一天")
    assert field.input_value() == "2025-06-01"
    field.fill("2026-05-09")
    expect(page.locator(".gz-badge")).to_have_text("已届满推算", use_inner_text=True)
    assert page.url.endswith("?on=2026-05-09")
    field.fill("2025-06-01")
    expect(page.locator(".gz-badge")).to_have_text("试行推算", use_inner_text=True)
    assert page.url.endswith(".html")


def test_the_calendar_of_another_day(server: str, page: Page) -> None:
    page.goto(server + "lists/calendar.html?on=2026-12-27")
    expect(page.locator("article li", has_text="12月27日").first).to_contain_text("试行期将届满")
    page.get_by_label("看某一天").fill("2026-12-28")
    expect(page.locator("article li", has_text="12月27日").first).to_contain_text("试行期已届满")


def test_of_an_annex_the_state_is_that_of_its_instrument(server: str, page: Page) -> None:
    page.goto(server + TABLE + "?on=2026-05-09")
    assert page.locator(".gz-badge").inner_text() == "所属文件已届满推算"


def test_no_state_stands_beside_a_title_without_script(whole: BuiltSite, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{whole.bundle}/{TRIAL}")
    expect(page.locator(".gz-badge")).to_be_hidden()
    context.close()


def test_articles_stand_in_the_outline(server: str, page: Page) -> None:
    page.goto(server + ARTICLES)
    listed = page.locator(".gz-outline li", has_text="条 ")
    assert listed.count() == 12
    assert listed.first.inner_text() == "第一条 本指导意见所称地下车位（库）…"


@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("typed", ["12", "十二", "第十二条", "第12条"])
def test_to_an_article_by_its_number(whole: BuiltSite, server: str, page: Page, way: str, typed: str) -> None:
    page.goto((server if way == "http" else f"file://{whole.bundle}/") + ARTICLES)
    page.locator("#gz-find").fill(typed)
    expect(page.locator(".gz-find-hits a")).to_have_text("跳到第十二条")
    page.keyboard.press("Enter")
    until(page, "location.hash === '#art-12'")


def test_find_in_this_document(server: str, page: Page) -> None:
    page.goto(server + ARTICLES)
    page.locator("#gz-find").fill("首次登记")
    hits = page.locator(".gz-find-hits li")
    expect(hits.first).to_contain_text("第")
    said = page.locator(".gz-find-said").inner_text()
    assert said == f"正文{hits.count()}处"
    assert {"首次登记"} == set(page.locator(".gz-find-hits mark").all_inner_texts())
    shown = page.locator(".gz-outline > ul > li:visible").all_inner_texts()
    assert shown == ["第五条 申请配建地下车位（库）首次登记的…"]
    page.locator("#gz-find").fill("不在文中的词")
    expect(page.locator(".gz-find-said")).to_have_text("正文中没有“不在文中的词”")
    page.locator("#gz-find").fill("")
    expect(page.locator(".gz-outline > ul > li:visible")).to_have_count(14)


def test_the_finder_comes_when_it_is_used(server: str, page: Page) -> None:
    fetched: list[str] = []
    page.on("request", lambda r: fetched.append(r.url))
    page.goto(server + ARTICLES)
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "find" in url]


def test_the_foot_of_the_paper_follows_the_screen(server: str, page: Page) -> None:
    page.clock.set_fixed_time("2025-06-01T09:00:00")
    page.goto(f"{server}{TRIAL}?on=2026-05-09#art-3")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    foot = page.locator(".gz-print-foot").inner_text() or page.locator(".gz-print-foot").text_content() or ""
    assert "时效状态（2026年5月9日）：试行期已于2026年5月8日届满。文字以纸质公报为准。" in foot
    assert f"本页地址：{server}{TRIAL}?on=2026-05-09#art-3。打印日期：2025年6月1日。" in foot
    head = page.locator(".gz-print-state").text_content()
    assert head == "时效状态（2026年5月9日，本站编制）：试行期已于2026年5月8日届满（按成文日期推算）"


def test_printed_by_a_button_beside_the_facts(server: str, page: Page) -> None:
    page.goto(server + TRIAL)
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="打印").click()
    assert page.title() == "printed"


def test_the_foot_needs_no_sheet_of_its_own(server: str, page: Page) -> None:
    """The text fills one sheet to its last line but one."""
    page.goto(f"{server}documents/lhasa-2024-12-gong-bao-jian-jie.html")
    assert len(pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))) == 1


_LINE_ENDS = """() => {
    const title = document.querySelector('h1.gz-title');
    const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
    const ends = [];
    let top = null, before = '';
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.parentElement.closest('[data-derived]')) continue;
        for (let i = 0; i < node.data.length; i++) {
            const range = document.createRange();
            range.setStart(node, i);
            range.setEnd(node, i + 1);
            const at = range.getBoundingClientRect().top;
            if (top !== null && at > top + 10) ends.push(before + '|' + node.data[i]);
            top = at;
            before = (before + node.data[i]).slice(-2);
        }
    }
    return ends;
}"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_titles_break_between_words(server: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(server + AIR)
    allowed = {
        "治区|人",
        "政府|关",
        "印发|《",
        "治区|空",
        "质量|持",
        "改善|行",
        "行动|实",
        "方案|》",
    }
    assert set(page.evaluate(_LINE_ENDS)) <= allowed


_VOICE = """
window.told = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, 'speechSynthesis', { value: {
    speak(utterance) {
        window.told.push([utterance.text, utterance.lang, document.querySelector('.gz-cited')?.id]);
        if (window.told.length < 12) setTimeout(() => utterance.onend(), 1);
    },
    cancel() { window.silent = true; },
} });
"""


def test_read_aloud_block_by_block(server: str, page: Page) -> None:
    """Numbers of documents and figures are said; what is derived is not; the block that is read is marked."""
    page.add_init_script(_VOICE)
    page.goto(server + AIR)
    page.get_by_role("button", name="朗读").click()
    until(page, "window.told.length === 12")
    told = page.evaluate("window.told")
    assert told[0] == [
        "西藏自治区人民政府关于印发西藏自治区空气质量持续改善行动实施方案的通知",
        "zh-CN",
        "n-title",
    ]
    assert told[1][0] == "藏政发2024年第11号"
    assert told[2][0] == "各地（市）行署（人民政府），自治区各委、办、厅、局："
    words = "".join(text for text, _, _ in told)
    assert "99.4%" not in words
    assert "百分之99.4" in words
    assert "微克每立方米" in words
    assert "¶" not in words
    page.get_by_role("button", name="停止朗读").click()
    assert page.evaluate("window.silent")
    assert page.locator(".gz-cited").count() == 0


def test_without_a_voice_nothing_is_offered(server: str, page: Page) -> None:
    page.add_init_script("delete window.speechSynthesis; delete Window.prototype.speechSynthesis;")
    page.goto(server + AIR)
    expect(page.locator(".gz-speak")).to_be_hidden()


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_field_of_a_day_stays_in_its_box(server: str, page: Page, width: int, is_large: bool) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server}documents/zang-yi-bao-2023-33/annex-7.html")
    if is_large:
        page.get_by_role("button", name="大字").click()
    page.evaluate("document.querySelector('details.gz-about').open = true")
    box, field = page.locator("dl.gazette-facts").bounding_box(), page.locator(".gz-on input").bounding_box()
    assert box is not None
    assert field is not None
    assert field["x"] >= box["x"]
    assert field["x"] + field["width"] <= box["x"] + box["width"] + 1


def test_a_way_to_what_is_not_held_ends_at_its_entry_and_nowhere_else(server: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server + AIR)
    way = page.locator("a[href*='cited.html#']").first
    anchor = (way.get_attribute("href") or "").partition("#")[2]
    page.goto(f"{server}lists/cited.html#{anchor}")
    marked = page.locator("article li").evaluate_all(
        "all => all.filter(e => getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)')"
        ".map(e => [e.firstElementChild.id, e.getBoundingClientRect().top])"
    )
    assert [name for name, _ in marked] == [anchor]
    assert 0 <= marked[0][1] <= 200


def _sifted(page: Page, address: str, words: str) -> str:
    page.goto(address)
    page.evaluate("document.querySelector('details.gz-outline').open = true")
    page.locator("#gz-sift").fill(words)
    status = page.locator(".gz-sifted")
    expect(status).not_to_be_empty()
    return status.inner_text()


def test_a_long_list_keeps_what_has_the_words(server: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server}lists/targets.html")
    long = page.evaluate("document.documentElement.scrollHeight")
    said = _sifted(page, f"{server}lists/targets.html", "优良 天数")
    shown = page.locator("article :is(tbody tr, li)").filter(visible=True).all_inner_texts()
    assert said == f"含这些字的有 {len(shown)} 条"
    headings = page.locator("article :is(h2, h3)").filter(visible=True).all_inner_texts()
    assert headings == ["同一指标对照", "空气质量优良天数比率"]
    assert page.locator("article figure").filter(visible=True).count() <= 1
    assert page.locator(".gz-outline li").filter(visible=True).all_inner_texts() == headings
    assert page.evaluate("document.documentElement.scrollHeight") < long / 10
    page.locator("#gz-sift").fill("")
    expect(page.locator(".gz-sifted")).to_be_empty()
    assert page.locator("article .gz-sifted-out, .gz-outline .gz-sifted-out").count() == 0


def test_on_a_phone_a_long_list_is_sifted_without_opening_anything(server: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server}lists/units.html")
    box = page.get_by_role("searchbox", name="筛选：只看本页中含这些字的条目")
    expect(box).to_be_in_viewport()
    box.fill("市教育局")
    expect(page.locator("article > ul > li:visible")).to_have_text(["市教育局（负责1项，配合1项）"])


def test_a_list_of_entries_is_sifted_by_what_they_print(server: str, page: Page) -> None:
    said = _sifted(page, f"{server}lists/cited.html", "医疗保障")
    shown = page.locator("article > ul > li").filter(visible=True).all_inner_texts()
    assert said == f"含这些字的有 {len(shown)} 条"
    assert all("医疗保障" in words for words in shown)
    assert _sifted(page, f"{server}lists/cited.html", "早市无此文件") == "本页没有含这些字的条目"


@pytest.mark.parametrize(
    ("typed", "found", "said"),
    [
        ("市民政局", ["市民政局"], "含这些字的有 1 条"),
        ("拉萨市民政局", ["市民政局"], "含这些字的有 1 条"),  # it stands below 拉萨市
        ("拉萨市财政局", ["拉萨市财政局"], "含这些字的有 1 条"),
        ("自治区水利厅", ["西藏自治区水利厅"], "含这些字的有 1 条"),
        ("西藏自治区水利厅", ["西藏自治区水利厅"], "含这些字的有 1 条"),
        (
            "青江市民政局",
            ["市民政局"],
            "没有这个全称，含“市民政局”的有 1 条",
        ),  # no such place
        ("市发改委", ["市发展改革委（能源局）", "拉萨市发展和改革委员会"], "名称依次含这些字的有 2 条"),
        # Not the 卫健委 of a district, which stands below 拉萨市 too.
        ("市卫健委", ["拉萨市卫生健康委员会"], "名称依次含这些字的有 1 条"),
        ("拉萨市卫健委", ["拉萨市卫生健康委员会"], "名称依次含这些字的有 1 条"),
        ("青江市早市管理局", [], "本页没有含这些字的条目"),
    ],
)
def test_an_office_is_sifted_by_its_place_and_in_short(
    server: str, page: Page, typed: str, found: list[str], said: str
) -> None:
    """As the search finds it (tests/site/search/answers)."""
    told = _sifted(page, f"{server}lists/units.html", typed)
    links = page.locator("article > ul > li > a").filter(visible=True).all_inner_texts()
    assert (links, told) == (found, said)


def test_the_deadlines_of_an_office_are_sifted_by_its_place(server: str, page: Page) -> None:
    _sifted(page, f"{server}lists/deadlines.html", "市统计局")
    wanted = page.locator("article li").filter(visible=True).all_inner_texts()
    assert wanted
    _sifted(page, f"{server}lists/deadlines.html", "拉萨市统计局")
    assert page.locator("article li").filter(visible=True).all_inner_texts() == wanted


def test_the_words_of_a_list_are_sifted_in_the_matching_form(server: str, page: Page) -> None:
    """〔 and （, ○ and 零 are alike, as in the search."""
    wanted = _sifted(page, f"{server}lists/cited.html", "〔2023〕")
    assert _sifted(page, f"{server}lists/cited.html", "（2023）") == wanted
    assert wanted.startswith("含这些字的有 ")


def test_the_outline_of_a_list_names_its_groups(server: str, page: Page) -> None:
    page.goto(f"{server}lists/targets.html")
    ways = page.locator(".gz-outline li.gz-depth-2 a").evaluate_all("all => all.map(a => a.hash.slice(1))")
    below = page.locator("article h3").evaluate_all("all => all.map(h => h.id)")
    assert ways == below
    assert "others-of-k" in ways
